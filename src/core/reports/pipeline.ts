/** The report `pipeline`: open deals by stage, or by whatever else is asked for. */
import { outcomeOf, probabilityOf } from '../expressions/computed/deals.ts';
import type { Decimal } from '../model/decimal.ts';
import { decimalFromNumber } from '../model/decimal.ts';
import type { CrmRecord } from '../model/record.ts';
import { recordKey } from '../model/record.ts';
import { AmountReader, Exclusions } from './amounts.ts';
import type { Coverage } from './coverage.ts';
import { computeCoverage, findTarget } from './coverage.ts';
import { dealDimensions } from './dealDimensions.ts';
import type { Dimension } from './dimension.ts';
import { compareCells } from './dimension.ts';
import { Groups } from './groups.ts';
import { DecimalTotal, exactMoney } from './moneyTotal.ts';
import type { GroupBy } from './parameters.ts';
import { parametersInForce } from './parameters.ts';
import { createRecordFilter } from './recordFilter.ts';
import type { ReportContext, ReportDefinition, ReportOutcome } from './reportDefinition.ts';
import { failed } from './reportDefinition.ts';
import type { Cell, Column, Report, Row, Series } from './reportModel.ts';
import { RottingDeals } from './rotting.ts';
import { cellText, groupNotes, rowSeries, totalFigures } from './reportSeries.ts';

const measures = [
  { id: 'count', label: 'Deals', type: 'count', formula: 'number of open deals' },
  {
    id: 'amount',
    label: 'Amount',
    type: 'money',
    formula:
      'sum of the amounts, each at the exchange rate of its closing date (of today without one)',
  },
  {
    id: 'weighted',
    label: 'Weighted',
    type: 'money',
    formula: 'sum of amount × probability; the deal’s own probability, else that of its stage',
  },
  {
    id: 'rotting',
    label: 'Rotting',
    type: 'count',
    formula:
      'deals without activity and without change of stage for longer than rot_after of their stage',
  },
] as const;

export const pipelineReport: ReportDefinition = {
  id: 'pipeline',
  title: 'Pipeline',
  description: 'Open deals by stage in board order: how many, how much, and how much to expect.',
  parameters: ['by', 'from', 'to', 'where', 'pipeline', 'owner', 'segment', 'currency', 'target'],
  columns: [
    {
      id: 'stage',
      label: 'Stage',
      type: 'text',
      formula: 'stage of the deal; with several pipelines a column `pipeline` comes first',
    },
    ...measures,
  ],
  compute: computePipeline,
};

/** What is summed over the open deals of one row. */
interface PipelineSums {
  readonly records: string[];
  readonly rotting: string[];
  readonly amount: DecimalTotal;
  readonly weighted: DecimalTotal;
}

function createSums(): PipelineSums {
  return { records: [], rotting: [], amount: new DecimalTotal(), weighted: new DecimalTotal() };
}

function computePipeline(context: ReportContext): ReportOutcome {
  const { snapshot, parameters } = context;
  const by = groupsOf(context);
  const dimensions = dealDimensions(by, context);
  const filter = createRecordFilter('deal', context);
  if (!dimensions.ok || !filter.ok) {
    return failed([
      ...(dimensions.ok ? [] : dimensions.problems),
      ...(filter.ok ? [] : filter.problems),
    ]);
  }
  const exclusions = new Exclusions();
  const amounts = new AmountReader({ ...context, currency: parameters.currency, exclusions });
  const groups = new Groups(dimensions.dimensions, createSums);
  if (isByStage(by)) ensureStages(groups, by, context);
  const totals = createSums();
  const counter = new DealCounter(context, amounts, exclusions);
  for (const deal of snapshot.records('deal')) {
    const outcome = outcomeOf(snapshot, deal);
    if (outcome === 'won' || outcome === 'lost' || !filter.test(deal)) continue;
    if (!isInPeriod(deal, context, exclusions)) continue;
    counter.count(deal, totals, groups);
  }
  const found = findTarget(context);
  const coverage =
    found && computeCoverage({ ...found, open: totals.amount.value }, context, filter.test);
  return {
    ok: true,
    report: reportOf(context, by, {
      groups,
      totals,
      dimensions: dimensions.dimensions,
      coverage,
      notes: filter.notes,
      amounts,
      exclusions,
    }),
  };
}

