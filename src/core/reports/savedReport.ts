/** Reports saved in the workspace: records of type report, computed over the records of one type. */
import { conversionDate } from '../expressions/computed/conversionDate.ts';
import type { IsoDate } from '../model/date.ts';
import { isMoney } from '../model/money.ts';
import type { Problem } from '../model/problem.ts';
import type { CrmRecord, FieldMap, FieldValue } from '../model/record.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { placeOrStart } from '../records/places.ts';
import { createAggregate } from './aggregates.ts';
import { AmountReader, Exclusions } from './amounts.ts';
import { createdOn } from './dealDates.ts';
import { compareCells } from './dimension.ts';
import { countOf } from '../model/words.ts';
import type { Group } from './groups.ts';
import { Groups } from './groups.ts';
import { averageMoney } from './moneyTotal.ts';
import type { ParameterName } from './parameters.ts';
import { parametersInForce } from './parameters.ts';
import { createRecordFilter } from './recordFilter.ts';
import type { ColumnDescription, ReportContext, ReportOutcome } from './reportDefinition.ts';
import { failed } from './reportDefinition.ts';
import type { Cell, ColumnType, Report, Row } from './reportModel.ts';
import { isLabelled } from './reportModel.ts';
import { groupNotes } from './reportSeries.ts';
import { savedSeries } from './savedCharts.ts';
import type { SavedDefinition, SavedIssue } from './savedDefinition.ts';
import { readSavedDefinition } from './savedDefinition.ts';
import type { SavedSums } from './savedMeasures.ts';
import { MeasureReader } from './savedMeasures.ts';
import type { SavedPlan } from './savedPlan.ts';
import { isError, planSavedReport } from './savedPlan.ts';

/** Parameters that every saved report takes. */
export const savedParameters: readonly ParameterName[] = [
  'by',
  'from',
  'to',
  'where',
  'owner',
  'segment',
  'currency',
  'limit',
];

/** Computes a saved report; what is wrong with its file is answered with the place. */
export function computeSavedReport(record: CrmRecord, context: ReportContext): ReportOutcome {
  const { definition: written, issues: found } = readSavedDefinition(record);
  const issues = [...found];
  const definition = withParameters(written, context);
  const exclusions = new Exclusions();
  const plan = planSavedReport(definition, context, issues);
  if (!plan) return failed(issues.filter(isError).map((issue) => problemAt(record, issue)));
  const doubts = issues.map(({ field, message }) => `${field}: ${message}`);
  const filter = createRecordFilter(plan.type.name, context);
  if (!filter.ok) return failed(filter.problems);
  const amounts = new AmountReader({
    ...context,
    currency: context.parameters.currency,
    exclusions,
  });
  const reader = new MeasureReader(plan.aggregates, amounts, exclusions);
  const groups = new Groups(plan.dimensions, () => createSums(plan, context));
  const totals = createSums(plan, context);
  for (const one of context.snapshot.records(plan.type.name)) {
    if (!plan.test(one) || !filter.test(one)) continue;
    if (!isInPeriod(one, context, exclusions)) continue;
    const add = reader.read(one);
    add(totals);
    groups.forEachOf(one, add);
  }
  const notes = [...doubts, ...filter.notes, ...amounts.notes(), ...reader.notes()];
  const report = reportOf(record, { definition, plan, groups, totals, context, notes });
  return { ok: true, report: { ...report, excluded: exclusions.items } };
}

/** What a saved report says of itself, for lists and help. */
export function describeSavedReport(
  record: CrmRecord,
  snapshot: Snapshot,
): { readonly description: string; readonly columns: readonly ColumnDescription[] } {
  const { definition, issues } = readSavedDefinition(record);
  const today = '1970-01-01';
  const parameters = { currency: snapshot.schema.currency };
  const context = { snapshot, today, parameters, asOf: { commit: null, date: today } };
  const plan = planSavedReport(definition, context, [...issues]);
  const { description } = record.fields;
  return {
    description: typeof description === 'string' ? description.trim() : '',
    columns: plan?.columns ?? [],
  };
}

