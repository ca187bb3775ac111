/** The report `quality`: how complete, valid, fresh, unique and well connected records are, worst first. */
import type { CrmRecord } from '../model/record.ts';
import { recordKey } from '../model/record.ts';
import { nearest } from '../model/nearMiss.ts';
import { firstFix } from '../quality/firstFix.ts';
import { missingFields } from '../quality/missingFields.ts';
import type { Quality } from '../quality/quality.ts';
import { computeQuality, qualityParts } from '../quality/quality.ts';
import { memoryOf } from '../quality/qualityMemory.ts';
import { Exclusions } from './amounts.ts';
import { countOf } from '../model/words.ts';
import type { GroupBy } from './parameters.ts';
import { groupByText, parametersInForce } from './parameters.ts';
import type { ReportContext, ReportDefinition, ReportOutcome } from './reportDefinition.ts';
import { failed } from './reportDefinition.ts';
import type { Cell, Column, Report, Row, Series } from './reportModel.ts';
import {
  countColumn,
  ownerColumn,
  partColumns,
  recordColumns,
  scoreColumn,
  typeColumn,
} from './qualityColumns.ts';
import type { QualitySums } from './qualitySums.ts';
import { addUp, sumUp } from './qualitySums.ts';
import { createRecordFilter } from './recordFilter.ts';
import { figure, measureOf } from './reportSeries.ts';

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
  const quality = computeQuality(context.snapshot, context.today);
  const counted = countedRecords(quality, filter.test, parameters.type);
  const [first] = by;
  const report =
    first?.field === 'record'
      ? recordReport(quality, counted, context)
      : groupReport(quality, counted, first?.field === 'owner' ? 'owner' : 'type', context);
  return {
    ok: true,
    report: {
      ...report,
      parameters: parametersInForce(parameters, by),
      notes: [...filter.notes, ...report.notes],
    },
  };
}

/** Numbers of the records that count. */
function countedRecords(
  { records }: Quality,
  test: (record: CrmRecord) => boolean,
  type: string | undefined,
): readonly number[] {
  const counted: number[] = [];
  records.forEach((record, at) => {
    if ((type === undefined || record.type === type) && test(record)) counted.push(at);
  });
  return counted;
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

function rowOf(names: Readonly<Record<string, Cell>>, sums: QualitySums): Row {
  const count = sums.records.length;
  const cells: Record<string, Cell> = {
    ...names,
    count,
    score: count === 0 ? null : rounded(sums.score / count),
  };
  const cellRecords: Record<string, readonly string[]> = {};
  qualityParts.forEach((part, at) => {
    const known = sums.counts[at] ?? 0;
    cells[part] = known > 0 ? (sums.sums[at] ?? 0) / known : null;
    cellRecords[part] = sums.lacking[at] ?? [];
  });
  return { cells, records: sums.records, cellRecords };
}

/** To a whole number: more would pretend to a precision that a score does not have. */
function rounded(score: number): number {
  return Math.round(score);
}

/** What the rows of either form share. */
function frameOf(
  quality: Quality,
  counted: readonly number[],
  { asOf, parameters }: ReportContext,
): Omit<Report, 'columns' | 'rows' | 'totals'> {
  const exclusions = new Exclusions();
  for (const at of counted) {
    const record = quality.undated[at] === 1 ? quality.records[at] : undefined;
    if (record) exclusions.add(record, 'nothing says when it was last cared for', 'freshness');
  }
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
  quality: Quality,
  counted: readonly number[],
  field: 'type' | 'owner',
  context: ReportContext,
): Report {
  const places = new Map<string | null, number[]>();
  let group: string | null | undefined;
  let members: number[] = [];
  for (const at of counted) {
    const record = quality.records[at];
    const owner = field === 'owner' ? record?.fields['owner'] : record?.type;
    const next = typeof owner === 'string' ? owner : null;
    // Records of one type follow each other.
    if (next !== group) {
      group = next;
      members = places.get(group) ?? [];
      places.set(group, members);
    }
    members.push(at);
  }
  const memory = memoryOf(context.snapshot);
  const groups = [...places].map(
    ([key, own]) => [key, sumUp(quality, own, (record) => memory.key(record))] as const,
  );
  const rows = groups
    .toSorted(([, a], [, b]) => a.score / a.records.length - b.score / b.records.length)
    .map(([key, sums]) => rowOf({ [field]: nameOf(key, field, context) }, sums));
  const columns = [
    field === 'type' ? typeColumn : ownerColumn,
    countColumn,
    scoreColumn,
    ...partColumns,
  ];
  const total = rowOf({}, addUp(groups.map(([, sums]) => sums)));
  return {
    ...frameOf(quality, counted, context),
    columns,
    rows,
    totals: total,
    series: [...figuresOf(total), partsByGroup(columns, rows), ...scoreBands(quality, counted)],
  };
}

function nameOf(key: string | null, field: 'type' | 'owner', { snapshot }: ReportContext): Cell {
  if (key === null) return null;
  const label = field === 'type' ? snapshot.type(key)?.plural : snapshot.person(key)?.name;
  return label === undefined ? key : { value: key, label };
}

function recordReport(
  quality: Quality,
  counted: readonly number[],
  context: ReportContext,
): Report {
  const limit = context.parameters.limit ?? defaultLimit;
  const score = (at: number): number => quality.score[at] ?? 0;
  const worst = [...counted].sort((a, b) => score(a) - score(b) || a - b).slice(0, limit);
  const rows = worst.map((at) => recordRow(quality, at, context));
  const memory = memoryOf(context.snapshot);
  const totals = sumUp(quality, counted, (record) => memory.key(record));
  const total = rowOf({}, totals);
  const hidden = counted.length - rows.length;
  return {
    ...frameOf(quality, counted, context),
    columns: recordColumns,
    rows,
    totals: total,
    series: [...figuresOf(total), ...scoreBands(quality, counted)],
    notes:
      hidden > 0
        ? [
            `The worst ${rows.length} of ${countOf(counted.length, 'record')}; the totals cover all of them. More by the parameter limit.`,
          ]
        : [],
  };
}

function recordRow(quality: Quality, at: number, context: ReportContext): Row {
  const record = quality.records[at];
  if (!record) return { cells: {}, records: [] };
  const { snapshot } = context;
  const key = recordKey(record);
  const type = snapshot.type(record.type);
  const missing = type ? missingFields(record, type) : [];
  const { inlineLine } = record;
  const problems = snapshot
    .problems(record.path)
    .filter(({ range }) => inlineLine === undefined || range.start.line === inlineLine);
  const cells: Record<string, Cell> = {
    record: { value: key, label: record.title },
    type: nameOf(record.type, 'type', context),
    score: rounded(quality.score[at] ?? 0),
    missing: missing.length === 0 ? null : missing.join(', '),
    fix: firstFix(quality, at, snapshot, problems) ?? null,
  };
  for (const part of qualityParts) {
    const value = quality.parts[part][at] ?? NaN;
    cells[part] = Number.isNaN(value) ? null : value;
  }
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
function scoreBands(quality: Quality, counted: readonly number[]): readonly Series[] {
  if (counted.length === 0) return [];
  const counts = bandEnds.map(() => 0);
  for (const record of counted) {
    const score = quality.score[record] ?? 0;
    // 90 begins the last band, which ends with 100 itself.
    const band = score < 50 ? 0 : Math.min(bandEnds.length - 1, Math.floor((score - 50) / 10) + 1);
    counts[band] = (counts[band] ?? 0) + 1;
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
