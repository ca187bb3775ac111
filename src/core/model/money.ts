import type { Decimal } from './decimal.ts';
import {
  addDecimals,
  decimalFromNumber,
  decimalToString,
  multiplyDecimals,
  negateDecimal,
  parseDecimal,
  roundDecimal,
} from './decimal.ts';

/** An exact amount in one currency (ISO 4217 code or a code of the workspace's own, upper case). */
export interface Money extends Decimal {
  readonly currency: string;
}

export function isMoney(value: unknown): value is Money {
  return (
    typeof value === 'object' && value !== null && 'coefficient' in value && 'currency' in value
  );
}

const currencyForm = /^[A-Z][A-Z0-9]{2,4}$/;

export function isCurrencyCode(text: string): boolean {
  return currencyForm.test(text);
}

export function moneyOf(amount: Decimal, currency: string): Money {
  return { coefficient: amount.coefficient, scale: amount.scale, currency };
}

/**
 * Reads money as it stands in a record: `12000`, `12000.50 EUR`, `EUR 12000.50` or
 * `{amount: 12000.50, currency: EUR}`; underscores may group digits. Undefined where it is none.
 */
export function parseMoney(value: unknown, defaultCurrency: string): Money | undefined {
  if (typeof value === 'number') {
    const amount = decimalFromNumber(value);
    return amount && moneyOf(amount, defaultCurrency);
  }
  if (typeof value === 'string') return parseMoneyText(value, defaultCurrency);
  if (typeof value !== 'object' || value === null || !('amount' in value)) return undefined;
  const inner = parseMoney(
    typeof value.amount === 'object' ? undefined : value.amount,
    defaultCurrency,
  );
  if (!inner || !('currency' in value)) return inner;
  const currency = value.currency;
  return typeof currency === 'string' && isCurrencyCode(currency)
    ? moneyOf(inner, currency)
    : undefined;
}

function parseMoneyText(text: string, defaultCurrency: string): Money | undefined {
  const plain = parseDecimal(text);
  if (plain) return moneyOf(plain, defaultCurrency);
  const match =
    /^(?:([A-Z][A-Z0-9]{2,4})\s+)?([+-]?[\d_]+(?:\.\d+)?)(?:\s*([A-Z][A-Z0-9]{2,4}))?$/.exec(
      text.trim(),
    );
  if (!match) return undefined;
  const [, before, digits = '', after] = match;
  if (before !== undefined && after !== undefined) return undefined;
  const amount = parseDecimal(digits.replaceAll('_', ''));
  return amount && moneyOf(amount, before ?? after ?? defaultCurrency);
}

/** Sum of two amounts of one currency. Mixing currencies is a programmer's error. */
export function addMoney(a: Money, b: Money): Money {
  if (a.currency !== b.currency) throw new RangeError(`cannot add ${a.currency} and ${b.currency}`);
  return moneyOf(addDecimals(a, b), a.currency);
}

export function subtractMoney(a: Money, b: Money): Money {
  return addMoney(a, moneyOf(negateDecimal(b), b.currency));
}

export function multiplyMoney(a: Money, factor: Decimal): Money {
  return moneyOf(multiplyDecimals(a, factor), a.currency);
}

/** Decimals that a currency is written with (ISO 4217: most 2, some 0 or 3). */
export function currencyDigits(currency: string): number {
  return zeroDigits.has(currency) ? 0 : threeDigits.has(currency) ? 3 : 2;
}

const zeroDigits = new Set(
  'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' '),
);
const threeDigits = new Set('BHD IQD JOD KWD LYD OMR TND'.split(' '));

/** Rounds half away from zero to the currency's own digits. */
export function roundMoney(a: Money): Money {
  return moneyOf(roundDecimal(a, currencyDigits(a.currency)), a.currency);
}

/** Canonical text, exact: `12000.50 EUR`. Reading it back gives the same money. */
export function moneyToString(a: Money): string {
  return `${decimalToString(a)} ${a.currency}`;
}

/** The JSON form of the command line: a decimal string with at least the currency's digits. */
export function moneyToJson(a: Money): { readonly amount: string; readonly currency: string } {
  const digits = currencyDigits(a.currency);
  return {
    amount: decimalToString(a.scale < digits ? roundDecimal(a, digits) : a),
    currency: a.currency,
  };
}
