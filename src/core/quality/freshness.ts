/** How long ago each record was cared for, found for all of them in one pass over the activities. */
import { accountOf } from '../expressions/computed/activities.ts';
import { outcomeOf } from '../expressions/computed/deals.ts';
import type { IsoDate } from '../model/date.ts';
import { dateOf, daysBetween } from '../model/date.ts';
import type { CrmRecord } from '../model/record.ts';
import type { Snapshot } from '../model/snapshot.ts';

const secondsPerDay = 86_400;

/** Types whose care is contact: an activity with them counts as an update. */
const caredForByContact: ReadonlySet<string> = new Set(['account', 'contact', 'deal', 'case']);

/** Slot -> day of the last activity up to today, counted as for the computed field last_activity. */
export function lastTouches(snapshot: Snapshot, today: IsoDate): ReadonlyMap<number, IsoDate> {
  const touches = new Map<number, IsoDate>();
  const accounts = new Map<number, CrmRecord | undefined>();
  const touch = (record: CrmRecord, date: IsoDate): void => {
    const known = touches.get(record.slot);
    if (known === undefined || date > known) touches.set(record.slot, date);
  };
  for (const activity of snapshot.records('activity')) {
    const written = activity.fields['date'];
    if (typeof written !== 'string') continue;
    const date = dateOf(written);
    if (date > today) continue;
    let field: string | undefined;
    for (const link of activity.links) {
      if (link.field === undefined || link.field === field) continue;
      field = link.field;
      for (const target of snapshot.targets(activity, link.field)) {
        touch(target, date);
        if (target.type === 'account') continue;
        if (!accounts.has(target.slot)) accounts.set(target.slot, accountOf(snapshot, target));
        const account = accounts.get(target.slot);
        if (account) touch(account, date);
      }
    }
  }
  return touches;
}

/** The day on which a record was last cared for: updated or created, or the last activity with it. */
export function lastCareOf(
  record: CrmRecord,
  touches: ReadonlyMap<number, IsoDate>,
): IsoDate | undefined {
  const written = record.fields['updated'] ?? record.fields['created'];
  const changed = typeof written === 'string' ? dateOf(written) : undefined;
  const touched = caredForByContact.has(record.type) ? touches.get(record.slot) : undefined;
  if (changed === undefined || touched === undefined) return changed ?? touched;
  return changed > touched ? changed : touched;
}

/** True where a record can grow stale: its type has a time limit, and it is not settled (a closed deal is). */
export function canGrowStale(snapshot: Snapshot, record: CrmRecord): boolean {
  if (snapshot.schema.policy.staleAfter[record.type] === undefined) return false;
  if (record.type !== 'deal') return true;
  const outcome = outcomeOf(snapshot, record);
  return outcome !== 'won' && outcome !== 'lost';
}

/** 1 up to the time limit, then limit ÷ age: half at twice the limit. */
export function freshnessAt(lastCare: IsoDate, staleAfter: number, today: IsoDate): number {
  const age = daysBetween(lastCare, today) * secondsPerDay;
  return age <= staleAfter ? 1 : staleAfter / age;
}
