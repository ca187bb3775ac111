/** Macros over lists as closures. Every list that is gone through is paid for before (limits.ts). */
import { divideDecimals, zero } from '../model/decimal.ts';
import type { Money } from '../model/money.ts';
import { addMoney, isMoney, moneyOf } from '../model/money.ts';
import type { CrmRecord } from '../model/record.ts';
import { compareValues } from './compareValues.ts';
import type { Compiler, Evaluate } from './compiler.ts';
import { convertMoney, rateRecord } from './compiler.ts';
import type { MacroTyped, Typed } from './typed.ts';
import type { Period, Value } from './value.ts';
import { isList, isPeriod, isRecord, secondsOf } from './value.ts';

const nothing: readonly Value[] = [];

export function compileMacro(compiler: Compiler, node: MacroTyped): Evaluate {
  const list = pricedList(compiler, node);
  switch (node.name) {
    case 'filter':
      return filterMacro(compiler, node, list);
    case 'map':
      return mapMacro(compiler, node, list);
    case 'exists':
    case 'all':
    case 'exists_one':
    case 'count':
      return countMacro(compiler, node, list);
    case 'sum':
    case 'avg':
      return sumMacro(compiler, node, list);
    case 'min':
    case 'max':
      return extremeMacro(compiler, node, list);
  }
}

/** The list, its visit paid for: more for each item the more is done with it. */
function pricedList(
  { compile, run }: Compiler,
  node: MacroTyped,
): (record: CrmRecord) => readonly Value[] {
  const evaluate = compile(node.list);
  const price = 1 + ((sizeOf(node.condition) + sizeOf(node.transform)) >> 3);
  return (record) => {
    const value = evaluate(record);
    if (!isList(value)) return nothing;
    run.spend(value.length * price);
    return value;
  };
}

/** How many parts an expression has, roughly: its characters give it away. */
function sizeOf(node: Typed | undefined): number {
  return node === undefined ? 0 : (node.end - node.start) >> 2;
}

type Items = (record: CrmRecord) => readonly Value[];

function filterMacro(
  { compileTest, run }: Compiler,
  { condition, depth }: MacroTyped,
  list: Items,
): Evaluate {
  const test = condition ? compileTest(condition) : () => true;
  return (record) => {
    const kept: Value[] = [];
    for (const item of list(record)) {
      run.items[depth] = item;
      if (test(record)) kept.push(item);
    }
    return kept;
  };
}

function mapMacro(compiler: Compiler, node: MacroTyped, list: Items): Evaluate {
  const { run } = compiler;
  const test = node.condition && compiler.compileTest(node.condition);
  const transform = node.transform && compiler.compile(node.transform);
  return (record) => {
    const values: Value[] = [];
    for (const item of list(record)) {
      run.items[node.depth] = item;
      if (test && !test(record)) continue;
      const value = transform ? transform(record) : item;
      if (value !== undefined) values.push(value);
    }
    return values;
  };
}

function countMacro(
  { compileTest, run }: Compiler,
  { name, condition, depth }: MacroTyped,
  list: Items,
): Evaluate {
  const test = condition ? compileTest(condition) : () => true;
  const count = (record: CrmRecord, wanted: boolean, enough: number): number => {
    let found = 0;
    for (const item of list(record)) {
      run.items[depth] = item;
      if (test(record) === wanted && ++found >= enough) break;
    }
    return found;
  };
  switch (name) {
    case 'exists':
      return (record) => count(record, true, 1) === 1;
    case 'all':
      return (record) => count(record, false, 1) === 0;
    case 'exists_one':
      return (record) => count(record, true, 2) === 1;
    default:
      return (record) => count(record, true, Infinity);
  }
}

/** The values that an aggregate is over, each with the record whose date its rate is taken from. */
function eachValue(
  compiler: Compiler,
  node: MacroTyped,
  list: Items,
): (record: CrmRecord, take: (value: Value, of: CrmRecord) => void) => void {
  const { run } = compiler;
  const transform = node.transform && compiler.compile(node.transform);
  const ownerOf = node.transform ? rateRecord(compiler, node.transform) : undefined;
  return (record, take) => {
    for (const item of list(record)) {
      run.items[node.depth] = item;
      const value = transform ? transform(record) : item;
      if (value === undefined) continue;
      take(value, ownerOf?.(record) ?? (isRecord(item) ? item : record));
    }
  };
}

