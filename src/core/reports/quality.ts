/** The report `quality`: how complete, valid, fresh, unique and well connected records are, worst first. */
import type { CrmRecord } from '../model/record.ts';
import { recordKey } from '../model/record.ts';
import { nearest } from '../model/nearMiss.ts';
import { humanize } from '../schema/words.ts';
import type { Quality, QualityPart, RecordQuality } from '../quality/quality.ts';
import { computeQuality, firstFix, missingFields, qualityParts } from '../quality/quality.ts';
import { Exclusions } from './amounts.ts';
import { countOf } from '../model/words.ts';
import type { GroupBy } from './parameters.ts';
import { groupByText, parametersInForce } from './parameters.ts';
import type { ReportContext, ReportDefinition, ReportOutcome } from './reportDefinition.ts';
import { failed } from './reportDefinition.ts';
import type { Cell, Column, Report, Row, Series } from './reportModel.ts';
import { createRecordFilter } from './recordFilter.ts';
import { figure, measureOf } from './reportSeries.ts';

const partFormulas: Readonly<Record<QualityPart, string>> = {
  completeness: 'share of the required and recommended fields that are filled',
  validity: '1 − (errors + half of the warnings) ÷ number of fields',
  freshness: '1 up to stale_after of crm.yaml, then stale_after ÷ time since it was last cared for',
  uniqueness: '1 − probability that the record is a duplicate, by name, domain, e-mail and phone',
  references: 'share of the references and links that lead to one record',
};

const scoreFormula =
  'completeness 30, validity 25, freshness 15, uniqueness 15, references 15, of 100; a part that cannot be told does not count';

const partColumns: readonly Column[] = qualityParts.map((part) => ({
  id: part,
  label: humanize(part),
  type: 'ratio',
  formula: `${partFormulas[part]}; leads to the records that lack something`,
  group: false,
}));

const countColumn: Column = {
  id: 'count',
  label: 'Records',
  type: 'count',
  formula: 'number of records',
  group: false,
};

const scoreColumn: Column = {
  id: 'score',
  label: 'Score',
  type: 'number',
  unit: 'of 100',
  formula: `mean score of the records: ${scoreFormula}`,
  group: false,
};

const typeColumn: Column = {
  id: 'type',
  label: 'Type',
  type: 'text',
  formula: 'type of the records',
  group: true,
};

const ownerColumn: Column = {
  id: 'owner',
  label: 'Owner',
  type: 'text',
  formula: 'owner of the records',
  group: true,
};

const recordColumns: readonly Column[] = [
  { id: 'record', label: 'Record', type: 'ref', formula: 'the record', group: true },
  typeColumn,
  { ...scoreColumn, formula: `score of the record: ${scoreFormula}` },
  ...partColumns,
  {
    id: 'missing',
    label: 'Missing',
    type: 'text',
    formula: 'required and recommended fields that are not filled',
    group: false,
  },
  {
    id: 'fix',
    label: 'What to do',
    type: 'text',
    formula: 'the fix of its worst problem, else its largest gap',
    group: false,
  },
];

const defaultLimit = 100;

export const qualityReport: ReportDefinition = {
  id: 'quality',
  title: 'Data quality',
  description:
    'How complete, valid, fresh, unique and well connected the records are, worst first.',
  parameters: ['by', 'type', 'where', 'owner', 'limit'],
  columns: [typeColumn, countColumn, scoreColumn, ...partColumns, ...recordColumns.slice(-2)],
  compute: computeQualityReport,
};

