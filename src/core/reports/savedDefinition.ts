/** What a saved report asks for, read from the fields of its record. Nothing is looked up here. */
import type { Bucket } from '../model/date.ts';
import { nearest } from '../model/nearMiss.ts';
import { isMoney } from '../model/money.ts';
import type { CrmRecord, FieldMap, FieldValue } from '../model/record.ts';
import { isIdentifier } from '../schema/names.ts';
import { buckets } from './dimension.ts';
import type { ChartKind, ColumnType } from './reportModel.ts';
import { chartKinds } from './reportModel.ts';

export const aggregateNames = [
  'count',
  'sum',
  'avg',
  'median',
  'min',
  'max',
  'p90',
  'share',
  'count_distinct',
] as const;
export type AggregateName = (typeof aggregateNames)[number];

export interface SavedGroup {
  /** Column id: the field as written. */
  readonly id: string;
  readonly field: string;
  readonly bucket?: Bucket;
  readonly label?: string;
}

interface SavedMeasureBase {
  readonly id: string;
  readonly label?: string;
  /** How the figure is shown, where it is not what its field says. */
  readonly type?: ColumnType;
}

export interface AggregateMeasure extends SavedMeasureBase {
  readonly fn: AggregateName;
  /** A field; `count` and `share` may do without. */
  readonly of?: string;
  /** Only the records for which it is true. */
  readonly where?: string;
}

/** A figure computed from other measures of the same row. */
export interface ExpressionMeasure extends SavedMeasureBase {
  readonly expr: string;
}

export type SavedMeasure = AggregateMeasure | ExpressionMeasure;

export interface SavedSort {
  readonly column: string;
  readonly descending: boolean;
}

export interface SavedChart {
  readonly kind: ChartKind;
  readonly x?: string;
  readonly ys: readonly string[];
}

export interface SavedDefinition {
  readonly from: string | undefined;
  readonly where: string | undefined;
  readonly groups: readonly SavedGroup[];
  readonly measures: readonly SavedMeasure[];
  readonly having: string | undefined;
  readonly sort: readonly SavedSort[];
  readonly limit: number | undefined;
  readonly chart: SavedChart | undefined;
}

/** Something wrong with a saved report, at one of its fields. */
export interface SavedIssue {
  readonly field: string;
  readonly message: string;
  /** A warning does not keep the report from being computed. */
  readonly severity?: 'error' | 'warning';
}

type Report = (message: string) => undefined;

/** Reads a record of type report; shorthands are written out. Wrong parts are issues and left out. */
export function readSavedDefinition(record: CrmRecord): {
  readonly definition: SavedDefinition;
  readonly issues: readonly SavedIssue[];
} {
  const issues: SavedIssue[] = [];
  const at =
    (field: string): Report =>
    (message) =>
      void issues.push({ field, message });
  const { fields } = record;
  const groups = listOf(fields['group_by']).flatMap(
    (item) => readGroup(item, at('group_by')) ?? [],
  );
  const written = listOf(fields['measures']);
  const measures = (written.length === 0 ? ['count'] : written).flatMap(
    (item) => readMeasure(item, at('measures')) ?? [],
  );
  checkNames([...groups, ...measures], at('measures'));
  const definition: SavedDefinition = {
    from: textOf(fields['from']),
    where: textOf(fields['where']),
    groups,
    measures,
    having: textOf(fields['having']),
    sort: readSort(fields['sort'], measures),
    limit: typeof fields['limit'] === 'number' ? fields['limit'] : undefined,
    chart: readChart(fields['chart'], at('chart')),
  };
  if (definition.from === undefined)
    at('from')('from must name the type whose records are counted');
  return { definition, issues };
}

function listOf(value: FieldValue | undefined): readonly FieldValue[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value as FieldValue];
}

function textOf(value: FieldValue | undefined): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

function isMap(value: FieldValue | undefined): value is FieldMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isMoney(value);
}

/** `stage`, `closed:month` or `{field: closed, bucket: month, label: Closed in}`. */
function readGroup(value: FieldValue, report: Report): SavedGroup | undefined {
  if (isMap(value)) {
    unknownKeys(value, ['field', 'bucket', 'label'], report);
    const field = textOf(value['field']);
    if (field === undefined)
      return report('a group names its field: {field: closed, bucket: month}');
    return groupOf(field, value['bucket'], textOf(value['label']), report);
  }
  const text = textOf(value);
  if (text === undefined) return report('a group is a field, or {field: closed, bucket: month}');
  const [field = '', bucket] = text.split(':');
  return groupOf(field.trim(), bucket?.trim(), undefined, report);
}

function groupOf(
  field: string,
  written: FieldValue | undefined,
  label: string | undefined,
  report: Report,
): SavedGroup | undefined {
  const bucket = buckets.find((one) => one === written);
  if (written !== undefined && written !== null && !bucket) {
    return report(`"${shown(written)}" is not a period; there are ${buckets.join(', ')}`);
  }
  return {
    id: field,
    field,
    ...(bucket && { bucket }),
    ...(label !== undefined && { label }),
  };
}

