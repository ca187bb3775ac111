/** Moments of datetimes that carry no offset: they are read in the workspace's time zone. */
import { epochMillis } from '../../model/date.ts';

const formats = new Map<string, Intl.DateTimeFormat | undefined>();

function formatOf(timezone: string): Intl.DateTimeFormat | undefined {
  if (!formats.has(timezone)) formats.set(timezone, createFormat(timezone));
  return formats.get(timezone);
}

function createFormat(timeZone: string): Intl.DateTimeFormat | undefined {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
  } catch {
    // A zone that this system does not know reads as UTC; crm.yaml has a problem for it.
    return undefined;
  }
}

/** Minutes east of UTC in a zone at a moment. */
function offsetAt(timezone: string, millis: number): number {
  const format = formatOf(timezone);
  if (!format) return 0;
  const parts: Record<string, string> = {};
  for (const { type, value } of format.formatToParts(millis)) parts[type] = value;
  const local = `${(parts['year'] ?? '').padStart(4, '0')}-${parts['month']}-${parts['day']}T${parts['hour']}:${parts['minute']}:${parts['second']}Z`;
  return Math.round((epochMillis(local) - Math.floor(millis / 1000) * 1000) / 60000);
}

/** Milliseconds since the epoch of a date or datetime; one without an offset is local to the zone. */
export function momentOf(text: string, timezone: string): number {
  if (/(?:Z|[+-]\d{2}:?\d{2})$/.test(text.slice(10))) return epochMillis(text);
  const asUtc = epochMillis(text);
  // Two steps settle on the right side of a change of the clocks.
  const near = asUtc - offsetAt(timezone, asUtc) * 60000;
  return asUtc - offsetAt(timezone, near) * 60000;
}
