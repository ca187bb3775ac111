import type { IsoDate } from '../model/date.ts';
import { dateOf } from '../model/date.ts';
import type { CrmRecord } from '../model/record.ts';

/** The day on which a won or lost deal was decided: `closed`, else the `close_date` it had then. */
export function closedOn(deal: CrmRecord): IsoDate | undefined {
  const date = deal.fields['closed'] ?? deal.fields['close_date'];
  return typeof date === 'string' ? dateOf(date) : undefined;
}

/** The day on which a deal came to be. */
export function createdOn(deal: CrmRecord): IsoDate | undefined {
  const date = deal.fields['created'];
  return typeof date === 'string' ? dateOf(date) : undefined;
}