/** The problems of a record of type report, each at the field that it is about. A check of the workspace. */
export function checkSavedReport(snapshot: Snapshot, record: CrmRecord): readonly Problem[] {
  const { definition, issues: found } = readSavedDefinition(record);
  const issues = [...found];
  const today = '1970-01-01';
  const parameters = { currency: snapshot.schema.currency };
  planSavedReport(
    definition,
    { snapshot, today, parameters, asOf: { commit: null, date: today } },
    issues,
  );
  return issues.map((issue) => ({
    path: record.path,
    range: placeOrStart(record, issue.field),
    severity: issue.severity ?? 'error',
    code: 'report-invalid',
    message: sentence(issue.message),
    fixes: [],
  }));
}

function sentence(message: string): string {
  return message.slice(0, 1).toUpperCase() + message.slice(1);
}

function problemAt(record: CrmRecord, { field, message }: SavedIssue) {
  return { message: `${field}: ${message}`, path: record.path, range: placeOrStart(record, field) };
}

/** Parameters go before what is saved: other groups, another limit. */
function withParameters(
  definition: SavedDefinition,
  { parameters }: ReportContext,
): SavedDefinition {
  const { by, limit } = parameters;
  return {
    ...definition,
    ...(by && { groups: by.map((group) => ({ id: group.field, ...group })), chart: undefined }),
    ...(limit !== undefined && { limit }),
  };
}

/** The period is told by the record's own date: closed, close_date, date, opened or starts, else created. */
function isInPeriod(
  record: CrmRecord,
  { parameters: { from, to } }: ReportContext,
  exclusions: Exclusions,
): boolean {
  if (from === undefined && to === undefined) return true;
  const own: IsoDate = conversionDate(record, '');
  const date = own === '' ? createdOn(record) : own;
  if (date === undefined) {
    exclusions.add(record, 'no date to tell whether it is in the period');
    return false;
  }
  return (from === undefined || date >= from) && (to === undefined || date < to);
}

function createSums({ aggregates }: SavedPlan, { parameters }: ReportContext): SavedSums {
  return {
    records: [],
    aggregates: aggregates.map(({ measure, kind }) =>
      createAggregate(measure.fn, kind, parameters.currency),
    ),
    counted: aggregates.map(({ test }) => (test ? [] : undefined)),
  };
}

interface Computed {
  readonly definition: SavedDefinition;
  readonly plan: SavedPlan;
  readonly groups: Groups<SavedSums>;
  readonly totals: SavedSums;
  readonly context: ReportContext;
  readonly notes: readonly string[];
}

function reportOf(record: CrmRecord, computed: Computed): Report {
  const { definition, plan, groups, context } = computed;
  const { parameters, asOf } = context;
  const named = groups.sorted().map((group) => ({ group, row: rowOf(group, computed) }));
  const kept = plan.having
    ? named.filter(({ row }) => plan.having?.test(fieldsOf(row.cells), context.today) === true)
    : named;
  const sorted = sortRows(kept, plan);
  const rows = sorted.slice(0, definition.limit ?? sorted.length).map(({ row }) => row);
  const totals = rowOf({ keys: [], sums: computed.totals }, computed);
  const hidden = named.length - rows.length;
  const { columns } = plan;
  const { description } = record.fields;
  return {
    report: record.id,
    title: record.title,
    description: typeof description === 'string' ? description.trim() : '',
    asOf,
    parameters: parametersInForce(parameters),
    currency: parameters.currency,
    columns,
    rows,
    totals,
    series: savedSeries(definition.chart, {
      columns,
      rows,
      totals,
      orders: ordersOf(computed),
      additive: additiveOf(plan),
      fiscalYearStart: context.snapshot.schema.fiscalYearStart,
    }),
    excluded: [],
    notes: [
      ...computed.notes,
      ...(hidden > 0
        ? [
            `${countOf(rows.length, 'row')} of ${named.length} shown (having, limit); the totals cover all of them.`,
          ]
        : []),
      ...(hidden > 0 ? [] : groupNotes(rows, totals, plan.dimensions)),
    ],
  };
}