/** Stages of several pipelines are never mixed: their pipelines come first unless one is chosen. */
function groupsOf({ snapshot, parameters }: ReportContext): readonly GroupBy[] {
  const by = parameters.by ?? [{ field: 'stage' }];
  const hasStage = by.some(({ field }) => field === 'stage');
  const apart = by.some(({ field }) => field === 'pipeline') || parameters.pipeline !== undefined;
  return hasStage && !apart && snapshot.schema.pipelines.length > 1
    ? [{ field: 'pipeline' }, ...by]
    : by;
}

/** True where the rows are the stages of boards, and nothing else. */
function isByStage(by: readonly GroupBy[]): boolean {
  const names = by.map(({ field }) => field).join();
  return names === 'stage' || names === 'pipeline,stage';
}

/** A board shows its empty stages too. */
function ensureStages(
  groups: Groups<PipelineSums>,
  by: readonly GroupBy[],
  { snapshot, parameters }: ReportContext,
): void {
  const pipelines = parameters.pipeline ? [parameters.pipeline] : snapshot.schema.pipelines;
  for (const pipeline of pipelines) {
    for (const stage of pipeline.stages) {
      if (stage.outcome !== undefined) continue;
      groups.ensure(by.length === 2 ? [pipeline.id, stage] : [stage]);
    }
  }
}

function isInPeriod(
  deal: CrmRecord,
  { parameters: { from, to } }: ReportContext,
  exclusions: Exclusions,
): boolean {
  if (from === undefined && to === undefined) return true;
  const date = deal.fields['close_date'];
  if (typeof date !== 'string') {
    exclusions.add(deal, 'no closing date to tell whether it is in the period');
    return false;
  }
  return (from === undefined || date >= from) && (to === undefined || date < to);
}

/** Counts one deal after the other into its rows and the totals. */
class DealCounter {
  readonly #context: ReportContext;
  readonly #amounts: AmountReader;
  readonly #exclusions: Exclusions;
  readonly #rotting: RottingDeals;
  readonly #probabilities = new Map<number, Decimal | undefined>();

  constructor(context: ReportContext, amounts: AmountReader, exclusions: Exclusions) {
    this.#context = context;
    this.#amounts = amounts;
    this.#exclusions = exclusions;
    this.#rotting = new RottingDeals(context);
  }

  count(deal: CrmRecord, totals: PipelineSums, groups: Groups<PipelineSums>): void {
    const key = recordKey(deal);
    const amount = this.#amounts.read(deal, 'amount', 'amount');
    const factor = this.#probability(deal);
    if (amount && !factor) this.#exclusions.add(deal, this.#whyNoProbability(deal), 'weighted');
    const rots = this.#rots(deal);
    const add = (sums: PipelineSums): void => {
      sums.records.push(key);
      if (rots) sums.rotting.push(key);
      if (!amount) return;
      sums.amount.add(amount);
      if (factor) sums.weighted.addProduct(amount, factor);
    };
    add(totals);
    groups.forEachOf(deal, add);
  }

  /** The probability as an exact share of one: 40 % is 0.40. */
  #probability(deal: CrmRecord): Decimal | undefined {
    const points = probabilityOf(this.#context.snapshot, deal);
    if (points === undefined) return undefined;
    if (!this.#probabilities.has(points)) {
      const exact = decimalFromNumber(points);
      this.#probabilities.set(
        points,
        exact && { coefficient: exact.coefficient, scale: exact.scale + 2 },
      );
    }
    return this.#probabilities.get(points);
  }

  #rots(deal: CrmRecord): boolean {
    const rotting = this.#rotting.rots(deal);
    if (rotting === undefined && this.#context.snapshot.stageOf(deal)) {
      this.#exclusions.add(
        deal,
        'no activity, change of stage or creation to count from',
        'rotting',
      );
    }
    return rotting === true;
  }

  #whyNoProbability(deal: CrmRecord): string {
    const stage = deal.fields['stage'];
    return typeof stage === 'string'
      ? `no probability: the stage ${stage} is not in its pipeline`
      : 'no probability: it has no stage';
  }
}

