/** Computed fields of deals. */
import type { IsoDate } from '../../model/date.ts';
import { dateOf, daysBetween } from '../../model/date.ts';
import { decimalFromNumber, multiplyDecimals, trimDecimal } from '../../model/decimal.ts';
import type { Money } from '../../model/money.ts';
import { isMoney, moneyOf } from '../../model/money.ts';
import type { CrmRecord } from '../../model/record.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { lastActivityDate } from './activities.ts';
import type { ComputedContext, ComputedField } from './computedField.ts';
import { computed, textField } from './computedField.ts';

const deal = ['deal'];
const secondsPerDay = 86_400;

export type Outcome = 'open' | 'won' | 'lost';

/** What became of a deal; undefined where its stage is not in its pipeline. */
export function outcomeOf(snapshot: Snapshot, record: CrmRecord): Outcome | undefined {
  const stage = snapshot.stageOf(record);
  return stage && (stage.outcome ?? 'open');
}

/** Percent points: the deal's own, else its stage's. */
export function probabilityOf(snapshot: Snapshot, record: CrmRecord): number | undefined {
  const own = record.fields['probability'];
  return typeof own === 'number' ? own : snapshot.stageOf(record)?.probability;
}

/** amount × probability, exact, in the deal's own currency. */
export function weightedAmount(snapshot: Snapshot, record: CrmRecord): Money | undefined {
  const amount = record.fields['amount'];
  const probability = probabilityOf(snapshot, record);
  if (!isMoney(amount) || probability === undefined) return undefined;
  const factor = decimalFromNumber(probability);
  if (!factor) return undefined;
  const product = multiplyDecimals(amount, factor);
  const weighted = { coefficient: product.coefficient, scale: product.scale + 2 };
  return moneyOf(trimDecimal(weighted, amount.scale), amount.currency);
}

/** The day on which the deal entered its stage, by its stage history; else the day of its creation. */
export function stageSince(record: CrmRecord): IsoDate | undefined {
  const history = record.fields['stage_history'];
  let entered: string | undefined;
  for (const entry of Array.isArray(history) ? history : []) {
    if (typeof entry !== 'object' || entry === null || !('at' in entry)) continue;
    const { at, stage } = entry;
    if (typeof at !== 'string' || stage !== record.fields['stage']) continue;
    if (entered === undefined || at > entered) entered = at;
  }
  const written = entered ?? textField(record, 'created');
  return written === undefined ? undefined : dateOf(written);
}

/** The day up to which a deal's days are counted: its closing once it is won or lost, else today. */
function endOfDeal(record: CrmRecord, { snapshot, today }: ComputedContext): IsoDate | undefined {
  const outcome = outcomeOf(snapshot, record);
  if (outcome === undefined || outcome === 'open') return today;
  return textField(record, 'closed') ?? textField(record, 'close_date');
}

function daysFrom(start: string | undefined, end: IsoDate | undefined): number | undefined {
  if (start === undefined || end === undefined) return undefined;
  return daysBetween(dateOf(start), end);
}

/** True for an open deal without activity or change of stage for longer than its stage allows. */
export function isRotting(
  record: CrmRecord,
  { snapshot, today }: ComputedContext,
): boolean | undefined {
  const stage = snapshot.stageOf(record);
  if (!stage) return undefined;
  if (stage.outcome !== undefined || stage.rotAfter === undefined) return false;
  const dates = [stageSince(record), lastActivityDate(snapshot, record, today)];
  const last = dates.reduce((a, b) => (b === undefined || (a !== undefined && a > b) ? a : b));
  return last === undefined ? undefined : daysBetween(last, today) * secondsPerDay > stage.rotAfter;
}

export const dealFields: readonly ComputedField[] = [
  computed('pipeline', {
    kind: 'pipeline',
    types: deal,
    effective: true,
    description: 'The pipeline it moves through: its own, else the first of crm.yaml.',
    compute: (record, { snapshot }) =>
      textField(record, 'pipeline') ?? snapshot.pipelineOf(record)?.id,
  }),
  computed('probability', {
    kind: 'percent',
    types: deal,
    effective: true,
    description: 'Chance to win in percent: its own, else that of its stage.',
    compute: (record, { snapshot }) => probabilityOf(snapshot, record),
  }),
  computed('forecast', {
    kind: 'enum',
    types: deal,
    effective: true,
    options: ['pipeline', 'best_case', 'commit', 'closed', 'omitted'],
    description: 'Forecast category: its own, else that of its stage.',
    compute: (record, { snapshot }) =>
      record.fields['forecast'] ?? snapshot.stageOf(record)?.forecast,
  }),
  computed('outcome', {
    kind: 'enum',
    types: deal,
    options: ['open', 'won', 'lost'],
    description: 'What became of it: open, won or lost, by its stage.',
    compute: (record, { snapshot }) => outcomeOf(snapshot, record),
  }),
  computed('is_won', {
    kind: 'boolean',
    types: deal,
    description: 'True in a stage whose outcome is won.',
    compute: (record, { snapshot }) => is(outcomeOf(snapshot, record), 'won'),
  }),
  computed('is_lost', {
    kind: 'boolean',
    types: deal,
    description: 'True in a stage whose outcome is lost.',
    compute: (record, { snapshot }) => is(outcomeOf(snapshot, record), 'lost'),
  }),
  computed('weighted_amount', {
    kind: 'money',
    types: deal,
    description: 'Amount × probability, exact.',
    compute: (record, { snapshot }) => weightedAmount(snapshot, record),
  }),
  computed('days_open', {
    kind: 'number',
    unit: 'days',
    types: deal,
    description: 'Days from created to closed, or to today while it is open.',
    compute: (record, context) =>
      daysFrom(textField(record, 'created'), endOfDeal(record, context)),
  }),
  computed('days_in_stage', {
    kind: 'number',
    unit: 'days',
    types: deal,
    description:
      'Days since it entered its stage by stage_history, else since created; up to closed once it is won or lost.',
    compute: (record, context) => daysFrom(stageSince(record), endOfDeal(record, context)),
  }),
  computed('rotting', {
    kind: 'boolean',
    types: deal,
    description:
      'Open, and neither activity nor change of stage for longer than rot_after of its stage.',
    compute: isRotting,
  }),
];

function is(outcome: Outcome | undefined, wanted: Outcome): boolean | undefined {
  return outcome === undefined ? undefined : outcome === wanted;
}
