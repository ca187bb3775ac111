/** All functions of the language but the macros over lists (macros.ts). */
import {
  isIsoDatetime,
  monthOf,
  parseDuration,
  startOfPeriod,
  weekdayOf,
  yearOf,
} from '../model/date.ts';
import type { Bucket } from '../model/date.ts';
import { dateOf } from '../model/date.ts';
import { isMoney, moneyToString, parseMoney } from '../model/money.ts';
import { toDuration, toMoney } from './coerce.ts';
import { compareValues } from './compareValues.ts';
import type { ExprType, TypeKind } from './exprType.ts';
import {
  anyType,
  dateType,
  durationType,
  listOf,
  moneyType,
  numberType,
  textType,
} from './exprType.ts';
import type { FunctionContext, FunctionSpec, Parameter } from './functionSpec.ts';
import { formatValue } from './formatValue.ts';
import { textFunctions } from './textFunctions.ts';
import type { Value } from './value.ts';
import { dateFromText, finite, isList, maxValueText } from './value.ts';

type Args = readonly (Value | undefined)[];

function parameter(name: string, ...kinds: readonly TypeKind[]): Parameter {
  return { name, kinds };
}

function optional(name: string, ...kinds: readonly TypeKind[]): Parameter {
  return { name, kinds, optional: true };
}

const dates: readonly TypeKind[] = ['date', 'datetime'];

function numberOf(value: Value | undefined): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

function periodFunction(
  name: string,
  months: number,
  seconds: number,
  description: string,
): FunctionSpec {
  return {
    name,
    form: 'function',
    parameters: [parameter('count', 'number')],
    result: durationType,
    description,
    evaluate([count]) {
      const number = numberOf(count);
      if (number === undefined) return undefined;
      if (months === 0) return finite(number * seconds);
      return Number.isSafeInteger(number * months)
        ? { months: number * months, seconds: 0 }
        : undefined;
    },
    refuse: ([count]) =>
      months > 0 && typeof count === 'number' && !Number.isInteger(count)
        ? `${name}() counts whole ${name}`
        : undefined,
  };
}

function datePart(
  name: string,
  description: string,
  part: (date: string) => number,
  form: FunctionSpec['form'] = 'both',
): FunctionSpec {
  return {
    name,
    form,
    parameters: [parameter('date', ...dates)],
    result: numberType,
    description,
    evaluate([date]) {
      const day = typeof date === 'string' ? dateFromText(date) : undefined;
      return day === undefined ? undefined : part(day);
    },
  };
}

function rounding(
  name: string,
  description: string,
  round: (value: number) => number,
): FunctionSpec {
  return {
    name,
    form: 'function',
    parameters: [parameter('number', 'number'), optional('digits', 'number')],
    result: numberType,
    description,
    evaluate([value, digits = 0]) {
      const number = numberOf(value);
      if (number === undefined || typeof digits !== 'number' || Math.abs(digits) > 15)
        return undefined;
      return finite(shiftPoint(round(shiftPoint(number, digits)), -digits));
    },
  };
}

/** number × 10^digits through the decimal notation, so that 1.005 rounds as it reads. */
function shiftPoint(number: number, digits: number): number {
  const [mantissa = '', exponent = '0'] = String(number).split('e');
  return Number(`${mantissa}e${Number(exponent) + Math.trunc(digits)}`);
}

/** Half away from zero, as amounts round. */
function roundHalf(value: number): number {
  return Math.sign(value) * Math.round(Math.abs(value));
}

function commonType(args: readonly ExprType[]): ExprType {
  const [first = anyType, ...rest] = args;
  return rest.every((type) => type.kind === first.kind) ? first : anyType;
}

function extreme(name: 'min' | 'max', sign: 1 | -1): FunctionSpec {
  return {
    name,
    form: 'function',
    parameters: [parameter('first'), parameter('second')],
    repeats: true,
    result: commonType,
    description: `The ${name === 'min' ? 'least' : 'greatest'} of its arguments: numbers, dates, durations or money of one currency.`,
    evaluate(args) {
      let best: Value | undefined;
      for (const value of args) {
        if (value === undefined) return undefined;
        const order = best === undefined ? -sign : compareValues(value, best);
        if (order === undefined) return undefined;
        if (order * sign < 0) best = value;
      }
      return best;
    },
  };
}

