/** Exact sums of money without an object for each addend: the inner loop of every report. */
import type { Decimal } from '../model/decimal.ts';
import {
  addDecimals,
  divideDecimals,
  multiplyDecimals,
  roundDecimal,
  zero,
} from '../model/decimal.ts';
import type { Money } from '../model/money.ts';
import { currencyDigits, moneyOf } from '../model/money.ts';

const powersOfTen = Array.from({ length: 16 }, (_, exponent) => 10 ** exponent);

/**
 * A running exact sum. While coefficients stay safe integers it is two numbers; beyond, and for scales that
 * do not fit, the addend goes to a Decimal beside them.
 */
export class DecimalTotal {
  #coefficient = 0;
  #scale = 2;
  #rest: Decimal = zero;

  add(value: Decimal): void {
    if (typeof value.coefficient === 'number' && this.#addSmall(value.coefficient, value.scale))
      return;
    this.#rest = addDecimals(this.#rest, value);
  }

  /** Adds value · factor, exactly. */
  addProduct(value: Decimal, factor: Decimal): void {
    if (typeof value.coefficient === 'number' && typeof factor.coefficient === 'number') {
      const product = value.coefficient * factor.coefficient;
      if (Number.isSafeInteger(product) && this.#addSmall(product, value.scale + factor.scale))
        return;
    }
    this.#rest = addDecimals(this.#rest, multiplyDecimals(value, factor));
  }

  get value(): Decimal {
    return addDecimals({ coefficient: this.#coefficient, scale: this.#scale }, this.#rest);
  }

  /** Adds within safe integers; false, and nothing added, where that would leave them. */
  #addSmall(coefficient: number, scale: number): boolean {
    if (scale > this.#scale) {
      const widened = this.#coefficient * (powersOfTen[scale - this.#scale] ?? NaN);
      if (!Number.isSafeInteger(widened)) return false;
      this.#coefficient = widened;
      this.#scale = scale;
    }
    const addend = coefficient * (powersOfTen[this.#scale - scale] ?? NaN);
    const sum = this.#coefficient + addend;
    if (!Number.isSafeInteger(addend) || !Number.isSafeInteger(sum)) return false;
    this.#coefficient = sum;
    return true;
  }
}

/** The same number without zeros at the end, but with at least `digits` decimals. */
export function trimDecimal(value: Decimal, digits: number): Decimal {
  if (value.scale === digits) return value;
  if (value.scale < digits) return roundDecimal(value, digits);
  let { scale } = value;
  let coefficient = BigInt(value.coefficient);
  while (scale > digits && coefficient % 10n === 0n) {
    coefficient /= 10n;
    scale -= 1;
  }
  return roundDecimal({ coefficient, scale }, scale);
}

/** An exact figure as reports show it: every digit that counts, and at least those of the currency. */
export function exactMoney(value: Decimal, currency: string): Money {
  const trimmed = trimDecimal(value, currencyDigits(currency));
  const small = Number(trimmed.coefficient);
  return moneyOf(
    {
      coefficient: Number.isSafeInteger(small) ? small : trimmed.coefficient,
      scale: trimmed.scale,
    },
    currency,
  );
}

/** A quotient of money, rounded half away from zero to the digits of its currency; null where `count` is zero. */
export function averageMoney(sum: Decimal, count: number, currency: string): Money | null {
  const quotient = divideDecimals(sum, { coefficient: count, scale: 0 }, currencyDigits(currency));
  return quotient ? moneyOf(quotient, currency) : null;
}

/** part ÷ whole as a plain number; null where the whole is zero. */
export function decimalRatio(part: Decimal, whole: Decimal): number | null {
  const quotient = divideDecimals(part, whole, 15);
  return quotient ? Number(quotient.coefficient) / 1e15 : null;
}
