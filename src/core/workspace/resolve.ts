import type { CrmRecord, Resolution } from '../model/record.ts';
import type { Schema } from '../model/schema.ts';
import { foldName } from '../model/foldName.ts';
import { lastSegment } from '../records/refKey.ts';
import { compareRecords } from './recordTable.ts';
import type { RecordTable } from './recordTable.ts';

/** Names by which the first part of `accounts/acme` may call a type: folder, name, plural. */
export interface TypeNames {
  /** Folded prefix (`accounts`, `account`, `crm/companies`) -> type name. */
  readonly prefixes: ReadonlyMap<string, string>;
}

export function createTypeNames(schema: Schema): TypeNames {
  const prefixes = new Map<string, string>();
  const put = (name: string, type: string): void => {
    if (name !== '' && name !== '.' && !prefixes.has(foldName(name)))
      prefixes.set(foldName(name), type);
  };
  for (const type of schema.types) put(type.folder, type.name);
  for (const type of schema.types) put(type.name, type.name);
  for (const type of schema.types) put(type.plural, type.name);
  return { prefixes };
}

const missing: Resolution = { kind: 'missing' };

/**
 * Finds what a key of `refKey` or `relativeLinkKey` means. In order: a path, `folder/id` or `type/id`; an id
 * in the target types; the end of an id there; an id in any type; the end of an id in any; a former id. The
 * first of these that fits anything decides, and is ambiguous when it fits more than one record.
 */
export function resolveKey(
  table: RecordTable,
  names: TypeNames,
  key: string,
  types: readonly string[] = [],
): Resolution {
  if (key === '') return missing;
  if (key.startsWith('/')) return decide(byPathKey(table, key.slice(1))) ?? missing;
  const last = lastSegment(key);
  const named = table.named(last);
  if (named.length === 1 && named[0]) {
    // The usual case: one record bears the name, in full.
    const only = named[0];
    if (only.id === key && (types.length === 0 || types.includes(only.type)))
      return { kind: 'found', record: only, former: false };
  }
  const qualified = key.includes('/')
    ? decide(qualifiedMatches(table, names, named, key))
    : undefined;
  if (qualified) return qualified;
  const wanted = (record: CrmRecord): boolean => types.length === 0 || types.includes(record.type);
  const ending = `/${key}`;
  return (
    decide(named.filter((record) => record.id === key && wanted(record))) ??
    decide(named.filter((record) => record.id.endsWith(ending) && wanted(record))) ??
    decide(named.filter((record) => record.id === key)) ??
    decide(named.filter((record) => record.id.endsWith(ending))) ??
    formerly(table, names, key, types) ??
    missing
  );
}

function decide(found: readonly CrmRecord[]): Resolution | undefined {
  const first = found[0];
  if (!first) return undefined;
  if (found.length === 1) return { kind: 'found', record: first, former: false };
  return { kind: 'ambiguous', candidates: [...found].sort(compareRecords) };
}

function qualifiedMatches(
  table: RecordTable,
  names: TypeNames,
  named: readonly CrmRecord[],
  key: string,
): readonly CrmRecord[] {
  const byPath = byPathKey(table, key);
  if (byPath.length > 0) return byPath;
  return named.filter((record) => {
    if (!key.endsWith(`/${record.id}`)) return false;
    return names.prefixes.get(key.slice(0, key.length - record.id.length - 1)) === record.type;
  });
}

function byPathKey(table: RecordTable, key: string): readonly CrmRecord[] {
  const last = lastSegment(key);
  const candidates = table.named(
    last === 'index' ? lastSegment(key.slice(0, -'/index'.length)) : last,
  );
  return candidates.filter(
    (record) => record.inlineLine === undefined && pathKey(record.path) === key,
  );
}

function pathKey(path: string): string {
  return foldName(path).replace(/\.(?:md|markdown|ya?ml)$/, '');
}

function formerly(
  table: RecordTable,
  names: TypeNames,
  key: string,
  types: readonly string[],
): Resolution | undefined {
  const candidates = table.formerlyNamed(lastSegment(key));
  const fits = candidates.filter((record) =>
    formerIds(record).some((former) => namesIt(names, key, former, record)),
  );
  const wanted = types.length === 0 ? fits : fits.filter((record) => types.includes(record.type));
  const found = decide(wanted.length > 0 ? wanted : fits);
  return found?.kind === 'found' ? { ...found, former: true } : found;
}

function namesIt(names: TypeNames, key: string, former: string, record: CrmRecord): boolean {
  if (former === key || former.endsWith(`/${key}`)) return true;
  return (
    key.endsWith(`/${former}`) &&
    names.prefixes.get(key.slice(0, key.length - former.length - 1)) === record.type
  );
}

function formerIds(record: CrmRecord): readonly string[] {
  const former = record.fields['former_ids'];
  const list = Array.isArray(former) ? former : [former];
  return list.filter((id): id is string => typeof id === 'string').map(foldName);
}
