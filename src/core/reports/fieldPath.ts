/** A path of fields from a record, through references and inner fields, compiled once and read for each record. */
import type { IsoDate } from '../model/date.ts';
import type { Money } from '../model/money.ts';
import { isMoney } from '../model/money.ts';
import { nearest } from '../model/nearMiss.ts';
import type { CrmRecord, FieldMap, FieldValue } from '../model/record.ts';
import type { EnumOption, FieldKind, FieldSpec } from '../model/schema.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { Exclude } from '../expressions/computed/computedField.ts';
import type { Member } from '../expressions/members.ts';
import { membersOf } from '../expressions/members.ts';
import { humanize } from '../schema/words.ts';

/** A reference that leads nowhere: it still names a group, by what is written. */
export interface UnresolvedReference {
  readonly unresolved: string;
}

export type PathValue = string | number | boolean | Money | CrmRecord | UnresolvedReference;

/** One value, a list where the path can lead to several, undefined where there is none. */
export type PathReading = PathValue | readonly PathValue[] | undefined;

export interface FieldPath {
  /** As written: `account.industry`. */
  readonly text: string;
  /** Label of its last field. */
  readonly label: string;
  readonly kind: FieldKind;
  /** Of a computed number. */
  readonly unit: 'days' | 'ratio' | 'count' | undefined;
  /** The values of an enum, in their order. */
  readonly options: readonly EnumOption[];
  readonly list: boolean;
  read(record: CrmRecord): PathReading;
  /** What is written in place of a value that cannot be read; undefined where nothing is. */
  invalidText(record: CrmRecord): string | undefined;
}

export interface PathContext {
  readonly snapshot: Snapshot;
  readonly today: IsoDate;
  /** Told what computed figures leave out. */
  readonly exclude?: Exclude | undefined;
}

export type CompiledPath =
  | { readonly ok: true; readonly path: FieldPath }
  | { readonly ok: false; readonly message: string };

/** Follows a path from records of a type; the message says which part is not there, and what is near. */
export function compileFieldPath(type: string, text: string, context: PathContext): CompiledPath {
  const parts = text.split('.');
  if (parts.some((part) => part === '')) {
    return { ok: false, message: `"${text}" is not a field: write a name, or names with dots` };
  }
  const found = followRecord([type], parts, context);
  if (typeof found === 'string') return { ok: false, message: found };
  const first = parts[0] ?? '';
  return {
    ok: true,
    path: {
      text,
      label: found.label,
      kind: found.kind,
      unit: found.unit,
      options: found.options,
      list: found.list,
      read: found.read,
      invalidText: (record) => writtenText(record.invalid[first]),
    },
  };
}

/** A compiled step and what follows it. */
interface Step {
  readonly label: string;
  readonly kind: FieldKind;
  readonly unit: 'days' | 'ratio' | 'count' | undefined;
  readonly options: readonly EnumOption[];
  readonly list: boolean;
  readonly read: (record: CrmRecord) => PathReading;
}

/** The rest of a path from records that may be of several types; a text says why there is none. */
function followRecord(
  types: readonly string[],
  parts: readonly string[],
  context: PathContext,
): Step | string {
  const [name = '', ...rest] = parts;
  const members = membersOf(context.snapshot.schema);
  const candidates = types.length > 0 ? types : members.typeNames;
  const steps = new Map<string, Step>();
  let failure: string | undefined;
  for (const type of candidates) {
    const member = members.of(type).get(name);
    const step = member
      ? followMember(member, rest, context)
      : undeclaredField(type, name, rest, context.snapshot);
    if (typeof step === 'string') failure ??= step;
    else if (step) steps.set(type, step);
  }
  const [first] = steps.values();
  if (!first) return failure ?? unknownField(name, candidates, context.snapshot);
  if (candidates.length === 1) return first;
  return {
    ...first,
    list: [...steps.values()].some(({ list }) => list),
    read: (record) => steps.get(record.type)?.read(record),
  };
}

function unknownField(name: string, types: readonly string[], snapshot: Snapshot): string {
  const members = membersOf(snapshot.schema);
  const known = new Set(types.flatMap((type) => [...members.of(type).keys()]));
  const meant = nearest(name, known);
  const owner = types.length === 1 ? ` of ${types[0]}` : '';
  return `there is no field "${name}"${owner}${meant === undefined ? '' : `; did you mean "${meant}"?`}`;
}

/** A field that crm.yaml does not declare is a field where any record writes it. */
function undeclaredField(
  type: string,
  name: string,
  rest: readonly string[],
  snapshot: Snapshot,
): Step | undefined {
  if (rest.length > 0) return undefined;
  if (!snapshot.records(type).some(({ fields }) => fields[name] !== undefined)) return undefined;
  return plainStep({ label: humanize(name), kind: 'any', list: true }, (record) =>
    readable(record.fields[name]),
  );
}

function plainStep(
  outline: Pick<Step, 'label' | 'kind' | 'list'> & Partial<Pick<Step, 'unit' | 'options'>>,
  read: Step['read'],
): Step {
  return { unit: undefined, options: [], ...outline, read };
}

