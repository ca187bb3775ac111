/** What a value that cannot be read was probably meant to be: offered as a fix, never taken for granted. */
import { daysInMonth, isoDate } from '../model/date.ts';

/** The one date a text can mean: `2026/1/5`, `2026-1-5`, `20260105`, `5.1.2026`; `5/1/2026` could be two. */
export function likelyDate(text: string): string | undefined {
  const iso =
    /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(text) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  if (iso) return checkedDate(iso[1], iso[2], iso[3]);
  const dotted = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text);
  return dotted ? checkedDate(dotted[3], dotted[2], dotted[1]) : undefined;
}

function checkedDate(
  year: string | undefined,
  month: string | undefined,
  day: string | undefined,
): string | undefined {
  const [y, m, d] = [Number(year), Number(month), Number(day)];
  return y > 0 && m >= 1 && m <= 12 && d >= 1 && d <= daysInMonth(y, m)
    ? isoDate(y, m, d)
    : undefined;
}

const symbols: Readonly<Record<string, string>> = {
  '€': 'EUR',
  $: 'USD',
  '£': 'GBP',
  '¥': 'JPY',
  '₽': 'RUB',
};

/** What an amount with thousands separators or a currency sign probably means. */
export function likelyMoney(text: string): string | undefined {
  const match =
    /^["']?([€$£¥₽]?)\s*(-?\d{1,3}(?:[, ']\d{3})+|\d+)(\.\d+)?\s*([€$£¥₽]|[A-Za-z]{3})?["']?$/.exec(
      text.trim(),
    );
  if (!match) return undefined;
  const [, before = '', whole = '', fraction = '', after = ''] = match;
  const sign = before || after;
  const currency = symbols[sign] ?? sign.toUpperCase();
  return `${whole.replaceAll(/[, ']/g, '')}${fraction}${currency ? ` ${currency}` : ''}`;
}
