/** Checks that capabilities add to those of the index, by type. */
import type { RecordCheck } from '../workspace/crossProblems.ts';

export const checks: readonly RecordCheck[] = [];
