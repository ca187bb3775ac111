/** Time on a chart runs evenly: periods in which nothing happened have their place too. */
import type { Bucket, IsoDate } from '../model/date.ts';
import { addDays, addMonths } from '../model/date.ts';
import { buckets } from './dimension.ts';
import { formatPeriod } from './format.ts';
import type { Cell, Column } from './reportModel.ts';
import { isLabelled } from './reportModel.ts';

/** With more, a chart would show nothing but thin lines: then only the periods that there are. */
const mostPeriods = 400;

function nextPeriod(start: IsoDate, bucket: Bucket): IsoDate {
  switch (bucket) {
    case 'day':
      return addDays(start, 1);
    case 'week':
      return addDays(start, 7);
    case 'month':
      return addMonths(start, 1);
    case 'quarter':
    case 'fiscal_quarter':
      return addMonths(start, 3);
    case 'year':
    case 'fiscal_year':
      return addMonths(start, 12);
  }
}

/**
 * The cells of a group of dates with the missing periods between them. Cells that are no dates stay where they are;
 * dates that do not run forwards (the rows are sorted by something else) are left alone.
 */
export function fillPeriods(
  cells: readonly Cell[],
  { type, unit }: Pick<Column, 'type' | 'unit'>,
  fiscalYearStart: number,
): readonly Cell[] {
  const bucket = buckets.find((one) => one === unit);
  if (type !== 'date' || !bucket) return cells;
  const filled: Cell[] = [];
  let expected: IsoDate | undefined;
  for (const cell of cells) {
    if (cell !== null && isLabelled(cell)) {
      if (expected !== undefined && cell.value < expected) return cells;
      for (
        ;
        expected !== undefined && expected < cell.value;
        expected = nextPeriod(expected, bucket)
      ) {
        if (filled.length >= mostPeriods) return cells;
        filled.push({ value: expected, label: formatPeriod(expected, bucket, fiscalYearStart) });
      }
      expected = nextPeriod(cell.value, bucket);
    }
    filled.push(cell);
  }
  return filled;
}