function computeQualityReport(context: ReportContext): ReportOutcome {
  const { parameters } = context;
  const by = parameters.by ?? [{ field: 'type' }];
  const problem = byProblem(by);
  if (problem !== undefined) return failed([{ parameter: 'by', message: problem }]);
  const filter = createRecordFilter(parameters.type, context);
  if (!filter.ok) return failed(filter.problems);
  const all = computeQuality(context.snapshot, context.today);
  const isCounted = (record: CrmRecord): boolean =>
    (parameters.type === undefined || record.type === parameters.type) && filter.test(record);
  const counted = all.records.filter(({ record }) => isCounted(record));
  const report =
    by[0]?.field === 'record'
      ? recordReport(counted, all, context)
      : groupReport(counted, by[0]?.field === 'owner' ? 'owner' : 'type', context);
  return {
    ok: true,
    report: {
      ...report,
      parameters: parametersInForce(parameters, by),
      notes: [...filter.notes, ...report.notes],
    },
  };
}

const knownGroups = ['type', 'record', 'owner'];

function byProblem(by: readonly GroupBy[]): string | undefined {
  const [only] = by;
  const text = by.map(groupByText).join(',');
  if (by.length === 1 && only && only.bucket === undefined && knownGroups.includes(only.field)) {
    return undefined;
  }
  const meant = nearest(text, knownGroups);
  const hint = meant === undefined ? `one of ${knownGroups.join(', ')}` : `"${meant}"`;
  return `quality is not grouped by "${text}"; use ${hint}`;
}

/** What the rows of either form share. */
function frameOf(
  counted: readonly RecordQuality[],
  context: ReportContext,
): Omit<Report, 'columns' | 'rows' | 'totals'> {
  const exclusions = new Exclusions();
  for (const { record, undated } of counted) {
    if (undated) exclusions.add(record, 'nothing says when it was last cared for', 'freshness');
  }
  const { asOf, parameters } = context;
  return {
    report: qualityReport.id,
    title: qualityReport.title,
    description: qualityReport.description,
    asOf,
    parameters: {},
    currency: parameters.currency,
    series: [],
    excluded: exclusions.items,
    notes: [],
  };
}

function groupReport(
  counted: readonly RecordQuality[],
  field: 'type' | 'owner',
  context: ReportContext,
): Report {
  const groups = new Map<string | null, RecordQuality[]>();
  for (const quality of counted) {
    const { record } = quality;
    const owner = record.fields['owner'];
    const key = field === 'type' ? record.type : typeof owner === 'string' ? owner : null;
    const group = groups.get(key);
    if (group) group.push(quality);
    else groups.set(key, [quality]);
  }
  const rows = [...groups]
    .map(([key, members]) => groupRow({ [field]: nameOf(key, field, context) }, members))
    .sort((a, b) => scoreIn(a) - scoreIn(b));
  const columns = [
    field === 'type' ? typeColumn : ownerColumn,
    countColumn,
    scoreColumn,
    ...partColumns,
  ];
  const totals = groupRow({}, counted);
  return {
    ...frameOf(counted, context),
    columns,
    rows,
    totals,
    series: [...figuresOf(totals), partsByGroup(columns, rows), ...scoreBands(counted)],
  };
}

function scoreIn({ cells }: Row): number {
  const { score } = cells;
  return typeof score === 'number' ? score : 100;
}

function nameOf(key: string | null, field: 'type' | 'owner', { snapshot }: ReportContext): Cell {
  if (key === null) return null;
  const label = field === 'type' ? snapshot.type(key)?.plural : snapshot.person(key)?.name;
  return label === undefined ? key : { value: key, label };
}

function groupRow(names: Readonly<Record<string, Cell>>, members: readonly RecordQuality[]): Row {
  const cells: Record<string, Cell> = {
    ...names,
    count: members.length,
    score: members.length === 0 ? null : rounded(meanOf(members, ({ score }) => score) ?? 0),
  };
  const cellRecords: Record<string, readonly string[]> = {};
  for (const part of qualityParts) {
    cells[part] = meanOf(members, (quality) => quality[part]) ?? null;
    cellRecords[part] = keysOf(members.filter((quality) => (quality[part] ?? 1) < 1));
  }
  return { cells, records: keysOf(members), cellRecords };
}

function keysOf(members: readonly RecordQuality[]): string[] {
  return members.map(({ record }) => recordKey(record));
}

