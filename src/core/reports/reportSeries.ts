/** Series that follow from the rows of a report: its charts and headline figures. */
import { zero } from '../model/decimal.ts';
import type { Dimension } from './dimension.ts';
import { formatCell } from './format.ts';
import { exactMoney } from './moneyTotal.ts';
import type { Cell, ChartKind, ChartMeasure, Column, Row, Series } from './reportModel.ts';
import { fillPeriods } from './timeAxis.ts';

interface RowSeriesOptions {
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  /** Ids of the columns that are drawn. */
  readonly ys: readonly string[];
  /** The rows that are drawn, by number; all of them unless said. */
  readonly only?: readonly number[];
  /** Month in which the fiscal year starts, for the names of its periods. */
  readonly fiscalYearStart?: number;
  /** Columns that are zero, not unknown, where there are no records: counts and sums. */
  readonly additive?: ReadonlySet<string>;
}

/** A chart with one category for each row, named by the row's last group; time runs evenly. */
export function rowSeries(id: string, kind: ChartKind, options: RowSeriesOptions): Series {
  const { columns, rows, additive } = options;
  const groups = columns.filter(({ group }) => group);
  const drawn = options.only ?? rows.map((_, at) => at);
  const measures = options.ys.flatMap((y) => columns.find((column) => column.id === y) ?? []);
  const names = measures.map(({ label }) => label).join(', ');
  const title = `${names} by ${groups.map(({ label }) => label.toLowerCase()).join(' and ')}`;
  const last = groups.at(-1);
  // Several groups make one name; a single one keeps its type, so that time runs upright.
  const x = options.only !== undefined || groups.length === 1 ? last : undefined;
  const cells = drawn.map((at) => nameOf(rows[at], x, groups));
  const values = x ? fillPeriods(cells, x, options.fiscalYearStart ?? 1) : cells;
  const rowAt = new Map(cells.map((cell, at) => [cell, drawn[at] ?? null]));
  const drawnRows = values.map((cell) => rowAt.get(cell) ?? null);
  return {
    id,
    title,
    kind,
    x: {
      label: last?.label ?? '',
      type: x?.type ?? 'text',
      ...(x?.unit !== undefined && { unit: x.unit }),
      values,
    },
    ys: measures.map((column) => {
      const gap = additive?.has(column.id) === true ? zeroOf(column) : null;
      return measureOf(
        column,
        drawnRows.map((row) => (row === null ? gap : (rows[row]?.cells[column.id] ?? null))),
      );
    }),
    rows: drawnRows,
  };
}

function nameOf(row: Row | undefined, x: Column | undefined, groups: readonly Column[]): Cell {
  const cells = row?.cells ?? {};
  if (x) return cells[x.id] ?? null;
  return groups.map((column) => formatCell(cells[column.id] ?? null, column)).join(' · ');
}

/** Nothing, counted or summed. */
export function zeroOf({ type, unit }: Pick<Column, 'type' | 'unit'>): Cell {
  return type === 'money' && unit !== undefined ? exactMoney(zero, unit) : 0;
}

export function measureOf(
  column: Pick<Column, 'id' | 'label' | 'type' | 'unit'>,
  values: readonly Cell[],
): ChartMeasure {
  const { id, label, type, unit } = column;
  return { id, label, type, ...(unit !== undefined && { unit }), values };
}

/** A headline figure. */
export function figure(column: Omit<Column, 'group'>, value: Cell): Series {
  return {
    id: column.id,
    title: column.label,
    kind: 'number',
    x: { label: '', type: 'text', values: [] },
    ys: [measureOf(column, [value])],
    formula: column.formula,
  };
}

/** Headline figures of the totals, in the order of `ids`; every measure unless said. */
export function totalFigures(
  columns: readonly Column[],
  totals: Row,
  ids?: readonly string[],
): readonly Series[] {
  const chosen = ids
    ? ids.flatMap((id) => columns.find((column) => column.id === id) ?? [])
    : columns.filter(({ group }) => !group);
  return chosen.map((column) => figure(column, totals.cells[column.id] ?? null));
}

/** A cell as the name of something. */
export function cellText(cell: Cell): string {
  return formatCell(cell, { type: 'text', group: true });
}

/** What the groups need said, above all that a record counts in several rows: they add up to more than the totals. */
export function groupNotes(
  rows: readonly Row[],
  totals: Row,
  dimensions: readonly Dimension[],
): readonly string[] {
  const own = dimensions.flatMap(({ notes }) => notes ?? []);
  const counted = rows.reduce((sum, { records }) => sum + records.length, 0);
  if (counted <= totals.records.length) return own;
  const names = dimensions.map(({ column }) => column.label.toLowerCase()).join(' or ');
  return [
    ...own,
    `A record with several values of ${names} counts in a row for each of them, and once in the totals.`,
  ];
}
