/** Values as they are while an expression is evaluated; missing is `undefined` throughout. */
import type { IsoDate } from '../model/date.ts';
import { addDays, addMonths, dateOf, isIsoDate, isIsoDatetime } from '../model/date.ts';
import type { Money } from '../model/money.ts';
import { isMoney } from '../model/money.ts';
import type { CrmRecord, FieldMap, FieldValue } from '../model/record.ts';
import { recordKey } from '../model/record.ts';

/** A length of time in calendar months and seconds. One without months is a plain number of seconds. */
export interface Period {
  readonly months: number;
  readonly seconds: number;
}

export type Value =
  string | number | boolean | Money | CrmRecord | Period | FieldMap | readonly Value[];

/** No number, amount or duration is written longer: longer texts need not be looked through. */
export const maxValueText = 400;

const secondsPerDay = 86_400;
const secondsPerMonth = 30 * secondsPerDay;

export function isRecord(value: unknown): value is CrmRecord {
  return typeof value === 'object' && value !== null && 'slot' in value && 'fields' in value;
}

export function isPeriod(value: unknown): value is Period {
  return typeof value === 'object' && value !== null && 'months' in value && 'seconds' in value;
}

export function isList(value: unknown): value is readonly Value[] {
  return Array.isArray(value);
}

/** A map of fields: neither list, nor money, nor record, nor period. */
export function isFieldMap(value: unknown): value is FieldMap {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !isMoney(value) &&
    !isRecord(value) &&
    !isPeriod(value)
  );
}

/** A stored value as evaluation sees it: null is missing, and so are nulls in lists. */
export function valueOf(stored: FieldValue | undefined): Value | undefined {
  if (stored === null) return undefined;
  if (!Array.isArray(stored)) return stored as Value | undefined;
  const values: Value[] = [];
  for (const item of stored) {
    const value = valueOf(item);
    if (value !== undefined) values.push(value);
  }
  return values;
}

/** A value as tables and JSON know it: records by `type/id`, periods in seconds (a month counts 30 days). */
export function storedValue(value: Value | undefined): FieldValue | undefined {
  if (typeof value !== 'object') return value;
  if (isList(value)) return value.map((item) => storedValue(item) ?? null);
  if (isMoney(value)) return value;
  if (isRecord(value)) return recordKey(value);
  if (isPeriod(value)) return secondsOf(value);
  return value;
}

/** Seconds of a duration; a month counts 30 days. */
export function secondsOf(duration: number | Period): number {
  return typeof duration === 'number'
    ? duration
    : duration.months * secondsPerMonth + duration.seconds;
}

/** A date so long after (or, with sign −1, before) another; parts of a day count as nothing. */
export function shiftDate(
  date: IsoDate,
  duration: number | Period,
  sign: 1 | -1,
): IsoDate | undefined {
  const months = typeof duration === 'number' ? 0 : duration.months;
  const seconds = typeof duration === 'number' ? duration : duration.seconds;
  const days = Math.trunc(seconds / secondsPerDay);
  // Beyond the years that dates are written in there is nothing to compare with.
  if (Math.abs(months) > 120_000 || Math.abs(days) > 3_660_000) return undefined;
  const monthShifted = months === 0 ? date : addMonths(date, sign * months);
  if (!isIsoDate(monthShifted)) return undefined;
  const shifted = days === 0 ? monthShifted : addDays(monthShifted, sign * days);
  return isIsoDate(shifted) ? shifted : undefined;
}

/** The calendar date of a text that is a date or datetime. */
export function dateFromText(text: string): IsoDate | undefined {
  return isIsoDate(text) ? text : isIsoDatetime(text) ? dateOf(text) : undefined;
}

/** Finite, or missing: there is no infinity and no NaN in an answer. */
export function finite(value: number): number | undefined {
  return Number.isFinite(value) ? value : undefined;
}
