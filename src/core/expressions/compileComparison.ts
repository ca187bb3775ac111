/** Comparisons as closures. A missing value makes every one of them false. */
import type { CrmRecord } from '../model/record.ts';
import type { ComparisonOperator } from './ast.ts';
import { asDate, asMoney, asNumber, asPerson, asSeconds, asText, momentFinder } from './coerce.ts';
import { compareMoneyTest } from './compareMoney.ts';
import { compareValues, equalValues } from './compareValues.ts';
import { isInherited } from './compileFields.ts';
import type { Compiler, Evaluate, Test } from './compiler.ts';
import { constantValue, isConstant } from './constants.ts';
import { booleanType } from './exprType.ts';
import { recordTest } from './matchRecord.ts';
import type { Typed } from './typed.ts';
import type { Value } from './value.ts';
import { isList, isRecord } from './value.ts';

type CompareTyped = Typed & { readonly op: 'compare' };

const never: Test = () => false;

export function compileCompare(compiler: Compiler, node: CompareTyped): Test {
  const { left, right, operator, mode } = node;
  // A constant on the right is what the quick tests below expect.
  if (isConstant(left) && !isConstant(right)) {
    return compileCompare(compiler, {
      ...node,
      left: right,
      right: left,
      operator: mirrored[operator],
    });
  }
  switch (mode) {
    case 'number':
      return orderTest(compiler, node, asNumber);
    case 'text':
      return orderTest(compiler, node, asText);
    case 'person':
      return orderTest(compiler, node, storedByKey(compiler, node) ? asText : asPerson);
    case 'date':
      return orderTest(compiler, node, asDate);
    case 'duration':
      return orderTest(compiler, node, asSeconds);
    case 'moment':
      return momentTest(compiler, node);
    case 'money':
      return compareMoneyTest(
        compiler,
        operator,
        asMoney(compiler, left),
        asMoney(compiler, right),
        node,
      );
    case 'stage':
      return stageTest(compiler, node);
    case 'record':
      return negatedWherePresent(recordTest(compiler, left, right), compiler, node);
    case 'boolean':
    case 'list':
    case 'dynamic':
      return valueTest(compiler, node);
  }
}

/** A person that crm.yaml knows is stored by key: then a field is compared as it stands. */
function storedByKey({ snapshot }: Compiler, { left, right }: CompareTyped): boolean {
  if (left.op !== 'member' || left.member.from !== 'field' || left.type.kind !== 'person')
    return false;
  if (right.op === 'me') return true;
  return (
    right.op === 'literal' &&
    typeof right.value === 'string' &&
    snapshot.person(right.value)?.key === right.value
  );
}

const mirrored: Readonly<Record<ComparisonOperator, ComparisonOperator>> = {
  '==': '==',
  '!=': '!=',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
};

type Adapter<T> = (compiler: Compiler, node: Typed) => Evaluate<T>;

/** Numbers and texts go by the operators of the language; `undefined` compares as false with all but `!=`. */
function orderTest<T extends string | number>(
  compiler: Compiler,
  { left, right, operator }: CompareTyped,
  adapt: Adapter<T>,
): Test {
  const evaluateLeft = adapt(compiler, left);
  const evaluateRight = adapt(compiler, right);
  if (!isConstant(right)) return orderTestOfTwo(compiler, operator, evaluateLeft, evaluateRight);
  const constant = evaluateRight(noRecord);
  if (constant === undefined) return never;
  const field = plainField(left, adapt === asNumber || adapt === asText || isDateField(left));
  return field === undefined
    ? orderTestOfConstant(operator, evaluateLeft as Evaluate<string | number>, constant)
    : fieldTest(operator, field, constant);
}

/** Texts beyond this length are paid for when they are compared. */
const longText = 1000;

/** Constants do not look at the record. */
const noRecord = undefined as unknown as CrmRecord;

function isDateField({ type }: Typed): boolean {
  return type.kind === 'date';
}

/** The name of a field whose stored value is the value itself, where a part is such a field of the record at hand. */
function plainField(node: Typed, fits: boolean): string | undefined {
  if (!fits || node.op !== 'member' || node.owner.op !== 'self' || node.member.from !== 'field')
    return undefined;
  const { name, list, kind } = node.member.spec;
  return list || kind === 'any' || isInherited(name) ? undefined : name;
}

function fieldTest(operator: ComparisonOperator, name: string, constant: string | number): Test {
  switch (operator) {
    case '==':
      return (record) => record.fields[name] === constant;
    case '!=':
      return (record) => record.fields[name] !== constant && record.fields[name] !== undefined;
    case '<':
      return (record) => (record.fields[name] as string | number) < constant;
    case '<=':
      return (record) => (record.fields[name] as string | number) <= constant;
    case '>':
      return (record) => (record.fields[name] as string | number) > constant;
    case '>=':
      return (record) => (record.fields[name] as string | number) >= constant;
  }
}

