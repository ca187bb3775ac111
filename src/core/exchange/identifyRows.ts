/** Which record each row of an import is: one that exists, or a new one with an id and a path. */
import type { CrmRecord, FieldMap, FieldValue } from '../model/record.ts';
import type { FieldSpec, TypeSpec } from '../model/schema.ts';
import { lastSegment } from '../records/refKey.ts';
import { newIdPart, slugOrNothing } from '../records/slug.ts';
import { fieldNamed, joinPath, shardOf } from '../records/writeRecord.ts';
import type { NewValue } from '../records/writeValue.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { comparableValue } from './comparableValue.ts';
import type { ImportMap } from './importMap.ts';
import { textSourceToString } from './importMap.ts';
import { foldText } from './importRefs.ts';
import type { ImportRow } from './importRow.ts';
import { draftOf } from './draftOf.ts';
import type { RowValues } from './draftOf.ts';
import type { ImportRequest, RefusedRow } from './importPlan.ts';

export interface ValuedRow {
  readonly row: ImportRow;
  readonly values: RowValues;
}

export interface IdentifiedRow extends ValuedRow {
  /** The record that the row updates; undefined where it becomes a new one. */
  readonly existing: CrmRecord | undefined;
  /** Below the folder of the type. */
  readonly id: string;
  readonly pathWithoutExtension: string;
}

/** Rows that are records, in order; the others go to `refused`. */
export function identifyRows(
  rows: readonly ValuedRow[],
  request: ImportRequest,
  refused: RefusedRow[],
): readonly IdentifiedRow[] {
  const identifier = new RowIdentifier(request);
  const identified: IdentifiedRow[] = [];
  for (const row of rows) {
    const result = identifier.identify(row);
    if (typeof result === 'object') identified.push(result);
    else refused.push({ file: row.row.file, row: row.row.row, reason: result });
  }
  return identified;
}

class RowIdentifier {
  readonly #request: ImportRequest;
  readonly #match: readonly string[];
  readonly #byMatch: ReadonlyMap<string, readonly CrmRecord[]>;
  readonly #byIdPart: ReadonlyMap<string, readonly CrmRecord[]>;
  /** Records and match keys that earlier rows have claimed, and new ids, with the row that did. */
  readonly #claims = new Map<string, ImportRow>();

  constructor(request: ImportRequest) {
    this.#request = request;
    const { map, type, workspace } = request;
    this.#match = map.match ?? (map.id ? ['id'] : [nameField(type)]);
    this.#byIdPart = indexRecords(workspace, type, (record) => [idPartOf(record)]);
    this.#byMatch = indexRecords(workspace, type, (record) =>
      matchKeys(this.#match, idPartOf(record), record, type, workspace),
    );
  }

