import { nearest } from '../model/nearMiss.ts';

export interface TimezoneCheck {
  /** True where the zone exists, or where nothing here knows about zones. */
  readonly known: boolean;
  /** The zone that was probably meant. */
  readonly meant?: string;
}

/** Whether a text is an IANA time zone; `Berlin` is answered with `Europe/Berlin`. */
export function checkTimezone(text: string): TimezoneCheck {
  if (typeof Intl !== 'object') return { known: true };
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    return { known: true };
  } catch {
    const meant = likelyZone(text);
    return meant === undefined ? { known: false } : { known: false, meant };
  }
}

function likelyZone(text: string): string | undefined {
  const zones =
    typeof Intl.supportedValuesOf === 'function' ? Intl.supportedValuesOf('timeZone') : [];
  const city = text.toLowerCase().replaceAll(/\s+/g, '_');
  return zones.find((zone) => zone.toLowerCase().endsWith(`/${city}`)) ?? nearest(text, zones);
}
