/** Cells of an import -> values of fields, as the kind of each field asks. */
import { dateOf } from '../model/date.ts';
import { decimalToString, multiplyDecimals, parseDecimal } from '../model/decimal.ts';
import type { Decimal } from '../model/decimal.ts';
import { isCurrencyCode } from '../model/money.ts';
import { isSameWord } from '../model/nearMiss.ts';
import type { FieldSpec, TypeSpec } from '../model/schema.ts';
import type { NewEntry, NewValue } from '../records/writeValue.ts';
import { fieldNamed, writtenName } from '../records/writeRecord.ts';
import { refKey } from '../records/refKey.ts';
import { slugOf } from '../records/slug.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { ColumnForms } from './columnForms.ts';
import type { CellSource, ConstantValue, FieldMapping, FieldSource } from './importMap.ts';
import type { OddValue } from './importPlan.ts';
import { parseForeignNumber } from './importNumbers.ts';
import { foldText } from './importRefs.ts';
import type { RefFinder } from './importRefs.ts';
import type { ImportRow } from './importRow.ts';

type OddKind = 'unresolved' | 'ambiguous' | 'unmapped' | 'unreadable';

/** Everything that values need besides the row. */
export class ValueBuilder {
  readonly #workspace: Workspace;
  readonly #type: TypeSpec;
  readonly #forms: ColumnForms;
  readonly #refs: RefFinder;
  readonly #odd = new Map<string, { kind: OddKind; field: string; value: string; rows: number }>();

  constructor(workspace: Workspace, type: TypeSpec, forms: ColumnForms, refs: RefFinder) {
    this.#workspace = workspace;
    this.#type = type;
    this.#forms = forms;
    this.#refs = refs;
  }

  /** Values that were taken as they are, most frequent first. */
  odd(kind: OddKind): readonly OddValue[] {
    return [...this.#odd.values()]
      .filter((entry) => entry.kind === kind)
      .map(({ field, value, rows }) => ({ field, value, rows }))
      .sort((a, b) => b.rows - a.rows);
  }

  /** The value that a row gives a field of the type, undefined where it gives none. */
  value(mapping: FieldMapping, row: ImportRow): NewValue | undefined {
    const spec = fieldNamed(this.#type, mapping.field);
    return this.#fromSource(mapping.source, spec, row, spec?.name ?? mapping.field);
  }

  #fromSource(
    source: FieldSource,
    spec: FieldSpec | undefined,
    row: ImportRow,
    path: string,
  ): NewValue | undefined {
    switch (source.kind) {
      case 'constant':
        return constantValue(source.value, spec);
      case 'map':
        return this.#map(source.entries, spec, row, path);
      case 'list':
        return this.#list(source.items, spec, row, path);
      case 'cell': {
        const value = this.#cell(source, spec, row, path);
        return value && spec?.list === true && value.kind !== 'list'
          ? { kind: 'list', items: [value] }
          : value;
      }
    }
  }

  /** Of a field that holds one value, the first source that has one. */
  #list(
    sources: readonly FieldSource[],
    spec: FieldSpec | undefined,
    row: ImportRow,
    path: string,
  ): NewValue | undefined {
    const items: NewValue[] = [];
    for (const item of sources) {
      const value = this.#fromSource(item, spec, row, path);
      if (value && spec?.list === false && spec.kind !== 'any') return value;
      if (value) items.push(...(value.kind === 'list' ? value.items : [value]));
    }
    return items.length > 0 ? { kind: 'list', items } : undefined;
  }

