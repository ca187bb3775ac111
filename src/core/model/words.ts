/**
 * How values are written for people. The same everywhere and in every locale: commas group thousands, a
 * point starts decimals, dates are ISO.
 */
import { decimalToString } from './decimal.ts';
import type { Money } from './money.ts';
import { roundMoney } from './money.ts';

/** Groups the whole part of plain decimal notation by commas: `-1234567.5` is `-1,234,567.5`. */
export function groupThousands(plain: string): string {
  const point = plain.indexOf('.');
  const whole = point < 0 ? plain : plain.slice(0, point);
  const grouped = whole.replace(/\d(?=(?:\d{3})+$)/g, '$&,');
  return point < 0 ? grouped : grouped + plain.slice(point);
}

/** `10,005,534.00`: rounded half away from zero to the digits of its currency, which is not written. */
export function formatAmount(money: Money): string {
  return groupThousands(decimalToString(roundMoney(money)));
}

/** `10,005,534.00 USD` */
export function formatMoney(money: Money): string {
  return `${formatAmount(money)} ${money.currency}`;
}

/** `12,000 EUR`: without the decimals where they are all zero, for places where room is scarce. */
export function formatMoneyShort(money: Money): string {
  return formatMoney(money).replace(/\.0+ /, ' ');
}

/** `1 record`, `3 records` */
export function countOf(count: number, singular: string, plural = `${singular}s`): string {
  return `${groupThousands(String(count))} ${count === 1 ? singular : plural}`;
}

/** `today`, `yesterday`, `in 3 days`, `12 days ago`, `5 months ago`, of a number of days from today. */
export function relativeDays(days: number): string {
  if (days === 0) return 'today';
  if (days === 1) return 'tomorrow';
  if (days === -1) return 'yesterday';
  const size = Math.abs(days);
  const [count, unit] =
    size < 60
      ? [size, 'days']
      : size < 730
        ? [Math.round(size / 30.44), 'months']
        : [Math.round(size / 365.25), 'years'];
  return days < 0 ? `${count} ${unit} ago` : `in ${count} ${unit}`;
}
