/** A value as a person reads it in an explanation. */
import { decimalToString } from '../model/decimal.ts';
import { formatDuration } from '../model/date.ts';
import { isMoney } from '../model/money.ts';
import type { Value } from './value.ts';
import { isList, isPeriod, isRecord } from './value.ts';

const shownItems = 5;

export function formatValue(value: Value | undefined): string {
  if (value === undefined) return 'missing';
  if (typeof value !== 'object') return String(value);
  if (isMoney(value)) return `${decimalToString(value)} ${value.currency}`;
  if (isRecord(value)) return value.title;
  if (isPeriod(value)) return formatPeriod(value);
  if (!isList(value)) return Object.keys(value).join(', ');
  const items = value.slice(0, shownItems).map(formatValue).join(', ');
  const more = value.length > shownItems ? ` and ${value.length - shownItems} more` : '';
  return value.length === 0 ? 'none' : items + more;
}

function formatPeriod({ months, seconds }: { months: number; seconds: number }): string {
  const rest = seconds === 0 ? '' : ` ${formatDuration(seconds)}`;
  return `${months} ${months === 1 ? 'month' : 'months'}${rest}`;
}
