import type { IsoDate } from '../../model/date.ts';
import { dateOf } from '../../model/date.ts';
import type { CrmRecord } from '../../model/record.ts';

/** Fields that say when the amounts of a record take effect, by type; the first one present decides. */
const effectFields: Readonly<Record<string, readonly string[]>> = {
  deal: ['closed', 'close_date'],
  case: ['resolved', 'opened'],
  campaign: ['starts'],
};

const anyTypeFields: readonly string[] = ['date'];

/**
 * The date whose exchange rate applies to the amounts of a record: when the deal closed or is to close, the
 * case was resolved or opened, the campaign starts, anything else is dated; `fallback` (today) without one.
 */
export function conversionDate(record: CrmRecord, fallback: IsoDate): IsoDate {
  for (const name of effectFields[record.type] ?? anyTypeFields) {
    const value = record.fields[name];
    if (typeof value === 'string') return dateOf(value);
  }
  return fallback;
}
