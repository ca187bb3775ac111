/** What to do first about a record. */
import type { Problem } from '../model/problem.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { lastCareOf } from './freshness.ts';
import { missingFields } from './missingFields.ts';
import type { Quality } from './quality.ts';

/**
 * The fix of its worst problem, else its largest gap; undefined where it is fine. `at` is its place in the
 * quality, `problems` are those of its file that are about it.
 */
export function firstFix(
  quality: Quality,
  at: number,
  snapshot: Snapshot,
  problems: readonly Problem[],
): string | undefined {
  const record = quality.records[at];
  if (!record) return undefined;
  const worst = [...problems].sort((a, b) => severityRank(a) - severityRank(b));
  const fix = worst.find(({ fixes }) => fixes.length > 0)?.fixes[0];
  if (fix) return fix.title;
  const [serious] = worst;
  if (serious && serious.severity !== 'hint') return serious.message;
  const type = snapshot.type(record.type);
  const missing = type ? missingFields(record, type) : [];
  if (missing.length > 0) return `Fill in ${missing.join(', ')}`;
  const duplicate = quality.duplicates.get(record.type)?.get(record.slot);
  if (duplicate) {
    return `Compare with ${duplicate.other.title}: same ${duplicate.reasons.join(', ')}`;
  }
  if (quality.undated[at] === 1) return 'Write when it was created';
  const care = lastCareOf(record, quality.touches);
  const isStale = (quality.parts.freshness[at] ?? NaN) < 1;
  return isStale && care !== undefined ? `Look it over: last cared for on ${care}` : undefined;
}

function severityRank({ severity }: Problem): number {
  return severity === 'error' ? 0 : severity === 'warning' ? 1 : 2;
}
