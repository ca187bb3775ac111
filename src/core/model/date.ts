/**
 * Calendar dates, moments and durations. A date is its ISO text (`2026-11-22`), so it never shifts
 * with a time zone and compares as text; arithmetic goes through the epoch day (days since 1970-01-01).
 */
export type IsoDate = string;

function digitsAt(text: string, from: number, count: number): number {
  let value = 0;
  for (let i = from; i < from + count; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (!(digit >= 0 && digit <= 9)) return -1;
    value = value * 10 + digit;
  }
  return value;
}

export function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

export function daysInMonth(year: number, month: number): number {
  return month === 2 && isLeapYear(year) ? 29 : (monthLengths[month - 1] ?? 0);
}

/** True for `YYYY-MM-DD` naming a day that exists, year 0001 to 9999. */
export function isIsoDate(text: string): boolean {
  return text.length === 10 && isDatePrefix(text);
}

function isDatePrefix(text: string): boolean {
  if (text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45) return false;
  const year = digitsAt(text, 0, 4);
  const month = digitsAt(text, 5, 2);
  const day = digitsAt(text, 8, 2);
  return year > 0 && month > 0 && month <= 12 && day > 0 && day <= daysInMonth(year, month);
}

/** Days since 1970-01-01 of a valid date or of the date part of a datetime (Hinnant's civil-from-days, inverted). */
export function epochDay(date: IsoDate): number {
  const month = digitsAt(date, 5, 2);
  const year = digitsAt(date, 0, 4) - (month <= 2 ? 1 : 0);
  const era = Math.floor(year / 400);
  const yearOfEra = year - era * 400;
  const dayOfYear =
    Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + digitsAt(date, 8, 2) - 1;
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146097 + dayOfEra - 719468;
}

/** The date of an epoch day. */
export function dateOfEpochDay(days: number): IsoDate {
  const z = days + 719468;
  const era = Math.floor(z / 146097);
  const doe = z - era * 146097;
  const yoe = Math.floor(
    (doe - Math.floor(doe / 1460) + Math.floor(doe / 36524) - Math.floor(doe / 146096)) / 365,
  );
  const doy = doe - (365 * yoe + Math.floor(yoe / 4) - Math.floor(yoe / 100));
  const mp = Math.floor((5 * doy + 2) / 153);
  const month = mp + (mp < 10 ? 3 : -9);
  return isoDate(
    yoe + era * 400 + (month <= 2 ? 1 : 0),
    month,
    doy - Math.floor((153 * mp + 2) / 5) + 1,
  );
}

export function isoDate(year: number, month: number, day: number): IsoDate {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

export function addDays(date: IsoDate, days: number): IsoDate {
  return dateOfEpochDay(epochDay(date) + days);
}

/** Adds calendar months; a day past the end of the month becomes its last day. */
export function addMonths(date: IsoDate, months: number): IsoDate {
  const index = yearOf(date) * 12 + monthOf(date) - 1 + months;
  const year = Math.floor(index / 12);
  const month = index - year * 12 + 1;
  return isoDate(year, month, Math.min(digitsAt(date, 8, 2), daysInMonth(year, month)));
}

/** Whole days from a to b; negative where b is earlier. */
export function daysBetween(a: IsoDate, b: IsoDate): number {
  return epochDay(b) - epochDay(a);
}

export function yearOf(date: IsoDate): number {
  return digitsAt(date, 0, 4);
}

export function monthOf(date: IsoDate): number {
  return digitsAt(date, 5, 2);
}

/** 1 Monday … 7 Sunday (ISO 8601). */
export function weekdayOf(date: IsoDate): number {
  return ((((epochDay(date) + 3) % 7) + 7) % 7) + 1;
}

const datetimeForm =
  /^\d{4}-\d{2}-\d{2}[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})?$/;

/** True for a date with a time of day that exists, with or without an offset. */
export function isIsoDatetime(text: string): boolean {
  const match = datetimeForm.exec(text);
  if (!match || !isDatePrefix(text)) return false;
  return Number(match[1]) < 24 && Number(match[2]) < 60 && Number(match[3] ?? 0) < 61;
}

/** The calendar date a date or datetime names where it was written (its own offset is kept, nothing shifts). */
export function dateOf(text: string): IsoDate {
  return text.slice(0, 10);
}

