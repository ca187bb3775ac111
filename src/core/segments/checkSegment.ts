/** Problems of segments beyond those of their fields: the rule must fit the schema, and there must be one. */
import { checkExpression } from '../expressions/checkExpression.ts';
import { expressionProblems } from '../expressions/expressionProblems.ts';
import type { Problem } from '../model/problem.ts';
import type { CrmRecord } from '../model/record.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { placeOrStart } from '../records/places.ts';
import type { RecordCheck } from '../workspace/crossProblems.ts';
import { readSegment } from './segment.ts';

function checkSegment(snapshot: Snapshot, record: CrmRecord): readonly Problem[] {
  const { kind, of, where } = readSegment(record, snapshot);
  if (where !== undefined) {
    const checked = checkExpression(where, snapshot.schema, of, { condition: true });
    return expressionProblems(record, 'where', where, checked);
  }
  if (kind === 'static' || record.broken) return [];
  const message = "A dynamic segment needs a rule in where, as in: status == 'customer'";
  const range = placeOrStart(record, 'kind');
  return [
    { path: record.path, range, severity: 'error', code: 'field-missing', message, fixes: [] },
  ];
}

/** To be given to the index with the checks of other capabilities. */
export const segmentCheck: RecordCheck = { type: 'segment', check: checkSegment };
