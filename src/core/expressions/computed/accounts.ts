/** Computed fields of accounts and contacts. */
import type { IsoDate } from '../../model/date.ts';
import { daysBetween } from '../../model/date.ts';
import { zero } from '../../model/decimal.ts';
import type { Money } from '../../model/money.ts';
import { addMoney, isMoney, moneyOf } from '../../model/money.ts';
import type { CrmRecord } from '../../model/record.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { casesOfAccount, countTouches, lastActivityDate } from './activities.ts';
import type { ComputedContext, ComputedField } from './computedField.ts';
import { computed, inBaseCurrency, textField } from './computedField.ts';
import type { Outcome } from './deals.ts';
import { outcomeOf } from './deals.ts';
import { isOpenCase, isOpenTask } from './openness.ts';

const account = ['account'];
const touched = ['account', 'contact', 'deal', 'case'];

function dealsOf(snapshot: Snapshot, record: CrmRecord, outcome: Outcome): readonly CrmRecord[] {
  return snapshot
    .referrers(record, 'deal', 'account')
    .filter((deal) => outcomeOf(snapshot, deal) === outcome);
}

/** Sum of the amounts of an account's deals with an outcome, in the base currency, each at its own date's rate. */
function sumOfDeals(record: CrmRecord, outcome: Outcome, context: ComputedContext): Money {
  let sum = moneyOf(zero, context.snapshot.schema.currency);
  for (const deal of dealsOf(context.snapshot, record, outcome)) {
    const { amount } = deal.fields;
    if (!isMoney(amount)) {
      context.exclude?.(deal, 'no amount');
      continue;
    }
    const converted = inBaseCurrency(amount, deal, context);
    if (converted) sum = addMoney(sum, converted);
  }
  return sum;
}

export interface NextStep {
  readonly text: string | undefined;
  readonly date: IsoDate | undefined;
  /** The deal or task that holds it. */
  readonly record: CrmRecord;
}

/**
 * What is to happen next with an account: the earliest dated step of its open deals (next_step) and of the open
 * tasks about it or them; without any date, the first step written down.
 */
export function nextStepOf(snapshot: Snapshot, record: CrmRecord): NextStep | undefined {
  let next: NextStep | undefined;
  for (const step of stepsOf(snapshot, record)) {
    const earlier = step.date !== undefined && (next?.date === undefined || step.date < next.date);
    if (!next || earlier) next = step;
  }
  return next;
}

function stepsOf(snapshot: Snapshot, record: CrmRecord): readonly NextStep[] {
  const steps: NextStep[] = [];
  const open = dealsOf(snapshot, record, 'open');
  for (const deal of open) {
    const text = textField(deal, 'next_step');
    const date = textField(deal, 'next_step_date');
    if (text !== undefined || date !== undefined) steps.push({ text, date, record: deal });
  }
  const tasks = new Set<CrmRecord>();
  for (const about of [record, ...open]) {
    for (const task of snapshot.referrers(about, 'task')) if (isOpenTask(task)) tasks.add(task);
  }
  for (const task of tasks) {
    steps.push({ text: task.title, date: textField(task, 'due'), record: task });
  }
  return steps;
}

export const accountFields: readonly ComputedField[] = [
  computed('last_activity', {
    kind: 'date',
    types: touched,
    description:
      'Day of the last activity up to today; an activity counts for an account directly and by its contacts, deals and cases.',
    compute: (record, { snapshot, today }) => lastActivityDate(snapshot, record, today),
  }),
  computed('days_since_last_activity', {
    kind: 'number',
    unit: 'days',
    types: touched,
    description: 'Days from last_activity to today.',
    compute(record, { snapshot, today }) {
      const last = lastActivityDate(snapshot, record, today);
      return last === undefined ? undefined : daysBetween(last, today);
    },
  }),
  computed('touches_30d', {
    kind: 'integer',
    unit: 'count',
    label: 'Touches in 30 days',
    types: touched,
    description: 'Activities of the last 30 days, counted as for last_activity.',
    compute: (record, { snapshot, today }) => countTouches(snapshot, record, today, 30),
  }),
  computed('next_step', {
    kind: 'string',
    types: account,
    description:
      'The step that falls due first among its open deals and the open tasks about them.',
    compute: (record, { snapshot }) => nextStepOf(snapshot, record)?.text,
  }),
  computed('next_step_date', {
    kind: 'date',
    types: account,
    description: 'When next_step falls due.',
    compute: (record, { snapshot }) => nextStepOf(snapshot, record)?.date,
  }),
  computed('open_deals', {
    kind: 'integer',
    unit: 'count',
    types: account,
    description: 'Deals in a stage without outcome.',
    compute: (record, { snapshot }) => dealsOf(snapshot, record, 'open').length,
  }),
  computed('open_amount', {
    kind: 'money',
    types: account,
    description: 'Sum of the amounts of its open deals in the base currency.',
    compute: (record, context) => sumOfDeals(record, 'open', context),
  }),
  computed('won_amount', {
    kind: 'money',
    types: account,
    description: 'Sum of the amounts of its won deals in the base currency.',
    compute: (record, context) => sumOfDeals(record, 'won', context),
  }),
  computed('open_cases', {
    kind: 'integer',
    unit: 'count',
    types: account,
    description: 'Cases that are neither resolved nor closed, its own and those of its contacts.',
    compute: (record, { snapshot }) => casesOfAccount(snapshot, record).filter(isOpenCase).length,
  }),
];