/** Mean over those that have a value. */
function meanOf(
  members: readonly RecordQuality[],
  read: (quality: RecordQuality) => number | undefined,
): number | undefined {
  let sum = 0;
  let count = 0;
  for (const quality of members) {
    const value = read(quality);
    if (value === undefined) continue;
    sum += value;
    count++;
  }
  return count === 0 ? undefined : sum / count;
}

/** To a whole number: more would pretend to a precision that a score does not have. */
function rounded(score: number): number {
  return Math.round(score);
}

function recordReport(
  counted: readonly RecordQuality[],
  all: Quality,
  context: ReportContext,
): Report {
  const limit = context.parameters.limit ?? defaultLimit;
  const worst = [...counted].sort((a, b) => a.score - b.score).slice(0, limit);
  const rows = worst.map((quality) => recordRow(quality, all, context));
  const hidden = counted.length - rows.length;
  const totals = groupRow({}, counted);
  const frame = frameOf(counted, context);
  return {
    ...frame,
    columns: recordColumns,
    rows,
    totals,
    series: [...figuresOf(totals), ...scoreBands(counted)],
    notes:
      hidden > 0
        ? [
            `The worst ${rows.length} of ${countOf(counted.length, 'record')}; the totals cover all of them. More by the parameter limit.`,
          ]
        : [],
  };
}

function recordRow(quality: RecordQuality, all: Quality, context: ReportContext): Row {
  const { record } = quality;
  const { snapshot } = context;
  const key = recordKey(record);
  const type = snapshot.type(record.type);
  const missing = type ? missingFields(record, type) : [];
  const problems = snapshot
    .problems(record.path)
    .filter(
      ({ range }) => record.inlineLine === undefined || range.start.line === record.inlineLine,
    );
  const cells: Record<string, Cell> = {
    record: { value: key, label: record.title },
    type: nameOf(record.type, 'type', context),
    score: rounded(quality.score),
    missing: missing.length === 0 ? null : missing.join(', '),
    fix: firstFix(quality, all, snapshot, problems) ?? null,
  };
  for (const part of qualityParts) cells[part] = quality[part] ?? null;
  return { cells, records: [key] };
}

function figuresOf(totals: Row): readonly Series[] {
  return [scoreColumn, ...partColumns].map((column) =>
    figure(column, totals.cells[column.id] ?? null),
  );
}

/** Parts down, groups across: where the weakness is. */
function partsByGroup(columns: readonly Column[], rows: readonly Row[]): Series {
  const [group] = columns;
  return {
    id: 'parts',
    title: `Parts of the score by ${group?.label.toLowerCase() ?? ''}`,
    kind: 'heatmap',
    x: {
      label: group?.label ?? '',
      type: 'text',
      values: rows.map(({ cells }) => cells[group?.id ?? ''] ?? null),
    },
    ys: partColumns.map((column) =>
      measureOf(
        column,
        rows.map(({ cells }) => cells[column.id] ?? null),
      ),
    ),
    rows: rows.map((_, at) => at),
  };
}

const bandEnds = [50, 60, 70, 80, 90, 100] as const;

/** How many records have which score. */
function scoreBands(counted: readonly RecordQuality[]): readonly Series[] {
  if (counted.length === 0) return [];
  const counts = bandEnds.map(() => 0);
  for (const { score } of counted) {
    // 90 begins the last band, which ends with 100 itself.
    const at = Math.max(
      0,
      bandEnds.findIndex((end) => score < end || end === 100),
    );
    counts[at] = (counts[at] ?? 0) + 1;
  }
  const names = bandEnds.map((end, at) => `${at === 0 ? 0 : bandEnds[at - 1]} – ${end}`);
  return [
    {
      id: 'bands',
      title: 'Records by score',
      kind: 'bar',
      x: { label: 'Score', type: 'text', values: names },
      ys: [measureOf({ id: 'count', label: 'Records', type: 'count' }, counts)],
    },
  ];
}
