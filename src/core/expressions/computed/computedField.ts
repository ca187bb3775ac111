/** What a computed field is: a figure that follows from the records and is never stored. */
import type { IsoDate } from '../../model/date.ts';
import type { Money } from '../../model/money.ts';
import type { CrmRecord, FieldValue } from '../../model/record.ts';
import type { FieldKind } from '../../model/schema.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { conversionDate } from './conversionDate.ts';

/** Told of every amount that could not be counted, and why; the figure is then computed without it. */
export type Exclude = (record: CrmRecord, reason: string) => void;

export interface ComputedContext {
  readonly snapshot: Snapshot;
  readonly today: IsoDate;
  readonly exclude?: Exclude | undefined;
}

export interface ComputedField {
  readonly name: string;
  readonly label: string;
  readonly kind: FieldKind;
  /** `days`: a number of days; `ratio`: 0 to 1; `count`: how many. */
  readonly unit?: 'days' | 'ratio' | 'count';
  /** For `enum`: the values it can have. */
  readonly options?: readonly string[];
  /** Types that have it; empty: every type. */
  readonly types: readonly string[];
  /** True where it completes a declared field of the same name (the stage's probability where a deal has none). */
  readonly effective: boolean;
  /** The formula in words. */
  readonly description: string;
  /** The value, typed as `kind` says; undefined where it cannot be known. */
  compute(record: CrmRecord, context: ComputedContext): FieldValue | undefined;
}

interface Outline {
  readonly kind: FieldKind;
  readonly types: readonly string[];
  readonly description: string;
  readonly label?: string;
  readonly unit?: 'days' | 'ratio' | 'count';
  readonly options?: readonly string[];
  readonly effective?: boolean;
  readonly compute: ComputedField['compute'];
}

export function computed(name: string, outline: Outline): ComputedField {
  const words = name.replaceAll('_', ' ');
  const label = words.slice(0, 1).toUpperCase() + words.slice(1);
  return { name, label, effective: false, ...outline };
}

/** A text, date, enum or reference field as it stands; undefined where missing. */
export function textField(record: CrmRecord, name: string): string | undefined {
  const value = record.fields[name];
  return typeof value === 'string' ? value : undefined;
}

/** An amount in the base currency at the rate of the record's own date; undefined, and excluded, without a rate. */
export function inBaseCurrency(
  money: Money,
  record: CrmRecord,
  { snapshot, today, exclude }: ComputedContext,
): Money | undefined {
  if (money.currency === snapshot.schema.currency) return money;
  const converted = snapshot.convert(money, conversionDate(record, today));
  if (converted.ok) return converted.money;
  exclude?.(record, converted.reason);
  return undefined;
}
