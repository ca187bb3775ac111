import type { CrmRecord } from '../model/record.ts';
import { isMoney } from '../model/money.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { formatMoneyShort } from '../model/words.ts';

/** Fields that tell records of a type apart, first ones first; references show the title of what they lead to. */
const telling: Readonly<Record<string, readonly string[]>> = {
  account: ['status', 'industry', 'city'],
  contact: ['job_title', 'account'],
  deal: ['account', 'stage', 'amount'],
  activity: ['kind', 'date', 'account'],
  task: ['due', 'assignee', 'status'],
  case: ['status', 'account', 'opened'],
  article: ['kind', 'status'],
  quote: ['account', 'date'],
  order: ['account', 'date'],
  invoice: ['account', 'date', 'status'],
};

/** A few words about a record, for lists in which many types stand together. */
export function describeRecord(record: CrmRecord, snapshot: Snapshot): string {
  const words: string[] = [];
  for (const name of telling[record.type] ?? ['status', 'date', 'owner']) {
    const value = record.fields[name];
    const kind = snapshot.field(record.type, name)?.kind;
    if (isMoney(value)) words.push(formatMoneyShort(value));
    else if (kind === 'ref') words.push(snapshot.target(record, name)?.title ?? '');
    else if (kind === 'stage') words.push(snapshot.stageOf(record)?.name ?? String(value ?? ''));
    else if (kind === 'datetime' && typeof value === 'string') words.push(value.slice(0, 10));
    else if (typeof value === 'string' || typeof value === 'number')
      words.push(String(value).replaceAll('_', ' '));
  }
  return words.filter((word) => word !== '').join(' · ');
}
