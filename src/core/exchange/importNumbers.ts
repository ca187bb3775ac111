/** Numbers and amounts as other programs write them: grouped, with a decimal comma, with a currency. */
import type { Decimal } from '../model/decimal.ts';
import { negateDecimal, parseDecimal } from '../model/decimal.ts';
import { isCurrencyCode } from '../model/money.ts';

export type DecimalMark = '.' | ',';

export interface ForeignNumber {
  readonly amount: Decimal;
  /** The currency named beside it, if one was. */
  readonly currency?: string;
  readonly isPercent: boolean;
}

const symbols: Readonly<Record<string, string>> = {
  '€': 'EUR',
  '£': 'GBP',
  '₽': 'RUB',
  '₸': 'KZT',
  '₹': 'INR',
  '₺': 'TRY',
  '₴': 'UAH',
  '₩': 'KRW',
  zł: 'PLN',
};

/** Signs that several currencies share: they say nothing, the map does. */
const sharedSigns = /[$¥]|\bkr\.?/gi;

interface Bare {
  readonly digits: string;
  readonly negative: boolean;
  readonly currency?: string;
  readonly isPercent: boolean;
}

/** The digits and separators of a number, without currency, sign and blanks; undefined where it is none. */
function bareNumber(text: string): Bare | undefined {
  let rest = text.replaceAll(/[\s\u00a0\u202f'’_]/gu, '').replaceAll(sharedSigns, '');
  let currency: string | undefined;
  for (const [symbol, code] of Object.entries(symbols)) {
    if (!rest.includes(symbol)) continue;
    currency = code;
    rest = rest.replace(symbol, '');
  }
  const named = /^([A-Za-z]{3})(?=[-+(\d])|([A-Za-z]{3})$/.exec(rest);
  const code = (named?.[1] ?? named?.[2])?.toUpperCase();
  if (named && code !== undefined && isCurrencyCode(code)) {
    currency ??= code;
    rest = rest.slice(0, named.index) + rest.slice(named.index + named[0].length);
  }
  const isPercent = rest.endsWith('%');
  if (isPercent) rest = rest.slice(0, -1);
  const inParentheses = /^\((.*)\)$/.exec(rest);
  if (inParentheses) rest = inParentheses[1] ?? '';
  const signed = /^([-+−]?)([\d.,]*\d)([-−]?)$/.exec(rest);
  if (!signed) return undefined;
  const negative =
    inParentheses !== null || /[-−]/.test(signed[1] ?? '') || (signed[3] ?? '') !== '';
  const digits = signed[2] ?? '';
  return { digits, negative, isPercent, ...(currency !== undefined && { currency }) };
}

/** Reads a number with a known decimal mark; the other mark groups thousands and must stand where groups end. */
export function parseForeignNumber(text: string, mark: DecimalMark): ForeignNumber | undefined {
  const bare = bareNumber(text);
  if (!bare) return undefined;
  const group = mark === '.' ? ',' : '.';
  const parts = bare.digits.split(mark);
  const [whole = '', fraction] = parts;
  if (parts.length > 2 || fraction?.includes(group) === true) return undefined;
  const groups = whole.split(group);
  // Groups of three, or of two before the last three, as in India.
  const isGrouped =
    groups.length === 1 ||
    (/^\d{1,3}$/.test(groups[0] ?? '') &&
      groups.slice(1, -1).every((part) => /^\d{2,3}$/.test(part)) &&
      /^\d{3}$/.test(groups.at(-1) ?? ''));
  if (!isGrouped) return undefined;
  const plain = parseDecimal(
    `${groups.join('') || '0'}${fraction === undefined ? '' : `.${fraction}`}`,
  );
  if (!plain) return undefined;
  const { isPercent, currency } = bare;
  const amount = bare.negative ? negateDecimal(plain) : plain;
  return { amount, isPercent, ...(currency !== undefined && { currency }) };
}

export type JudgedMark =
  | { readonly ok: true; readonly mark: DecimalMark }
  /** A value that has two meanings, or two that contradict each other. */
  | { readonly ok: false; readonly examples: readonly string[] };

/**
 * The decimal mark of a whole column. `1.5` and `1,234.50` prove a point, `1,5` and `1.234,50` a comma; `1.234` or
 * `1,234` alone may be either, and a column with nothing better has no answer.
 */
export function judgeDecimalMark(values: Iterable<string>): JudgedMark {
  const proofs: Partial<Record<DecimalMark, string>> = {};
  let doubtful: string | undefined;
  for (const value of values) {
    const digits = bareNumber(value)?.digits;
    if (digits === undefined) continue;
    const mark = markOf(digits);
    if (mark === 'either') doubtful ??= value;
    else if (mark !== 'none') proofs[mark] ??= value;
  }
  const { '.': point, ',': comma } = proofs;
  if (point !== undefined && comma !== undefined) return { ok: false, examples: [point, comma] };
  if (point === undefined && comma === undefined && doubtful !== undefined) {
    return { ok: false, examples: [doubtful] };
  }
  return { ok: true, mark: comma === undefined ? '.' : ',' };
}

function markOf(digits: string): DecimalMark | 'either' | 'none' {
  const points = digits.split('.').length - 1;
  const commas = digits.split(',').length - 1;
  if (points === 0 && commas === 0) return 'none';
  if (points > 0 && commas > 0)
    return digits.lastIndexOf('.') > digits.lastIndexOf(',') ? '.' : ',';
  const sign: DecimalMark = points > 0 ? '.' : ',';
  // Two of one kind can only group.
  if (points + commas > 1) return sign === '.' ? ',' : '.';
  const [whole = '', fraction = ''] = digits.split(sign);
  return fraction.length === 3 && /^[1-9]\d{0,2}$/.test(whole) ? 'either' : sign;
}
