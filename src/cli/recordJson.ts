/** Values as `--json` prints them: a contract, see "Values in JSON" of the command line's documentation. */
import { isMoney, moneyToJson } from '../core/model/money.ts';
import type { FieldMap, FieldValue } from '../core/model/record.ts';
import { recordKey } from '../core/model/record.ts';
import type { FieldKind } from '../core/model/schema.ts';
import type { Snapshot } from '../core/model/snapshot.ts';

export type Json =
  string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/** What is known of a value's field; all of it that a declared field has. */
export interface ValueShape {
  readonly kind: FieldKind;
  /** `ratio` and `days` of computed numbers: already what JSON says. */
  readonly unit?: 'days' | 'ratio' | 'count' | undefined;
  readonly to?: readonly string[];
  readonly fields?: readonly (ValueShape & { readonly name: string })[];
}

const secondsPerDay = 86_400;

/**
 * Money as amount and currency, durations in days, percentages 0 to 1, references as `type/id` (as written where
 * they lead nowhere), missing values null.
 */
export function valueToJson(
  value: FieldValue | undefined,
  shape: ValueShape | undefined,
  snapshot: Snapshot,
): Json {
  if (value === undefined || value === null) return null;
  if (typeof value === 'number') return numberToJson(value, shape);
  if (typeof value === 'boolean') return value;
  if (isMoney(value)) return { ...moneyToJson(value) };
  if (Array.isArray(value)) {
    return value.map((item: FieldValue) => valueToJson(item, shape, snapshot));
  }
  if (typeof value === 'string') {
    return shape?.kind === 'ref' ? referenceToJson(value, shape.to ?? [], snapshot) : value;
  }
  return mapToJson(value as FieldMap, shape, snapshot);
}

function numberToJson(value: number, shape: ValueShape | undefined): number {
  if (shape?.unit !== undefined) return value;
  if (shape?.kind === 'duration') return rounded(value / secondsPerDay);
  // 33.3 % is 0.333, not the nearest binary fraction of a division.
  return shape?.kind === 'percent' ? rounded(value / 100) : value;
}

function rounded(value: number): number {
  return Number(value.toPrecision(15));
}

function referenceToJson(value: string, to: readonly string[], snapshot: Snapshot): string {
  const found = snapshot.resolve(value, to);
  return found.kind === 'found' ? recordKey(found.record) : value;
}

function mapToJson(value: FieldMap, shape: ValueShape | undefined, snapshot: Snapshot): Json {
  const json: Record<string, Json> = {};
  for (const name of Object.keys(value)) {
    const inner = shape?.fields?.find((field) => field.name === name);
    // Fields of the user's choosing may be called __proto__.
    Object.defineProperty(json, name, {
      value: valueToJson(value[name], inner, snapshot),
      enumerable: true,
      writable: true,
      configurable: true,
    });
  }
  return json;
}
