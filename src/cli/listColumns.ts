/** Columns of a list: fields of the type, fields of records it refers to, computed figures. */
import type { FieldValue, CrmRecord } from '../core/model/record.ts';
import { recordKey } from '../core/model/record.ts';
import type { FieldSpec, TypeSpec } from '../core/model/schema.ts';
import type { Snapshot } from '../core/model/snapshot.ts';
import { UsageError } from './commandSpec.ts';
import type { ValueShape } from './recordJson.ts';

export interface ListColumn {
  /** As JSON and CSV call it. */
  readonly name: string;
  readonly shape: ValueShape;
  readonly read: (record: CrmRecord) => FieldValue | undefined;
  /** What is written in place of a value that does not fit its field. */
  readonly misfit?: (record: CrmRecord) => FieldValue | undefined;
}

export interface ColumnContext {
  readonly type: TypeSpec;
  readonly snapshot: Snapshot;
  readonly today: string;
}

const text: ValueShape = { kind: 'string' };

const intrinsics: Readonly<Record<string, (record: CrmRecord) => string>> = {
  id: ({ id }) => id,
  type: ({ type }) => type,
  path: ({ path }) => path,
};

/** A column by the name of a field, or by names with dots. Throws where there is no such field. */
export async function listColumn(name: string, context: ColumnContext): Promise<ListColumn> {
  const { type, snapshot } = context;
  const intrinsic = Object.hasOwn(intrinsics, name) ? intrinsics[name] : undefined;
  if (intrinsic) return { name, shape: text, read: intrinsic };
  const spec =
    type.fields.find((field) => field.name === name) ??
    type.fields.find((field) => field.writtenAs.includes(name));
  if (spec) return fieldColumn(spec);
  if (name === 'title') return { name, shape: text, read: (record) => record.title };
  if (
    !name.includes('.') &&
    snapshot.records(type.name).some(({ fields }) => Object.hasOwn(fields, name))
  ) {
    return undeclaredColumn(name);
  }
  // Only what needs the language of expressions pays for loading it.
  const { compileFieldPath, isRecordValue, isUnresolved, valuesOf } =
    await import('../core/reports/fieldPath.ts');
  const compiled = compileFieldPath(type.name, name, context);
  if (!compiled.ok) throw new UsageError(compiled.message);
  const { path } = compiled;
  const stored = (value: ReturnType<typeof valuesOf>[number]): FieldValue => {
    if (isRecordValue(value)) return recordKey(value);
    if (typeof value === 'object' && isUnresolved(value)) return value.unresolved;
    return value;
  };
  return {
    name,
    shape: { kind: path.kind, unit: path.unit },
    read: (record) => {
      const values = valuesOf(path.read(record)).map(stored);
      return path.list ? values : values[0];
    },
  };
}

export function fieldColumn(spec: FieldSpec): ListColumn {
  const { name } = spec;
  const read = (record: CrmRecord): FieldValue | undefined => record.fields[name];
  return { name, shape: spec, read, misfit: (record) => record.invalid[name] };
}

export function undeclaredColumn(name: string): ListColumn {
  const read = (record: CrmRecord): FieldValue | undefined =>
    Object.hasOwn(record.fields, name) ? record.fields[name] : undefined;
  return { name, shape: { kind: 'any' }, read };
}

/** Every declared field, then what else any of the records has: the shape of JSON without `--fields`. */
export function allColumns(type: TypeSpec, records: readonly CrmRecord[]): readonly ListColumn[] {
  const declared = new Set(type.fields.map(({ name }) => name));
  const others = new Set<string>();
  for (const record of records) {
    for (const name in record.fields) if (!declared.has(name)) others.add(name);
  }
  return [...type.fields.map(fieldColumn), ...[...others].map(undeclaredColumn)];
}

const mostColumns = 6;

/** The columns that tell records apart: title, then required and recommended fields that some record has. */
export function tellingColumns(
  type: TypeSpec,
  records: readonly CrmRecord[],
): readonly ListColumn[] {
  const title: ListColumn = { name: 'title', shape: text, read: (record) => record.title };
  const isTelling = ({ name, kind, required, recommended }: FieldSpec): boolean =>
    (required || recommended) &&
    name !== 'name' &&
    name !== 'title' &&
    kind !== 'text' &&
    kind !== 'map' &&
    records.some(({ fields }) => Object.hasOwn(fields, name));
  const fields = type.fields.filter(isTelling).slice(0, mostColumns - 1);
  const key: ListColumn = { name: 'id', shape: text, read: ({ id }) => id };
  return [key, title, ...fields.map(fieldColumn)];
}