  #map(
    entries: readonly FieldMapping[],
    spec: FieldSpec | undefined,
    row: ImportRow,
    path: string,
  ): NewValue | undefined {
    const values: NewEntry[] = [];
    let hasCell = false;
    for (const { field, source } of entries) {
      const inner = spec?.fields.find(
        (candidate) => candidate.name === field || candidate.writtenAs.includes(field),
      );
      const value = this.#fromSource(source, inner, row, `${path}.${inner?.name ?? field}`);
      if (!value) continue;
      if (source.kind !== 'constant') hasCell = true;
      values.push({ name: inner ? writtenName(inner) : field, value });
    }
    // Constants alone would say the same of every row: a line without a product is no line.
    const onlyConstants = entries.every(({ source }) => source.kind === 'constant');
    return values.length > 0 && (hasCell || onlyConstants)
      ? { kind: 'map', entries: values }
      : undefined;
  }

  #cell(
    source: CellSource,
    spec: FieldSpec | undefined,
    row: ImportRow,
    path: string,
  ): NewValue | undefined {
    const text = row.text(source.text);
    if (text === '') return undefined;
    const parts = source.list === undefined ? [text] : splitList(text, source.list);
    const values: NewValue[] = [];
    for (const part of parts) {
      const mapped = this.#mapped(part, source, spec, path);
      const value = mapped === null ? undefined : this.#one(mapped, source, spec, row, path);
      if (value) values.push(value);
    }
    if (source.list !== undefined)
      return values.length > 0 ? { kind: 'list', items: values } : undefined;
    return values[0];
  }

  /** The text by the map's `values`; null where they say that there is no value. */
  #mapped(
    text: string,
    source: CellSource,
    spec: FieldSpec | undefined,
    path: string,
  ): string | null {
    if (!source.values) return text;
    const mapped = source.values.get(text);
    if (mapped !== undefined) return mapped === '' ? null : mapped;
    const isOption = spec?.options.some(({ value }) => value === text) ?? false;
    if (!isOption) this.#note('unmapped', path, text);
    return text;
  }

  #one(
    text: string,
    source: CellSource,
    spec: FieldSpec | undefined,
    row: ImportRow,
    path: string,
  ): NewValue | undefined {
    const converted = this.#converted(text, source, spec, row, path);
    if (converted !== undefined) return converted;
    this.#note('unreadable', path, text);
    return { kind: 'text', text };
  }

  /** Undefined where the text does not fit the kind of the field: it is then written as it stands, and check reports it. */
  #converted(
    text: string,
    source: CellSource,
    spec: FieldSpec | undefined,
    row: ImportRow,
    path: string,
  ): NewValue | undefined {
    const kind = spec?.kind ?? 'any';
    if (kind === 'ref') return this.#ref(text, source, spec?.to ?? [], path);
    if (kind === 'money' || source.currency) return this.#money(text, source, row);
    switch (kind) {
      case 'number':
      case 'integer':
      case 'percent':
        return this.#number(text, source);
      case 'date':
      case 'datetime':
        return this.#date(text, source, kind);
      case 'boolean':
        return booleanValue(text);
      case 'enum':
        return { kind: 'text', text: this.#option(text, spec) };
      case 'stage':
        return { kind: 'text', text: this.#stage(text, spec) };
      case 'person':
        return { kind: 'text', text: this.#workspace.person(text)?.key ?? text };
      default:
        if (source.date !== undefined) return this.#date(text, source, 'datetime');
        if (source.times !== undefined) return this.#number(text, source);
        return { kind: 'text', text };
    }
  }

  #ref(text: string, source: CellSource, types: readonly string[], path: string): NewValue {
    const found = this.#refs.find(text, types, source.by);
    if (found.kind === 'found') return { kind: 'text', text: found.text };
    this.#note(found.kind === 'missing' ? 'unresolved' : 'ambiguous', path, text);
    // What is cut off of a reference (an alias, a heading) must not make it lead somewhere else.
    const isWhole = refKey(text) === foldText(text);
    return { kind: 'text', text: isWhole ? text : slugOf(text) };
  }

  #money(text: string, source: CellSource, row: ImportRow): NewValue | undefined {
    const number = this.#parsed(text, source);
    if (!number || number.isPercent) return undefined;
    const column = source.currency ? row.text(source.currency).toUpperCase() : '';
    const isCode = isCurrencyCode(column);
    if (column !== '' && !isCode) return undefined;
    const asked = isCode || source.currency === undefined ? column : '';
    // The cell and the map name two currencies: neither is to be believed.
    if (number.currency !== undefined && asked !== '' && number.currency !== asked)
      return undefined;
    const currency = number.currency ?? asked;
    const amount = plainDecimal(this.#scaled(number.amount, source), source);
    return { kind: 'verbatim', text: currency === '' ? amount : `${amount} ${currency}` };
  }

  #number(text: string, source: CellSource): NewValue | undefined {
    const number = this.#parsed(text, source);
    if (!number || number.currency !== undefined) return undefined;
    return { kind: 'verbatim', text: plainDecimal(this.#scaled(number.amount, source), source) };
  }

  #parsed(text: string, source: CellSource): ReturnType<typeof parseForeignNumber> {
    return parseForeignNumber(text, this.#forms.markOf(source));
  }

  #scaled(amount: Decimal, source: CellSource): Decimal {
    const factor = source.times === undefined ? undefined : parseDecimal(source.times);
    return factor ? multiplyDecimals(amount, factor) : amount;
  }

  #date(text: string, source: CellSource, kind: 'date' | 'datetime'): NewValue | undefined {
    const date = this.#forms.dateReaderOf(source)(text);
    if (date === undefined) return undefined;
    return { kind: 'verbatim', text: kind === 'date' ? dateOf(date) : date };
  }

  /** The option that a text means by its value, its label or as this workspace writes it; else the text. */
  #option(text: string, spec: FieldSpec | undefined): string {
    if (!spec) return text;
    const options = spec.options;
    const meant =
      options.find(({ value }) => value === text) ??
      options.find(({ value, label }) => isSameWord(value, text) || isSameWord(label, text));
    return meant ? writtenOption(spec, meant.value) : text;
  }

  #stage(text: string, spec: FieldSpec | undefined): string {
    const stages = this.#workspace.schema.pipelines.flatMap((pipeline) => pipeline.stages);
    const byId = stages.find(({ id }) => id === text);
    const alike = new Set(
      stages
        .filter(({ id, name }) => isSameWord(id, text) || isSameWord(name, text))
        .map(({ id }) => id),
    );
    const [only] = alike;
    const stage = byId?.id ?? (alike.size === 1 ? only : undefined);
    return stage === undefined || !spec ? text : writtenOption(spec, stage);
  }

  #note(kind: OddKind, field: string, value: string): void {
    const key = `${kind}\n${field}\n${value}`;
    const known = this.#odd.get(key);
    if (known) known.rows++;
    else this.#odd.set(key, { kind, field, value, rows: 1 });
  }
}

