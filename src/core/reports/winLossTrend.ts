/** Won and lost deals over time, in periods that make a readable chart. */
import type { IsoDate } from '../model/date.ts';
import { isoDate, monthOf, yearOf } from '../model/date.ts';
import { formatPeriod } from './format.ts';
import type { Series } from './reportModel.ts';
import { measureOf } from './reportSeries.ts';

/** Periods in order of length, with their months. */
const periods = [
  { bucket: 'month', months: 1 },
  { bucket: 'quarter', months: 3 },
  { bucket: 'year', months: 12 },
] as const;
/** More bars than this are too thin to read: longer periods are taken. */
const mostBars = 36;

/** Counts deals by the month in which they were decided. */
export class TrendCounter {
  /** Months since year 0 -> number of deals. */
  readonly #won = new Map<number, number>();
  readonly #lost = new Map<number, number>();

  add(closed: IsoDate, isWon: boolean): void {
    const month = yearOf(closed) * 12 + monthOf(closed) - 1;
    const counts = isWon ? this.#won : this.#lost;
    counts.set(month, (counts.get(month) ?? 0) + 1);
  }

  /** A stacked bar for each month, or quarter, or year, whichever first fits; a gap in time shows. */
  series(): readonly Series[] {
    const months = [...this.#won.keys(), ...this.#lost.keys()];
    if (months.length === 0) return [];
    const first = Math.min(...months);
    const last = Math.max(...months);
    const barsOf = (size: number): number => Math.floor(last / size) - Math.floor(first / size) + 1;
    const fitting = periods.find((period) => barsOf(period.months) <= mostBars);
    const { bucket, months: size } = fitting ?? periods[2];
    const start = Math.floor(first / size);
    const bars = barsOf(size);
    const sumUp = (counts: ReadonlyMap<number, number>): number[] => {
      const sums = Array.from({ length: bars }, () => 0);
      for (const [month, count] of counts) {
        const at = Math.floor(month / size) - start;
        sums[at] = (sums[at] ?? 0) + count;
      }
      return sums;
    };
    const values = Array.from({ length: bars }, (_, at) => {
      const month = (start + at) * size;
      const value = isoDate(Math.floor(month / 12), (month % 12) + 1, 1);
      return { value, label: formatPeriod(value, bucket) };
    });
    return [
      {
        id: 'trend',
        title: `Won and lost by ${bucket}`,
        kind: 'stacked',
        x: { label: 'Closed', type: 'date', unit: bucket, values },
        ys: [
          measureOf({ id: 'won', label: 'Won', type: 'count' }, sumUp(this.#won)),
          measureOf({ id: 'lost', label: 'Lost', type: 'count' }, sumUp(this.#lost)),
        ],
      },
    ];
  }
}
