/** Computed fields that records of every type have. */
import type { IsoDate } from '../../model/date.ts';
import { dateOf, daysBetween } from '../../model/date.ts';
import type { CrmRecord } from '../../model/record.ts';
import type { TypeSpec } from '../../model/schema.ts';
import { lastActivityDate } from './activities.ts';
import type { ComputedContext, ComputedField } from './computedField.ts';
import { computed, textField } from './computedField.ts';
import { isOpen, typesThatClose } from './openness.ts';

const secondsPerDay = 86_400;

/** Share (0 to 1) of a type's required and recommended fields that a record fills; undefined where there are none. */
export function completenessOf(record: CrmRecord, type: TypeSpec): number | undefined {
  let wanted = 0;
  let filled = 0;
  for (const field of type.fields) {
    if (!field.required && !field.recommended) continue;
    wanted++;
    const value = record.fields[field.name];
    if (value !== undefined && value !== '') filled++;
  }
  return wanted === 0 ? undefined : filled / wanted;
}

/** Types whose care is contact: an activity with them counts as an update. */
const caredForByContact = new Set(['account', 'contact', 'deal', 'case']);

/** The day on which a record was last cared for: updated or created, or the last activity with it. */
export function lastCare(
  record: CrmRecord,
  { snapshot, today }: ComputedContext,
): IsoDate | undefined {
  const written = textField(record, 'updated') ?? textField(record, 'created');
  const changed = written === undefined ? undefined : dateOf(written);
  const touched = caredForByContact.has(record.type)
    ? lastActivityDate(snapshot, record, today)
    : undefined;
  if (changed === undefined || touched === undefined) return changed ?? touched;
  return changed > touched ? changed : touched;
}

function isStale(record: CrmRecord, context: ComputedContext): boolean | undefined {
  const after = context.snapshot.schema.policy.staleAfter[record.type];
  if (after === undefined) return false;
  if (typesThatClose.includes(record.type) && isOpen(record, context) === false) return false;
  const last = lastCare(record, context);
  return last === undefined ? undefined : daysBetween(last, context.today) * secondsPerDay > after;
}

function daysSince(date: string | undefined, today: IsoDate): number | undefined {
  return date === undefined ? undefined : daysBetween(dateOf(date), today);
}

export const everyTypeFields: readonly ComputedField[] = [
  computed('completeness', {
    kind: 'number',
    unit: 'ratio',
    types: [],
    description: 'Share of its required and recommended fields that are filled, 0 to 1.',
    compute(record, { snapshot }) {
      const type = snapshot.type(record.type);
      return type && completenessOf(record, type);
    },
  }),
  computed('backlink_count', {
    kind: 'integer',
    unit: 'count',
    label: 'Back-links',
    types: [],
    description: 'How often other records refer to it, in fields and in prose.',
    compute: (record, { snapshot }) => snapshot.backlinks(record).length,
  }),
  computed('age', {
    kind: 'number',
    unit: 'days',
    types: [],
    description: 'Days since created (of a case: opened; of what has a date: that date).',
    compute: (record, { today }) =>
      daysSince(
        textField(record, 'created') ?? textField(record, 'opened') ?? textField(record, 'date'),
        today,
      ),
  }),
  computed('days_since_update', {
    kind: 'number',
    unit: 'days',
    types: [],
    description: 'Days since updated, or since created where it was never updated.',
    compute: (record, { today }) =>
      daysSince(textField(record, 'updated') ?? textField(record, 'created'), today),
  }),
  computed('stale', {
    kind: 'boolean',
    types: [],
    description:
      'Neither activity nor update for longer than stale_after of crm.yaml allows for its type; what is closed is never stale.',
    compute: isStale,
  }),
];
