/** What rows are grouped by: a field, a field of a referenced record, or the period of a date. */
import type { Bucket, IsoDate } from '../model/date.ts';
import { startOfPeriod } from '../model/date.ts';
import { compareDecimals } from '../model/decimal.ts';
import { isMoney, moneyToString } from '../model/money.ts';
import type { CrmRecord } from '../model/record.ts';
import type { FieldKind, Stage } from '../model/schema.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { FieldPath, PathValue } from './fieldPath.ts';
import { isReadingList, isRecordValue, isUnresolved, writtenText } from './fieldPath.ts';
import { formatPeriod, isNumeric } from './format.ts';
import type { Cell, Column, ColumnType } from './reportModel.ts';
import { recordKey } from '../model/record.ts';

/**
 * The value that a group stands for, as a key of a Map: text, number, true or false, a stage of the schema, an
 * other record as its slot; null where there is none. Keys of two dimensions are never compared.
 */
export type GroupKey = string | number | boolean | Stage | null;

export interface Dimension {
  readonly column: Column;
  /** The group of a record; several where the field holds many values: the record then counts in each. */
  keyOf(record: CrmRecord): GroupKey | readonly GroupKey[];
  cellOf(key: GroupKey): Cell;
  /** True where the order of the groups means something: stages, options, time, numbers. */
  readonly ordered: boolean;
  /** Natural order: stages as on the board, options as declared, time forwards, else by name; nothing comes last. */
  compare(a: GroupKey, b: GroupKey): number;
  /** What a reader of the groups should know. */
  readonly notes?: readonly string[];
}

export const buckets: readonly Bucket[] = [
  'day',
  'week',
  'month',
  'quarter',
  'year',
  'fiscal_quarter',
  'fiscal_year',
];

interface DimensionOptions {
  readonly id: string;
  readonly snapshot: Snapshot;
  /** For dates; without it each day is a group. */
  readonly bucket?: Bucket | undefined;
}

/** Groups by a field. */
export function fieldDimension(path: FieldPath, options: DimensionOptions): Dimension {
  if (isDateKind(path.kind)) return dateDimension(path, options);
  const { id, snapshot } = options;
  const cells = new Map<GroupKey, Cell>([[null, null]]);
  const ranks = ranksOf(path, snapshot);
  const keyOfValue = (value: PathValue): GroupKey => {
    const key = plainKey(value);
    if (!cells.has(key)) cells.set(key, cellOfValue(value, path, snapshot));
    return key;
  };
  const cellOf = (key: GroupKey): Cell => cells.get(key) ?? null;
  return {
    column: groupColumn(id, path.label, columnTypeOf(path.kind, path.unit), formulaOf(path)),
    keyOf: keyReader(path, keyOfValue, cells),
    cellOf,
    ordered: ranks.size > 0 || isNumeric(columnTypeOf(path.kind, path.unit)),
    compare: createComparison(cellOf, ranks),
  };
}

export function isDateKind(kind: FieldKind): boolean {
  return kind === 'date' || kind === 'datetime';
}

export function groupColumn(id: string, label: string, type: ColumnType, formula: string): Column {
  return { id, label, type, formula, group: true };
}

function formulaOf(path: FieldPath): string {
  return `${path.text} of the record`;
}

function dateDimension(path: FieldPath, { id, snapshot, bucket }: DimensionOptions): Dimension {
  const period = bucket ?? 'day';
  const { fiscalYearStart } = snapshot.schema;
  const starts = new Map<string, IsoDate>();
  const startOf = (value: PathValue): GroupKey => {
    if (typeof value !== 'string') return null;
    let start = starts.get(value);
    if (start === undefined) {
      start = startOfPeriod(value, period, fiscalYearStart);
      starts.set(value, start);
    }
    return start;
  };
  const misfits = new Map<GroupKey, Cell>();
  const cellOf = (key: GroupKey): Cell => {
    if (typeof key !== 'string') return null;
    return misfits.get(key) ?? { value: key, label: formatPeriod(key, period, fiscalYearStart) };
  };
  const words = period.replace('_', ' ');
  return {
    column: {
      ...groupColumn(id, path.label, 'date', `${words} of ${path.text}, named by its first day`),
      unit: period,
    },
    keyOf: keyReader(path, startOf, misfits),
    cellOf,
    ordered: true,
    compare: createComparison((key) => misfits.get(key) ?? (typeof key === 'string' ? key : null)),
  };
}

