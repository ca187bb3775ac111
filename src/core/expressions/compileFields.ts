/** Reading fields, computed fields and back-references of records, and what lies inside of maps. */
import type { CrmRecord, FieldMap, FieldValue } from '../model/record.ts';
import type { FieldSpec } from '../model/schema.ts';
import type { Compiler, Evaluate } from './compiler.ts';
import { backReferencesOf } from './computed/activities.ts';
import type { Intrinsic, Member } from './members.ts';
import { membersOf } from './members.ts';
import type { InnerTyped, MemberTyped, Typed, VariousTyped } from './typed.ts';
import { recordOf } from './typed.ts';
import type { Value } from './value.ts';
import { isFieldMap, isRecord, valueOf } from './value.ts';

const empty: readonly Value[] = Object.freeze([]);

/** True for names that every object answers to: they must be asked of the record itself only. */
export function isInherited(name: string): boolean {
  return name in Object.prototype;
}

/** The stored value of a field. */
export function readField(record: CrmRecord, name: string): FieldValue | undefined {
  return isInherited(name) ? ownValue(record.fields, name) : record.fields[name];
}

function ownValue(map: FieldMap, name: string): FieldValue | undefined {
  return Object.hasOwn(map, name) ? map[name] : undefined;
}

export function compileMember(compiler: Compiler, node: MemberTyped): Evaluate {
  const get = getterOf(compiler, node.member);
  if (node.owner.op === 'self') return get;
  return behind(compiler.compile(node.owner), get, node.type.kind === 'list');
}

/** A getter applied to another record than the one at hand; a list of nothing is empty rather than missing. */
function behind(owner: Evaluate, get: Evaluate, isList: boolean): Evaluate {
  const none = isList ? empty : undefined;
  return (record) => {
    const target = owner(record);
    return isRecord(target) ? get(target) : none;
  };
}

function getterOf(compiler: Compiler, member: Member): Evaluate {
  switch (member.from) {
    case 'intrinsic':
      return intrinsicGetter(member.intrinsic);
    case 'computed': {
      const { computed } = member;
      const context = compiler.computed;
      return (record) => valueOf(computed.compute(record, context));
    }
    case 'backReferences':
      return backReferences(compiler, member.referring);
    case 'field':
      return fieldGetter(compiler, member.spec);
  }
}

function intrinsicGetter(intrinsic: Intrinsic): Evaluate {
  switch (intrinsic) {
    case 'id':
      return (record) => record.id;
    case 'path':
      return (record) => record.path;
    case 'type':
      return (record) => record.type;
    case 'title':
      return (record) => record.title;
  }
}

function backReferences({ snapshot }: Compiler, referring: string): Evaluate {
  return (record) => backReferencesOf(snapshot, record, referring);
}

function fieldGetter({ snapshot }: Compiler, { name, kind, list }: FieldSpec): Evaluate {
  if (kind === 'ref') {
    return list
      ? (record) => snapshot.targets(record, name)
      : (record) => (record.fields[name] === undefined ? undefined : snapshot.target(record, name));
  }
  if (list)
    return (record) => (valueOf(readField(record, name)) as readonly Value[] | undefined) ?? empty;
  if (kind === 'any' || isInherited(name)) return (record) => valueOf(readField(record, name));
  // A declared field holds nothing that does not fit its kind, so what is there is the value.
  return (record) => record.fields[name] as Value | undefined;
}

/** A field whose record's type shows only now: the getter of each type is made when it is first met. */
export function compileVarious(compiler: Compiler, node: VariousTyped): Evaluate {
  const getters = new Map<string, Evaluate>();
  const getter = (type: string): Evaluate => {
    let found = getters.get(type);
    if (!found) {
      const member = node.cases.get(type);
      found = member
        ? getterOf(compiler, member)
        : (record) => valueOf(readField(record, node.name));
      getters.set(type, found);
    }
    return found;
  };
  const get: Evaluate = (record) => getter(record.type)(record);
  return behind(compiler.compile(node.owner), get, node.type.kind === 'list');
}

/** A field inside of a map, or of something undeclared that may turn out to be a map or a reference. */
export function compileInner(compiler: Compiler, node: InnerTyped): Evaluate {
  const { owner, name, spec } = node;
  if (owner.op === 'self') return (record) => valueOf(readField(record, name));
  const evaluate = compiler.compile(owner);
  const home = homeRecord(compiler, owner);
  const convert = innerConverter(compiler, spec);
  const none = node.type.kind === 'list' ? empty : undefined;
  return (record) => {
    const value = evaluate(record);
    if (isFieldMap(value)) return convert(ownValue(value, name), home(record)?.path) ?? none;
    const target =
      typeof value === 'string' ? linkTarget(compiler, value, home(record)?.path) : value;
    return isRecord(target) ? memberByName(compiler, target, name) : none;
  };
}

function homeRecord(compiler: Compiler, node: Typed): Evaluate<CrmRecord> {
  const owner = recordOf(node);
  if (!owner || owner.op === 'self') return (record) => record;
  const evaluate = compiler.compile(owner);
  return (record) => {
    const value = evaluate(record);
    return isRecord(value) ? value : undefined;
  };
}

type Convert = (value: FieldValue | undefined, path: string | undefined) => Value | undefined;

function innerConverter({ snapshot }: Compiler, spec: FieldSpec | undefined): Convert {
  if (spec?.kind !== 'ref') return (value) => valueOf(value);
  const resolve = (written: FieldValue, path: string | undefined): CrmRecord | undefined => {
    const found =
      typeof written === 'string' ? snapshot.resolve(written, spec.to, path) : undefined;
    return found?.kind === 'found' ? found.record : undefined;
  };
  return (value, path) => {
    if (value === undefined || value === null) return undefined;
    if (!Array.isArray(value)) return resolve(value, path);
    return value
      .map((item: FieldValue) => resolve(item, path))
      .filter((item) => item !== undefined);
  };
}

/** An undeclared field that holds a wikilink is followed like a reference. */
function linkTarget(
  { snapshot }: Compiler,
  text: string,
  path: string | undefined,
): CrmRecord | undefined {
  if (!text.startsWith('[[')) return undefined;
  const found = snapshot.resolve(text, undefined, path);
  return found.kind === 'found' ? found.record : undefined;
}

function memberByName(compiler: Compiler, record: CrmRecord, name: string): Value | undefined {
  const member = membersOf(compiler.snapshot.schema).of(record.type).get(name);
  return member ? getterOf(compiler, member)(record) : valueOf(readField(record, name));
}
