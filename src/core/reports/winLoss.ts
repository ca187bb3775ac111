/** The report `win-loss`: what was won and lost, how much of it, and how long winning took. */
import { outcomeOf } from '../expressions/computed/deals.ts';
import type { IsoDate } from '../model/date.ts';
import { daysBetween } from '../model/date.ts';
import { addDecimals } from '../model/decimal.ts';
import type { CrmRecord } from '../model/record.ts';
import { recordKey } from '../model/record.ts';
import { AmountReader, Exclusions, missingReason } from './amounts.ts';
import { closedOn, createdOn } from './dealDates.ts';
import { dealDimensions } from './dealDimensions.ts';
import type { Dimension } from './dimension.ts';
import { countOf } from '../model/words.ts';
import { Groups } from './groups.ts';
import { averageMoney, decimalRatio, DecimalTotal, exactMoney } from './moneyTotal.ts';
import { parametersInForce } from './parameters.ts';
import { createRecordFilter } from './recordFilter.ts';
import type { ReportContext, ReportDefinition, ReportOutcome } from './reportDefinition.ts';
import { failed } from './reportDefinition.ts';
import type { Cell, Column, Report, Row, Series } from './reportModel.ts';
import { groupNotes, rowSeries, totalFigures } from './reportSeries.ts';
import { mean, quantile, sortNumbers, wilsonInterval } from './statistics.ts';
import type { ClosedDeal } from './winLossTrend.ts';
import { trendSeries } from './winLossTrend.ts';

const rateDate = 'each at the exchange rate of its closing date';

const measures = [
  { id: 'won', label: 'Won', type: 'count', formula: 'deals in a stage whose outcome is won' },
  { id: 'lost', label: 'Lost', type: 'count', formula: 'deals in a stage whose outcome is lost' },
  { id: 'win_rate', label: 'Win rate', type: 'ratio', formula: 'won ÷ (won + lost)' },
  {
    id: 'won_amount',
    label: 'Won amount',
    type: 'money',
    formula: `sum of the amounts of won deals, ${rateDate}`,
  },
  {
    id: 'lost_amount',
    label: 'Lost amount',
    type: 'money',
    formula: `sum of the amounts of lost deals, ${rateDate}`,
  },
  {
    id: 'win_rate_amount',
    label: 'Win rate by amount',
    type: 'ratio',
    formula: 'won amount ÷ (won amount + lost amount)',
  },
  {
    id: 'average_won',
    label: 'Average won',
    type: 'money',
    formula: 'won amount ÷ number of won deals that have an amount',
  },
  {
    id: 'cycle_mean',
    label: 'Cycle, mean',
    type: 'days',
    formula: 'mean of the days from created to closed over the won deals',
  },
  {
    id: 'cycle_median',
    label: 'Cycle, median',
    type: 'days',
    formula: 'median of the same days; of an even number the mean of the middle two',
  },
  {
    id: 'cycle_p90',
    label: 'Cycle, p90',
    type: 'days',
    formula:
      '90 % of the won deals took no longer: 90th percentile of the same days, interpolated linearly between the closest ranks',
  },
  {
    id: 'wilson_low',
    label: 'Win rate, low',
    type: 'ratio',
    formula: 'lower end of the 95 % Wilson interval of the win rate: what so few deals can tell',
  },
  {
    id: 'wilson_high',
    label: 'Win rate, high',
    type: 'ratio',
    formula: 'upper end of the 95 % Wilson interval of the win rate',
  },
] as const;

export const winLossReport: ReportDefinition = {
  id: 'win-loss',
  title: 'Win-loss',
  description: 'Won and lost deals: how many, how much, and how long winning took.',
  parameters: ['by', 'from', 'to', 'where', 'pipeline', 'owner', 'segment', 'currency'],
  columns: measures,
  compute: computeWinLoss,
};

/** What is summed over the closed deals of one row; records as `type/id`. */
interface WinLossSums {
  readonly records: string[];
  readonly won: string[];
  readonly lost: string[];
  readonly wonAmount: DecimalTotal;
  readonly lostAmount: DecimalTotal;
  /** Won deals with an amount that counts. */
  readonly valued: string[];
  /** Won deals with a cycle, and the days of each. */
  readonly timed: string[];
  readonly cycles: number[];
}