/**
 * Milliseconds since the epoch of a datetime. One without an offset is taken to be
 * `defaultOffsetMinutes` east of UTC; a bare date is its midnight there.
 */
export function epochMillis(text: string, defaultOffsetMinutes = 0): number {
  const match = datetimeForm.exec(text);
  const base = epochDay(text) * 86400000;
  if (!match) return base - defaultOffsetMinutes * 60000;
  const fraction = /\.(\d{1,9})/.exec(text)?.[1];
  const millis = fraction ? Number(`0.${fraction}`) * 1000 : 0;
  const time =
    Number(match[1]) * 3600000 + Number(match[2]) * 60000 + Number(match[3] ?? 0) * 1000 + millis;
  return base + time - offsetMinutes(match[4], defaultOffsetMinutes) * 60000;
}

function offsetMinutes(text: string | undefined, fallback: number): number {
  if (text === undefined) return fallback;
  if (text === 'Z') return 0;
  const minutes = Number(text.slice(1, 3)) * 60 + Number(text.slice(-2));
  return text.startsWith('-') ? -minutes : minutes;
}

const durationForm = /^(\d+(?:\.\d+)?)\s*(s|m|min|h|d|w|mo|y)$/;
const isoDurationForm = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;
const unitSeconds: Readonly<Record<string, number>> = {
  s: 1,
  m: 60,
  min: 60,
  h: 3600,
  d: 86400,
  w: 604800,
  mo: 2592000,
  y: 31536000,
};

/**
 * Seconds of a duration: `90m`, `2h`, `21d`, `1h30m`, `1.5h`, `PT45M`; a bare number counts minutes,
 * as activities write it. A month is 30 days and a year 365. Undefined where it is none.
 */
export function parseDuration(value: unknown): number | undefined {
  if (typeof value === 'number')
    return value >= 0 && Number.isFinite(value) ? value * 60 : undefined;
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 60;
  const iso = text.length > 2 ? isoDurationForm.exec(text) : null;
  if (iso) {
    const [weeks, days, hours, minutes, seconds] = iso.slice(1).map((part) => Number(part ?? 0));
    return (
      (weeks ?? 0) * 604800 +
      (days ?? 0) * 86400 +
      (hours ?? 0) * 3600 +
      (minutes ?? 0) * 60 +
      (seconds ?? 0)
    );
  }
  let total = 0;
  const parts = text.match(/\d+(?:\.\d+)?\s*(?:min|mo|[smhdwy])/g);
  if (!parts || parts.join('').replaceAll(' ', '') !== text.replaceAll(' ', '')) return undefined;
  for (const part of parts) {
    const match = durationForm.exec(part);
    if (!match) return undefined;
    total += Number(match[1]) * (unitSeconds[match[2] ?? ''] ?? 0);
  }
  return total;
}

/** Shortest exact writing of seconds: `21d`, `1h30m`, `45s`. */
export function formatDuration(seconds: number): string {
  const units: readonly (readonly [string, number])[] = [
    ['d', 86400],
    ['h', 3600],
    ['m', 60],
    ['s', 1],
  ];
  let rest = seconds;
  let text = '';
  for (const [unit, size] of units) {
    const count = unit === 's' ? rest : Math.floor(rest / size);
    if (count > 0) text += `${count}${unit}`;
    rest -= count * size;
  }
  return text || '0m';
}

export type Bucket =
  'day' | 'week' | 'month' | 'quarter' | 'year' | 'fiscal_quarter' | 'fiscal_year';

/** First day of the period that holds a date. Weeks start on Monday; fiscal periods at `fiscalYearStart` (month 1-12). */
export function startOfPeriod(date: IsoDate, bucket: Bucket, fiscalYearStart = 1): IsoDate {
  const year = yearOf(date);
  const month = monthOf(date);
  switch (bucket) {
    case 'day':
      return dateOf(date);
    case 'week':
      return addDays(dateOf(date), 1 - weekdayOf(date));
    case 'month':
      return isoDate(year, month, 1);
    case 'quarter':
      return isoDate(year, month - ((month - 1) % 3), 1);
    case 'year':
      return isoDate(year, 1, 1);
    case 'fiscal_quarter':
      return addMonths(isoDate(year, month, 1), -((month - fiscalYearStart + 12) % 3));
    case 'fiscal_year':
      return isoDate(month < fiscalYearStart ? year - 1 : year, fiscalYearStart, 1);
  }
}