function orderTestOfConstant(
  operator: ComparisonOperator,
  left: Evaluate<string | number>,
  constant: string | number,
): Test {
  switch (operator) {
    case '==':
      return (record) => left(record) === constant;
    case '!=':
      return (record) => {
        const value = left(record);
        return value !== undefined && value !== constant;
      };
    case '<':
      return (record) => (left(record) as string | number) < constant;
    case '<=':
      return (record) => (left(record) as string | number) <= constant;
    case '>':
      return (record) => (left(record) as string | number) > constant;
    case '>=':
      return (record) => (left(record) as string | number) >= constant;
  }
}

function orderTestOfTwo<T extends string | number>(
  { run }: Compiler,
  operator: ComparisonOperator,
  left: Evaluate<T>,
  right: Evaluate<T>,
): Test {
  const holds = orderHolds(operator);
  return (record) => {
    const a = left(record);
    if (a === undefined) return false;
    const b = right(record);
    if (b === undefined) return false;
    if (typeof a === 'string' && a.length > longText) run.spend(a.length >> 8);
    return holds(a < b ? -1 : a > b ? 1 : 0);
  };
}

/** What an operator asks of an order (negative, zero, positive). */
function orderHolds(operator: ComparisonOperator): (order: number) => boolean {
  switch (operator) {
    case '==':
      return (order) => order === 0;
    case '!=':
      return (order) => order !== 0;
    case '<':
      return (order) => order < 0;
    case '<=':
      return (order) => order <= 0;
    case '>':
      return (order) => order > 0;
    case '>=':
      return (order) => order >= 0;
  }
}

/** Datetimes as moments; where one of the two is a bare date, by their calendar dates. */
function momentTest(compiler: Compiler, { left, right, operator }: CompareTyped): Test {
  const evaluateLeft = asDatetime(compiler, left);
  const evaluateRight = asDatetime(compiler, right);
  const moment = momentFinder(compiler.snapshot.schema.timezone);
  const holds = orderHolds(operator);
  return (record) => {
    const a = evaluateLeft(record);
    const b = evaluateRight(record);
    if (a === undefined || b === undefined) return false;
    if (a.length > 10 && b.length > 10) return holds(moment(a) - moment(b));
    const [dayA, dayB] = [a.slice(0, 10), b.slice(0, 10)];
    return holds(dayA < dayB ? -1 : dayA > dayB ? 1 : 0);
  };
}

function asDatetime(compiler: Compiler, node: Typed): Evaluate<string> {
  const date = asDate(compiler, node);
  const evaluate = compiler.compile(node);
  if (node.type.kind === 'datetime') return evaluate as Evaluate<string>;
  return (record) => {
    const value = evaluate(record);
    return date(record) === undefined || typeof value !== 'string' ? undefined : value;
  };
}

/** Stages in the order of the board of the deal's own pipeline; a stage that is not on it has no place. */
function stageTest(compiler: Compiler, { left, right, operator }: CompareTyped): Test {
  const owner = stageOwner(left) ?? stageOwner(right);
  const ownerOf =
    owner === undefined ? (record: CrmRecord): Value => record : compiler.compile(owner);
  const evaluateLeft = asText(compiler, left);
  const evaluateRight = asText(compiler, right);
  const holds = orderHolds(operator);
  return (record) => {
    const deal = ownerOf(record);
    const stages = isRecord(deal) ? compiler.snapshot.pipelineOf(deal)?.stages : undefined;
    if (!stages) return false;
    const [first, second] = [evaluateLeft(record), evaluateRight(record)];
    const a = stages.findIndex(({ id }) => id === first);
    const b = stages.findIndex(({ id }) => id === second);
    return a >= 0 && b >= 0 && holds(a - b);
  };
}

function stageOwner(node: Typed): Typed | undefined {
  return node.op === 'member' && node.type.kind === 'text' && node.type.fieldKind === 'stage'
    ? node.owner
    : undefined;
}

function negatedWherePresent(
  test: Test,
  compiler: Compiler,
  { left, right, operator }: CompareTyped,
): Test {
  if (operator === '==') return test;
  const hasLeft = compiler.compileTest(hasValue(left));
  const hasRight = compiler.compileTest(hasValue(right));
  return (record) => hasLeft(record) && hasRight(record) && !test(record);
}

function hasValue(operand: Typed): Typed {
  return { op: 'has', operand, type: booleanType, start: operand.start, end: operand.end };
}

/** Whatever the values turn out to be. */
function valueTest(compiler: Compiler, { left, right, operator }: CompareTyped): Test {
  const evaluateLeft = compiler.compile(left);
  const evaluateRight = isConstant(right)
    ? fixed(constantValue(compiler, right))
    : compiler.compile(right);
  const wantsEqual = operator === '==';
  if (wantsEqual || operator === '!=') {
    return (record) => {
      const a = evaluateLeft(record);
      const b = evaluateRight(record);
      if (a === undefined || b === undefined) return false;
      if (isList(a) || typeof a === 'string') compiler.run.spend(a.length >> 3);
      return equalValues(a, b) === wantsEqual;
    };
  }
  const holds = orderHolds(operator);
  return (record) => {
    const a = evaluateLeft(record);
    const b = evaluateRight(record);
    const order = a === undefined || b === undefined ? undefined : compareValues(a, b);
    return order !== undefined && holds(order);
  };
}

function fixed(value: Value | undefined): Evaluate {
  return () => value;
}
