import type { IsoDate } from '../../model/date.ts';
import { rateDateOf } from '../../model/rateDate.ts';
import type { CrmRecord } from '../../model/record.ts';

/** The date whose exchange rate applies to the amounts of a record; `fallback` (today) where it has none of its own. */
export function conversionDate(record: CrmRecord, fallback: IsoDate): IsoDate {
  return rateDateOf(record) ?? fallback;
}
