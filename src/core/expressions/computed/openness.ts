/** Whether something still waits for somebody, and whether it is late: one answer for every list and report. */
import { dateOf, daysBetween } from '../../model/date.ts';
import type { CrmRecord } from '../../model/record.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import type { ComputedContext, ComputedField } from './computedField.ts';
import { computed, textField } from './computedField.ts';
import { outcomeOf } from './deals.ts';
import { isOpenDocument } from './documents.ts';
import { momentOf } from './timeZone.ts';

export function isOpenTask(record: CrmRecord): boolean {
  const { status } = record.fields;
  return status !== 'done' && status !== 'cancelled' && record.fields['done'] === undefined;
}

export function isOpenCase(record: CrmRecord): boolean {
  const { status } = record.fields;
  if (status === undefined) return record.fields['resolved'] === undefined;
  return status !== 'resolved' && status !== 'closed';
}

/** Whether a deal, task, case, quote, order or invoice still waits for somebody; undefined for a deal without a known stage. */
export function isOpen(record: CrmRecord, { snapshot }: ComputedContext): boolean | undefined {
  switch (record.type) {
    case 'deal': {
      const outcome = outcomeOf(snapshot, record);
      return outcome === undefined ? undefined : outcome === 'open';
    }
    case 'task':
      return isOpenTask(record);
    case 'case':
      return isOpenCase(record);
    default:
      return isOpenDocument(record);
  }
}

/** The day by which something must be done, for types that have one. */
const dueFields: Readonly<Record<string, string>> = {
  task: 'due',
  deal: 'close_date',
  quote: 'due',
  order: 'due',
  invoice: 'due',
  article: 'review_by',
};

function isOverdue(record: CrmRecord, context: ComputedContext): boolean | undefined {
  const due = textField(record, dueFields[record.type] ?? 'due');
  if (due === undefined) return false;
  const waits =
    record.type === 'article' ? record.fields['status'] !== 'retired' : isOpen(record, context);
  if (record.type === 'invoice' && record.fields['status'] === 'draft') return false;
  return waits === undefined ? undefined : waits && dateOf(due) < context.today;
}

/** Days from opening to resolution; in fractions of a day where both carry a time. */
function timeToResolve(snapshot: Snapshot, record: CrmRecord): number | undefined {
  const opened = textField(record, 'opened');
  const resolved = textField(record, 'resolved');
  if (opened === undefined || resolved === undefined) return undefined;
  if (opened.length === 10 || resolved.length === 10) {
    return daysBetween(dateOf(opened), dateOf(resolved));
  }
  const { timezone } = snapshot.schema;
  return (momentOf(resolved, timezone) - momentOf(opened, timezone)) / 86_400_000;
}

/** Types of which some are open and some are done with. */
export const typesThatClose: readonly string[] = [
  'deal',
  'task',
  'case',
  'quote',
  'order',
  'invoice',
];

export const opennessFields: readonly ComputedField[] = [
  computed('is_open', {
    kind: 'boolean',
    types: typesThatClose,
    description:
      'Deal: in a stage without outcome. Task: neither done nor cancelled. Case: neither resolved nor closed. Quote, order, invoice: not answered, delivered or paid.',
    compute: isOpen,
  }),
  computed('overdue', {
    kind: 'boolean',
    types: Object.keys(dueFields),
    description:
      'Still open, and its due date (close_date of a deal, review_by of an article) is before today.',
    compute: isOverdue,
  }),
  computed('days_open', {
    kind: 'number',
    unit: 'days',
    types: ['case'],
    description: 'Days from opened to resolved, or to today while it is open.',
    compute(record, { today }) {
      const opened = textField(record, 'opened');
      const end = textField(record, 'resolved') ?? (isOpenCase(record) ? today : undefined);
      return opened === undefined || end === undefined
        ? undefined
        : daysBetween(dateOf(opened), dateOf(end));
    },
  }),
  computed('time_to_resolve', {
    kind: 'number',
    unit: 'days',
    types: ['case'],
    description: 'Days from opened to resolved, exact to the minute where both say a time.',
    compute: (record, { snapshot }) => timeToResolve(snapshot, record),
  }),
  computed('days_to_review', {
    kind: 'number',
    unit: 'days',
    types: ['article', 'strategy'],
    description: 'Days from today to review_by; negative once it has passed.',
    compute(record, { today }) {
      const by = textField(record, 'review_by');
      return by === undefined ? undefined : daysBetween(today, dateOf(by));
    },
  }),
];
