import { isCurrencyCode } from '../model/money.ts';
import { parseDecimal } from '../model/decimal.ts';
import { nearest } from '../model/nearMiss.ts';
import { positionAt } from '../model/range.ts';
import type { Position } from '../model/range.ts';
import { readYaml } from '../yaml/readYaml.ts';
import type { YamlEntry, YamlMap, YamlNode } from '../yaml/yamlNode.ts';
import { dateForm } from './importDates.ts';
import { defaultOptions, parseTextSource } from './importMap.ts';
import type {
  CellSource,
  ConstantValue,
  FieldMapping,
  FieldSource,
  ImportMap,
  ImportOptions,
  TextSource,
} from './importMap.ts';

/** Something in a map that cannot be used, with its place. */
export interface MapIssue {
  readonly position: Position;
  readonly message: string;
}

export type ParsedMap =
  | { readonly ok: true; readonly map: ImportMap }
  | { readonly ok: false; readonly issues: readonly MapIssue[] };

/** Reads the YAML of an import map. A map with any mistake is not used at all: an import must not half fit. */
export function parseImportMap(text: string): ParsedMap {
  const { root, problems } = readYaml(text, 0, text.length);
  const reader = new MapReader(text);
  for (const { start, message, severity } of problems) {
    if (severity === 'error') reader.issue(start, message);
  }
  if (root?.kind !== 'map') {
    if (problems.length === 0) reader.issue(0, 'An import map has type, fields and options');
    return { ok: false, issues: reader.issues };
  }
  const map = reader.map(root);
  return reader.issues.length > 0 ? { ok: false, issues: reader.issues } : { ok: true, map };
}

const mapKeys = ['type', 'id', 'match', 'fields', 'body', 'options'] as const;
const optionKeys = ['encoding', 'delimiter', 'decimal', 'null'] as const;
const cellKeys = ['column', 'by', 'values', 'currency', 'date', 'times', 'list'] as const;

class MapReader {
  readonly issues: MapIssue[] = [];
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  issue(offset: number, message: string): void {
    this.issues.push({ position: positionAt(this.#text, offset), message });
  }

  map(root: YamlMap): ImportMap {
    const settings = this.#settings(root, mapKeys, 'an import map');
    const type = this.#textOf(settings.get('type'));
    const id = this.#textOf(settings.get('id'));
    const match = settings.get('match');
    const body = this.#textOf(settings.get('body'));
    const fields = settings.get('fields');
    if (!fields)
      this.issue(root.start, 'The map has no fields: write fields: {name: "Company name"}');
    return {
      ...(type !== undefined && { type }),
      ...(id !== undefined && { id: parseTextSource(id) }),
      ...(match && { match: this.#texts(match) }),
      ...(body !== undefined && { body: parseTextSource(body) }),
      fields: fields ? this.#mappings(fields.value) : [],
      options: this.#options(settings.get('options')),
    };
  }

  #settings<Key extends string>(
    node: YamlMap,
    keys: readonly Key[],
    what: string,
  ): ReadonlyMap<Key, YamlEntry> {
    const found = new Map<Key, YamlEntry>();
    for (const entry of node.entries) {
      const key = keys.find((known) => known === entry.key);
      if (key !== undefined) found.set(key, entry);
      else this.issue(entry.keyStart, unknownKey(entry.key, keys, what));
    }
    return found;
  }

  #textOf(entry: YamlEntry | undefined): string | undefined {
    if (!entry || isNothing(entry.value)) return undefined;
    if (entry.value.kind === 'scalar') return entry.value.text;
    this.issue(entry.value.start, `${entry.key} must be text, not a ${entry.value.kind}`);
    return undefined;
  }

  #texts(entry: YamlEntry): readonly string[] {
    const items = entry.value.kind === 'list' ? entry.value.items : [entry.value];
    return items.flatMap((item) => {
      if (item.kind === 'scalar') return item.value === null ? [] : [item.text];
      this.issue(item.start, `${entry.key} must be a list of names`);
      return [];
    });
  }

  #options(entry: YamlEntry | undefined): ImportOptions {
    if (!entry || isNothing(entry.value)) return defaultOptions;
    if (entry.value.kind !== 'map') {
      this.issue(entry.value.start, 'options must be a map');
      return defaultOptions;
    }
    const settings = this.#settings(entry.value, optionKeys, 'options');
    const nulls = settings.get('null');
    const decimal = this.#textOf(settings.get('decimal')) ?? 'auto';
    if (decimal !== 'auto' && decimal !== '.' && decimal !== ',') {
      this.issue(settings.get('decimal')?.value.start ?? 0, 'decimal must be auto, "." or ","');
      return defaultOptions;
    }
    return {
      encoding: this.#textOf(settings.get('encoding')) ?? 'auto',
      delimiter: this.#rawText(settings.get('delimiter')) ?? 'auto',
      decimal,
      null: nulls ? ['', ...this.#texts(nulls)] : defaultOptions.null,
    };
  }

  /** A tab is text as well. */
  #rawText(entry: YamlEntry | undefined): string | undefined {
    return entry?.value.kind === 'scalar' && entry.value.value !== null
      ? entry.value.text
      : this.#textOf(entry);
  }

  #mappings(node: YamlNode): readonly FieldMapping[] {
    if (node.kind !== 'map') {
      if (!isNothing(node)) this.issue(node.start, 'fields must be a map of field and column');
      return [];
    }
    return node.entries.flatMap((entry) => {
      const source = this.#source(entry.value, entry.key);
      return source ? [{ field: entry.key, source }] : [];
    });
  }

