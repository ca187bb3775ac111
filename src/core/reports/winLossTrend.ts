/** Won and lost deals over time, in periods that make a readable chart. */
import type { Bucket, IsoDate } from '../model/date.ts';
import { addMonths, startOfPeriod } from '../model/date.ts';
import { formatPeriod } from './format.ts';
import type { Series } from './reportModel.ts';
import { measureOf } from './reportSeries.ts';

export interface ClosedDeal {
  readonly won: boolean;
  readonly closed: IsoDate | undefined;
}

const monthsOf = { month: 1, quarter: 3, year: 12 } as const;
const mostPeriods = 36;

/** A stacked bar for each month, or quarter, or year, whichever first fits; none without dates. */
export function trendSeries(deals: readonly ClosedDeal[]): readonly Series[] {
  const dates = deals.flatMap(({ closed }) => closed ?? []);
  if (dates.length === 0) return [];
  const first = dates.reduce((a, b) => (b < a ? b : a));
  const last = dates.reduce((a, b) => (b > a ? b : a));
  const bucket =
    (['month', 'quarter'] as const).find(
      (one) => periodsBetween(first, last, one).length <= mostPeriods,
    ) ?? 'year';
  const periods = periodsBetween(first, last, bucket);
  const index = new Map(periods.map((period, at) => [period, at]));
  const [won, lost] = [periods.map(() => 0), periods.map(() => 0)];
  for (const deal of deals) {
    const at =
      deal.closed === undefined ? undefined : index.get(startOfPeriod(deal.closed, bucket));
    if (at === undefined) continue;
    const counts = deal.won ? won : lost;
    counts[at] = (counts[at] ?? 0) + 1;
  }
  return [
    {
      id: 'trend',
      title: `Won and lost by ${bucket}`,
      kind: 'stacked',
      x: {
        label: 'Closed',
        type: 'date',
        unit: bucket,
        values: periods.map((value) => ({ value, label: formatPeriod(value, bucket) })),
      },
      ys: [
        measureOf({ id: 'won', label: 'Won', type: 'count' }, won),
        measureOf({ id: 'lost', label: 'Lost', type: 'count' }, lost),
      ],
    },
  ];
}

/** Every period from one date to another, those without deals too: a gap in time must show. */
function periodsBetween(
  first: IsoDate,
  last: IsoDate,
  bucket: Bucket & keyof typeof monthsOf,
): IsoDate[] {
  const periods: IsoDate[] = [];
  const end = startOfPeriod(last, bucket);
  for (
    let start = startOfPeriod(first, bucket);
    start <= end && periods.length <= 10_000;
    start = addMonths(start, monthsOf[bucket])
  ) {
    periods.push(start);
  }
  return periods;
}
