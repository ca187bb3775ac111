import { dateOf, isIsoDate, isIsoDatetime, monthOf, yearOf } from '../model/date.ts';
import type { IsoDate } from '../model/date.ts';
import type { FieldSpec, TypeSpec } from '../model/schema.ts';
import { entryText } from './writeValue.ts';
import type { NewEntry, NewValue } from './writeValue.ts';

/** Types whose records are data without prose: a new one is a .yaml file. */
const yamlTypes: ReadonlySet<string> = new Set(['product', 'report', 'script']);

/** The name under which this workspace writes a field. */
export function writtenName(spec: FieldSpec): string {
  return spec.writtenAs[0] ?? spec.name;
}

/** A declared field by any of its names. */
export function fieldNamed(type: TypeSpec, name: string): FieldSpec | undefined {
  return (
    type.fields.find((field) => field.writtenAs.includes(name)) ??
    type.fields.find((field) => field.name === name)
  );
}

export interface NewRecord {
  readonly type: TypeSpec;
  /** By canonical name; fields that the type does not declare by their own. */
  readonly values: ReadonlyMap<string, NewValue>;
  /** Markdown below the frontmatter; a record without it that holds only data may be a .yaml file. */
  readonly body?: string | undefined;
}

/** The text of a new file: fields in the order of the schema, then those it does not declare. */
export function newRecordText({ type, values, body }: NewRecord, extension: 'md' | 'yaml'): string {
  const fields = newEntries(type, values)
    .map((entry) => entryText(entry, '\n'))
    .join('');
  if (extension === 'yaml') return fields;
  const prose = body === undefined || body.trim() === '' ? '' : `\n${body.replace(/\s+$/, '')}\n`;
  return `---\n${fields}---\n${prose}`;
}

/** Values under the names that this workspace writes, in the order of the schema. */
export function newEntries(type: TypeSpec, values: ReadonlyMap<string, NewValue>): NewEntry[] {
  const entries: NewEntry[] = [];
  for (const spec of type.fields) {
    const value = values.get(spec.name);
    if (value) entries.push({ name: writtenName(spec), value });
  }
  const declared = new Set(type.fields.map((spec) => spec.name));
  for (const [name, value] of values) if (!declared.has(name)) entries.push({ name, value });
  return entries;
}

export function newExtension(type: TypeSpec, body: string | undefined): 'md' | 'yaml' {
  return yamlTypes.has(type.name) && (body === undefined || body.trim() === '') ? 'yaml' : 'md';
}

/** Fields whose date says into which subfolder a record goes, the first one that has a date. */
const shardFields = ['created', 'date', 'opened'] as const;

/**
 * The subfolder of a new record below the folder of its type, without slashes at the ends: `2026`, `2026/11` or
 * empty. It follows the record's own date, else today.
 */
export function shardOf(
  type: TypeSpec,
  values: ReadonlyMap<string, NewValue>,
  today: IsoDate,
): string {
  if (type.shard === 'none') return '';
  const date = ownDate(values) ?? today;
  const year = String(yearOf(date)).padStart(4, '0');
  return type.shard === 'year' ? year : `${year}/${String(monthOf(date)).padStart(2, '0')}`;
}

function ownDate(values: ReadonlyMap<string, NewValue>): IsoDate | undefined {
  for (const name of shardFields) {
    const value = values.get(name);
    if (value?.kind !== 'verbatim' && value?.kind !== 'text') continue;
    if (isIsoDate(value.text) || isIsoDatetime(value.text)) return dateOf(value.text);
  }
  return undefined;
}

/** Joins folder, subfolder and name to a path below the root. */
export function joinPath(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '' && part !== '.').join('/');
}
