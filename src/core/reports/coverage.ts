/** Coverage: whether the open deals are enough for what is still to be won. */
import { outcomeOf } from '../expressions/computed/deals.ts';
import type { IsoDate } from '../model/date.ts';
import { addDays, addMonths, startOfPeriod } from '../model/date.ts';
import type { Decimal } from '../model/decimal.ts';
import { compareDecimals, subtractDecimals, zero } from '../model/decimal.ts';
import type { Money } from '../model/money.ts';
import { isMoney, parseMoney } from '../model/money.ts';
import type { CrmRecord, FieldMap, FieldValue } from '../model/record.ts';
import { recordKey } from '../model/record.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { AmountReader, Exclusions } from './amounts.ts';
import { closedOn } from './dealDates.ts';
import { formatMoney } from '../model/words.ts';
import { decimalRatio, DecimalTotal, exactMoney } from './moneyTotal.ts';
import type { ReportContext } from './reportDefinition.ts';
import type { Series } from './reportModel.ts';
import { figure } from './reportSeries.ts';

/** What is to be won, and in which period. */
export interface Target {
  readonly amount: Money;
  readonly from: IsoDate;
  /** First day after the period. */
  readonly to: IsoDate;
  /** The strategy record whose goal it is. */
  readonly goal?: CrmRecord;
}

export interface Coverage {
  readonly series: Series;
  readonly notes: readonly string[];
}

/**
 * The target of the parameters in their period (the fiscal year of today without one), else the next goal
 * `won_amount` of a strategy record of kind goals: from the start of the fiscal year up to its day.
 */
export function findTarget({ snapshot, today, parameters }: ReportContext): Target | undefined {
  const { fiscalYearStart } = snapshot.schema;
  const yearOf = (date: IsoDate): IsoDate => startOfPeriod(date, 'fiscal_year', fiscalYearStart);
  const { target, from, to } = parameters;
  if (target) {
    const start = from ?? yearOf(today);
    return { amount: target, from: start, to: to ?? addMonths(yearOf(start), 12) };
  }
  const [next] = wonAmountGoals(snapshot)
    .filter(({ by }) => by === undefined || by >= today)
    .sort((a, b) => compareDays(a.by, b.by));
  if (!next) return undefined;
  const year = yearOf(next.by ?? today);
  const end = next.by === undefined ? addMonths(year, 12) : addDays(next.by, 1);
  return { amount: next.amount, from: year, to: end, goal: next.record };
}

interface Goal {
  readonly record: CrmRecord;
  readonly amount: Money;
  readonly by: IsoDate | undefined;
}

/** A goal without a day is that of the running year: it comes after those with one. */
function compareDays(a: IsoDate | undefined, b: IsoDate | undefined): number {
  if (a === b) return 0;
  if (a === undefined || b === undefined) return a === undefined ? 1 : -1;
  return a < b ? -1 : 1;
}

const wonAmountMetrics: ReadonlySet<FieldValue | undefined> = new Set([
  'won_amount',
  'win-loss.won_amount',
]);

function wonAmountGoals(snapshot: Snapshot): Goal[] {
  const goals: Goal[] = [];
  for (const record of snapshot.records('strategy')) {
    const written = record.fields['goals'];
    for (const goal of Array.isArray(written) ? written : []) {
      if (!isFieldMap(goal) || !wonAmountMetrics.has(goal['metric'])) continue;
      const { target, by } = goal;
      const amount = isMoney(target) ? target : parseMoney(target, snapshot.schema.currency);
      if (amount) goals.push({ record, amount, by: typeof by === 'string' ? by : undefined });
    }
  }
  return goals;
}

function isFieldMap(value: unknown): value is FieldMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isMoney(value);
}

/**
 * open ÷ (target − won): 3 means three times what is missing. `counts` tells which deals belong to the report.
 * Empty where the target is met, which is then said.
 */
export function computeCoverage(
  target: Target & { readonly open: Decimal },
  context: ReportContext,
  counts: (deal: CrmRecord) => boolean,
): Coverage {
  const { currency } = context.parameters;
  const exclusions = new Exclusions();
  const amounts = new AmountReader({ ...context, currency, exclusions });
  const goalDate = context.today < target.to ? context.today : target.to;
  const wanted = convertTarget(target.amount, goalDate, context);
  const words = target.goal ? `goal of ${target.goal.title} (${recordKey(target.goal)})` : 'target';
  const column = {
    id: 'coverage',
    label: 'Coverage',
    type: 'number' as const,
    formula: `open amount ÷ (${words} − amount won from ${target.from} up to ${addDays(target.to, -1)})`,
  };
  if (!wanted) {
    const missing = `There is no exchange rate from ${target.amount.currency} to ${currency}, so the coverage of the ${words} is not known.`;
    return { series: figure(column, null), notes: [missing] };
  }
  const won = wonInPeriod(target, context, amounts, counts);
  const missing = subtractDecimals(wanted, won);
  const isMet = compareDecimals(missing, zero) <= 0;
  const state = `${formatMoney(exactMoney(won, currency))} of ${formatMoney(exactMoney(wanted, currency))} won from ${target.from} up to ${addDays(target.to, -1)} (${words})`;
  const left = exclusions.items.length;
  return {
    series: figure(column, isMet ? null : decimalRatio(target.open, missing)),
    notes: [
      `${state}${isMet ? ': it is met, so there is nothing left to cover' : ''}.`,
      ...(left > 0
        ? [`${left} won deals have no amount or no rate and do not count towards it.`]
        : []),
    ],
  };
}

function convertTarget(
  amount: Money,
  date: IsoDate,
  { snapshot, parameters }: ReportContext,
): Money | undefined {
  const converted = snapshot.convert(amount, date, parameters.currency);
  return converted.ok ? converted.money : undefined;
}

function wonInPeriod(
  { from, to }: Target,
  { snapshot }: ReportContext,
  amounts: AmountReader,
  counts: (deal: CrmRecord) => boolean,
): Decimal {
  const total = new DecimalTotal();
  for (const deal of snapshot.records('deal')) {
    if (outcomeOf(snapshot, deal) !== 'won' || !counts(deal)) continue;
    const closed = closedOn(deal);
    if (closed === undefined || closed < from || closed >= to) continue;
    const amount = amounts.read(deal, 'amount', 'won_amount');
    if (amount) total.add(amount);
  }
  return total.value;
}
