/** Reads what the measures of a saved report count in one record, and keeps account of what they cannot. */
import { decimalToString } from '../model/decimal.ts';
import { isMoney } from '../model/money.ts';
import type { CrmRecord } from '../model/record.ts';
import { recordKey } from '../model/record.ts';
import type { Aggregate, AggregateValue } from './aggregates.ts';
import type { AmountReader, Exclusions } from './amounts.ts';
import { missingReason } from './amounts.ts';
import type { PathValue } from './fieldPath.ts';
import { isRecordValue, isUnresolved, valuesOf } from './fieldPath.ts';
import { countOf, groupThousands } from '../model/words.ts';
import type { PlannedAggregate } from './savedPlan.ts';

/** What is summed over the records of one row. */
export interface SavedSums {
  readonly records: string[];
  /** One for each aggregate of the plan. */
  readonly aggregates: readonly Aggregate[];
  /** For aggregates that count only some of the records: which. */
  readonly counted: readonly (string[] | undefined)[];
}

/** Stands for the record itself, where records are counted. */
const itself: readonly AggregateValue[] = [1];

export class MeasureReader {
  readonly #planned: readonly PlannedAggregate[];
  readonly #amounts: AmountReader;
  readonly #exclusions: Exclusions;
  readonly #missing: number[];
  #read = 0;

  constructor(planned: readonly PlannedAggregate[], amounts: AmountReader, exclusions: Exclusions) {
    this.#planned = planned;
    this.#amounts = amounts;
    this.#exclusions = exclusions;
    this.#missing = planned.map(() => 0);
  }

  /** Reads a record once, and gives what adds it to the sums of the rows that it belongs to. */
  read(record: CrmRecord): (sums: SavedSums) => void {
    this.#read++;
    const key = recordKey(record);
    const values = this.#planned.map((planned, at) =>
      planned.test && !planned.test(record) ? undefined : this.#valuesOf(record, planned, at),
    );
    return ({ records, aggregates, counted }) => {
      records.push(key);
      values.forEach((found, at) => {
        if (!found) return;
        aggregates[at]?.add(found);
        if (found.length > 0) counted[at]?.push(key);
      });
    };
  }

  /** Which fields are often empty: that lowers no sum of money, but is worth knowing beside an average. */
  notes(): readonly string[] {
    return this.#planned.flatMap(({ path, column }, at) => {
      const missing = this.#missing[at] ?? 0;
      if (!path || missing === 0) return [];
      const total = groupThousands(String(this.#read));
      return [`${column.label}: ${countOf(missing, 'record')} of ${total} have no ${path.text}.`];
    });
  }

  #valuesOf(record: CrmRecord, planned: PlannedAggregate, at: number): readonly AggregateValue[] {
    const { path, kind, measure, column } = planned;
    if (!path) return itself;
    const found = valuesOf(path.read(record));
    if (found.length === 0) this.#noteMissing(record, planned, at);
    if (measure.fn === 'count') return found.length > 0 ? itself : [];
    if (measure.fn === 'count_distinct') return found.map(distinctKey);
    const values: AggregateValue[] = [];
    for (const value of found) {
      if (typeof value === 'object' && isMoney(value)) {
        const amount =
          kind === 'money' ? this.#amounts.convert(value, record, column.id) : undefined;
        if (amount) values.push(amount);
      } else if (kind === 'number' && typeof value === 'number') values.push(value);
      else if (kind === 'date' && typeof value === 'string') values.push(value.slice(0, 10));
      else this.#exclusions.add(record, `${path.text} is not a ${kind}`, column.id);
    }
    return values;
  }

  #noteMissing(
    record: CrmRecord,
    { path, kind, measure, column }: PlannedAggregate,
    at: number,
  ): void {
    if (!path) return;
    const isSumOfMoney = kind === 'money' && (measure.fn === 'sum' || measure.fn === 'share');
    if (isSumOfMoney || path.invalidText(record) !== undefined) {
      this.#exclusions.add(record, missingReason(record, path.text, path.text), column.id);
    } else if (measure.fn !== 'count' && measure.fn !== 'count_distinct') {
      this.#missing[at] = (this.#missing[at] ?? 0) + 1;
    }
  }
}

function distinctKey(value: PathValue): string | number {
  if (typeof value === 'boolean') return String(value);
  if (typeof value !== 'object') return value;
  if (isRecordValue(value)) return value.slot;
  return isUnresolved(value)
    ? `?${value.unresolved}`
    : `${decimalToString(value)} ${value.currency}`;
}
