/** Dates of the short form: days, periods and distances from today, as expressions. */
import { addMonths, isIsoDate, isIsoDatetime } from '../model/date.ts';
import type { TermOperator } from './shortFormTerms.ts';

/** Names of fields whose dates lie ahead: a distance is counted from today forwards. */
const aheadNames =
  /(?:^|_)(?:due|deadline|close_date|review_by|next|ends?|end_date|expires?|expiry|renewal|until|by|to)(?:_|$)/;

/** Whether the dates of a field are usually ahead of today. */
function liesAhead(name: string): boolean {
  return aheadNames.test(name);
}

const distanceForm = /^([+-]?)(\d{1,5})(d|w|m|mo|q|y)$/;
const unitCalls: Readonly<Record<string, (count: number) => string>> = {
  d: (count) => `days(${count})`,
  w: (count) => `weeks(${count})`,
  m: (count) => `months(${count})`,
  mo: (count) => `months(${count})`,
  q: (count) => `months(${count * 3})`,
  y: (count) => `years(${count})`,
};

const mirrored: Readonly<Record<TermOperator, string>> = {
  ':': '==',
  '=': '==',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
};

/** A stretch of days from a first day to the day before `next`, both as expressions. */
interface Stretch {
  readonly first: string;
  readonly next: string;
}

/**
 * The condition that a date field satisfies, or undefined where the value is no date. `30d` is a distance from
 * today: back for what lies behind (`touched<30d`: less than 30 days ago), ahead for what lies ahead
 * (`due<2w`: less than two weeks from now, or past). `+2w` and `-30d` are days counted from today.
 */
export function dateCondition(
  expression: string,
  field: string,
  operator: TermOperator,
  text: string,
): string | undefined {
  const range = /^(.*?)\.\.(.*)$/.exec(text);
  if (range) return rangeCondition(expression, range[1] ?? '', range[2] ?? '');
  const distance = distanceForm.exec(text.toLowerCase());
  if (distance) return distanceCondition(expression, field, operator, distance);
  if (isIsoDatetime(text)) return `${expression} ${comparison(operator)} datetime('${text}')`;
  const stretch = stretchOf(text.toLowerCase());
  return stretch && stretchCondition(expression, operator, stretch);
}

function comparison(operator: TermOperator): string {
  return operator === ':' || operator === '=' ? '==' : operator;
}

function distanceCondition(
  expression: string,
  field: string,
  operator: TermOperator,
  [, sign = '', count = '0', unit = 'd']: RegExpExecArray,
): string {
  const length = unitCalls[unit]?.(Number(count)) ?? '';
  if (sign !== '') return `${expression} ${comparison(operator)} today ${sign} ${length}`;
  if (liesAhead(field)) return `${expression} ${comparison(operator)} today + ${length}`;
  return `${expression} ${mirrored[operator]} today - ${length}`;
}

function rangeCondition(expression: string, from: string, to: string): string | undefined {
  const first = from === '' ? undefined : boundOf(from);
  const last = to === '' ? undefined : boundOf(to);
  if ((from !== '' && !first) || (to !== '' && !last) || (!first && !last)) return undefined;
  const parts: string[] = [];
  if (first) parts.push(`${expression} >= ${first.first}`);
  if (last) parts.push(`${expression} < ${last.next}`);
  return parts.join(' && ');
}

function boundOf(text: string): Stretch | undefined {
  const distance = distanceForm.exec(text.toLowerCase());
  if (!distance) return stretchOf(text.toLowerCase());
  const [, sign = '', count = '0', unit = 'd'] = distance;
  const day = `today ${sign === '-' ? '-' : '+'} ${unitCalls[unit]?.(Number(count)) ?? ''}`;
  return { first: day, next: `${day} + days(1)` };
}

function stretchCondition(
  expression: string,
  operator: TermOperator,
  { first, next }: Stretch,
): string {
  switch (operator) {
    case ':':
    case '=':
      if (next === `${first} + days(1)`) return `${expression} == ${first}`;
      return `${expression} >= ${first} && ${expression} < ${next}`;
    case '<':
      return `${expression} < ${first}`;
    case '<=':
      return `${expression} < ${next}`;
    case '>':
      return `${expression} >= ${next}`;
    case '>=':
      return `${expression} >= ${first}`;
  }
}

const days: Readonly<Record<string, string>> = {
  today: 'today',
  now: 'today',
  tomorrow: 'today + days(1)',
  yesterday: 'today - days(1)',
};

/** A day, or a year, quarter, month or week: `2026-11-22`, `2026`, `2026-q4`, `2026-11`, `this-week`. */
function stretchOf(text: string): Stretch | undefined {
  const day = Object.hasOwn(days, text)
    ? days[text]
    : isIsoDate(text)
      ? `date('${text}')`
      : undefined;
  if (day !== undefined) return { first: day, next: `${day} + days(1)` };
  return calendarStretch(text) ?? relativeStretch(text);
}

function calendarStretch(text: string): Stretch | undefined {
  const match = /^(\d{4})(?:-(?:q([1-4])|(0[1-9]|1[0-2])))?$/.exec(text);
  if (!match || match[1] === '0000' || match[1] === '9999') return undefined;
  const [, year = '', quarter, month] = match;
  const start =
    quarter === undefined ? (month ?? '01') : String(Number(quarter) * 3 - 2).padStart(2, '0');
  const first = `${year}-${start}-01`;
  const length = quarter === undefined ? (month === undefined ? 12 : 1) : 3;
  return { first: `date('${first}')`, next: `date('${addMonths(first, length)}')` };
}

const periodCalls: Readonly<Record<string, string>> = {
  week: 'weeks(1)',
  month: 'months(1)',
  quarter: 'months(3)',
  year: 'years(1)',
};

function relativeStretch(text: string): Stretch | undefined {
  const match = /^(this|last|next)[-_]?(week|month|quarter|year)$/.exec(text);
  if (!match) return undefined;
  const [, which = 'this', period = 'week'] = match;
  const length = periodCalls[period] ?? 'weeks(1)';
  const start = `start_of('${period}', today)`;
  if (which === 'last') return { first: `${start} - ${length}`, next: start };
  if (which === 'this') return { first: start, next: `${start} + ${length}` };
  return { first: `${start} + ${length}`, next: `${start} + ${length} + ${length}` };
}
