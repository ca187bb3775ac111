/** Checks that capabilities add to the reading of single files. */
import { scriptCheck } from '../knowledge/checkScript.ts';
import { templateCheck } from '../templates/checkTemplate.ts';
import type { FileCheck } from '../records/fileCheck.ts';

export const fileChecks: readonly FileCheck[] = [scriptCheck, templateCheck];
