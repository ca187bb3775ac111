/** Arithmetic as closures: missing in, missing out; nothing divides by zero and nothing is infinite. */
import type { CrmRecord } from '../model/record.ts';
import { daysBetween } from '../model/date.ts';
import {
  decimalFromNumber,
  decimalToNumber,
  divideDecimals,
  negateDecimal,
  trimDecimal,
} from '../model/decimal.ts';
import type { Money } from '../model/money.ts';
import { addMoney, isMoney, moneyOf, multiplyMoney, subtractMoney } from '../model/money.ts';
import type { ArithmeticOperator } from './ast.ts';
import { asDate, asDuration, asMoney, asNumber, asSeconds, asText } from './coerce.ts';
import type { Compiler, Evaluate } from './compiler.ts';
import { convertMoney, rateRecord } from './compiler.ts';
import type { Typed } from './typed.ts';
import type { Period, Value } from './value.ts';
import { dateFromText, finite, isList, isPeriod, secondsOf, shiftDate } from './value.ts';

type ArithmeticTyped = Typed & { readonly op: 'arithmetic' };

const moneyScaleDigits = 12;

export function compileArithmetic(compiler: Compiler, node: ArithmeticTyped): Evaluate {
  const { left, right, operator, mode } = node;
  switch (mode) {
    case 'number':
      return both(asNumber(compiler, left), asNumber(compiler, right), numberOperation(operator));
    case 'text':
      return both(asText(compiler, left), asText(compiler, right), (a, b) =>
        joined(compiler, a, b),
      );
    case 'list':
      return both(compiler.compile(left), compiler.compile(right), (a, b) =>
        concatenated(compiler, a, b),
      );
    case 'dateShift':
      return dateShift(compiler, node);
    case 'dateDifference':
      return both(asDate(compiler, left), asDate(compiler, right), (a, b) => daysBetween(b, a));
    case 'duration':
      return both(asDuration(compiler, left), asDuration(compiler, right), (a, b) =>
        addDurations(a, b, operator === '-' ? -1 : 1),
      );
    case 'durationScale':
      return durationScale(compiler, node);
    case 'durationRatio':
      return both(asSeconds(compiler, left), asSeconds(compiler, right), (a, b) => finite(a / b));
    case 'money':
      return moneySum(compiler, node);
    case 'moneyScale':
      return moneyScale(compiler, node);
    case 'moneyRatio':
      return moneyRatio(compiler, node);
    case 'dynamic':
      return both(compiler.compile(left), compiler.compile(right), (a, b) =>
        dynamic(compiler, operator, a, b),
      );
  }
}

function both<A, B>(
  left: Evaluate<A>,
  right: Evaluate<B>,
  apply: (a: A, b: B) => Value | undefined,
): Evaluate {
  return (record) => {
    const a = left(record);
    if (a === undefined) return undefined;
    const b = right(record);
    return b === undefined ? undefined : apply(a, b);
  };
}

function numberOperation(
  operator: ArithmeticOperator,
): (a: number, b: number) => number | undefined {
  switch (operator) {
    case '+':
      return (a, b) => finite(a + b);
    case '-':
      return (a, b) => finite(a - b);
    case '*':
      return (a, b) => finite(a * b);
    case '/':
      return (a, b) => finite(a / b);
    case '%':
      return (a, b) => finite(a % b);
  }
}

function joined({ run }: Compiler, a: string, b: string): string {
  run.spend((a.length + b.length) >> 6);
  return a + b;
}

function concatenated({ run }: Compiler, a: Value, b: Value): Value | undefined {
  if (!isList(a) || !isList(b)) return undefined;
  run.spend(a.length + b.length);
  return [...a, ...b];
}

function dateShift(compiler: Compiler, { left, right, operator }: ArithmeticTyped): Evaluate {
  const dateFirst = left.type.kind !== 'duration';
  const date = asDate(compiler, dateFirst ? left : right);
  const duration = asDuration(compiler, dateFirst ? right : left);
  const sign = operator === '-' ? -1 : 1;
  return both(date, duration, (day, length) => shiftDate(day, length, sign));
}

function addDurations(a: number | Period, b: number | Period, sign: 1 | -1): Value {
  if (typeof a === 'number' && typeof b === 'number') return a + sign * b;
  const [first, second] = [asPeriod(a), asPeriod(b)];
  return {
    months: first.months + sign * second.months,
    seconds: first.seconds + sign * second.seconds,
  };
}

function asPeriod(duration: number | Period): Period {
  return typeof duration === 'number' ? { months: 0, seconds: duration } : duration;
}

function durationScale(compiler: Compiler, { left, right, operator }: ArithmeticTyped): Evaluate {
  const durationFirst = left.type.kind === 'duration';
  const duration = asDuration(compiler, durationFirst ? left : right);
  const number = asNumber(compiler, durationFirst ? right : left);
  return both(duration, number, (length, factor) =>
    scaleDuration(length, operator === '/' ? 1 / factor : factor),
  );
}

