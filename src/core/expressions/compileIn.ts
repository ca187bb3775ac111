/** `in`: whether a value is in a list, written or stored. */
import { asText, personKey, toMoney } from './coerce.ts';
import { compareDecimals } from '../model/decimal.ts';
import { dateOf } from '../model/date.ts';
import { equalValues } from './compareValues.ts';
import type { Compiler, Evaluate, Test } from './compiler.ts';
import { convertMoney, rateRecord } from './compiler.ts';
import { constantValue, isConstant } from './constants.ts';
import { matcherOf, recordTest, sameRecord } from './matchRecord.ts';
import type { ComparisonMode, Typed } from './typed.ts';
import type { Value } from './value.ts';
import { isFieldMap, isList, isRecord, secondsOf, isPeriod } from './value.ts';

type InTyped = Typed & { readonly op: 'in' };

export function compileIn(compiler: Compiler, node: InTyped): Test {
  const { item, list } = node;
  if (item.type.kind === 'list') return anyItemTest(compiler, node);
  if (list.op === 'list' && node.mode === 'record')
    return anyRecordTest(compiler, item, list.items);
  const quick = constantSetTest(compiler, node);
  if (quick) return quick;
  const evaluateItem = compiler.compile(item);
  const evaluateList = compiler.compile(list);
  const normalise = normaliser(compiler, node.mode, item);
  const normaliseListed = normaliser(compiler, node.mode, elementOf(list));
  const same = equalityOf(compiler, node);
  return (record) => {
    const value = evaluateItem(record);
    if (value === undefined) return false;
    const values = evaluateList(record);
    if (isFieldMap(values)) return typeof value === 'string' && Object.hasOwn(values, value);
    if (!isList(values)) return false;
    compiler.run.spend(values.length >> 3);
    const wanted = normalise(value);
    return (
      wanted !== undefined &&
      values.some((other) => {
        const normal = normaliseListed(other);
        return normal !== undefined && same(wanted, normal, record);
      })
    );
  };
}

type Normalise = (value: Value) => Value | undefined;

/** A stand-in that tells the type of a list's items. */
function elementOf(list: Typed): Typed {
  const type = list.type.kind === 'list' ? list.type.of : list.type;
  return { op: 'self', type, start: list.start, end: list.end };
}

/** Values in a form in which equal ones are the same: people by key, dates by day, durations in seconds. */
function normaliser({ snapshot }: Compiler, mode: ComparisonMode, { type }: Typed): Normalise {
  switch (mode) {
    case 'person':
      return (value) => (typeof value === 'string' ? personKey(snapshot, value) : undefined);
    case 'date':
    case 'moment':
      return (value) => (typeof value === 'string' ? dateOf(value) : undefined);
    case 'duration': {
      const factor = type.kind === 'number' ? (type.unit === 'days' ? 86_400 : 60) : 1;
      return (value) =>
        typeof value === 'number' || isPeriod(value) ? secondsOf(value) * factor : undefined;
    }
    case 'money':
      return (value) => toMoney(value, snapshot.schema.currency);
    default:
      return (value) => value;
  }
}

function equalityOf(
  compiler: Compiler,
  { mode, item }: InTyped,
): (a: Value, b: Value, record: Parameters<Test>[0]) => boolean {
  if (mode === 'record') return (a, b) => sameRecord(compiler, a, b);
  if (mode !== 'money') return equalValues;
  const ownerOf = rateRecord(compiler, item);
  const { currency } = compiler.snapshot.schema;
  return (a, b, record) => {
    const [moneyA, moneyB] = [toMoney(a, currency), toMoney(b, currency)];
    const converted =
      moneyA &&
      moneyB &&
      convertMoney(compiler, moneyA, moneyB.currency, ownerOf(record) ?? record);
    return (
      converted !== undefined && moneyB !== undefined && compareDecimals(converted, moneyB) === 0
    );
  };
}

/** `stage in ['won', 'lost']`: a set, looked up. */
function constantSetTest(compiler: Compiler, { mode, item, list }: InTyped): Test | undefined {
  if ((mode !== 'text' && mode !== 'number') || list.op !== 'list' || !isConstant(list))
    return undefined;
  const values = constantValue(compiler, list);
  const set = new Set(isList(values) ? values : []);
  const evaluate: Evaluate = mode === 'text' ? asText(compiler, item) : compiler.compile(item);
  const [first, second] = [...set];
  if (set.size <= 2) {
    return (record) => {
      const value = evaluate(record);
      return value !== undefined && (value === first || value === second);
    };
  }
  return (record) => {
    const value = evaluate(record);
    return value !== undefined && set.has(value);
  };
}

/** `account in ['acme', 'beta']` */
function anyRecordTest(compiler: Compiler, item: Typed, items: readonly Typed[]): Test {
  const tests = items.map((candidate) => recordTest(compiler, item, candidate));
  return (record) => tests.some((test) => test(record));
}

/** A list field on the left: any of its values in the list on the right. */
function anyItemTest(compiler: Compiler, node: InTyped): Test {
  const evaluateItems = compiler.compile(node.item);
  const evaluateList = compiler.compile(node.list);
  const of = elementOf(node.item);
  const same = equalityOf(compiler, node);
  const normalise = normaliser(compiler, node.mode, of);
  const matchers = new Map<string, ReturnType<typeof matcherOf>>();
  const matches = (value: Value, other: Value, record: Parameters<Test>[0]): boolean => {
    if (node.mode === 'record' && isRecord(value) && typeof other === 'string') {
      let matcher = matchers.get(other);
      if (!matcher) matchers.set(other, (matcher = matcherOf(compiler, other, [])));
      return matcher(value);
    }
    const [a, b] = [normalise(value), normalise(other)];
    return a !== undefined && b !== undefined && same(a, b, record);
  };
  return (record) => {
    const [items, list] = [evaluateItems(record), evaluateList(record)];
    if (!isList(items) || !isList(list)) return false;
    compiler.run.spend((items.length * list.length) >> 3);
    return items.some((value) => list.some((other) => matches(value, other, record)));
  };
}
