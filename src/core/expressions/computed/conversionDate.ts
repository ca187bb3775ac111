import type { IsoDate } from '../../model/date.ts';
import { dateOf } from '../../model/date.ts';
import type { CrmRecord } from '../../model/record.ts';

/** Fields that say when the amounts of a record took or take effect, the first one present decides. */
const effectFields = ['closed', 'close_date', 'date', 'opened', 'starts'];

/**
 * The date whose exchange rate applies to the amounts of a record: when the deal closed or is to close, the
 * document or activity was dated, the case opened, the campaign starts; else today.
 */
export function conversionDate(record: CrmRecord, today: IsoDate): IsoDate {
  for (const name of effectFields) {
    const value = record.fields[name];
    if (typeof value === 'string' && value.length >= 10) return dateOf(value);
  }
  return today;
}
