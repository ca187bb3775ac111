/** Adds up the quality of the records of one row. */
import type { CrmRecord } from '../model/record.ts';
import type { Quality } from '../quality/quality.ts';
import { qualityParts } from '../quality/quality.ts';

/** What is summed over the records of one row; records as `type/id`, lists and numbers of each part in their order. */
export interface QualitySums {
  records: string[];
  score: number;
  readonly sums: number[];
  readonly counts: number[];
  /** Records that lack something of the part. */
  readonly lacking: string[][];
}

function createSums(): QualitySums {
  return {
    records: [],
    score: 0,
    sums: qualityParts.map(() => 0),
    counts: qualityParts.map(() => 0),
    lacking: qualityParts.map(() => []),
  };
}

/** Sums over the records of a quality at these places; column after column, which is the quickest way through them. */
export function sumUp(
  quality: Quality,
  places: readonly number[],
  keyOf: (record: CrmRecord) => string,
): QualitySums {
  const { records } = quality;
  const total = createSums();
  const keyAt = (at: number): string => {
    const record = records[at];
    return record ? keyOf(record) : '';
  };
  total.records = places.map(keyAt);
  for (const at of places) total.score += quality.score[at] ?? 0;
  qualityParts.forEach((part, index) => {
    const column = quality.parts[part];
    const lacking: string[] = [];
    let sum = 0;
    let count = 0;
    for (const at of places) {
      const value = column[at] ?? NaN;
      if (Number.isNaN(value)) continue;
      sum += value;
      count++;
      if (value < 1) lacking.push(keyAt(at));
    }
    total.sums[index] = sum;
    total.counts[index] = count;
    total.lacking[index] = lacking;
  });
  return total;
}

/** The sums of groups that have no record in common. */
export function addUp(groups: readonly QualitySums[]): QualitySums {
  const total = createSums();
  const none: string[] = [];
  total.records = none.concat(...groups.map(({ records }) => records));
  for (const { score } of groups) total.score += score;
  for (let part = 0; part < qualityParts.length; part++) {
    total.lacking[part] = none.concat(...groups.map(({ lacking }) => lacking[part] ?? []));
    for (const { sums, counts } of groups) {
      total.sums[part] = (total.sums[part] ?? 0) + (sums[part] ?? 0);
      total.counts[part] = (total.counts[part] ?? 0) + (counts[part] ?? 0);
    }
  }
  return total;
}