/** Whole months stay months of the calendar; parts of them become days of a month of 30. */
function scaleDuration(duration: number | Period, factor: number): Value | undefined {
  if (typeof duration === 'number') return finite(duration * factor);
  const months = duration.months * factor;
  if (Number.isSafeInteger(months)) return { months, seconds: duration.seconds * factor };
  return finite(secondsOf(duration) * factor);
}

function moneySum(compiler: Compiler, { left, right, operator }: ArithmeticTyped): Evaluate {
  const [a, b] = [asMoney(compiler, left), asMoney(compiler, right)];
  const [ownerA, ownerB] = [rateRecord(compiler, left), rateRecord(compiler, right)];
  const apply = operator === '-' ? subtractMoney : addMoney;
  return (record) => {
    const pair = inOneCurrency(
      compiler,
      a(record),
      b(record),
      ownerA(record) ?? record,
      ownerB(record) ?? record,
    );
    return pair && apply(pair[0], pair[1]);
  };
}

function inOneCurrency(
  compiler: Compiler,
  a: Money | undefined,
  b: Money | undefined,
  recordA: CrmRecord,
  recordB: CrmRecord,
): readonly [Money, Money] | undefined {
  if (!a || !b) return undefined;
  if (a.currency === b.currency) return [a, b];
  const { currency } = compiler.snapshot.schema;
  const baseA = convertMoney(compiler, a, currency, recordA);
  const baseB = convertMoney(compiler, b, currency, recordB);
  return baseA && baseB && [baseA, baseB];
}

function moneyScale(compiler: Compiler, { left, right, operator }: ArithmeticTyped): Evaluate {
  const moneyFirst = left.type.kind === 'money';
  const money = asMoney(compiler, moneyFirst ? left : right);
  const number = asNumber(compiler, moneyFirst ? right : left);
  return both(money, number, operator === '/' ? divideMoney : timesMoney);
}

function timesMoney(money: Money, number: number): Money | undefined {
  const factor = decimalFromNumber(number);
  return factor && multiplyMoney(money, factor);
}

/** Rounded half away from zero at 12 decimals: the only step of money arithmetic that rounds. */
function divideMoney(money: Money, number: number): Money | undefined {
  const divisor = decimalFromNumber(number);
  const quotient = divisor && divideDecimals(money, divisor, moneyScaleDigits);
  return quotient && moneyOf(trimDecimal(quotient, money.scale), money.currency);
}

function moneyRatio(compiler: Compiler, { left, right }: ArithmeticTyped): Evaluate {
  const [a, b] = [asMoney(compiler, left), asMoney(compiler, right)];
  const [ownerA, ownerB] = [rateRecord(compiler, left), rateRecord(compiler, right)];
  return (record) => {
    const pair = inOneCurrency(
      compiler,
      a(record),
      b(record),
      ownerA(record) ?? record,
      ownerB(record) ?? record,
    );
    const quotient = pair && divideDecimals(pair[0], pair[1], 15);
    return quotient && decimalToNumber(quotient);
  };
}

/** Undeclared values: numbers, money of one currency, texts, dates with durations, lists. */
function dynamic(
  compiler: Compiler,
  operator: ArithmeticOperator,
  a: Value,
  b: Value,
): Value | undefined {
  if (typeof a === 'number' && typeof b === 'number') return numberOperation(operator)(a, b);
  if (isMoney(a) && isMoney(b)) return dynamicMoney(operator, a, b);
  if (isMoney(a) && typeof b === 'number')
    return operator === '*' ? timesMoney(a, b) : operator === '/' ? divideMoney(a, b) : undefined;
  if (typeof a === 'number' && isMoney(b)) return operator === '*' ? timesMoney(b, a) : undefined;
  if (operator !== '+' && operator !== '-') return undefined;
  const date = typeof a === 'string' ? dateFromText(a) : undefined;
  if (date !== undefined && isPeriod(b)) return shiftDate(date, b, operator === '-' ? -1 : 1);
  if (date !== undefined && typeof b === 'number')
    return shiftDate(date, b, operator === '-' ? -1 : 1);
  const other = typeof b === 'string' ? dateFromText(b) : undefined;
  if (date !== undefined && other !== undefined)
    return operator === '-' ? daysBetween(other, date) : undefined;
  if (operator === '-') return undefined;
  return typeof a === 'string' && typeof b === 'string'
    ? joined(compiler, a, b)
    : concatenated(compiler, a, b);
}

function dynamicMoney(operator: ArithmeticOperator, a: Money, b: Money): Value | undefined {
  if (a.currency !== b.currency) return undefined;
  if (operator === '+') return addMoney(a, b);
  if (operator === '-') return subtractMoney(a, b);
  const quotient = operator === '/' ? divideDecimals(a, b, 15) : undefined;
  return quotient && decimalToNumber(quotient);
}

export function negateValue(value: Value): Value | undefined {
  if (typeof value === 'number') return -value;
  if (isMoney(value)) return moneyOf(negateDecimal(value), value.currency);
  return isPeriod(value) ? { months: -value.months, seconds: -value.seconds } : undefined;
}