/**
 * Reads the groups of a record. Records whose value cannot be read are a group of what they write, apart from
 * those that write nothing; its cell goes to `cells`.
 */
function keyReader(
  path: FieldPath,
  keyOfValue: (value: PathValue) => GroupKey,
  cells: Map<GroupKey, Cell>,
): Dimension['keyOf'] {
  const misfit = (record: CrmRecord): GroupKey => {
    const text = path.invalidText(record);
    if (text === undefined) return null;
    const key = `${oddKey}${text}`;
    if (!cells.has(key)) cells.set(key, `(unreadable: ${text})`);
    return key;
  };
  return (record) => {
    const reading = path.read(record);
    if (reading === undefined) return misfit(record);
    if (!isReadingList(reading)) return keyOfValue(reading);
    return reading.length === 0 ? misfit(record) : [...new Set(reading.map(keyOfValue))];
  };
}

/** The stage of a deal, in board order. A stage that is not in the deal's pipeline is a group of its own. */
export function stageDimension(snapshot: Snapshot, id = 'stage'): Dimension {
  const stages = snapshot.schema.pipelines.flatMap((pipeline) => pipeline.stages);
  const ranks = new Map<GroupKey, number>(stages.map((stage, at) => [stage, at]));
  const cellOf = (key: GroupKey): Cell => {
    if (isStage(key)) return { value: key.id, label: key.name };
    return typeof key === 'string' ? `(unknown stage: ${key})` : null;
  };
  return {
    column: groupColumn(id, 'Stage', 'text', 'stage of the deal, in the order of its board'),
    keyOf: (record) => {
      const stage = snapshot.stageOf(record);
      if (stage) return stage;
      const written = record.fields['stage'] ?? record.invalid['stage'];
      return writtenText(written) ?? null;
    },
    cellOf,
    ordered: true,
    compare: createComparison(cellOf, ranks),
  };
}

/** The pipeline of a deal, in the order of crm.yaml; the default one where it names none. */
export function pipelineDimension(snapshot: Snapshot, id = 'pipeline'): Dimension {
  const { pipelines } = snapshot.schema;
  const ranks = new Map<GroupKey, number>(pipelines.map((pipeline, at) => [pipeline.id, at]));
  const names = new Map(pipelines.map((pipeline) => [pipeline.id, pipeline.name]));
  const cellOf = (key: GroupKey): Cell => {
    if (typeof key !== 'string') return null;
    const name = names.get(key);
    return name === undefined ? `(unknown pipeline: ${key})` : { value: key, label: name };
  };
  return {
    column: groupColumn(
      id,
      'Pipeline',
      'text',
      'pipeline of the deal, the first where it names none',
    ),
    keyOf: (record) => {
      const pipeline = snapshot.pipelineOf(record);
      if (pipeline) return pipeline.id;
      const written = record.fields['pipeline'] ?? record.invalid['pipeline'];
      return writtenText(written) ?? null;
    },
    cellOf,
    ordered: true,
    compare: createComparison(cellOf, ranks),
  };
}

function isStage(key: GroupKey): key is Stage {
  return typeof key === 'object' && key !== null;
}

/** Begins the keys of groups that stand for no value: references that lead nowhere, values that cannot be read. */
const oddKey = '\u{0}';

function isOdd(key: GroupKey): boolean {
  return typeof key === 'string' && key.startsWith(oddKey);
}

function plainKey(value: PathValue): GroupKey {
  if (typeof value !== 'object') return value;
  if (isMoney(value)) return moneyToString(value);
  return isUnresolved(value) ? `${oddKey}${value.unresolved}` : value.slot;
}

function cellOfValue(value: PathValue, path: FieldPath, snapshot: Snapshot): Cell {
  if (typeof value === 'boolean') return { value: String(value), label: value ? 'yes' : 'no' };
  if (typeof value === 'number')
    return path.kind === 'any' ? String(value) : numberCell(value, path);
  if (typeof value === 'object') {
    if (isRecordValue(value)) return { value: recordKey(value), label: value.title };
    return isMoney(value) ? moneyToString(value) : `(unresolved: ${value.unresolved})`;
  }
  const label = labelOf(value, path, snapshot);
  return label === undefined || label === value ? value : { value, label };
}