interface Computed {
  readonly groups: Groups<PipelineSums>;
  readonly totals: PipelineSums;
  readonly dimensions: readonly Dimension[];
  readonly coverage: Coverage | undefined;
  readonly notes: readonly string[];
  readonly amounts: AmountReader;
  readonly exclusions: Exclusions;
}

function reportOf(context: ReportContext, by: readonly GroupBy[], computed: Computed): Report {
  const { parameters, asOf } = context;
  const { groups, totals, dimensions, coverage } = computed;
  const { currency } = parameters;
  const rows = rowsOf(groups, dimensions, currency);
  const columns = [
    ...dimensions.map(({ column }) => column),
    ...measures.map((measure): Column => ({
      ...measure,
      group: false,
      ...(measure.type === 'money' && { unit: currency }),
    })),
  ];
  const totalRow = rowOf({}, totals, currency);
  return {
    report: pipelineReport.id,
    title: parameters.pipeline ? `Pipeline: ${parameters.pipeline.name}` : pipelineReport.title,
    description: pipelineReport.description,
    asOf,
    parameters: parametersInForce(parameters, by),
    currency,
    columns,
    rows,
    totals: totalRow,
    series: [
      ...totalFigures(columns, totalRow),
      ...(coverage ? [coverage.series] : []),
      ...chartsOf(columns, rows, by, context.snapshot.schema.fiscalYearStart),
    ],
    excluded: computed.exclusions.items,
    notes: [
      ...computed.notes,
      ...computed.amounts.notes(),
      ...(coverage?.notes ?? []),
      ...groupNotes(rows, totalRow, dimensions),
    ],
  };
}

/** Rows in their natural order; names, which have none, by amount. */
function rowsOf(
  groups: Groups<PipelineSums>,
  dimensions: readonly Dimension[],
  currency: string,
): readonly Row[] {
  const rows = groups.sorted().map((group) => rowOf(groups.cellsOf(group), group.sums, currency));
  const [only] = dimensions;
  if (dimensions.length !== 1 || !only || only.ordered) return rows;
  const amountOf = ({ cells }: Row): Cell => cells['amount'] ?? null;
  return rows.sort((a, b) => compareCells(amountOf(b), amountOf(a)));
}

function rowOf(names: Readonly<Record<string, Cell>>, sums: PipelineSums, currency: string): Row {
  return {
    cells: {
      ...names,
      count: sums.records.length,
      amount: exactMoney(sums.amount.value, currency),
      weighted: exactMoney(sums.weighted.value, currency),
      rotting: sums.rotting.length,
    },
    records: sums.records,
    cellRecords: { rotting: sums.rotting },
  };
}

/** A funnel for each pipeline where the rows are stages, else bars of amount and weighted amount. */
function chartsOf(
  columns: readonly Column[],
  rows: readonly Row[],
  by: readonly GroupBy[],
  fiscalYearStart: number,
): readonly Series[] {
  if (!isByStage(by)) {
    const ys = ['amount', 'weighted'];
    const additive = new Set(ys);
    return [rowSeries('amount', 'bar', { columns, rows, ys, fiscalYearStart, additive })];
  }
  const title = 'Amount by stage';
  if (by.length === 1) {
    return [
      { ...rowSeries('amount', 'funnel', { columns, rows, ys: ['amount', 'count'] }), title },
    ];
  }
  const pipelines = new Map<string, number[]>();
  rows.forEach(({ cells }, at) => {
    const name = cellText(cells['pipeline'] ?? null);
    pipelines.set(name, [...(pipelines.get(name) ?? []), at]);
  });
  return [...pipelines].map(([name, only]) => ({
    ...rowSeries(`amount_${name}`, 'funnel', { columns, rows, ys: ['amount', 'count'], only }),
    title: `${title}: ${name}`,
  }));
}
