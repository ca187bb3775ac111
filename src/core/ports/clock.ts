import type { IsoDate } from '../model/date.ts';

export interface Clock {
  /** The calendar date in a time zone (IANA name). */
  today(timezone: string): IsoDate;
  /** Milliseconds since the epoch, by the clock that dates files. */
  now(): number;
}
