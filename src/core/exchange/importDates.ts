/** Dates as other programs write them -> ISO dates. A column whose dates can be read in two ways has no answer. */
import { daysInMonth, isIsoDate, isIsoDatetime, isoDate } from '../model/date.ts';

/** Reads one cell; undefined where it is not a date of the form in question. ISO dates are read by every form. */
export type DateReader = (text: string) => string | undefined;

export type DateForm =
  | { readonly ok: true; readonly read: DateReader }
  | { readonly ok: false; readonly message: string };

const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const longMonths =
  'january february march april may june july august september october november december'.split(
    ' ',
  );

const tokens: Readonly<Record<string, string>> = {
  YYYY: '(?<year>\\d{4})',
  YY: '(?<short>\\d{2})',
  MMMM: '(?<name>\\p{L}+)\\.?',
  MMM: '(?<name>\\p{L}+)\\.?',
  MM: '(?<month>\\d{1,2})',
  M: '(?<month>\\d{1,2})',
  DD: '(?<day>\\d{1,2})',
  D: '(?<day>\\d{1,2})',
};

const time =
  '(?:(?:[T ]|, ?)(?<hour>\\d{1,2}):(?<minute>\\d{2})(?::(?<second>\\d{2})(?:\\.\\d+)?)?(?: ?(?<half>[AaPp])\\.?[Mm]\\.?)?(?<zone> ?(?:Z|UTC|[+-]\\d{2}:?\\d{2}))?)?';

/**
 * A form such as `YYYY-MM-DD`, `DD/MM/YYYY`, `D MMM YYYY` or `MM/DD/YY`. Days and months may lack their zero, a time
 * of day may follow. Two-digit years are 1969 to 2068.
 */
export function dateForm(form: string): DateForm {
  const used = new Set<string>();
  let source = '';
  for (let at = 0; at < form.length;) {
    const token = /^(?:YYYY|YY|MMMM|MMM|MM|M|DD|D)/.exec(form.slice(at))?.[0];
    if (token === undefined) {
      source += form.charAt(at).replace(/[\\^$.*+?()[\]{}|/]/, '\\$&');
      at++;
      continue;
    }
    const part = token[0] ?? '';
    if (used.has(part)) return { ok: false, message: unusable(form) };
    used.add(part);
    // Without separators every part has all of its digits.
    const isPacked = /^[YMD]+$/.test(form);
    source += isPacked ? (tokens[token] ?? '').replace('{1,2}', '{2}') : tokens[token];
    at += token.length;
  }
  if (used.size !== 3) return { ok: false, message: unusable(form) };
  const pattern = new RegExp(`^${source}${time}$`, 'u');
  return { ok: true, read: (text) => isoOf(text) ?? fromMatch(pattern.exec(text)) };
}

function unusable(form: string): string {
  return `"${form}" is not a form of dates: write auto, YYYY-MM-DD, DD/MM/YYYY, MM/DD/YYYY or another order of YYYY, MM and DD`;
}

/** A date or datetime that is ISO already. */
function isoOf(text: string): string | undefined {
  if (isIsoDate(text)) return text;
  return isIsoDatetime(text) ? text.replace(' ', 'T') : undefined;
}

function fromMatch(match: RegExpExecArray | null): string | undefined {
  const groups = match?.groups;
  if (!groups) return undefined;
  const year =
    groups['year'] === undefined ? longYear(Number(groups['short'])) : Number(groups['year']);
  const month = groups['name'] === undefined ? Number(groups['month']) : monthNamed(groups['name']);
  const day = Number(groups['day']);
  if (!(year >= 1) || !(month >= 1 && month <= 12)) return undefined;
  if (!(day >= 1 && day <= daysInMonth(year, month))) return undefined;
  const date = isoDate(year, month, day);
  return groups['hour'] === undefined ? date : withTime(date, groups);
}

function longYear(short: number): number {
  return short < 69 ? 2000 + short : 1900 + short;
}

function monthNamed(name: string): number {
  const lower = name.toLowerCase();
  const long = longMonths.indexOf(lower);
  return (long >= 0 ? long : months.indexOf(lower.slice(0, lower === 'sept' ? 3 : 4))) + 1;
}

function withTime(
  date: string,
  groups: Readonly<Record<string, string | undefined>>,
): string | undefined {
  const half = groups['half']?.toLowerCase();
  const written = Number(groups['hour']);
  if (half !== undefined && !(written >= 1 && written <= 12)) return undefined;
  const hour = half === undefined ? written : (written % 12) + (half === 'p' ? 12 : 0);
  const zone = (groups['zone'] ?? '').trim();
  const second = groups['second'] === undefined ? '' : `:${groups['second']}`;
  const text = `${date}T${String(hour).padStart(2, '0')}:${groups['minute']}${second}${zone === 'UTC' ? 'Z' : zone}`;
  return isIsoDatetime(text) ? text : undefined;
}

function formOrNothing(form: string): DateReader {
  const read = dateForm(form);
  return read.ok ? read.read : () => undefined;
}

/** Forms that can be told by their looks; a day before a month is written with points. */
const clearForms: readonly DateReader[] = [
  'YYYY/MM/DD',
  'YYYY-MM-DD',
  'YYYY.MM.DD',
  'DD.MM.YYYY',
  'D MMM YYYY',
  'D-MMM-YYYY',
  'MMM D, YYYY',
  'MMM D YYYY',
  'YYYYMMDD',
].map(formOrNothing);

const dayFirst = ['DD/MM/YYYY', 'DD-MM-YYYY'].map(formOrNothing);
const monthFirst = ['MM/DD/YYYY', 'MM-DD-YYYY'].map(formOrNothing);

function readBy(readers: readonly DateReader[], text: string): string | undefined {
  for (const read of readers) {
    const date = read(text);
    if (date !== undefined) return date;
  }
  return undefined;
}

export type JudgedDates =
  | { readonly ok: true; readonly read: DateReader }
  /** Dates that can be read in two ways, or two of which each proves another order. */
  | { readonly ok: false; readonly examples: readonly string[] };

/** How a whole column writes its dates: `13/4/2026` proves that the day comes first, `4/13/2026` that the month does. */
export function judgeDates(values: Iterable<string>): JudgedDates {
  let provesDay: string | undefined;
  let provesMonth: string | undefined;
  let doubtful: string | undefined;
  for (const value of values) {
    if (readBy(clearForms, value) !== undefined) continue;
    const day = readBy(dayFirst, value);
    const month = readBy(monthFirst, value);
    if (day === month) continue;
    if (month === undefined) provesDay ??= value;
    else if (day === undefined) provesMonth ??= value;
    else doubtful ??= value;
  }
  if (provesDay !== undefined && provesMonth !== undefined) {
    return { ok: false, examples: [provesDay, provesMonth] };
  }
  if (provesDay === undefined && provesMonth === undefined && doubtful !== undefined) {
    return { ok: false, examples: [doubtful] };
  }
  const ordered = provesMonth === undefined ? dayFirst : monthFirst;
  return { ok: true, read: (text) => readBy(clearForms, text) ?? readBy(ordered, text) };
}