  /** The row with its record, or why it can be none. */
  identify(valued: ValuedRow): IdentifiedRow | string {
    const { row, values } = valued;
    const { type, map, today } = this.#request;
    const shard = shardOf(type, values, today);
    const text = idText(row, values, map, type);
    const part = newIdPart(text, type.name, joinPath(type.folder, shard));
    if (part === '') return noId(text, map, type);
    const keys = this.#keysOf(valued, part);
    // A row without any of the matching values is known by its id alone.
    const existing =
      keys.length > 0
        ? keys.flatMap((key) => this.#byMatch.get(key) ?? [])
        : (this.#byIdPart.get(part) ?? []);
    const found = [...new Set(existing)];
    const [record] = found;
    if (found.length > 1) {
      return `${found.length} records match it: ${found
        .slice(0, 5)
        .map(({ path }) => path)
        .join(', ')}`;
    }
    const repeated = this.#claim(record ? [`slot ${record.slot}`] : keys, row);
    if (repeated !== undefined) return repeated;
    if (record) {
      return { ...valued, existing: record, id: record.id, pathWithoutExtension: '' };
    }
    const free = this.#freeId(part, valued, shard);
    if (typeof free === 'object') return free.reason;
    const id = joinPath(shard, free);
    return { ...valued, existing: undefined, id, pathWithoutExtension: joinPath(type.folder, id) };
  }

  #keysOf({ values }: ValuedRow, part: string): readonly string[] {
    const { type, workspace } = this.#request;
    const needsFields = this.#match.some((field) => field !== 'id');
    const record = needsFields ? draftOf(values, this.#request) : { fields: {}, invalid: {} };
    return matchKeys(this.#match, part, record, type, workspace);
  }

  /** Says which earlier row is the same record, if one is. */
  #claim(keys: readonly string[], row: ImportRow): string | undefined {
    for (const key of keys) {
      const earlier = this.#claims.get(key);
      if (earlier)
        return `it is the same record as row ${earlier.row}${earlier.file === row.file ? '' : ` of ${earlier.file}`}`;
    }
    for (const key of keys) this.#claims.set(key, row);
    return undefined;
  }

  /** An id that no other record has: the wanted one, else with the matching values behind it. */
  #freeId(part: string, valued: ValuedRow, shard: string): string | { readonly reason: string } {
    const { type } = this.#request;
    const folder = joinPath(type.folder, shard);
    const texts = this.#match.flatMap((field) =>
      textsOf(valued.values.get(canonical(field, type))),
    );
    const longer = newIdPart(
      [part, ...texts.filter((text) => slugOrNothing(text) !== part)].join(' '),
      type.name,
      folder,
    );
    for (const candidate of new Set([part, longer])) {
      const key = `id ${candidate}`;
      if (this.#byIdPart.has(candidate) || this.#claims.has(key)) continue;
      this.#claims.set(key, valued.row);
      return candidate;
    }
    const taken = this.#byIdPart.get(part)?.[0];
    const holder = taken ? taken.path : `row ${this.#claims.get(`id ${part}`)?.row ?? 0}`;
    return {
      reason: `its id "${part}" is taken by ${holder}: let the map make another id, or match by other fields`,
    };
  }
}

function noId(text: string, map: ImportMap, type: TypeSpec): string {
  const source = map.id ? `"${textSourceToString(map.id)}"` : `its ${nameField(type)}`;
  return text.trim() === ''
    ? `it has no id: ${source} is empty`
    : `it has no id: ${source} has neither letters nor digits`;
}

function nameField(type: TypeSpec): string {
  return type.fields.some(({ name }) => name === 'name') ? 'name' : 'title';
}

function idText(row: ImportRow, values: RowValues, map: ImportMap, type: TypeSpec): string {
  if (map.id) return row.text(map.id);
  return textsOf(values.get(nameField(type))).join(' ');
}

function textsOf(value: NewValue | undefined): readonly string[] {
  if (!value) return [];
  if (value.kind === 'text' || value.kind === 'verbatim') return [value.text];
  return value.kind === 'list' ? value.items.flatMap(textsOf) : [];
}

function canonical(field: string, type: TypeSpec): string {
  return fieldNamed(type, field)?.name ?? field;
}

function idPartOf(record: CrmRecord): string {
  return slugOrNothing(lastSegment(record.id));
}

function indexRecords(
  workspace: Workspace,
  type: TypeSpec,
  keysOf: (record: CrmRecord) => readonly string[],
): ReadonlyMap<string, readonly CrmRecord[]> {
  const index = new Map<string, CrmRecord[]>();
  for (const record of workspace.records(type.name)) {
    if (record.inlineLine !== undefined) continue;
    for (const key of keysOf(record)) {
      const list = index.get(key);
      if (!list) index.set(key, [record]);
      else if (!list.includes(record)) list.push(record);
    }
  }
  return index;
}

interface Fields {
  readonly fields: FieldMap;
  readonly invalid: FieldMap;
}

/** Keys by which a record is known again: one for each combination of the values of lists; none without any value. */
function matchKeys(
  match: readonly string[],
  idPart: string,
  record: Fields,
  type: TypeSpec,
  workspace: Workspace,
): readonly string[] {
  let keys: readonly (readonly string[])[] = [[]];
  for (const field of match) {
    const texts =
      field === 'id'
        ? [idPart]
        : comparableTexts(record, fieldNamed(type, field), field, workspace);
    const options = texts.length > 0 ? texts : [''];
    keys = keys.flatMap((key) => options.map((text) => [...key, text]));
  }
  return keys.filter((key) => key.some((text) => text !== '')).map((key) => JSON.stringify(key));
}

function comparableTexts(
  { fields, invalid }: Fields,
  spec: FieldSpec | undefined,
  field: string,
  workspace: Workspace,
): readonly string[] {
  const name = spec?.name ?? field;
  const value = own(fields, name) ?? own(invalid, name);
  const items = Array.isArray(value) ? (value as readonly FieldValue[]) : [value];
  return items.flatMap((item) => {
    const text = foldText(comparableValue(item, spec, workspace));
    return text === '' ? [] : [text];
  });
}

function own(map: FieldMap, name: string): FieldValue | undefined {
  return Object.hasOwn(map, name) ? map[name] : undefined;
}