function createSums(): WinLossSums {
  return {
    records: [],
    won: [],
    lost: [],
    wonAmount: new DecimalTotal(),
    lostAmount: new DecimalTotal(),
    valued: [],
    timed: [],
    cycles: [],
  };
}

function computeWinLoss(context: ReportContext): ReportOutcome {
  const { snapshot, parameters } = context;
  const dimensions = dealDimensions(parameters.by ?? [], context);
  const filter = createRecordFilter('deal', context);
  if (!dimensions.ok || !filter.ok) {
    const problems = [dimensions, filter].flatMap((part) => (part.ok ? [] : part.problems));
    return failed(problems);
  }
  const exclusions = new Exclusions();
  const amounts = new AmountReader({ ...context, currency: parameters.currency, exclusions });
  const groups = new Groups(dimensions.dimensions, createSums);
  const totals = createSums();
  const closedDeals: ClosedDeal[] = [];
  let withoutClosed = 0;
  for (const deal of snapshot.records('deal')) {
    const outcome = outcomeOf(snapshot, deal);
    if (outcome === 'open' || !filter.test(deal)) continue;
    if (outcome === undefined) {
      exclusions.add(deal, unknownStage(deal));
      continue;
    }
    const closed = closedOn(deal);
    if (!isInPeriod(deal, closed, context, exclusions)) continue;
    if (closed !== undefined && deal.fields['closed'] === undefined) withoutClosed++;
    closedDeals.push({ won: outcome === 'won', closed });
    const counted = countDeal(deal, outcome, closed, { amounts, exclusions });
    counted(totals);
    groups.forEachOf(deal, counted);
  }
  const notes = [...filter.notes, ...amounts.notes(), ...closeDateNotes(withoutClosed)];
  const computed = { groups, totals, dimensions: dimensions.dimensions, closedDeals };
  const report = reportOf(context, computed, exclusions, notes);
  return { ok: true, report };
}

function unknownStage(deal: CrmRecord): string {
  const { stage } = deal.fields;
  return typeof stage === 'string'
    ? `the stage ${stage} is not in its pipeline, so nobody knows whether it is won`
    : missingReason(deal, 'stage', 'stage');
}

function closeDateNotes(count: number): readonly string[] {
  if (count === 0) return [];
  const words = countOf(
    count,
    'deal writes no closed date; it counts',
    'deals write no closed date; they count',
  );
  return [`${words} by close_date.`];
}

function isInPeriod(
  deal: CrmRecord,
  closed: IsoDate | undefined,
  { parameters: { from, to } }: ReportContext,
  exclusions: Exclusions,
): boolean {
  if (from === undefined && to === undefined) return true;
  if (closed === undefined) {
    exclusions.add(deal, 'no closed date to tell whether it is in the period');
    return false;
  }
  return (from === undefined || closed >= from) && (to === undefined || closed < to);
}

/** Reads what one deal adds, once, and gives what adds it to sums. */
function countDeal(
  deal: CrmRecord,
  outcome: 'won' | 'lost',
  closed: IsoDate | undefined,
  { amounts, exclusions }: { readonly amounts: AmountReader; readonly exclusions: Exclusions },
): (sums: WinLossSums) => void {
  const key = recordKey(deal);
  if (outcome === 'lost') {
    const amount = amounts.read(deal, 'amount', 'lost_amount');
    return (sums) => {
      sums.records.push(key);
      sums.lost.push(key);
      if (amount) sums.lostAmount.add(amount);
    };
  }
  const amount = amounts.read(deal, 'amount', 'won_amount');
  const cycle = cycleOf(deal, closed, exclusions);
  return (sums) => {
    sums.records.push(key);
    sums.won.push(key);
    if (amount) {
      sums.wonAmount.add(amount);
      sums.valued.push(key);
    }
    if (cycle !== undefined) {
      sums.cycles.push(cycle);
      sums.timed.push(key);
    }
  };
}

function cycleOf(
  deal: CrmRecord,
  closed: IsoDate | undefined,
  exclusions: Exclusions,
): number | undefined {
  const created = createdOn(deal);
  if (created === undefined || closed === undefined) {
    const field = created === undefined ? 'created' : 'closed';
    exclusions.add(deal, missingReason(deal, field, `${field} date`), 'cycle_mean');
    return undefined;
  }
  const days = daysBetween(created, closed);
  if (days >= 0) return days;
  exclusions.add(deal, `closed (${closed}) before it was created (${created})`, 'cycle_mean');
  return undefined;
}

