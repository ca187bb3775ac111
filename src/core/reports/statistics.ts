/** Statistics of plain numbers, and of exact amounts where a quantile asks for one. */
import type { Decimal } from '../model/decimal.ts';
import {
  addDecimals,
  compareDecimals,
  multiplyDecimals,
  subtractDecimals,
} from '../model/decimal.ts';

/** Arithmetic mean; null of nothing. */
export function mean(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

/** Smallest first. */
export function sortNumbers(values: readonly number[]): Float64Array {
  return Float64Array.from(values).sort();
}

/**
 * The quantile p (0 to 1) of sorted values by linear interpolation between the closest ranks: rank (n-1)·p,
 * "type 7" of Hyndman & Fan (1996). The median of an even n so averages the middle two. Null of nothing.
 */
export function quantile(sorted: Float64Array, p: number): number | null {
  const rank = (sorted.length - 1) * p;
  const below = sorted[Math.floor(rank)];
  const above = sorted[Math.ceil(rank)];
  if (below === undefined || above === undefined) return null;
  return below + (above - below) * (rank - Math.floor(rank));
}

/** The same quantile of exact amounts, p in tenths (5 is the median): interpolated exactly, unrounded. */
export function quantileOfDecimals(values: readonly Decimal[], tenths: number): Decimal | null {
  const sorted = values.toSorted(compareDecimals);
  const rank = (sorted.length - 1) * tenths;
  const below = sorted[Math.floor(rank / 10)];
  const above = sorted[Math.ceil(rank / 10)];
  if (!below || !above) return null;
  const fraction: Decimal = { coefficient: rank % 10, scale: 1 };
  return addDecimals(below, multiplyDecimals(subtractDecimals(above, below), fraction));
}

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Two-sided 95 % quantile of the normal distribution. */
const z95 = 1.959963984540054;

/**
 * Wilson's score interval (1927) of a share, 95 %: what the true rate may be, given `successes` of `n`.
 * Null where n is zero.
 */
export function wilsonInterval(successes: number, n: number): Interval | null {
  if (n === 0) return null;
  const share = successes / n;
  const z2 = z95 * z95;
  const centre = share + z2 / (2 * n);
  const spread = z95 * Math.sqrt((share * (1 - share)) / n + z2 / (4 * n * n));
  const scale = 1 + z2 / n;
  return {
    low: Math.max(0, (centre - spread) / scale),
    high: Math.min(1, (centre + spread) / scale),
  };
}