/** The values of each group in their natural order: a chart keeps it, however the rows are sorted. */
function ordersOf({ plan, groups }: Computed): ReadonlyMap<string, readonly Cell[]> {
  const all = groups.sorted();
  return new Map(
    plan.dimensions.map((dimension, at) => {
      const keys = new Set(all.map(({ keys: own }) => own[at] ?? null));
      const sorted = [...keys].sort((a, b) => dimension.compare(a, b));
      return [dimension.column.id, sorted.map((key) => dimension.cellOf(key))];
    }),
  );
}

function additiveOf({ aggregates }: SavedPlan): ReadonlySet<string> {
  const additive = aggregates.filter(
    ({ measure }) => measure.fn === 'count' || measure.fn === 'sum',
  );
  return new Set(additive.map(({ measure }) => measure.id));
}

function rowOf(group: Group<SavedSums>, { plan, groups, totals, context }: Computed): Row {
  const cells: Record<string, Cell> = group.keys.length > 0 ? groups.cellsOf(group) : {};
  const cellRecords: Record<string, readonly string[]> = {};
  plan.aggregates.forEach(({ measure, column, path }, at) => {
    const [own, all] = [group.sums.aggregates[at], totals.aggregates[at]];
    const cell = own && all ? own.result(all) : null;
    cells[measure.id] =
      path?.kind === 'duration' && typeof cell === 'number' && column.type === 'days'
        ? cell / 86_400
        : cell;
    const counted = group.sums.counted[at];
    if (counted) cellRecords[measure.id] = counted;
  });
  for (const { measure, column, compiled } of plan.expressions) {
    const value = compiled.evaluate(fieldsOf(cells), context.today);
    cells[measure.id] = cellOf(value, column.type, context.parameters.currency);
  }
  const { records } = group.sums;
  return Object.keys(cellRecords).length > 0 ? { cells, records, cellRecords } : { cells, records };
}

/** A row as expressions see it: what has no value is missing. */
function fieldsOf(cells: Readonly<Record<string, Cell>>): FieldMap {
  const fields: Record<string, FieldValue> = {};
  for (const [id, cell] of Object.entries(cells)) {
    if (cell !== null) fields[id] = isLabelled(cell) ? cell.value : cell;
  }
  return fields;
}

function cellOf(value: FieldValue | undefined, type: ColumnType, currency: string): Cell {
  if (value === undefined || value === null) return null;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return value;
  if (typeof value === 'string') return value;
  return isMoney(value) && type === 'money' ? averageMoney(value, 1, currency) : null;
}

type NamedRow = { readonly group: Group<SavedSums>; readonly row: Row };

/** By the columns named; groups among them in their natural order, and all rows in that where nothing else tells. */
function sortRows(rows: readonly NamedRow[], { sort, dimensions }: SavedPlan): readonly NamedRow[] {
  if (sort.length === 0) return rows;
  return [...rows].sort((a, b) => {
    for (const { column, descending } of sort) {
      const at = dimensions.findIndex((dimension) => dimension.column.id === column);
      const [cellA, cellB] = [a.row.cells[column] ?? null, b.row.cells[column] ?? null];
      // Nothing comes last in either direction.
      if (cellA === null || cellB === null) {
        if (cellA !== cellB) return cellA === null ? 1 : -1;
        continue;
      }
      const dimension = dimensions[at];
      const order = dimension
        ? dimension.compare(a.group.keys[at] ?? null, b.group.keys[at] ?? null)
        : compareCells(cellA, cellB);
      if (order !== 0) return descending ? -order : order;
    }
    return 0;
  });
}