interface Computed {
  readonly groups: Groups<WinLossSums>;
  readonly totals: WinLossSums;
  readonly dimensions: readonly Dimension[];
  readonly closedDeals: readonly ClosedDeal[];
}

function reportOf(
  context: ReportContext,
  computed: Computed,
  exclusions: Exclusions,
  notes: readonly string[],
): Report {
  const { parameters, asOf } = context;
  const { groups, totals, dimensions } = computed;
  const { currency } = parameters;
  const columns: readonly Column[] = [
    ...dimensions.map(({ column }) => column),
    ...measures.map((measure): Column => ({
      ...measure,
      group: false,
      ...unitOf(measure.type, currency),
    })),
  ];
  const rows = rowsOf(groups, dimensions, currency);
  const totalRow = rowOf({}, totals, currency);
  return {
    report: winLossReport.id,
    title: parameters.pipeline ? `Win-loss: ${parameters.pipeline.name}` : winLossReport.title,
    description: winLossReport.description,
    asOf,
    parameters: parametersInForce(parameters),
    currency,
    columns,
    rows,
    totals: totalRow,
    series: [...totalFigures(columns, totalRow, headlines), ...chartsOf(columns, rows, computed)],
    excluded: exclusions.items,
    notes: [...notes, ...groupNotes(rows, totalRow, dimensions)],
  };
}

const headlines = ['won', 'lost', 'win_rate', 'won_amount', 'average_won', 'cycle_median'];

function unitOf(type: Column['type'], currency: string): { readonly unit?: string } {
  if (type === 'money') return { unit: currency };
  return type === 'days' ? { unit: 'days' } : {};
}

/** Rows in their natural order; names, which have none, by what was won. */
function rowsOf(
  groups: Groups<WinLossSums>,
  dimensions: readonly Dimension[],
  currency: string,
): readonly Row[] {
  const sorted = [...groups.sorted()];
  const [only] = dimensions;
  if (dimensions.length === 1 && only && !only.ordered) {
    sorted.sort((a, b) => b.sums.won.length - a.sums.won.length);
  }
  return sorted.map((group) => rowOf(groups.cellsOf(group), group.sums, currency));
}

function rowOf(names: Readonly<Record<string, Cell>>, sums: WinLossSums, currency: string): Row {
  const { won, lost, timed, valued } = sums;
  const [wonAmount, lostAmount] = [sums.wonAmount.value, sums.lostAmount.value];
  const closed = won.length + lost.length;
  const cycles = sortNumbers(sums.cycles);
  const interval = wilsonInterval(won.length, closed);
  return {
    cells: {
      ...names,
      won: won.length,
      lost: lost.length,
      win_rate: closed === 0 ? null : won.length / closed,
      won_amount: exactMoney(wonAmount, currency),
      lost_amount: exactMoney(lostAmount, currency),
      win_rate_amount: decimalRatio(wonAmount, addDecimals(wonAmount, lostAmount)),
      average_won: averageMoney(wonAmount, valued.length, currency),
      cycle_mean: mean(sums.cycles),
      cycle_median: quantile(cycles, 0.5),
      cycle_p90: quantile(cycles, 0.9),
      wilson_low: interval?.low ?? null,
      wilson_high: interval?.high ?? null,
    },
    records: sums.records,
    cellRecords: {
      won,
      won_amount: won,
      lost,
      lost_amount: lost,
      average_won: valued,
      cycle_mean: timed,
      cycle_median: timed,
      cycle_p90: timed,
    },
  };
}

function chartsOf(
  columns: readonly Column[],
  rows: readonly Row[],
  { dimensions, closedDeals }: Computed,
): readonly Series[] {
  if (dimensions.length === 0) return trendSeries(closedDeals);
  return [
    {
      ...rowSeries('won_lost', 'stacked', { columns, rows, ys: ['won', 'lost'] }),
      title: 'Won and lost',
    },
    rowSeries('win_rate', 'bar', { columns, rows, ys: ['win_rate'] }),
  ];
}
