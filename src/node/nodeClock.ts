import type { Clock } from '../core/ports/clock.ts';
import type { IsoDate } from '../core/model/date.ts';

/** Today in a time zone; an unknown zone counts as UTC. */
export const systemClock: Clock = {
  today(timezone: string): IsoDate {
    const now = new Date();
    try {
      const parts = new Intl.DateTimeFormat('en-CA', {
        timeZone: timezone,
        year: 'numeric',
        month: '2-digit',
        day: '2-digit',
      });
      return parts.format(now);
    } catch {
      return now.toISOString().slice(0, 10);
    }
  },
  now: () => Date.now(),
};

/** A clock that stands still: `--today`, tests. */
export function fixedClock(today: IsoDate): Clock {
  return { today: () => today, now: () => Date.now() };
}
