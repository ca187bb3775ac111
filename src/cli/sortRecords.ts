import { epochMillis, isIsoDatetime } from '../core/model/date.ts';
import { compareDecimals } from '../core/model/decimal.ts';
import { isMoney, moneyToString } from '../core/model/money.ts';
import type { Money } from '../core/model/money.ts';
import type { CrmRecord, FieldValue } from '../core/model/record.ts';
import { conversionDate } from '../core/expressions/computed/conversionDate.ts';
import { listColumn } from './listColumns.ts';
import type { ColumnContext, ListColumn } from './listColumns.ts';

interface SortKey {
  readonly column: ListColumn;
  readonly sign: 1 | -1;
}

/** Orders records by fields, `-name` from the largest; what has no value comes last, equals stay in order of id. */
export async function sortRecords(
  records: readonly CrmRecord[],
  names: readonly string[],
  context: ColumnContext,
): Promise<readonly CrmRecord[]> {
  const keys: SortKey[] = [];
  for (const name of names) {
    const isDescending = name.startsWith('-');
    const column = await listColumn(name.replace(/^[-+]/, ''), context);
    keys.push({ column, sign: isDescending ? -1 : 1 });
  }
  const collator = new Intl.Collator('en', { numeric: true });
  const rows = records.map((record) => ({
    record,
    values: keys.map(({ column }) => sortable(column.read(record), record, context)),
  }));
  rows.sort((a, b) => {
    for (const [index, { sign }] of keys.entries()) {
      const order = compareSortable(a.values[index], b.values[index], sign, collator);
      if (order !== 0) return order;
    }
    return 0;
  });
  return rows.map(({ record }) => record);
}

type Sortable = number | string | Money | undefined;

/** Money in the base currency, so that amounts compare; a datetime as its moment. */
function sortable(
  value: FieldValue | undefined,
  record: CrmRecord,
  context: ColumnContext,
): Sortable {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'boolean') return Number(value);
  if (typeof value === 'number') return value;
  if (typeof value === 'string') {
    return isIsoDatetime(value) && value.length > 16
      ? new Date(epochMillis(value)).toISOString()
      : value;
  }
  if (isMoney(value)) {
    const converted = context.snapshot.convert(value, conversionDate(record, context.today));
    return converted.ok ? converted.money : undefined;
  }
  return Array.isArray(value) ? sortable(value[0], record, context) : undefined;
}

function compareSortable(a: Sortable, b: Sortable, sign: 1 | -1, collator: Intl.Collator): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  if (typeof a === 'number' && typeof b === 'number') return sign * (a - b);
  if (isMoney(a) && isMoney(b)) return sign * compareDecimals(a, b);
  return sign * collator.compare(asText(a), asText(b));
}

function asText(value: number | string | Money): string {
  return isMoney(value) ? moneyToString(value) : String(value);
}
