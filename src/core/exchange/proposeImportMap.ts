/** A map for a table whose columns have names that are known, as YAML with remarks: to be read, put right and kept. */
import { isSameWord } from '../model/nearMiss.ts';
import type { FieldSpec, Schema, Stage, TypeSpec } from '../model/schema.ts';
import { fieldNamed, writtenName } from '../records/writeRecord.ts';
import { slugOrNothing } from '../records/slug.ts';
import { inlineText, keyText } from '../records/writeValue.ts';
import type { NewEntry, NewValue } from '../records/writeValue.ts';
import { judgeDates } from './importDates.ts';
import { judgeDecimalMark, parseForeignNumber } from './importNumbers.ts';
import type { ImportTable } from './importRow.ts';
import {
  currencyColumns,
  foldHeader,
  keyColumns,
  knownTypes,
  proseColumns,
} from './knownColumns.ts';
import type { KnownColumns } from './knownColumns.ts';

interface ProposedField {
  readonly field: string;
  readonly value: NewValue;
  readonly remark?: string | undefined;
}

/** The columns of the first table, with what stands in them. */
class Columns {
  readonly names: readonly string[];
  readonly #byFolded = new Map<string, string>();
  readonly #table: ImportTable;
  readonly #used = new Set<string>();

  constructor(table: ImportTable) {
    this.#table = table;
    this.names = table.table.columns;
    for (const name of this.names) {
      const folded = foldHeader(name);
      if (!this.#byFolded.has(folded)) this.#byFolded.set(folded, name);
    }
  }

  get unused(): readonly string[] {
    return this.names.filter((name) => !this.#used.has(name));
  }

  has(folded: string): boolean {
    return this.#byFolded.has(folded);
  }

  /** The column of a folded header, or template of several, unless it is taken; it is then. */
  take(known: string, isShared = false): string | undefined {
    if (!known.includes('{{')) {
      const name = this.#byFolded.get(known);
      if (name === undefined || (!isShared && this.#used.has(name))) return undefined;
      this.#used.add(name);
      return name;
    }
    const parts = [...known.matchAll(/\{\{(.*?)\}\}/g)].map((match) => match[1] ?? '');
    const names = parts.map((part) => this.#byFolded.get(part));
    if (names.some((name) => name === undefined || this.#used.has(name))) return undefined;
    for (const name of names) if (name !== undefined) this.#used.add(name);
    return names.map((name) => `{{${name ?? ''}}}`).join(' ');
  }

  /** Every different text of a column, in order; empty cells left out. */
  values(name: string): readonly string[] {
    const index = this.names.indexOf(name);
    const texts = new Set<string>();
    for (const { cells } of this.#table.table.rows) {
      const text = (cells[index] ?? '').trim();
      if (text !== '') texts.add(text);
    }
    return [...texts];
  }
}

/** The type that most columns speak for. */
function likelyType(columns: Columns, schema: Schema): TypeSpec | undefined {
  let best: TypeSpec | undefined;
  let bestScore = 0;
  for (const [name, { fields, telling }] of Object.entries(knownTypes)) {
    const type = schema.types.find((candidate) => candidate.name === name);
    const known = new Set(Object.values(fields).flat());
    const count = [...known].filter((header) => columns.has(header)).length;
    const score = count + 3 * telling.filter((header) => columns.has(header)).length;
    if (type && score > bestScore) {
      best = type;
      bestScore = score;
    }
  }
  return best;
}

/** A map as YAML. `type` is that of the records where it is known beforehand. */
export function proposeImportMap(
  tables: readonly ImportTable[],
  schema: Schema,
  type?: TypeSpec,
): string {
  const [table] = tables;
  if (!table) return '';
  const columns = new Columns(table);
  const chosen =
    type ?? likelyType(columns, schema) ?? schema.types.find(({ name }) => name === 'account');
  if (!chosen) return '';
  const currency = firstTaken(columns, currencyColumns);
  const key = firstTaken(columns, keyColumns);
  const prose = chosen.name === 'product' ? undefined : firstTaken(columns, proseColumns);
  const fields = fieldsOf(chosen, columns, schema, currency);
  const keyField: readonly ProposedField[] =
    key === undefined
      ? []
      : [
          {
            field: 'external_id',
            value: text(key),
            remark: 'the key of the other program: records are known again by it',
          },
        ];
  const title = chosen.fields.some(({ name }) => name === 'name') ? 'name' : 'title';
  const match = key === undefined ? matchFields(chosen.name, fields, title) : ['external_id'];
  return [
    `# Proposed for ${table.file.replaceAll(/\s+/g, ' ')}: nothing is imported before you have read it.`,
    entry('type', text(chosen.name)),
    entry('match', { kind: 'list', items: match.map(text) }),
    'fields:',
    ...[...fields, ...keyField].map(
      ({ field, value, remark }) =>
        `  ${entry(field, value)}${remark === undefined ? '' : ` # ${remark}`}`,
    ),
    ...(prose === undefined ? [] : [`${entry('body', text(prose))} # text below the fields`]),
    ...optionLines(table),
    ...(columns.unused.length > 0
      ? [`# Columns left out: ${columns.unused.join(', ').replaceAll(/\s+/g, ' ')}`]
      : []),
    '',
  ].join('\n');
}

function text(value: string): NewValue {
  return { kind: 'text', text: value };
}

function entry(name: string, value: NewValue): string {
  return `${keyText(name)}: ${inlineText(value, { flow: false })}`;
}

function firstTaken(columns: Columns, headers: readonly string[]): string | undefined {
  for (const header of headers) {
    const name = columns.take(header);
    if (name !== undefined) return name;
  }
  return undefined;
}

function matchFields(
  type: string,
  fields: readonly ProposedField[],
  title: string,
): readonly string[] {
  const has = (field: string): boolean => fields.some((proposed) => proposed.field === field);
  if (type === 'contact' && has('emails')) return ['emails'];
  if (type === 'product' && has('sku')) return ['sku'];
  if (type === 'deal' && has('account')) return [title, 'account'];
  return [title];
}

function optionLines({ table }: ImportTable): readonly string[] {
  const { delimiter } = table;
  return delimiter === ','
    ? []
    : [`options: {delimiter: ${JSON.stringify(delimiter === '\t' ? 'tab' : delimiter)}}`];
}

function fieldsOf(
  type: TypeSpec,
  columns: Columns,
  schema: Schema,
  currency: string | undefined,
): readonly ProposedField[] {
  const known: KnownColumns = knownTypes[type.name]?.fields ?? {};
  const proposed: ProposedField[] = [];
  for (const spec of type.fields) {
    const headers = [...(known[spec.name] ?? []), ...ownHeaders(spec)];
    const found = takeAll(columns, headers, spec, type);
    if (found.length === 0) continue;
    proposed.push(propose(spec, found, columns, schema, currency));
  }
  return proposed;
}

/** A column that is called like the field fills it. */
function ownHeaders(spec: FieldSpec): readonly string[] {
  return [spec.name, spec.label, ...spec.writtenAs].map(foldHeader);
}

/** A list takes every column that is known for it, and so do dates which only one of two columns has. */
function takeAll(
  columns: Columns,
  headers: readonly string[],
  spec: FieldSpec,
  type: TypeSpec,
): readonly string[] {
  const takesMany = (spec.list && spec.kind !== 'ref') || spec.name === 'closed';
  // The name of a product may well be its number.
  const isShared = type.name === 'product' && spec.name === 'name';
  const found: string[] = [];
  for (const header of headers) {
    const name = columns.take(header, isShared);
    if (name !== undefined && !found.includes(name)) found.push(name);
    if (found.length > 0 && !takesMany) break;
  }
  return found;
}

function propose(
  spec: FieldSpec,
  found: readonly string[],
  columns: Columns,
  schema: Schema,
  currency: string | undefined,
): ProposedField {
  const field = writtenName(spec);
  const [first = ''] = found;
  if (found.length > 1) {
    const items = found.map((name) => sourceOf(spec, name, columns, schema, currency).value);
    return { field, value: { kind: 'list', items } };
  }
  if (spec.kind === 'stage') return { field, ...stageSource(first, columns, schema) };
  return { field, ...sourceOf(spec, first, columns, schema, currency) };
}

interface Source {
  readonly value: NewValue;
  readonly remark?: string | undefined;
}

function settings(column: string, ...entries: readonly NewEntry[]): NewValue {
  return { kind: 'map', entries: [{ name: 'column', value: text(column) }, ...entries] };
}

function sourceOf(
  spec: FieldSpec,
  column: string,
  columns: Columns,
  schema: Schema,
  currency: string | undefined,
): Source {
  switch (spec.kind) {
    case 'ref': {
      const target = schema.types.find(({ name }) => name === spec.to[0]);
      const by = target && fieldNamed(target, 'name') ? 'name' : 'title';
      const list = spec.list ? [{ name: 'list', value: text(';') }] : [];
      return { value: settings(column, { name: 'by', value: text(by) }, ...list) };
    }
    case 'money':
      return moneySource(column, columns, schema, currency);
    case 'date':
    case 'datetime':
      return dateSource(column, columns);
    case 'number':
    case 'integer':
    case 'percent':
      return { value: text(column), remark: doubtfulMark(columns.values(column)) };
    case 'enum':
      return enumSource(spec, column, columns);
    default: {
      const isSplit = spec.list && columns.values(column).some((value) => value.includes(';'));
      return {
        value: isSplit ? settings(column, { name: 'list', value: text(';') }) : text(column),
      };
    }
  }
}

function doubtfulMark(values: readonly string[]): string | undefined {
  const judged = judgeDecimalMark(values);
  if (judged.ok) return undefined;
  const [example = ''] = judged.examples;
  return `${oneLine(example)} has two meanings: set options: {decimal: "."} or {decimal: ","}`;
}

function moneySource(
  column: string,
  columns: Columns,
  schema: Schema,
  currency: string | undefined,
): Source {
  const values = columns.values(column);
  const doubt = doubtfulMark(values);
  if (currency !== undefined) {
    return {
      value: settings(column, { name: 'currency', value: text(`{{${currency}}}`) }),
      remark: doubt,
    };
  }
  const named = values.some(
    (value) => parseForeignNumber(value, '.')?.currency ?? parseForeignNumber(value, ',')?.currency,
  );
  if (named) return { value: text(column), remark: doubt };
  return {
    value: settings(column, { name: 'currency', value: text(schema.currency) }),
    remark: doubt ?? 'the file names no currency: is this it?',
  };
}

function dateSource(column: string, columns: Columns): Source {
  const judged = judgeDates(columns.values(column));
  if (judged.ok) return { value: settings(column, { name: 'date', value: text('auto') }) };
  const [example = ''] = judged.examples;
  return {
    value: settings(column, { name: 'date', value: text('DD/MM/YYYY') }),
    remark: `or MM/DD/YYYY: ${oneLine(example)} has two meanings`,
  };
}

const mostValues = 40;

function enumSource(spec: FieldSpec, column: string, columns: Columns): Source {
  const values = columns.values(column);
  const strange = values.filter(
    (value) =>
      !spec.options.some(
        (option) => isSameWord(option.value, value) || isSameWord(option.label, value),
      ),
  );
  if (strange.length === 0 || values.length > mostValues) return { value: text(column) };
  const entries = values.map((value): NewEntry => {
    const option = spec.options.find(
      (candidate) => isSameWord(candidate.value, value) || isSameWord(candidate.label, value),
    );
    return { name: value, value: text(option?.value ?? value) };
  });
  return {
    value: settings(column, { name: 'values', value: { kind: 'map', entries } }),
    remark: `options: ${spec.options.map(({ value }) => value).join(', ')}`,
  };
}

/** Where a program keeps won and lost apart from the stage, they go first. */
function stageSource(column: string, columns: Columns, schema: Schema): Source {
  const stages = schema.pipelines.flatMap((pipeline) => pipeline.stages);
  const values = columns.values(column).slice(0, mostValues);
  const strange = values.filter((value) => !stageFor(value, stages));
  const entries = values.map((value): NewEntry => ({
    name: value,
    value: text(
      stageFor(value, stages)?.id ?? (slugOrNothing(value).replaceAll('-', '_') || value),
    ),
  }));
  const mapped: NewValue =
    values.length === 0
      ? text(column)
      : settings(column, { name: 'values', value: { kind: 'map', entries } });
  const remark =
    strange.length === 0
      ? undefined
      : `stages of crm.yaml: ${[...new Set(stages.map(({ id }) => id))].join(', ')}`;
  const outcome = foldHeader(column) === 'status' ? undefined : columns.take('status');
  if (outcome === undefined) return { value: mapped, remark };
  const won = stages.find((stage) => stage.outcome === 'won')?.id ?? 'won';
  const lost = stages.find((stage) => stage.outcome === 'lost')?.id ?? 'lost';
  const outcomes = columns.values(outcome).map((value): NewEntry => {
    const stage = isSameWord(value, 'won') ? won : isSameWord(value, 'lost') ? lost : undefined;
    return {
      name: value,
      value: stage === undefined ? { kind: 'verbatim', text: 'null' } : text(stage),
    };
  });
  const first = settings(outcome, { name: 'values', value: { kind: 'map', entries: outcomes } });
  return { value: { kind: 'list', items: [first, mapped] }, remark };
}

function stageFor(value: string, stages: readonly Stage[]): Stage | undefined {
  return (
    stages.find(({ id, name }) => isSameWord(id, value) || isSameWord(name, value)) ??
    (/\bwon\b/i.test(value) ? stages.find(({ outcome }) => outcome === 'won') : undefined) ??
    (/\blost\b/i.test(value) ? stages.find(({ outcome }) => outcome === 'lost') : undefined)
  );
}

function oneLine(value: string): string {
  return value.replaceAll(/\s+/g, ' ').slice(0, 40);
}
