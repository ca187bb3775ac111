import type { IsoDate } from './date.ts';
import { dateOf } from './date.ts';
import type { CrmRecord } from './record.ts';

/** The record's own date by which its money converts, first one that is written. */
const dateFields: Readonly<Record<string, readonly string[]>> = {
  deal: ['closed', 'close_date'],
  quote: ['date'],
  order: ['date'],
  invoice: ['date'],
  activity: ['date'],
  case: ['resolved', 'opened'],
  campaign: ['starts'],
};

/**
 * The date whose exchange rate applies to a record's amounts: when the deal closed or is to close, the case was
 * resolved or opened, the campaign starts, anything else is dated. Undefined where the record has no date of its own: reports then take today's rate and
 * say so.
 */
export function rateDateOf(record: CrmRecord): IsoDate | undefined {
  for (const field of dateFields[record.type] ?? ['date']) {
    const value = record.fields[field];
    if (typeof value === 'string') return dateOf(value);
  }
  return undefined;
}