const buckets: readonly Bucket[] = [
  'day',
  'week',
  'month',
  'quarter',
  'year',
  'fiscal_quarter',
  'fiscal_year',
];

function sizeOf([value]: Args, context: FunctionContext): number | undefined {
  if (isList(value)) return value.length;
  if (typeof value !== 'string') return undefined;
  context.spend(value.length >> 6);
  let size = 0;
  for (let at = 0; at < value.length; size++) at += (value.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
  return size;
}

function moneyFrom([value, currency]: Args, { snapshot }: FunctionContext): Value | undefined {
  const base = snapshot.schema.currency;
  const code = typeof currency === 'string' ? currency.toUpperCase() : base;
  return value === undefined ? undefined : toMoney(value, code);
}

function numberFrom([value]: Args): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value !== 'string' || value.length > maxValueText || value.trim() === '')
    return undefined;
  return finite(Number(value));
}

const conversions: readonly FunctionSpec[] = [
  {
    name: 'date',
    form: 'function',
    parameters: [parameter('text', 'text', ...dates)],
    result: dateType,
    description: "A date: date('2026-01-31'); of a datetime, its calendar date.",
    refuse: ([text]) =>
      typeof text === 'string' && dateFromText(text) === undefined
        ? `${JSON.stringify(text)} is not a date: write YYYY-MM-DD`
        : undefined,
    evaluate: ([text]) => (typeof text === 'string' ? dateFromText(text) : undefined),
  },
  {
    name: 'datetime',
    form: 'function',
    parameters: [parameter('text', 'text', ...dates)],
    result: { kind: 'datetime' },
    description: "A moment: datetime('2026-01-31T14:00').",
    refuse: ([text]) =>
      typeof text === 'string' && dateFromText(text) === undefined
        ? `${JSON.stringify(text)} is not a datetime: write YYYY-MM-DDTHH:MM`
        : undefined,
    evaluate: ([text]) =>
      typeof text === 'string' && (isIsoDatetime(text) || dateFromText(text)) ? text : undefined,
  },
  {
    name: 'duration',
    form: 'function',
    parameters: [parameter('text', 'text', 'duration')],
    result: durationType,
    description:
      "A length of time: duration('90m'), duration('2h'), duration('21d'); also written 21d.",
    refuse: ([text]) =>
      typeof text === 'string' && parseDuration(text) === undefined
        ? `${JSON.stringify(text)} is not a duration such as 90m, 2h or 21d`
        : undefined,
    evaluate: ([text]) => (text === undefined ? undefined : toDuration(text)),
  },
  {
    name: 'money',
    form: 'function',
    parameters: [parameter('amount', 'text', 'number', 'money'), optional('currency', 'text')],
    result: moneyType,
    description:
      "An amount: money('1000000 EUR'), money(500, 'USD'); without currency, the base currency.",
    refuse: ([amount]) =>
      typeof amount === 'string' && parseMoney(amount, 'XXX') === undefined
        ? `${JSON.stringify(amount)} is not an amount such as 12000 or 12000.50 EUR`
        : undefined,
    evaluate: moneyFrom,
  },
  {
    name: 'string',
    form: 'function',
    parameters: [parameter('value')],
    result: textType,
    description: 'A value as text.',
    evaluate: ([value]) =>
      value === undefined ? undefined : isMoney(value) ? moneyToString(value) : formatValue(value),
  },
  ...['number', 'double', 'int'].map((name): FunctionSpec => ({
    name,
    form: 'function',
    parameters: [parameter('value', 'text', 'number', 'boolean')],
    result: numberType,
    description: name === 'int' ? 'A value as a whole number.' : 'A value as a number.',
    evaluate(args) {
      const number = numberFrom(args);
      return number === undefined || name !== 'int' ? number : Math.trunc(number);
    },
  })),
];

