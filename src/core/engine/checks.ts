/** Checks that capabilities add to those of the index: of what records say together with the rest of the workspace. */
import { checkSavedReport } from '../reports/savedReport.ts';
import { segmentCheck } from '../segments/checkSegment.ts';
import type { RecordCheck } from '../workspace/crossProblems.ts';

export const checks: readonly RecordCheck[] = [
  segmentCheck,
  { type: 'report', check: checkSavedReport },
];
