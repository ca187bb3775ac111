/**
 * How the figures of reports are written for people, in the words of model/words.ts. What a machine reads is
 * renderJson's and renderCsv's business.
 */
import type { Bucket, IsoDate } from '../model/date.ts';
import { addDays, daysBetween, monthOf, startOfPeriod, weekdayOf, yearOf } from '../model/date.ts';
import { isMoney } from '../model/money.ts';
import { formatAmount, formatMoney, groupThousands } from '../model/words.ts';
import type { Cell, Column, ColumnType } from './reportModel.ts';
import { isLabelled } from './reportModel.ts';

/** What stands where a figure has no value. */
export const noValue = '–';
/** What names the group of records that have no value in the field they are grouped by. */
export const noGroup = '(none)';

/** `63.15 %` of 0.6315; a share that is neither nothing nor everything never reads as 0.00 or 100.00. */
export function formatRatio(ratio: number): string {
  const percent = ratio * 100;
  if (percent > 0 && percent < 0.005) return '<0.01 %';
  if (percent < 100 && percent > 99.995) return '>99.99 %';
  return `${groupThousands(percent.toFixed(2))} %`;
}

/** `40 %`, `12.5 %` of percent points. */
export function formatPercent(points: number): string {
  return `${formatNumber(points)} %`;
}

/** Whole numbers as they are, others with two decimals: `57`, `51.78`, `1,234.50`. */
export function formatNumber(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e21) return groupThousands(String(value));
  const text = Math.abs(value) < 1e21 ? value.toFixed(2) : String(value);
  return groupThousands(text === '-0.00' ? '0.00' : text);
}

/**
 * The name of the period that holds a date: `2026-11-22`, `2026-W47`, `2026-11`, `2026 Q4`, `2026`; a fiscal
 * year that does not start in January is named by both of its years: `FY2026/27`, `FY2026/27 Q3`.
 */
export function formatPeriod(date: IsoDate, bucket: Bucket, fiscalYearStart = 1): string {
  switch (bucket) {
    case 'day':
      return date.slice(0, 10);
    case 'month':
      return date.slice(0, 7);
    case 'week':
      return isoWeek(date);
    case 'quarter':
      return `${date.slice(0, 4)} Q${Math.ceil(monthOf(date) / 3)}`;
    case 'year':
      return date.slice(0, 4);
    case 'fiscal_year':
      return fiscalYearName(date, fiscalYearStart);
    case 'fiscal_quarter': {
      const month = (monthOf(date) - fiscalYearStart + 12) % 12;
      return `${fiscalYearName(date, fiscalYearStart)} Q${Math.floor(month / 3) + 1}`;
    }
  }
}

function fiscalYearName(date: IsoDate, fiscalYearStart: number): string {
  const first = yearOf(startOfPeriod(date, 'fiscal_year', fiscalYearStart));
  return fiscalYearStart === 1
    ? `FY${first}`
    : `FY${first}/${String((first + 1) % 100).padStart(2, '0')}`;
}

/** ISO 8601: a week belongs to the year that holds its Thursday. */
function isoWeek(date: IsoDate): string {
  const thursday = addDays(date.slice(0, 10), 4 - weekdayOf(date));
  const days = daysBetween(`${thursday.slice(0, 4)}-01-01`, thursday);
  return `${thursday.slice(0, 4)}-W${String(Math.floor(days / 7) + 1).padStart(2, '0')}`;
}

/** A cell in words, money without its currency (its column names it). Null is noValue, in a group column noGroup. */
export function formatCell(cell: Cell | undefined, column: Pick<Column, 'type' | 'group'>): string {
  if (cell === null || cell === undefined) return column.group ? noGroup : noValue;
  return formatValue(cell, column.type);
}

/** The same where no column stands by to say what the figure is: with currency and `days`. */
export function formatFigure(cell: Cell, type: ColumnType): string {
  if (cell === null) return noValue;
  if (typeof cell === 'object' && isMoney(cell)) return formatMoney(cell);
  const text = formatValue(cell, type);
  return type === 'days' ? `${text} ${text === '1' ? 'day' : 'days'}` : text;
}

function formatValue(cell: Exclude<Cell, null>, type: ColumnType): string {
  if (typeof cell === 'string') return cell;
  if (typeof cell === 'number') {
    if (type === 'ratio') return formatRatio(cell);
    return type === 'percent' ? formatPercent(cell) : formatNumber(cell);
  }
  return isLabelled(cell) ? cell.label : formatAmount(cell);
}

/** `Amount (EUR)`, `Cycle, mean (days)`: a column's heading with its unit. Periods of dates show in their values. */
export function columnHeading(column: Pick<Column, 'label' | 'unit' | 'type'>): string {
  const { label, unit, type } = column;
  const isSaid = unit === undefined || type === 'date' || label.toLowerCase().includes(unit);
  return isSaid ? label : `${label} (${unit})`;
}

export function isNumeric(type: ColumnType): boolean {
  return type !== 'text' && type !== 'date' && type !== 'ref';
}
