/** Comparing references: with a record, or with a record's id, `type/id` or any other written form. */
import type { CrmRecord } from '../model/record.ts';
import { recordKey } from '../model/record.ts';
import { foldName } from '../model/foldName.ts';
import { refKey } from '../records/refKey.ts';
import { readField } from './compileFields.ts';
import type { Compiler, Test } from './compiler.ts';
import { constantValue, isConstant } from './constants.ts';
import type { Typed } from './typed.ts';
import type { Value } from './value.ts';
import { isRecord } from './value.ts';

/** True where two parts lead to one record; a text on either side names a record. */
export function recordTest(compiler: Compiler, left: Typed, right: Typed): Test {
  if (isConstant(left) && !isConstant(right)) return recordTest(compiler, right, left);
  const evaluate = compiler.compile(left);
  if (isConstant(right)) {
    const wanted = constantValue(compiler, right);
    return typeof wanted === 'string' ? textTest(compiler, left, wanted) : () => false;
  }
  const other = compiler.compile(right);
  return (record) => {
    const a = evaluate(record);
    const b = other(record);
    return a !== undefined && b !== undefined && sameRecord(compiler, a, b);
  };
}

export function sameRecord(compiler: Compiler, a: Value, b: Value): boolean {
  if (isRecord(a))
    return isRecord(b) ? a.slot === b.slot : typeof b === 'string' && matcherOf(compiler, b, [])(a);
  return isRecord(b) && typeof a === 'string' && matcherOf(compiler, a, [])(b);
}

/** No path is longer. */
const maxReference = 4096;

/** A reference against a text: a reference that leads nowhere is compared as it is written. */
function textTest(compiler: Compiler, node: Typed, wanted: string): Test {
  const types = node.type.kind === 'record' ? node.type.types : [];
  const matches = matcherOf(compiler, wanted, types);
  const evaluate = compiler.compile(node);
  const field =
    node.op === 'member' && node.owner.op === 'self' && node.member.from === 'field'
      ? node.member.spec.name
      : undefined;
  const key = refKey(wanted);
  return (record) => {
    const target = evaluate(record);
    if (isRecord(target)) return matches(target);
    const written = target ?? (field === undefined ? undefined : readField(record, field));
    return typeof written === 'string' && written.length < maxReference && refKey(written) === key;
  };
}

/**
 * True for the records that a text names: the one it resolves to, and any whose id or `type/id` it is (a
 * bare id may fit records of several types).
 */
export function matcherOf(
  { snapshot }: Compiler,
  text: string,
  types: readonly string[],
): (record: CrmRecord) => boolean {
  const found = snapshot.resolve(text, types);
  const slot = found.kind === 'found' ? found.record.slot : -1;
  const key = foldName(refKey(text));
  return (record) => record.slot === slot || record.id === key || recordKey(record) === key;
}
