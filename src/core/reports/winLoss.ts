/** The report `win-loss`: what was won and lost, how much of it, and how long winning took. */
import { outcomeOf } from '../expressions/computed/deals.ts';
import type { IsoDate } from '../model/date.ts';
import { daysBetween } from '../model/date.ts';
import { addDecimals } from '../model/decimal.ts';
import type { Money } from '../model/money.ts';
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
import { winLossMeasures } from './winLossColumns.ts';
import { TrendCounter } from './winLossTrend.ts';

export const winLossReport: ReportDefinition = {
  id: 'win-loss',
  title: 'Win-loss',
  description: 'Won and lost deals: how many, how much, and how long winning took.',
  parameters: ['by', 'from', 'to', 'where', 'pipeline', 'owner', 'segment', 'currency'],
  columns: winLossMeasures,
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
  const counter = new DealCounter(dimensions.dimensions, amounts, exclusions);
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
    counter.count(deal, outcome, closed);
  }
  const notes = [...filter.notes, ...amounts.notes(), ...closeDateNotes(withoutClosed)];
  return {
    ok: true,
    report: reportOf(context, counter, dimensions.dimensions, { exclusions, notes }),
  };
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

/** Counts one deal after the other into its rows and the totals. */
class DealCounter {
  readonly groups: Groups<WinLossSums>;
  readonly trend = new TrendCounter();
  /** Over everything; the only row itself where there are no groups. */
  readonly totals: WinLossSums;
  readonly #hasGroups: boolean;
  readonly #amounts: AmountReader;
  readonly #exclusions: Exclusions;

  constructor(dimensions: readonly Dimension[], amounts: AmountReader, exclusions: Exclusions) {
    this.groups = new Groups(dimensions, createSums);
    this.#hasGroups = dimensions.length > 0;
    this.totals = this.#hasGroups ? createSums() : this.groups.ensure([]);
    this.#amounts = amounts;
    this.#exclusions = exclusions;
  }

  count(deal: CrmRecord, outcome: 'won' | 'lost', closed: IsoDate | undefined): void {
    const isWon = outcome === 'won';
    const counted: CountedDeal = {
      key: recordKey(deal),
      isWon,
      amount: this.#amounts.read(deal, 'amount', isWon ? 'won_amount' : 'lost_amount'),
      cycle: isWon ? cycleOf(deal, closed, this.#exclusions) : undefined,
    };
    if (closed !== undefined) this.trend.add(closed, isWon);
    addDeal(this.totals, counted);
    if (this.#hasGroups) this.groups.forEachOf(deal, (sums) => addDeal(sums, counted));
  }
}

interface CountedDeal {
  readonly key: string;
  readonly isWon: boolean;
  readonly amount: Money | undefined;
  /** Days, of won deals whose dates are known. */
  readonly cycle: number | undefined;
}

function addDeal(sums: WinLossSums, { key, isWon, amount, cycle }: CountedDeal): void {
  sums.records.push(key);
  if (!isWon) {
    sums.lost.push(key);
    if (amount) sums.lostAmount.add(amount);
    return;
  }
  sums.won.push(key);
  if (amount) {
    sums.wonAmount.add(amount);
    sums.valued.push(key);
  }
  if (cycle !== undefined) {
    sums.cycles.push(cycle);
    sums.timed.push(key);
  }
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

function reportOf(
  context: ReportContext,
  { groups, totals, trend }: DealCounter,
  dimensions: readonly Dimension[],
  { exclusions, notes }: { readonly exclusions: Exclusions; readonly notes: readonly string[] },
): Report {
  const { parameters, asOf } = context;
  const { currency } = parameters;
  const columns: readonly Column[] = [
    ...dimensions.map(({ column }) => column),
    ...winLossMeasures.map((measure): Column => ({
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
    series: [
      ...totalFigures(columns, totalRow, headlines),
      ...(dimensions.length === 0
        ? trend.series()
        : chartsOf(columns, rows, context.snapshot.schema.fiscalYearStart)),
    ],
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
  fiscalYearStart: number,
): readonly Series[] {
  const ys = ['won', 'lost'];
  const additive = new Set(ys);
  return [
    {
      ...rowSeries('won_lost', 'stacked', { columns, rows, ys, fiscalYearStart, additive }),
      title: 'Won and lost',
    },
    rowSeries('win_rate', 'bar', { columns, rows, ys: ['win_rate'], fiscalYearStart }),
  ];
}
