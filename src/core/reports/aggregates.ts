/** The figures of saved reports: what is kept while records pass by, and what comes out. */
import type { Decimal } from '../model/decimal.ts';
import { compareDecimals, decimalToString, roundDecimal } from '../model/decimal.ts';
import { currencyDigits, moneyOf } from '../model/money.ts';
import { averageMoney, decimalRatio, DecimalTotal, exactMoney, trimDecimal } from './moneyTotal.ts';
import type { Cell } from './reportModel.ts';
import type { AggregateName } from './savedDefinition.ts';
import { mean, quantile, quantileOfDecimals, sortNumbers } from './statistics.ts';

/** A value to aggregate: an amount in the report's currency, a number, or a text (a date, a key to count). */
export type AggregateValue = Decimal | number | string;

export interface Aggregate {
  /** Takes in the values of one record; a record without any is told by an empty list. */
  add(values: readonly AggregateValue[]): void;
  /** The figure; `total` is the same aggregate over all records, for shares. */
  result(total: Aggregate): Cell;
}

/** What the values of a measure are. */
export type ValueKind = 'money' | 'number' | 'date' | 'text';

/** A new aggregate; the pairs of name and kind were checked before. */
export function createAggregate(name: AggregateName, kind: ValueKind, currency: string): Aggregate {
  switch (name) {
    case 'count':
      return new Count();
    case 'count_distinct':
      return new DistinctCount();
    case 'sum':
    case 'share':
      return kind === 'money'
        ? new MoneySum(name === 'share', currency)
        : new NumberSum(name === 'share');
    case 'min':
    case 'max':
      return new Extreme(name === 'min' ? -1 : 1, currency);
    case 'avg':
      return kind === 'money' ? new MoneyAverage(currency) : new NumberStatistic(mean);
    case 'median':
    case 'p90': {
      const tenths = name === 'median' ? 5 : 9;
      return kind === 'money'
        ? new MoneyQuantile(tenths, currency)
        : new NumberStatistic((values) => quantile(sortNumbers(values), tenths / 10));
    }
  }
}

/** Records that have a value. */
class Count implements Aggregate {
  #count = 0;

  add(values: readonly AggregateValue[]): void {
    if (values.length > 0) this.#count++;
  }

  result(): Cell {
    return this.#count;
  }
}

class DistinctCount implements Aggregate {
  readonly #seen = new Set<string | number>();

  add(values: readonly AggregateValue[]): void {
    for (const value of values)
      this.#seen.add(typeof value === 'object' ? decimalToString(trimDecimal(value, 0)) : value);
  }

  result(): Cell {
    return this.#seen.size;
  }
}

class MoneySum implements Aggregate {
  readonly #sum = new DecimalTotal();
  readonly #isShare: boolean;
  readonly #currency: string;

  constructor(isShare: boolean, currency: string) {
    this.#isShare = isShare;
    this.#currency = currency;
  }

  add(values: readonly AggregateValue[]): void {
    for (const value of values) if (typeof value === 'object') this.#sum.add(value);
  }

  result(total: Aggregate): Cell {
    if (!this.#isShare) return exactMoney(this.#sum.value, this.#currency);
    return total instanceof MoneySum ? decimalRatio(this.#sum.value, total.#sum.value) : null;
  }
}

class NumberSum implements Aggregate {
  #sum = 0;
  readonly #isShare: boolean;

  constructor(isShare: boolean) {
    this.#isShare = isShare;
  }

  add(values: readonly AggregateValue[]): void {
    for (const value of values) if (typeof value === 'number') this.#sum += value;
  }

  result(total: Aggregate): Cell {
    if (!this.#isShare) return this.#sum;
    return total instanceof NumberSum && total.#sum !== 0 ? this.#sum / total.#sum : null;
  }
}

class MoneyAverage implements Aggregate {
  readonly #sum = new DecimalTotal();
  #count = 0;
  readonly #currency: string;

  constructor(currency: string) {
    this.#currency = currency;
  }

  add(values: readonly AggregateValue[]): void {
    for (const value of values) {
      if (typeof value !== 'object') continue;
      this.#sum.add(value);
      this.#count++;
    }
  }

  result(): Cell {
    return averageMoney(this.#sum.value, this.#count, this.#currency);
  }
}

class MoneyQuantile implements Aggregate {
  readonly #values: Decimal[] = [];
  readonly #tenths: number;
  readonly #currency: string;

  constructor(tenths: number, currency: string) {
    this.#tenths = tenths;
    this.#currency = currency;
  }

  add(values: readonly AggregateValue[]): void {
    for (const value of values) if (typeof value === 'object') this.#values.push(value);
  }

  result(): Cell {
    const exact = quantileOfDecimals(this.#values, this.#tenths);
    return exact && moneyOf(roundDecimal(exact, currencyDigits(this.#currency)), this.#currency);
  }
}

class NumberStatistic implements Aggregate {
  readonly #values: number[] = [];
  readonly #compute: (values: readonly number[]) => number | null;

  constructor(compute: (values: readonly number[]) => number | null) {
    this.#compute = compute;
  }

  add(values: readonly AggregateValue[]): void {
    for (const value of values) if (typeof value === 'number') this.#values.push(value);
  }

  result(): Cell {
    return this.#compute(this.#values);
  }
}

/** The least (sign −1) or greatest (1) value. */
class Extreme implements Aggregate {
  #best: AggregateValue | undefined;
  readonly #sign: 1 | -1;
  readonly #currency: string;

  constructor(sign: 1 | -1, currency: string) {
    this.#sign = sign;
    this.#currency = currency;
  }

  add(values: readonly AggregateValue[]): void {
    for (const value of values) {
      if (this.#best === undefined || compareValues(value, this.#best) * this.#sign > 0) {
        this.#best = value;
      }
    }
  }

  result(): Cell {
    const best = this.#best;
    if (best === undefined) return null;
    return typeof best === 'object' ? exactMoney(best, this.#currency) : best;
  }
}

function compareValues(a: AggregateValue, b: AggregateValue): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'object' && typeof b === 'object') return compareDecimals(a, b);
  if (typeof a !== 'string' || typeof b !== 'string') return 0;
  return a < b ? -1 : a > b ? 1 : 0;
}
