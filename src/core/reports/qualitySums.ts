/** Adds up the quality of the records of one row. */
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

export function createSums(): QualitySums {
  return {
    records: [],
    score: 0,
    sums: qualityParts.map(() => 0),
    counts: qualityParts.map(() => 0),
    lacking: qualityParts.map(() => []),
  };
}

/** Adds records up; reads the columns of a quality, which are found once. */
export class QualityAdder {
  readonly #score: Float64Array;
  readonly #columns: readonly Float64Array[];

  constructor(quality: Quality) {
    this.#score = quality.score;
    this.#columns = qualityParts.map((part) => quality.parts[part]);
  }

  add(into: QualitySums, at: number, key: string): void {
    into.records.push(key);
    into.score += this.#score[at] ?? 0;
    const { sums, counts, lacking } = into;
    for (let part = 0; part < this.#columns.length; part++) {
      const value = this.#columns[part]?.[at] ?? NaN;
      if (Number.isNaN(value)) continue;
      sums[part] = (sums[part] ?? 0) + value;
      counts[part] = (counts[part] ?? 0) + 1;
      if (value < 1) lacking[part]?.push(key);
    }
  }
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