function sumMacro(compiler: Compiler, node: MacroTyped, list: Items): Evaluate {
  const each = eachValue(compiler, node, list);
  const isAverage = node.name === 'avg';
  const emptySum =
    node.type.kind === 'money' ? moneyOf(zero, compiler.snapshot.schema.currency) : 0;
  // Amounts of records are converted each at its own date; those within one record stay in its currency.
  const overRecords = node.list.type.kind === 'list' && node.list.type.of.kind === 'record';
  const currency = overRecords ? compiler.snapshot.schema.currency : undefined;
  return (record) => {
    const sum = new Sum(compiler, currency);
    each(record, (value, of) => sum.add(value, of));
    const total = sum.total;
    if (total === undefined) return isAverage ? undefined : emptySum;
    if (!isAverage) return total;
    if (typeof total === 'number') return total / sum.count;
    const mean = divideDecimals(total, { coefficient: sum.count, scale: 0 });
    return mean && moneyOf(mean, total.currency);
  };
}

/** A running sum, exact for money: in a given currency, or in that of its parts until another one joins. */
class Sum {
  readonly #compiler: Compiler;
  readonly #currency: string | undefined;
  #money: Money | undefined;
  #number: number | undefined;
  /** What the sum of money is made of, while it may still have to be converted. */
  readonly #parts: { readonly money: Money; readonly of: CrmRecord }[] = [];
  count = 0;

  constructor(compiler: Compiler, currency: string | undefined) {
    this.#compiler = compiler;
    this.#currency = currency;
  }

  get total(): Money | number | undefined {
    return this.#money ?? this.#number;
  }

  add(value: Value, of: CrmRecord): void {
    if (isMoney(value)) this.#addMoney(value, of);
    else if (typeof value === 'number' || isPeriod(value)) this.#addNumber(value);
  }

  #addNumber(value: number | Period): void {
    this.#number = (this.#number ?? 0) + secondsOf(value);
    this.count++;
  }

  #addMoney(money: Money, of: CrmRecord): void {
    const { currency } = this.#compiler.snapshot.schema;
    if (
      this.#money &&
      money.currency !== this.#money.currency &&
      this.#money.currency !== currency
    ) {
      this.#convertParts(currency);
    }
    const wanted = this.#currency ?? this.#money?.currency ?? money.currency;
    const converted = convertMoney(this.#compiler, money, wanted, of);
    if (!converted) return;
    this.#money = this.#money ? addMoney(this.#money, converted) : converted;
    if (this.#currency === undefined) this.#parts.push({ money, of });
    this.count++;
  }

  #convertParts(currency: string): void {
    let sum = moneyOf(zero, currency);
    this.count = 0;
    for (const { money, of } of this.#parts) {
      const converted = convertMoney(this.#compiler, money, currency, of);
      if (!converted) continue;
      sum = addMoney(sum, converted);
      this.count++;
    }
    this.#money = sum;
  }
}

function extremeMacro(compiler: Compiler, node: MacroTyped, list: Items): Evaluate {
  const each = eachValue(compiler, node, list);
  const sign = node.name === 'min' ? 1 : -1;
  const { currency } = compiler.snapshot.schema;
  return (record) => {
    let best: { readonly value: Value; readonly of: CrmRecord } | undefined;
    each(record, (value, of) => {
      const order = best && orderOf(compiler, { value, of }, best, currency);
      if (!best || (order !== undefined && order * sign < 0)) best = { value, of };
    });
    return best?.value;
  };
}

interface Owned {
  readonly value: Value;
  readonly of: CrmRecord;
}

function orderOf(compiler: Compiler, a: Owned, b: Owned, currency: string): number | undefined {
  if (isMoney(a.value) && isMoney(b.value) && a.value.currency !== b.value.currency) {
    const first = convertMoney(compiler, a.value, currency, a.of);
    const second = convertMoney(compiler, b.value, currency, b.of);
    return first && second && compareValues(first, second);
  }
  return compareValues(a.value, b.value);
}