function numberCell(value: number, path: FieldPath): number {
  return path.kind === 'duration' ? value / 86_400 : value;
}

function labelOf(value: string, path: FieldPath, snapshot: Snapshot): string | undefined {
  switch (path.kind) {
    case 'person':
      return snapshot.person(value)?.name;
    case 'enum':
      return path.options.find((option) => option.value === value)?.label;
    case 'stage':
      return stagesOf(snapshot).find(({ id }) => id === value)?.name;
    case 'pipeline':
      return snapshot.schema.pipelines.find(({ id }) => id === value)?.name;
    default:
      return undefined;
  }
}

function stagesOf(snapshot: Snapshot): readonly Stage[] {
  return snapshot.schema.pipelines.flatMap((pipeline) => pipeline.stages);
}

/** Places of keys whose order is declared. */
function ranksOf(path: FieldPath, snapshot: Snapshot): ReadonlyMap<GroupKey, number> {
  const order =
    path.kind === 'stage'
      ? stagesOf(snapshot).map(({ id }) => id)
      : path.kind === 'pipeline'
        ? snapshot.schema.pipelines.map(({ id }) => id)
        : path.options.map(({ value }) => value);
  const ranks = new Map<GroupKey, number>();
  for (const value of order) if (!ranks.has(value)) ranks.set(value, ranks.size);
  return ranks;
}

/** Natural order of keys; the texts they are sorted by are made once for each. */
function createComparison(
  cellOf: (key: GroupKey) => Cell,
  ranks?: ReadonlyMap<GroupKey, number>,
): Dimension['compare'] {
  const texts = new Map<GroupKey, SortText>();
  const textOf = (key: GroupKey, cell: Exclude<Cell, null>): SortText => {
    let text = texts.get(key);
    if (!text) {
      text = sortTextOf(cell);
      texts.set(key, text);
    }
    return text;
  };
  return (a, b) => {
    if (a === b) return 0;
    if (a === null || b === null) return a === null ? 1 : -1;
    const [rankA, rankB] = [ranks?.get(a), ranks?.get(b)];
    if (rankA !== undefined || rankB !== undefined) {
      return (rankA ?? Number.MAX_SAFE_INTEGER) - (rankB ?? Number.MAX_SAFE_INTEGER);
    }
    if (isOdd(a) !== isOdd(b)) return isOdd(a) ? 1 : -1;
    const [cellA, cellB] = [cellOf(a), cellOf(b)];
    if (
      typeof cellA === 'number' ||
      typeof cellB === 'number' ||
      cellA === null ||
      cellB === null
    ) {
      return compareCells(cellA, cellB);
    }
    return compareSortTexts(textOf(a, cellA), textOf(b, cellB));
  };
}

/** By what is read: numbers and amounts (of one currency) by size, texts without regard to case; nothing comes last. */
export function compareCells(a: Cell, b: Cell): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'object' && typeof b === 'object' && isMoney(a) && isMoney(b)) {
    return compareDecimals(a, b);
  }
  return compareSortTexts(sortTextOf(a), sortTextOf(b));
}

interface SortText {
  readonly text: string;
  readonly folded: string;
}

function sortTextOf(cell: Exclude<Cell, null>): SortText {
  const isWords = typeof cell !== 'object';
  const text = isWords ? String(cell) : 'label' in cell ? cell.label : moneyToString(cell);
  return { text, folded: text.toLowerCase() };
}

/** Without regard to case, unless nothing else tells. */
function compareSortTexts(a: SortText, b: SortText): number {
  if (a.folded !== b.folded) return a.folded < b.folded ? -1 : 1;
  return a.text < b.text ? -1 : a.text > b.text ? 1 : 0;
}

/** The type of a column that shows a kind of field. */
export function columnTypeOf(kind: FieldKind, unit: FieldPath['unit']): ColumnType {
  switch (kind) {
    case 'integer':
    case 'number':
      return unit === 'days'
        ? 'days'
        : unit === 'ratio'
          ? 'ratio'
          : unit === 'count'
            ? 'count'
            : 'number';
    case 'percent':
      return 'percent';
    case 'duration':
      return 'days';
    case 'ref':
      return 'ref';
    case 'date':
    case 'datetime':
      return 'date';
    default:
      return 'text';
  }
}