function followMember(
  member: Member,
  rest: readonly string[],
  context: PathContext,
): Step | string | undefined {
  switch (member.from) {
    case 'field':
      return followField(member.spec, [member.spec.name], rest, context);
    case 'computed': {
      if (rest.length > 0) return `"${member.name}" has no inner fields`;
      const { computed } = member;
      const { label, kind, unit } = computed;
      const options = (computed.options ?? []).map((value) => ({ value, label: humanize(value) }));
      return plainStep({ label, kind, unit, list: false, options }, (record) =>
        readable(computed.compute(record, context)),
      );
    }
    case 'intrinsic': {
      if (rest.length > 0) return `"${member.name}" has no inner fields`;
      const { intrinsic } = member;
      const label = intrinsic === 'id' ? 'Id' : humanize(intrinsic);
      return plainStep({ label, kind: 'string', list: false }, (record) => record[intrinsic]);
    }
    case 'backReferences': {
      const { referring } = member;
      const read = (record: CrmRecord): readonly CrmRecord[] =>
        context.snapshot.referrers(record, referring);
      return continueFrom(
        { label: humanize(member.name), list: true, read },
        [referring],
        rest,
        context,
      );
    }
  }
}

/** A declared field, at the top or within maps; `path` is where it lies from its record. */
function followField(
  spec: FieldSpec,
  path: readonly string[],
  rest: readonly string[],
  context: PathContext,
): Step | string {
  const { label, kind } = spec;
  if (kind === 'ref') {
    const read =
      path.length === 1 && !spec.list ? oneTarget(path, context) : allTargets(path, context);
    const list = path.length > 1 || spec.list;
    return continueFrom({ label, list, read }, spec.to, rest, context);
  }
  const [next, ...others] = rest;
  if (next === undefined) {
    if (kind === 'map') return `"${path.join('.')}" is a group of fields: name one of them`;
    const list = spec.list || path.length > 1;
    return plainStep({ label, kind, list, options: spec.options }, readerAt(path, list));
  }
  const inner = spec.fields.find(({ name }) => name === next);
  if (inner) return followField(inner, [...path, next], others, context);
  const meant = nearest(
    next,
    spec.fields.map(({ name }) => name),
  );
  return `"${path.join('.')}" has no field "${next}"${meant === undefined ? '' : `; did you mean "${meant}"?`}`;
}

/** A step to records, and from them on. */
function continueFrom(
  step: Pick<Step, 'label' | 'list' | 'read'>,
  types: readonly string[],
  rest: readonly string[],
  context: PathContext,
): Step | string {
  if (rest.length === 0)
    return plainStep({ label: step.label, kind: 'ref', list: step.list }, step.read);
  const after = followRecord(types, rest, context);
  if (typeof after === 'string') return after;
  if (!step.list && !after.list) {
    return {
      ...after,
      read: (record) => {
        const target = step.read(record);
        return isRecordValue(target) ? after.read(target) : undefined;
      },
    };
  }
  return {
    ...after,
    list: true,
    read: (record) =>
      valuesOf(step.read(record)).flatMap((target) =>
        isRecordValue(target) ? valuesOf(after.read(target)) : [],
      ),
  };
}

function oneTarget([name = '']: readonly string[], { snapshot }: PathContext): Step['read'] {
  return (record) => {
    const written = record.fields[name];
    if (written === undefined || written === null) return undefined;
    const target = snapshot.target(record, name);
    return target ?? unresolved(written);
  };
}

function allTargets(path: readonly string[], { snapshot }: PathContext): Step['read'] {
  const readWritten = readerAt(path, true);
  const field = path.join('.');
  return (record) => {
    const written = valuesOf(readWritten(record));
    if (written.length === 0) return [];
    const targets = snapshot.targets(record, field);
    if (targets.length === written.length) return targets;
    return written.flatMap((value): readonly PathValue[] => {
      if (typeof value !== 'string') return [];
      const types = targets.length > 0 ? [...new Set(targets.map(({ type }) => type))] : [];
      const found = snapshot.resolve(value, types, record.path);
      return found.kind === 'found' ? [found.record] : valuesOf(unresolved(value));
    });
  };
}

function unresolved(written: FieldValue): UnresolvedReference | undefined {
  if (typeof written !== 'string') return undefined;
  return { unresolved: written.replace(/^\[\[|\]\]$/g, '').replace(/^.*\|/, '') };
}

function readerAt([first = '', ...inner]: readonly string[], list: boolean): Step['read'] {
  if (inner.length === 0) return (record) => readable(record.fields[first]);
  return (record) => {
    let values: readonly FieldValue[] = asList(record.fields[first]);
    for (const name of inner) {
      values = values.flatMap((value) => (isFieldMap(value) ? asList(value[name]) : []));
    }
    const readings = values.flatMap((value) => valuesOf(readable(value)));
    return list ? readings : readings[0];
  };
}

function asList(value: FieldValue | undefined): readonly FieldValue[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value as FieldValue];
}

/** A stored value as reports count it: null is missing, a map is nothing to group by or to sum. */
function readable(value: FieldValue | undefined): PathReading {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'object') return value === '' ? undefined : value;
  if (isMoney(value)) return value;
  return Array.isArray(value) ? value.flatMap((item) => valuesOf(readable(item))) : undefined;
}

function isFieldMap(value: FieldValue): value is FieldMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isMoney(value);
}

/** What a path gave, as a list. */
export function valuesOf(reading: PathReading): readonly PathValue[] {
  if (reading === undefined) return [];
  return isReadingList(reading) ? reading : [reading];
}

export function isReadingList(reading: PathReading): reading is readonly PathValue[] {
  return Array.isArray(reading);
}

export function isRecordValue(value: unknown): value is CrmRecord {
  return typeof value === 'object' && value !== null && 'slot' in value;
}

export function isUnresolved(value: PathValue): value is UnresolvedReference {
  return typeof value === 'object' && 'unresolved' in value;
}

/** A value as it was written, on one line, shortened; undefined where there is none. */
export function writtenText(value: FieldValue | undefined): string | undefined {
  if (value === undefined || value === null) return undefined;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
