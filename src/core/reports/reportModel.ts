/** The one table model of every report. Plain data: it crosses threads, and every rendering is made from it alone. */
import type { IsoDate } from '../model/date.ts';
import type { Money } from '../model/money.ts';
import { isMoney } from '../model/money.ts';

/**
 * What the cells of a column are:
 * `text` · `count` whole number · `number` · `money` exact, in the report's currency · `ratio` 0 to 1 ·
 * `percent` percent points (40 is 40 %) · `days` a duration in days · `date` ISO date (the first day of a
 * period where the unit names one) · `ref` a record as `type/id`.
 */
export type ColumnType =
  'text' | 'count' | 'number' | 'money' | 'ratio' | 'percent' | 'days' | 'date' | 'ref';

/** A value with the words people know it by: `proposal` shown as "Proposal", `account/acme` as "Acme". */
export interface LabelledValue {
  readonly value: string;
  readonly label: string;
}

/** A value of a cell; null where there is none (a ratio with a zero denominator, a group without a value). */
export type Cell = string | number | Money | LabelledValue | null;

export interface Column {
  /** A stable word of the domain: what JSON, CSV and scripts call the column. */
  readonly id: string;
  readonly label: string;
  readonly type: ColumnType;
  /** Currency code, `days`, or the period of a date column (`month`). */
  readonly unit?: string;
  /** How the figure is computed, in words. */
  readonly formula: string;
  /** True where the cells name the row rather than measure it. */
  readonly group: boolean;
}

export interface Row {
  /** By column id. */
  readonly cells: Readonly<Record<string, Cell>>;
  /** The records behind the row, as `type/id`, in the order in which they were counted. */
  readonly records: readonly string[];
  /** Column id -> the records behind that one figure, where they are not those of the row. */
  readonly cellRecords?: Readonly<Record<string, readonly string[]>>;
}

export const chartKinds = [
  'bar',
  'line',
  'stacked',
  'area',
  'pie',
  'funnel',
  'heatmap',
  'number',
  'table',
] as const;
export type ChartKind = (typeof chartKinds)[number];

/** One measure of a chart: a value for each category of x. */
export interface ChartMeasure {
  readonly id: string;
  readonly label: string;
  readonly type: ColumnType;
  readonly unit?: string;
  readonly values: readonly Cell[];
  /** Where the values are not those of the rows of the series: the row of each value, and its column. */
  readonly figures?: { readonly column: string; readonly rows: readonly (number | null)[] };
}

/** What a chart shows. `number` is a headline figure: no categories, one value for each measure. */
export interface Series {
  readonly id: string;
  readonly title: string;
  readonly kind: ChartKind;
  readonly x: {
    readonly label: string;
    readonly type: ColumnType;
    readonly unit?: string;
    readonly values: readonly Cell[];
  };
  readonly ys: readonly ChartMeasure[];
  /** For each category the row that it stands for, or null: a bar leads to the same records as its row. */
  readonly rows?: readonly (number | null)[];
  /** How a headline figure is computed, in words. */
  readonly formula?: string;
}

/** A record that could not be counted, and why. */
export interface Excluded {
  /** `type/id` */
  readonly id: string;
  readonly path: string;
  readonly reason: string;
  /** The one column that leaves it out; without it the whole report does. */
  readonly column?: string;
}

export type ParameterValue = string | number | readonly string[];

export interface AsOf {
  /** The commit whose records were counted; null for the files as they lie on disk. */
  readonly commit: string | null;
  readonly date: IsoDate;
}

export interface Report {
  /** Name of the report, as the command line takes it. */
  readonly report: string;
  readonly title: string;
  readonly description: string;
  readonly asOf: AsOf;
  /** The parameters in force, defaults that matter included. */
  readonly parameters: Readonly<Record<string, ParameterValue>>;
  readonly currency: string;
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  /** The same figures over all rows; null where sums over the rows mean nothing. */
  readonly totals: Row | null;
  readonly series: readonly Series[];
  readonly excluded: readonly Excluded[];
  readonly notes: readonly string[];
}

export function isLabelled(cell: Cell): cell is LabelledValue {
  return typeof cell === 'object' && cell !== null && 'label' in cell;
}

/** The number a chart draws for a cell; undefined where the cell holds none. */
export function cellNumber(cell: Cell | undefined): number | undefined {
  if (typeof cell === 'number') return cell;
  return cell !== null && cell !== undefined && isMoney(cell)
    ? Number(cell.coefficient) / 10 ** cell.scale
    : undefined;
}

/** Names one figure of a report: row number (from 0) or `totals`, then the column: `3:won`, `totals:amount`. */
export function figureId(row: number | 'totals', column: string): string {
  return `${row}:${column}`;
}

/** The records behind the figure that `figureId` names, as `type/id`; none where the report has no such figure. */
export function recordsBehind(report: Report, figure: string): readonly string[] {
  const colon = figure.indexOf(':');
  const name = figure.slice(0, colon);
  const column = figure.slice(colon + 1);
  const row =
    name === 'totals' ? report.totals : /^\d+$/.test(name) ? report.rows[Number(name)] : undefined;
  if (colon < 0 || !row || !report.columns.some(({ id }) => id === column)) return [];
  return row.cellRecords?.[column] ?? row.records;
}
