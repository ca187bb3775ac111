/** Parts in the terms that an operator works in: numbers, dates, seconds, money, people, whatever their own type. */
import type { IsoDate } from '../model/date.ts';
import { dateOf, parseDuration } from '../model/date.ts';
import { decimalFromNumber } from '../model/decimal.ts';
import type { Money } from '../model/money.ts';
import { isMoney, moneyOf, parseMoney } from '../model/money.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { Compiler, Evaluate } from './compiler.ts';
import { momentOf } from './computed/timeZone.ts';
import type { Typed } from './typed.ts';
import type { Period, Value } from './value.ts';
import { dateFromText, isPeriod, maxValueText, secondsOf } from './value.ts';

const secondsPerDay = 86_400;

/** Adapts a part; a part of exactly the wanted kind is used as it is, since the check vouches for it. */
function adapt<T extends Value>(
  compiler: Compiler,
  node: Typed,
  kind: Typed['type']['kind'],
  convert: (value: Value) => T | undefined,
): Evaluate<T> {
  const evaluate = compiler.compile(node);
  if (node.type.kind === kind) return evaluate as Evaluate<T>;
  return (record) => {
    const value = evaluate(record);
    return value === undefined ? undefined : convert(value);
  };
}

export function asNumber(compiler: Compiler, node: Typed): Evaluate<number> {
  return adapt(compiler, node, 'number', (value) =>
    typeof value === 'number' ? value : undefined,
  );
}

export function asText(compiler: Compiler, node: Typed): Evaluate<string> {
  return adapt(compiler, node, 'text', (value) => (typeof value === 'string' ? value : undefined));
}

/** The calendar date of a date or datetime. */
export function asDate(compiler: Compiler, node: Typed): Evaluate<IsoDate> {
  const convert = node.type.kind === 'datetime' ? dateOf : dateFromText;
  return adapt(compiler, node, 'date', (value) =>
    typeof value === 'string' ? convert(value) : undefined,
  );
}

export function asDuration(compiler: Compiler, node: Typed): Evaluate<number | Period> {
  return adapt(compiler, node, 'duration', toDuration);
}

/** A duration; a number counts minutes, as records write it. */
export function toDuration(value: Value): number | Period | undefined {
  if (isPeriod(value)) return value;
  return typeof value === 'string' && value.length > maxValueText
    ? undefined
    : parseDuration(value);
}

/** Seconds; numbers of days count as such, other numbers as minutes, as records write them. */
export function asSeconds(compiler: Compiler, node: Typed): Evaluate<number> {
  const { type } = node;
  const evaluate = compiler.compile(node);
  if (type.kind === 'number') {
    const factor = type.unit === 'days' ? secondsPerDay : 60;
    return (record) => {
      const value = evaluate(record);
      return typeof value === 'number' ? value * factor : undefined;
    };
  }
  return (record) => {
    const value = evaluate(record);
    if (value === undefined) return undefined;
    const duration = type.kind === 'duration' ? value : toDuration(value);
    return typeof duration === 'number' || isPeriod(duration) ? secondsOf(duration) : undefined;
  };
}

/** Money; a number is an amount in the base currency. */
export function asMoney(compiler: Compiler, node: Typed): Evaluate<Money> {
  const { currency } = compiler.snapshot.schema;
  return adapt(compiler, node, 'money', (value) => toMoney(value, currency));
}

export function toMoney(value: Value, currency: string): Money | undefined {
  if (isMoney(value)) return value;
  if (typeof value === 'string') {
    return value.length > maxValueText ? undefined : parseMoney(value, currency);
  }
  const amount = typeof value === 'number' ? decimalFromNumber(value) : undefined;
  return amount && moneyOf(amount, currency);
}

/** How a person is known: the key in crm.yaml, else the name as written, in small letters. */
export function personKey(snapshot: Snapshot, text: string): string {
  return snapshot.person(text)?.key ?? text.toLowerCase();
}

const keptPeople = 5000;

/** People by one key each, however they are written. */
export function asPerson(compiler: Compiler, node: Typed): Evaluate<string> {
  const evaluate = compiler.compile(node);
  const keys = new Map<string, string>();
  return (record) => {
    const value = evaluate(record);
    if (typeof value !== 'string') return undefined;
    let key = keys.get(value);
    if (key === undefined) {
      if (keys.size > keptPeople) keys.clear();
      key = personKey(compiler.snapshot, value);
      keys.set(value, key);
    }
    return key;
  };
}

/** The moment of a datetime in milliseconds; offsets are looked up once for each text. */
export function momentFinder(timezone: string): (text: string) => number {
  const known = new Map<string, number>();
  return (text) => {
    let moment = known.get(text);
    if (moment === undefined) {
      if (known.size > keptPeople) known.clear();
      moment = momentOf(text, timezone);
      known.set(text, moment);
    }
    return moment;
  };
}
