import type { IsoDate } from '../model/date.ts';

export interface Clock {
  /** The calendar date in a time zone (IANA name). */
  today(timezone: string): IsoDate;
}
