/** Amounts of records in the report's currency, and the list of what could not be counted. */
import { conversionDate } from '../expressions/computed/conversionDate.ts';
import type { IsoDate } from '../model/date.ts';
import type { Money } from '../model/money.ts';
import { isMoney } from '../model/money.ts';
import type { CrmRecord } from '../model/record.ts';
import { recordKey } from '../model/record.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { writtenText } from './fieldPath.ts';
import { countOf } from '../model/words.ts';
import type { Excluded } from './reportModel.ts';

/** Records that a report leaves out, or leaves out of one column. */
export class Exclusions {
  readonly #items: Excluded[] = [];
  readonly #seen = new Set<string>();

  /** A record left out of one column for one reason is one entry, however often it is met. */
  add(record: CrmRecord, reason: string, column?: string): void {
    const id = recordKey(record);
    const key = `${id}\n${column ?? ''}\n${reason}`;
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    const { path } = record;
    this.#items.push(column === undefined ? { id, path, reason } : { id, path, reason, column });
  }

  get items(): readonly Excluded[] {
    return this.#items;
  }
}

export interface AmountOptions {
  readonly snapshot: Snapshot;
  readonly today: IsoDate;
  readonly currency: string;
  readonly exclusions: Exclusions;
}

/**
 * Reads money in one currency: what is in another is converted by the rate of the record's own date (a deal's
 * closing, an invoice's or activity's date), or of today where it has none. Without a rate it is excluded.
 */
export class AmountReader {
  readonly #options: AmountOptions;
  readonly #atToday = new Set<number>();

  constructor(options: AmountOptions) {
    this.#options = options;
  }

  /** The amount in a field; undefined, and excluded from `column` with the reason, where there is none. */
  read(record: CrmRecord, field: string, column: string): Money | undefined {
    const value = record.fields[field];
    if (isMoney(value)) return this.convert(value, record, column);
    this.#options.exclusions.add(
      record,
      missingReason(record, field, field.replaceAll('_', ' ')),
      column,
    );
    return undefined;
  }

  convert(money: Money, record: CrmRecord, column: string): Money | undefined {
    const { snapshot, today, currency, exclusions } = this.#options;
    if (money.currency === currency) return money;
    const date = conversionDate(record, '');
    const converted = snapshot.convert(money, date === '' ? today : date, currency);
    if (!converted.ok) {
      exclusions.add(record, converted.reason, column);
      return undefined;
    }
    if (date === '') this.#atToday.add(record.slot);
    return converted.money;
  }

  /** Says which amounts were converted at today's rate for want of a date. */
  notes(): readonly string[] {
    const count = this.#atToday.size;
    if (count === 0) return [];
    const words = countOf(
      count,
      'record without a date of its own is',
      'records without a date of their own are',
    );
    return [`${words} converted at the rate of today, ${this.#options.today}.`];
  }
}

/** Why a field gives nothing to count: `no amount`, or `amount cannot be read: twelve`. */
export function missingReason(record: CrmRecord, field: string, name: string): string {
  const written = writtenText(record.invalid[field]);
  return written === undefined ? `no ${name}` : `${name} cannot be read: ${written}`;
}
