/** What is wrong with an import map seen from the schema. */
import { nearest } from '../model/nearMiss.ts';
import type { FieldSpec, Schema, TypeSpec } from '../model/schema.ts';
import { fieldNamed } from '../records/writeRecord.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { FieldMapping, FieldSource, ImportMap } from './importMap.ts';

/** Mistakes for which nothing is imported. */
export function checkImportMap(
  map: ImportMap,
  type: TypeSpec,
  workspace: Workspace,
): readonly string[] {
  const mistakes: string[] = [];
  if (type.folder === '') {
    mistakes.push(`The type ${type.name} has no folder for new records: give it one in crm.yaml`);
  }
  const taken = new Map<string, string>();
  for (const { field, source } of map.fields) {
    const spec = fieldNamed(type, field);
    const name = spec?.name ?? field;
    const other = taken.get(name);
    if (other !== undefined)
      mistakes.push(`The map writes one field twice, as ${other} and as ${field}`);
    taken.set(name, field);
    checkSource(source, field, spec, workspace.schema, mistakes);
  }
  for (const field of map.match ?? []) {
    if (field === 'id') continue;
    const spec = fieldNamed(type, field);
    if (!map.fields.some((mapping) => nameOf(mapping, type) === (spec?.name ?? field))) {
      mistakes.push(`Records cannot be matched by ${field}, which the map does not fill`);
    } else if (spec && leadsTo(spec, type)) {
      mistakes.push(
        `Records cannot be matched by ${field}, which refers to records of their own type`,
      );
    }
  }
  return mistakes;
}

function nameOf({ field }: FieldMapping, type: TypeSpec): string {
  return fieldNamed(type, field)?.name ?? field;
}

function checkSource(
  source: FieldSource,
  path: string,
  spec: FieldSpec | undefined,
  schema: Schema,
  mistakes: string[],
): void {
  if (source.kind === 'list') {
    for (const item of source.items) checkSource(item, path, spec, schema, mistakes);
  } else if (source.kind === 'map') {
    if (spec && spec.kind !== 'map' && spec.kind !== 'any') {
      mistakes.push(`The source of ${path} must name its column: {column: …}`);
      return;
    }
    for (const entry of source.entries) {
      const inner = spec?.fields.find(
        ({ name, writtenAs }) => name === entry.field || writtenAs.includes(entry.field),
      );
      checkSource(entry.source, `${path}.${entry.field}`, inner, schema, mistakes);
    }
  } else if (source.kind === 'cell') {
    if (spec?.kind === 'map')
      mistakes.push(`${path} is a map: give a source for each of its fields`);
    if (source.by !== undefined) checkBy(source.by, path, spec, schema, mistakes);
  }
}

function checkBy(
  by: string,
  path: string,
  spec: FieldSpec | undefined,
  schema: Schema,
  mistakes: string[],
): void {
  if (spec?.kind !== 'ref') {
    mistakes.push(`by: ${by} finds records, but ${path} is not a reference`);
    return;
  }
  if (by === 'id' || by === 'title') return;
  const targets = schema.types.filter(({ name }) => spec.to.length === 0 || spec.to.includes(name));
  if (targets.some((target) => fieldNamed(target, by))) return;
  const names = targets.flatMap((target) => target.fields.map(({ name }) => name));
  const meant = nearest(by, names);
  const advice = meant === undefined ? '' : `: did you mean ${meant}?`;
  mistakes.push(
    `by: ${by} of ${path} is no field of ${spec.to.join(' or ') || 'any type'}${advice}`,
  );
}

/** True where a field refers to records of the type, inner fields included. */
export function leadsToType(mapping: FieldMapping, type: TypeSpec): boolean {
  const spec = fieldNamed(type, mapping.field);
  return spec !== undefined && leadsTo(spec, type);
}

function leadsTo(spec: FieldSpec, type: TypeSpec): boolean {
  if (spec.kind === 'ref') return spec.to.length === 0 || spec.to.includes(type.name);
  return spec.fields.some((inner) => leadsTo(inner, type));
}

/** Fields that a map writes and the type does not declare: they are kept, and might be slips. */
export function undeclaredFields(map: ImportMap, type: TypeSpec): readonly string[] {
  const names = type.fields.flatMap(({ name, writtenAs }) => [name, ...writtenAs]);
  return map.fields.flatMap(({ field }) => {
    if (fieldNamed(type, field)) return [];
    const meant = nearest(field, names);
    const advice = meant === undefined ? 'it is written as it stands' : `did you mean ${meant}?`;
    return [`${type.name} does not declare ${field}: ${advice}`];
  });
}