  #source(node: YamlNode, field: string): FieldSource | undefined {
    if (node.kind === 'scalar') {
      if (node.text.trim() !== '' && node.value !== null) {
        return { kind: 'cell', text: parseTextSource(node.text) };
      }
      this.issue(node.start, `${field} names no column`);
      return undefined;
    }
    if (node.kind === 'list') {
      const items = node.items.map((item) => this.#source(item, field));
      return { kind: 'list', items: items.filter((item) => item !== undefined) };
    }
    const named = new Set(node.entries.map((entry) => entry.key));
    if (named.has('const')) return this.#constant(node, field);
    if (named.has('column')) return this.#cell(node, field);
    // {amount: x, currency: y} of a map field must not be taken for settings of a cell.
    return { kind: 'map', entries: this.#mappings(node) };
  }

  #constant(node: YamlMap, field: string): FieldSource | undefined {
    const entry = node.entries.find(({ key }) => key === 'const');
    const other = node.entries.find(({ key }) => key !== 'const');
    if (other) this.issue(other.keyStart, `${field} is const: it takes no ${other.key} besides`);
    const value = entry && constantOf(entry.value);
    if (value !== undefined) return { kind: 'constant', value };
    this.issue(
      entry?.value.start ?? node.start,
      `const of ${field} must be a value or a list of values`,
    );
    return undefined;
  }

  #cell(node: YamlMap, field: string): CellSource | undefined {
    const settings = this.#settings(node, cellKeys, `the source of ${field}`);
    const column = this.#textOf(settings.get('column'));
    if (column === undefined || column.trim() === '') {
      this.issue(node.start, `${field} names no column`);
      return undefined;
    }
    const by = this.#textOf(settings.get('by'));
    const date = this.#date(settings.get('date'));
    const times = this.#times(settings.get('times'));
    const list = this.#separator(settings.get('list'));
    const values = this.#values(settings.get('values'), field);
    const currency = this.#currency(settings.get('currency'));
    return {
      kind: 'cell',
      text: parseTextSource(column),
      ...(by !== undefined && { by }),
      ...(values && { values }),
      ...(currency && { currency }),
      ...(date !== undefined && { date }),
      ...(times !== undefined && { times }),
      ...(list !== undefined && { list }),
    };
  }

  #date(entry: YamlEntry | undefined): string | undefined {
    const form = this.#textOf(entry);
    if (form === undefined || form === 'auto') return form;
    const read = dateForm(form);
    if (!read.ok) this.issue(entry?.value.start ?? 0, read.message);
    return form;
  }

  #times(entry: YamlEntry | undefined): string | undefined {
    const text = this.#textOf(entry);
    if (text === undefined) return undefined;
    const plain = text.replaceAll('_', '');
    if (!parseDecimal(plain)) {
      this.issue(entry?.value.start ?? 0, `times must be a number such as 1000000, not "${text}"`);
    }
    return plain;
  }

  #separator(entry: YamlEntry | undefined): string | undefined {
    const text = this.#textOf(entry);
    if (text === '')
      this.issue(entry?.value.start ?? 0, 'list must name what separates the values');
    return text;
  }

  #currency(entry: YamlEntry | undefined): TextSource | undefined {
    const text = this.#textOf(entry);
    if (text === undefined) return undefined;
    if (text.includes('{{')) return parseTextSource(text);
    if (!isCurrencyCode(text)) {
      const message = `currency must be a code such as EUR or a column in braces, not "${text}"`;
      this.issue(entry?.value.start ?? 0, message);
    }
    return [{ kind: 'text', text }];
  }

  #values(
    entry: YamlEntry | undefined,
    field: string,
  ): ReadonlyMap<string, string | null> | undefined {
    if (!entry) return undefined;
    if (entry.value.kind !== 'map') {
      this.issue(entry.value.start, `values of ${field} must be a map: {Won: won}`);
      return undefined;
    }
    const values = new Map<string, string | null>();
    for (const { key, value } of entry.value.entries) {
      if (value.kind === 'scalar') values.set(key, value.value === null ? null : value.text);
      else this.issue(value.start, `values of ${field} must be single values`);
    }
    return values;
  }
}

function isNothing(node: YamlNode): boolean {
  return node.kind === 'scalar' && node.value === null;
}

function constantOf(node: YamlNode): ConstantValue | undefined {
  if (node.kind === 'scalar') return node.value ?? undefined;
  if (node.kind === 'map') return undefined;
  const items = node.items.map((item) => (item.kind === 'scalar' ? item.value : null));
  return items.every((item) => item !== null) ? items : undefined;
}

function unknownKey(key: string, keys: readonly string[], what: string): string {
  const meant = nearest(key, keys);
  const advice = meant === undefined ? `known are ${keys.join(', ')}` : `did you mean ${meant}?`;
  return `"${key}" is no setting of ${what}: ${advice}`;
}