function splitList(text: string, separator: string): readonly string[] {
  return text
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** As this workspace writes a canonical value. */
function writtenOption(spec: FieldSpec, canonical: string): string {
  for (const [written, value] of Object.entries(spec.values)) {
    if (value === canonical) return written;
  }
  return canonical;
}

/** All digits as they came; what a factor brought about loses the zeros at its end. */
function plainDecimal(amount: Decimal, source: CellSource): string {
  const text = decimalToString(amount);
  return source.times === undefined || !text.includes('.') ? text : text.replace(/\.?0+$/, '');
}

const truths: Readonly<Record<string, boolean>> = {
  true: true,
  yes: true,
  y: true,
  on: true,
  x: true,
  '1': true,
  false: false,
  no: false,
  n: false,
  off: false,
  '0': false,
};

function booleanValue(text: string): NewValue | undefined {
  const folded = foldText(text);
  const truth = Object.hasOwn(truths, folded) ? truths[folded] : undefined;
  return truth === undefined ? undefined : { kind: 'verbatim', text: String(truth) };
}

function constantValue(value: ConstantValue, spec: FieldSpec | undefined): NewValue {
  if (Array.isArray(value)) {
    return {
      kind: 'list',
      items: value.map((item: string | number | boolean) => scalarValue(item)),
    };
  }
  const one = scalarValue(value as string | number | boolean);
  return spec?.list === true ? { kind: 'list', items: [one] } : one;
}

function scalarValue(value: string | number | boolean): NewValue {
  return typeof value === 'string'
    ? { kind: 'text', text: value }
    : { kind: 'verbatim', text: String(value) };
}
