/** Comparing two values whose kinds are known only now. */
import { compareDecimals, decimalFromNumber } from '../model/decimal.ts';
import { isMoney } from '../model/money.ts';
import type { Value } from './value.ts';
import { isList, isPeriod, isRecord, secondsOf } from './value.ts';

/**
 * Negative, zero or positive; undefined where the two cannot be put in order: different kinds, different
 * currencies, or kinds without order. Texts (dates among them) go by their code units.
 */
export function compareValues(a: Value, b: Value): number | undefined {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : a > b ? 1 : 0;
  if (isMoney(a) && isMoney(b))
    return a.currency === b.currency ? compareDecimals(a, b) : undefined;
  if (isMoney(a) && typeof b === 'number') {
    const decimal = decimalFromNumber(b);
    return decimal && compareDecimals(a, decimal);
  }
  const isDuration = (value: Value): value is number =>
    typeof value === 'number' || isPeriod(value);
  if (isDuration(a) && isDuration(b)) return secondsOf(a) - secondsOf(b);
  return undefined;
}

/** True where two values are the same: records by identity, money by amount and currency, lists by their items. */
export function equalValues(a: Value, b: Value): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object') return false;
  if (isRecord(a) || isRecord(b)) return isRecord(a) && isRecord(b) && a.slot === b.slot;
  if (isList(a) || isList(b)) {
    if (!isList(a) || !isList(b) || a.length !== b.length) return false;
    return a.every((item, index) => {
      const other = b[index];
      return other !== undefined && equalValues(item, other);
    });
  }
  return compareValues(a, b) === 0;
}
