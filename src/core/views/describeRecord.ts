import { dateOf } from '../model/date.ts';
import type { CrmRecord } from '../model/record.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { describeValue } from './describeValue.ts';
import { ownFields } from './ownFields.ts';

/**
 * Fields that tell records of a type apart, first ones first; of several with a bar between them the first that is
 * written. References show the title of what they lead to.
 */
const telling: Readonly<Record<string, readonly string[]>> = {
  account: ['status', 'industry', 'city'],
  contact: ['job_title', 'account'],
  deal: ['account', 'stage', 'amount', 'closed|close_date'],
  activity: ['kind', 'date', 'account'],
  task: ['status', 'due', 'assignee'],
  case: ['status', 'account', 'opened'],
  article: ['kind', 'status', 'language'],
  script: ['language'],
  segment: ['kind', 'stance'],
  campaign: ['status', 'segment'],
  strategy: ['kind'],
  product: ['category', 'price'],
  quote: ['account', 'date', 'status'],
  order: ['account', 'date', 'status'],
  invoice: ['account', 'date', 'status'],
  report: ['from'],
  template: ['for'],
};

/** A few words about a record, for lists in which many types stand together. */
export function describeRecord(record: CrmRecord, snapshot: Snapshot): string {
  const words = (telling[record.type] ?? ownFields(record.type, snapshot, 3)).map((names) => {
    const name = names.split('|').find((one) => record.fields[one] !== undefined) ?? names;
    const text = describeValue(record, name, snapshot);
    return snapshot.field(record.type, name)?.kind === 'datetime' ? dateOf(text) : text;
  });
  return words.filter((word) => word !== '').join(' · ');
}
