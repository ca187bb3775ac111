/**
 * Exact decimal numbers: coefficient / 10^scale. Sums and products never pass through binary
 * fractions. A coefficient is a safe integer while it can be, and a bigint beyond.
 */
export interface Decimal {
  readonly coefficient: number | bigint;
  /** Digits after the point, 0 or more. */
  readonly scale: number;
}

export const zero: Decimal = { coefficient: 0, scale: 0 };

const maxScale = 40;
const decimalForm = /^([+-]?)(\d+)(?:\.(\d+))?$/;

function decimalOf(coefficient: bigint, scale: number): Decimal {
  const small = Number(coefficient);
  return { coefficient: Number.isSafeInteger(small) ? small : coefficient, scale };
}

/** Reads plain decimal notation (`-12`, `1234.50`). Anything else, or more than 40 decimals, is undefined. */
export function parseDecimal(text: string): Decimal | undefined {
  if (text.length <= 15) {
    const fast = parseShort(text);
    if (fast) return fast;
  }
  const match = decimalForm.exec(text);
  if (!match) return undefined;
  const [, sign, whole = '', fraction = ''] = match;
  if (fraction.length > maxScale || whole.length > 60) return undefined;
  const value = BigInt(whole + fraction);
  return decimalOf(sign === '-' ? -value : value, fraction.length);
}

/** Digits with at most one inner point, so short that the coefficient is a safe integer. */
function parseShort(text: string): Decimal | undefined {
  let value = 0;
  let point = -1;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 48 && code <= 57) value = value * 10 + (code - 48);
    else if (code === 46 && point < 0 && i > 0) point = i;
    else return undefined;
  }
  if (text.length === 0 || point === text.length - 1) return undefined;
  return { coefficient: value, scale: point < 0 ? 0 : text.length - 1 - point };
}

/** The decimal that a JavaScript number prints as (0.1 becomes exactly 0.1). Not finite: undefined. */
export function decimalFromNumber(value: number): Decimal | undefined {
  if (Number.isSafeInteger(value)) return { coefficient: value, scale: 0 };
  if (!Number.isFinite(value)) return undefined;
  const text = String(value);
  const plain = parseDecimal(text);
  if (plain) return plain;
  const match = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(text);
  if (!match) return undefined;
  const [, sign, head = '0', fraction = '', exponent = '0'] = match;
  const shift = Number(exponent) - fraction.length;
  const digits = BigInt(head + fraction) * (sign === '-' ? -1n : 1n);
  if (shift >= 0) return decimalOf(digits * 10n ** BigInt(shift), 0);
  return -shift <= 400 ? decimalOf(digits, -shift) : undefined;
}

function scaled(value: Decimal, scale: number): bigint {
  return BigInt(value.coefficient) * 10n ** BigInt(scale - value.scale);
}

export function addDecimals(a: Decimal, b: Decimal): Decimal {
  if (
    a.scale === b.scale &&
    typeof a.coefficient === 'number' &&
    typeof b.coefficient === 'number'
  ) {
    const sum = a.coefficient + b.coefficient;
    if (Number.isSafeInteger(sum)) return { coefficient: sum, scale: a.scale };
  }
  const scale = Math.max(a.scale, b.scale);
  return decimalOf(scaled(a, scale) + scaled(b, scale), scale);
}

export function negateDecimal(a: Decimal): Decimal {
  return { coefficient: a.coefficient === 0 ? 0 : -a.coefficient, scale: a.scale };
}

export function subtractDecimals(a: Decimal, b: Decimal): Decimal {
  return addDecimals(a, negateDecimal(b));
}

export function multiplyDecimals(a: Decimal, b: Decimal): Decimal {
  if (typeof a.coefficient === 'number' && typeof b.coefficient === 'number') {
    const product = a.coefficient * b.coefficient;
    if (Number.isSafeInteger(product)) return { coefficient: product, scale: a.scale + b.scale };
  }
  return decimalOf(BigInt(a.coefficient) * BigInt(b.coefficient), a.scale + b.scale);
}

/** a / b rounded half away from zero to `scale` digits; undefined where b is zero. */
export function divideDecimals(a: Decimal, b: Decimal, scale = 12): Decimal | undefined {
  if (BigInt(b.coefficient) === 0n) return undefined;
  const shift = scale + b.scale - a.scale;
  const numerator = BigInt(a.coefficient) * (shift > 0 ? 10n ** BigInt(shift) : 1n);
  const denominator = BigInt(b.coefficient) * (shift < 0 ? 10n ** BigInt(-shift) : 1n);
  return decimalOf(roundedQuotient(numerator, denominator), scale);
}

function roundedQuotient(numerator: bigint, denominator: bigint): bigint {
  const negative = numerator < 0n !== denominator < 0n;
  const n = numerator < 0n ? -numerator : numerator;
  const d = denominator < 0n ? -denominator : denominator;
  const rounded = (2n * n + d) / (2n * d);
  return negative ? -rounded : rounded;
}

/** Rounds half away from zero to `scale` digits; a shorter value is padded. */
export function roundDecimal(a: Decimal, scale: number): Decimal {
  if (a.scale === scale) return a;
  if (a.scale < scale) return decimalOf(scaled(a, scale), scale);
  return decimalOf(roundedQuotient(BigInt(a.coefficient), 10n ** BigInt(a.scale - scale)), scale);
}

/** The same number without zeros at its end, but with at least `digits` decimals where it has them. */
export function trimDecimal(a: Decimal, digits = 0): Decimal {
  if (a.scale <= digits) return a;
  let { scale } = a;
  let coefficient = BigInt(a.coefficient);
  while (scale > digits && coefficient % 10n === 0n) {
    coefficient /= 10n;
    scale--;
  }
  return decimalOf(coefficient, scale);
}

/** Negative, zero or positive, as `Array.sort` wants it. */
export function compareDecimals(a: Decimal, b: Decimal): number {
  if (
    a.scale === b.scale &&
    typeof a.coefficient === 'number' &&
    typeof b.coefficient === 'number'
  ) {
    return a.coefficient - b.coefficient;
  }
  const scale = Math.max(a.scale, b.scale);
  const difference = scaled(a, scale) - scaled(b, scale);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

export function isZeroDecimal(a: Decimal): boolean {
  return BigInt(a.coefficient) === 0n;
}

/** Plain notation with all digits of its scale: `1234.50`. */
export function decimalToString(a: Decimal): string {
  const negative = a.coefficient < 0;
  const digits = String(a.coefficient)
    .replace('-', '')
    .padStart(a.scale + 1, '0');
  const point = digits.length - a.scale;
  return `${negative ? '-' : ''}${digits.slice(0, point)}${a.scale > 0 ? `.${digits.slice(point)}` : ''}`;
}

/** The nearest JavaScript number: for charts and ratios, never for sums. */
export function decimalToNumber(a: Decimal): number {
  return a.scale === 0 ? Number(a.coefficient) : Number(decimalToString(a));
}