function shown(value: FieldValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

const callForm = /^([a-z_0-9]+)\s*(?:\(\s*([^()]*?)\s*\))?$/i;

/** `count`, `sum(amount)`, `{id, fn, of, where, label}` or `{id, expr, label, type}`. */
function readMeasure(value: FieldValue, report: Report): SavedMeasure | undefined {
  if (isMap(value)) return readMeasureMap(value, report);
  const match = callForm.exec(textOf(value) ?? '');
  if (!match) {
    return report(
      `"${shown(value)}" is not a measure: write count, sum(amount) or {id: average, expr: amount / count}`,
    );
  }
  const [, name = '', of] = match;
  const fn = aggregateOf(name, report);
  return fn && aggregateMeasure({ fn, of: of === '' ? undefined : of }, report);
}

function aggregateOf(name: string, report: Report): AggregateName | undefined {
  const fn = aggregateNames.find((one) => one === name);
  if (fn) return fn;
  const meant = nearest(name, aggregateNames);
  const hint =
    meant === undefined ? `there are ${aggregateNames.join(', ')}` : `did you mean ${meant}?`;
  return report(`there is no measure "${name}"; ${hint}`);
}

interface WrittenAggregate {
  readonly fn: AggregateName;
  readonly of?: string | undefined;
  readonly id?: string | undefined;
  readonly label?: string | undefined;
  readonly type?: ColumnType | undefined;
  readonly where?: string | undefined;
}

function aggregateMeasure(written: WrittenAggregate, report: Report): AggregateMeasure | undefined {
  const { fn, of, label, type, where } = written;
  if (of === undefined && fn !== 'count' && fn !== 'share') {
    return report(`${fn} needs a field: ${fn}(amount), or of: amount`);
  }
  return {
    id: written.id ?? defaultId(fn, of),
    fn,
    ...(of !== undefined && { of }),
    ...(label !== undefined && { label }),
    ...(type !== undefined && { type }),
    ...(where !== undefined && { where }),
  };
}

/** `sum(amount)` is called amount, `avg(amount)` avg_amount. */
function defaultId(fn: AggregateName, of: string | undefined): string {
  if (of === undefined) return fn;
  const name = of.replaceAll(/[^\p{L}\p{N}_]+/gu, '_');
  return fn === 'sum' ? name : `${fn}_${name}`;
}

const shownTypes: readonly ColumnType[] = ['count', 'number', 'ratio', 'percent', 'days'];

function readMeasureMap(value: FieldMap, report: Report): SavedMeasure | undefined {
  const [id, label, expr] = [value['id'], value['label'], value['expr']].map(textOf);
  if (value['id'] !== undefined && (id === undefined || !isIdentifier(id))) {
    return report(
      `"${shown(value['id'] ?? null)}" is not an id: small letters, digits and _, a letter first`,
    );
  }
  const type = shownTypes.find((one) => one === value['type']);
  if (value['type'] !== undefined && !type) {
    return report(
      `"${shown(value['type'] ?? null)}" is not a type; there are ${shownTypes.join(', ')}`,
    );
  }
  if (expr !== undefined) {
    unknownKeys(value, ['id', 'label', 'expr', 'type'], report);
    if (id === undefined)
      return report(`a measure with expr needs an id: {id: average, expr: ${expr}}`);
    return { id, expr, ...(label !== undefined && { label }), ...(type && { type }) };
  }
  unknownKeys(value, ['id', 'label', 'fn', 'of', 'where', 'type'], report);
  const name = textOf(value['fn']);
  if (name === undefined)
    return report('a measure names its fn or its expr: {id: amount, fn: sum, of: amount}');
  const fn = aggregateOf(name, report);
  const { of, where } = value;
  return (
    fn && aggregateMeasure({ fn, id, label, type, of: textOf(of), where: textOf(where) }, report)
  );
}

function unknownKeys(value: FieldMap, known: readonly string[], report: Report): void {
  for (const key of Object.keys(value)) {
    if (known.includes(key)) continue;
    const meant = nearest(key, known);
    report(
      `"${key}" means nothing here; ${meant === undefined ? `there are ${known.join(', ')}` : `did you mean ${meant}?`}`,
    );
  }
}

/** Column ids are keys of JSON and names in expressions: each once, and not that of the records. */
function checkNames(columns: readonly { readonly id: string }[], report: Report): void {
  const seen = new Set<string>(['records']);
  for (const { id } of columns) {
    if (id === 'records')
      report('a column cannot be called records, which names the records behind a row');
    else if (seen.has(id)) report(`two columns are called ${id}: give one of them an id`);
    seen.add(id);
  }
}

/** `-amount` or `[-amount, stage]`; a measure may also be named as it is written: `-sum(amount)`. */
function readSort(value: FieldValue | undefined, measures: readonly SavedMeasure[]): SavedSort[] {
  const items = listOf(value).flatMap((item) => (textOf(item) ?? '').split(/,(?![^(]*\))/));
  return items
    .map((item) => item.trim())
    .filter((item) => item !== '')
    .map((item) => {
      const name = item.replace(/^[-+]\s*/, '');
      const match = callForm.exec(name);
      const written = measures.find(
        (measure) => 'fn' in measure && measure.fn === match?.[1] && measure.of === match[2],
      );
      const column = name.includes('(') && written ? written.id : name;
      return { column, descending: item.startsWith('-') };
    });
}

/** `bar` or `{kind: bar, x: stage, y: amount}`. */
function readChart(value: FieldValue | undefined, report: Report): SavedChart | undefined {
  if (value === undefined || value === null) return undefined;
  const map: FieldMap = isMap(value) ? value : { kind: value };
  unknownKeys(map, ['kind', 'x', 'y'], report);
  const written = map['kind'] ?? null;
  const kind = chartKinds.find((one) => one === written);
  if (!kind) {
    const meant = typeof written === 'string' ? nearest(written, chartKinds) : undefined;
    const hint =
      meant === undefined ? `there are ${chartKinds.join(', ')}` : `did you mean ${meant}?`;
    return report(`"${shown(written)}" is not a kind of chart; ${hint}`);
  }
  const x = textOf(map['x']);
  const ys = listOf(map['y']).flatMap((item) => textOf(item) ?? []);
  return { kind, ys, ...(x !== undefined && { x }) };
}