const dateFunctions: readonly FunctionSpec[] = [
  periodFunction('days', 0, 86_400, 'So many days: today - days(90).'),
  periodFunction('weeks', 0, 604_800, 'So many weeks.'),
  periodFunction('hours', 0, 3600, 'So many hours.'),
  periodFunction('minutes', 0, 60, 'So many minutes.'),
  periodFunction('months', 1, 0, 'So many calendar months: today - months(3).'),
  periodFunction('years', 12, 0, 'So many calendar years.'),
  datePart('year', 'Year of a date.', yearOf),
  datePart('quarter', 'Quarter of a date, 1 to 4.', (date) => Math.ceil(monthOf(date) / 3)),
  datePart('month', 'Month of a date, 1 to 12.', monthOf),
  datePart('day', 'Day of the month, 1 to 31.', (date) => Number(date.slice(8, 10))),
  datePart('weekday', 'Day of the week, 1 Monday to 7 Sunday.', weekdayOf),
  datePart('getFullYear', 'Year of a date, as CEL calls it.', yearOf, 'method'),
  datePart(
    'getMonth',
    'Month of a date counted from 0, as in CEL.',
    (d) => monthOf(d) - 1,
    'method',
  ),
  datePart(
    'getDate',
    'Day of the month, as CEL calls it.',
    (d) => Number(d.slice(8, 10)),
    'method',
  ),
  datePart(
    'getDayOfWeek',
    'Day of the week, 0 Sunday, as in CEL.',
    (d) => weekdayOf(d) % 7,
    'method',
  ),
  {
    name: 'start_of',
    form: 'function',
    parameters: [parameter('period', 'text'), parameter('date', ...dates)],
    result: dateType,
    description: `First day of the period that holds a date: start_of('month', today). Periods: ${buckets.join(', ')}.`,
    refuse: ([period]) =>
      typeof period === 'string' && !buckets.some((bucket) => bucket === period)
        ? `${JSON.stringify(period)} is not one of ${buckets.join(', ')}`
        : undefined,
    evaluate([period, date], { snapshot }) {
      const bucket = buckets.find((name) => name === period);
      const day = typeof date === 'string' ? dateFromText(date) : undefined;
      if (!bucket || day === undefined) return undefined;
      return startOfPeriod(dateOf(day), bucket, snapshot.schema.fiscalYearStart);
    },
  },
];

const numberFunctions: readonly FunctionSpec[] = [
  rounding('round', 'Rounded to whole numbers, or to so many digits.', roundHalf),
  rounding('floor', 'Rounded down.', Math.floor),
  rounding('ceil', 'Rounded up.', Math.ceil),
  {
    name: 'abs',
    form: 'function',
    parameters: [parameter('number', 'number')],
    result: ([type = numberType]) => type,
    description: 'Without its sign.',
    evaluate: ([value]) => (typeof value === 'number' ? Math.abs(value) : undefined),
  },
  extreme('min', 1),
  extreme('max', -1),
];

const otherFunctions: readonly FunctionSpec[] = [
  {
    name: 'size',
    form: 'both',
    parameters: [parameter('value', 'list', 'text', 'person')],
    result: numberType,
    description: 'How many items a list has, or characters a text.',
    evaluate: sizeOf,
  },
  {
    name: 'coalesce',
    form: 'function',
    parameters: [parameter('first'), parameter('second')],
    repeats: true,
    result: commonType,
    description: 'The first of its arguments that is not missing: coalesce(amount, money(0)).',
    acceptsMissing: true,
    evaluate: (args) => args.find((value) => value !== undefined),
  },
  {
    name: 'first',
    form: 'method',
    parameters: [parameter('list', 'list')],
    result: ([list]) => (list?.kind === 'list' ? list.of : anyType),
    description: 'The first item of a list.',
    evaluate: ([list]) => (isList(list) ? list[0] : undefined),
  },
  {
    name: 'last',
    form: 'method',
    parameters: [parameter('list', 'list')],
    result: ([list]) => (list?.kind === 'list' ? list.of : anyType),
    description: 'The last item of a list.',
    evaluate: ([list]) => (isList(list) ? list.at(-1) : undefined),
  },
  {
    name: 'split',
    form: 'method',
    parameters: [parameter('text', 'text'), parameter('separator', 'text')],
    result: listOf(textType),
    description: "The parts of a text: topic.split('/').",
    evaluate([text, separator], context) {
      if (typeof text !== 'string' || typeof separator !== 'string') return undefined;
      context.spend(text.length >> 6);
      const parts = text.split(separator);
      context.spend(parts.length);
      return parts;
    },
  },
];

export const functions: readonly FunctionSpec[] = [
  ...conversions,
  ...dateFunctions,
  ...numberFunctions,
  ...textFunctions,
  ...otherFunctions,
];

const byName = new Map(functions.map((spec) => [spec.name, spec]));

export function functionNamed(name: string): FunctionSpec | undefined {
  return byName.get(name);
}
