/** Which activities count for a record: the one answer that every date of last contact is computed from. */
import type { IsoDate } from '../../model/date.ts';
import { addDays, dateOf } from '../../model/date.ts';
import type { CrmRecord } from '../../model/record.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { textField } from './computedField.ts';

/** Beyond this many accounts asked for on one snapshot, one pass over all activities is cheaper. */
const accountsBeforeIndex = 200;

interface AccountActivities {
  /** Of the snapshot: a workspace changes under its name. */
  readonly version: number;
  asked: number;
  bySlot: ReadonlyMap<number, readonly CrmRecord[]> | undefined;
}

const perSnapshot = new WeakMap<Snapshot, AccountActivities>();

/**
 * The activities of a record in order of id. For an account: those that refer to it, or to a record of
 * its own (contact, deal, case, order … whose `account` leads to it; a case without account belongs to its
 * contact's). For any other record: those that refer to it. Mentions in prose do not count.
 */
export function activitiesOf(snapshot: Snapshot, record: CrmRecord): readonly CrmRecord[] {
  if (record.type !== 'account') return snapshot.referrers(record, 'activity');
  let known = perSnapshot.get(snapshot);
  if (known?.version !== snapshot.version) {
    known = { version: snapshot.version, asked: 0, bySlot: undefined };
    perSnapshot.set(snapshot, known);
  }
  if (!known.bySlot && ++known.asked > accountsBeforeIndex) known.bySlot = indexByAccount(snapshot);
  return known.bySlot ? (known.bySlot.get(record.slot) ?? []) : activitiesAround(snapshot, record);
}

/** The records of a type that refer to a record: what a back-reference of expressions and reports means. */
export function backReferencesOf(
  snapshot: Snapshot,
  record: CrmRecord,
  type: string,
): readonly CrmRecord[] {
  return type === 'activity' ? activitiesOf(snapshot, record) : snapshot.referrers(record, type);
}

/** From the account outwards: cheap for a few accounts. */
export function activitiesAround(snapshot: Snapshot, account: CrmRecord): readonly CrmRecord[] {
  const found = new Set<CrmRecord>();
  for (const { from, field } of snapshot.backlinks(account)) {
    if (field === undefined) continue;
    if (from.type === 'activity') found.add(from);
    else if (field === 'account') addActivitiesOf(snapshot, from, found);
  }
  return [...found].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

function addActivitiesOf(snapshot: Snapshot, own: CrmRecord, found: Set<CrmRecord>): void {
  for (const activity of snapshot.referrers(own, 'activity')) found.add(activity);
  if (own.type !== 'contact') return;
  for (const record of casesOfContactAlone(snapshot, own)) {
    for (const activity of snapshot.referrers(record, 'activity')) found.add(activity);
  }
}

function casesOfContactAlone(snapshot: Snapshot, contact: CrmRecord): CrmRecord[] {
  const cases = snapshot.referrers(contact, 'case', 'contact');
  return cases.filter((found) => found.fields['account'] === undefined);
}

/** From the activities inwards: one pass for all accounts. */
export function indexByAccount(snapshot: Snapshot): ReadonlyMap<number, readonly CrmRecord[]> {
  const bySlot = new Map<number, CrmRecord[]>();
  for (const activity of snapshot.records('activity')) {
    for (const account of accountsOfActivity(snapshot, activity)) {
      const known = bySlot.get(account.slot);
      if (known) known.push(activity);
      else bySlot.set(account.slot, [activity]);
    }
  }
  return bySlot;
}

/** The accounts that an activity counts for, each once. */
function accountsOfActivity(snapshot: Snapshot, activity: CrmRecord): ReadonlySet<CrmRecord> {
  const accounts = new Set<CrmRecord>();
  let field: string | undefined;
  for (const link of activity.links) {
    if (link.field === undefined || link.field === field) continue;
    field = link.field;
    for (const target of snapshot.targets(activity, field)) {
      const account = target.type === 'account' ? target : accountOf(snapshot, target);
      if (account) accounts.add(account);
    }
  }
  return accounts;
}

/** The account of a record: its own, or that of a case's contact. Activities have none of their own here. */
export function accountOf(snapshot: Snapshot, record: CrmRecord): CrmRecord | undefined {
  if (record.type === 'activity') return undefined;
  if (record.fields['account'] !== undefined) {
    const account = snapshot.target(record, 'account');
    return account?.type === 'account' ? account : undefined;
  }
  if (record.type !== 'case') return undefined;
  const contact = snapshot.target(record, 'contact');
  return contact?.type === 'contact' ? accountOf(snapshot, contact) : undefined;
}

/** The cases of an account: its own, and those of its contacts that name no account. */
export function casesOfAccount(snapshot: Snapshot, account: CrmRecord): readonly CrmRecord[] {
  const contacts = snapshot.referrers(account, 'contact', 'account');
  const found = new Set(snapshot.referrers(account, 'case', 'account'));
  for (const contact of contacts) {
    for (const record of casesOfContactAlone(snapshot, contact)) found.add(record);
  }
  return [...found];
}

/** The day of the last activity up to today; what lies ahead (an invitation) is no touch yet. */
export function lastActivityDate(
  snapshot: Snapshot,
  record: CrmRecord,
  today: IsoDate,
): IsoDate | undefined {
  let last: IsoDate | undefined;
  for (const activity of activitiesOf(snapshot, record)) {
    const written = textField(activity, 'date');
    if (written === undefined) continue;
    const date = dateOf(written);
    if (date <= today && (last === undefined || date > last)) last = date;
  }
  return last;
}

/** Activities of the last `days` days, today included. */
export function countTouches(
  snapshot: Snapshot,
  record: CrmRecord,
  today: IsoDate,
  days: number,
): number {
  const from = addDays(today, -days);
  let count = 0;
  for (const activity of activitiesOf(snapshot, record)) {
    const date = dateOf(textField(activity, 'date') ?? '');
    if (date > from && date <= today) count++;
  }
  return count;
}
