/** What the parts of the compiler share. A compiled part is a closure over everything known beforehand. */
import type { IsoDate } from '../model/date.ts';
import type { Money } from '../model/money.ts';
import type { CrmRecord } from '../model/record.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { ComputedContext, Exclude } from './computed/computedField.ts';
import { conversionDate } from './computed/conversionDate.ts';
import { limits } from './limits.ts';
import type { Typed } from './typed.ts';
import { recordOf } from './typed.ts';
import type { Value } from './value.ts';
import { isRecord } from './value.ts';

/** The value of a part for a record; undefined is missing. */
export type Evaluate<T = Value> = (record: CrmRecord) => T | undefined;

/** Whether a condition holds for a record. */
export type Test = (record: CrmRecord) => boolean;

/** Thrown inside an evaluation that costs too much; it never leaves the compiled expression. */
export class LimitReached extends Error {}

/** The state of the evaluation under way: one at a time for each program. */
export class Run {
  /** Items that the macros stand at, outermost first. */
  readonly items: (Value | undefined)[] = [];
  exclude: Exclude | undefined;
  #steps = 0;
  /** Steps still to be had: every evaluation that spends less than its share saves for dearer ones. */
  #saved: number = limits.stepsInAll;

  begin(exclude: Exclude | undefined): void {
    this.exclude = exclude;
    this.#steps = 0;
    if (this.#saved < limits.stepsInAll) this.#saved += limits.stepsShare;
  }

  spend(steps: number): void {
    this.#steps += steps;
    this.#saved -= steps;
    if (this.#steps > limits.stepsPerEvaluation || this.#saved < 0) {
      throw new LimitReached('the expression visits too many items');
    }
  }
}

export interface Compiler {
  readonly snapshot: Snapshot;
  readonly today: IsoDate;
  /** Key of the person who asks, if known. */
  readonly me: string | undefined;
  readonly run: Run;
  /** For computed fields: what they cannot count goes to the run. */
  readonly computed: ComputedContext;
  readonly compile: (node: Typed) => Evaluate;
  readonly compileTest: (node: Typed) => Test;
}

/** The record whose date decides the rate for a part, and that is named where a rate is missing. */
export function rateRecord(compiler: Compiler, node: Typed): Evaluate<CrmRecord> {
  const owner = recordOf(node);
  if (!owner || owner.op === 'self') return (record) => record;
  const evaluate = compiler.compile(owner);
  return (record) => {
    const value = evaluate(record);
    return isRecord(value) ? value : record;
  };
}

/** An amount in another currency at the rate of a record's date; without a rate missing, and excluded. */
export function convertMoney(
  { snapshot, today, run }: Compiler,
  money: Money,
  currency: string,
  record: CrmRecord,
): Money | undefined {
  if (money.currency === currency) return money;
  const converted = snapshot.convert(money, conversionDate(record, today), currency);
  if (converted.ok) return converted.money;
  run.exclude?.(record, converted.reason);
  return undefined;
}
