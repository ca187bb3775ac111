import type { Decimal } from '../model/decimal.ts';
import {
  divideDecimals,
  isZeroDecimal,
  multiplyDecimals,
  parseDecimal,
  trimDecimal,
} from '../model/decimal.ts';
import type { IsoDate } from '../model/date.ts';
import { isIsoDate } from '../model/date.ts';
import type { Money } from '../model/money.ts';
import { isCurrencyCode, moneyOf } from '../model/money.ts';
import type { Problem } from '../model/problem.ts';
import type { Conversion, Rates } from '../model/snapshot.ts';

interface RateSeries {
  /** Ascending. */
  readonly dates: IsoDate[];
  readonly rates: Decimal[];
}

/** No rates at all: only the base currency converts. */
export function noRates(base: string): Rates {
  return { base, rateOn: () => undefined };
}

/** Reads `date,currency,rate` lines (a header line is fine); a line that cannot be read is a problem there, the rest counts. */
export function parseRates(
  text: string,
  path: string,
  base: string,
): { readonly rates: Rates; readonly problems: readonly Problem[] } {
  const rows = new Map<string, [IsoDate, Decimal][]>();
  const problems: Problem[] = [];
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  for (const [index, line] of lines.entries()) {
    if (
      line.trim() === '' ||
      line.startsWith('#') ||
      (index === 0 && /^\s*"?date"?\s*,/i.test(line))
    )
      continue;
    const [date = '', currency = '', rate = ''] = line
      .split(',')
      .map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));
    const value = parseDecimal(rate);
    if (
      !isIsoDate(date) ||
      !isCurrencyCode(currency) ||
      !value ||
      isZeroDecimal(value) ||
      value.coefficient < 0
    ) {
      problems.push(badLine(path, index, line));
      continue;
    }
    const series = rows.get(currency) ?? [];
    series.push([date, value]);
    rows.set(currency, series);
  }
  const all = new Map([...rows].map(([currency, pairs]) => [currency, seriesOf(pairs)]));
  return {
    rates: { base, rateOn: (currency, date) => lastRate(all.get(currency), date) },
    problems,
  };
}

function badLine(path: string, line: number, text: string): Problem {
  return {
    path,
    severity: 'error',
    code: 'rates-invalid',
    fixes: [],
    message: 'A rate is written date,currency,rate: 2026-01-31,USD,1.0843',
    range: { start: { line, column: 0 }, end: { line, column: text.length } },
  };
}

function seriesOf(pairs: readonly (readonly [IsoDate, Decimal])[]): RateSeries {
  const sorted = [...pairs].sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0));
  return { dates: sorted.map((pair) => pair[0]), rates: sorted.map((pair) => pair[1]) };
}

function lastRate(series: RateSeries | undefined, date: IsoDate): Decimal | undefined {
  if (!series) return undefined;
  let low = 0;
  let high = series.dates.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((series.dates[middle] ?? '') <= date) low = middle + 1;
    else high = middle;
  }
  return low === 0 ? undefined : series.rates[low - 1];
}

const one: Decimal = { coefficient: 1, scale: 0 };

/** Converts by way of the base currency; a quotient is kept to 12 decimals. */
export function convertMoney(
  rates: Rates,
  money: Money,
  date: IsoDate,
  currency: string,
): Conversion {
  if (money.currency === currency) return { ok: true, money };
  const from = money.currency === rates.base ? one : rates.rateOn(money.currency, date);
  const to = currency === rates.base ? one : rates.rateOn(currency, date);
  if (!from || !to) {
    const missing = from ? currency : money.currency;
    return { ok: false, reason: `no ${missing} rate on or before ${date}` };
  }
  const amount = divideDecimals(multiplyDecimals(money, to), from, 12);
  return amount
    ? { ok: true, money: moneyOf(trimDecimal(amount, 2), currency) }
    : { ok: false, reason: `the ${money.currency} rate is zero` };
}
