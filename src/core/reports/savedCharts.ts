/** The chart of a saved report: one bar for each row, or one measure split by a second group. */
import type { Cell, ChartMeasure, Column, Row, Series } from './reportModel.ts';
import { isLabelled } from './reportModel.ts';
import { cellText, measureOf, rowSeries, totalFigures, zeroOf } from './reportSeries.ts';
import { fillPeriods } from './timeAxis.ts';
import { isMoney, moneyToString } from '../model/money.ts';
import type { SavedChart } from './savedDefinition.ts';

interface ChartSource {
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  readonly totals: Row;
  /** Column id of a group -> its values in their natural order. */
  readonly orders: ReadonlyMap<string, readonly Cell[]>;
  /** Columns that are zero, not unknown, where there are no records: counts and sums. */
  readonly additive: ReadonlySet<string>;
  readonly fiscalYearStart: number;
}

/** `number` shows the totals, `table` nothing beside the table; without a chart there is none. */
export function savedSeries(chart: SavedChart | undefined, source: ChartSource): readonly Series[] {
  if (!chart || chart.kind === 'table') return [];
  const { columns, rows, totals } = source;
  const groups = columns.filter(({ group }) => group);
  const measures = columns.filter(({ group }) => !group);
  const [first] = measures;
  const ys = chart.ys.length > 0 ? chart.ys : first ? [first.id] : [];
  if (chart.kind === 'number')
    return totalFigures(columns, totals, chart.ys.length > 0 ? ys : undefined);
  if (groups.length === 0) return totalFigures(columns, totals);
  const x = groups.find(({ id }) => id === chart.x) ?? groups[0];
  const split = groups.find((column) => column !== x);
  const [y] = measures.filter(({ id }) => id === ys[0]);
  const splits = chart.kind !== 'pie' && chart.kind !== 'funnel';
  if (x && y && split && groups.length === 2 && splits)
    return [splitSeries(chart, { x, y, split }, source)];
  const { fiscalYearStart, additive } = source;
  return [rowSeries('chart', chart.kind, { columns, rows, ys, fiscalYearStart, additive })];
}

interface Axes {
  readonly x: Column;
  readonly y: Column;
  /** The group whose values become measures of the chart. */
  readonly split: Column;
}

function splitSeries(
  chart: SavedChart,
  { x, y, split }: Axes,
  { rows, orders, additive, fiscalYearStart }: ChartSource,
): Series {
  const categories = fillPeriods(shownCells(rows, x.id, orders), x, fiscalYearStart);
  const parts = shownCells(rows, split.id, orders);
  const rowAt = new Map<string, number>();
  rows.forEach(({ cells }, at) => {
    rowAt.set(`${cellKey(cells[x.id])}\n${cellKey(cells[split.id])}`, at);
  });
  const ys = parts.map((part, at): ChartMeasure => {
    const found = categories.map(
      (category) => rowAt.get(`${cellKey(category)}\n${cellKey(part)}`) ?? null,
    );
    const isZero = additive.has(y.id) && chart.kind !== 'heatmap';
    const values = found.map((row) => {
      if (row !== null) return rows[row]?.cells[y.id] ?? null;
      return isZero ? zeroOf(y) : null;
    });
    const { type, unit } = y;
    const column = {
      id: `${y.id}_${at}`,
      label: cellText(part),
      type,
      ...(unit !== undefined && { unit }),
    };
    return { ...measureOf(column, values), figures: { column: y.id, rows: found } };
  });
  return {
    id: 'chart',
    title: `${y.label} by ${x.label.toLowerCase()} and ${split.label.toLowerCase()}`,
    kind: chart.kind,
    x: {
      label: x.label,
      type: x.type,
      ...(x.unit !== undefined && { unit: x.unit }),
      values: categories,
    },
    ys,
  };
}

/** The values that the rows show of a group, in their natural order. */
function shownCells(
  rows: readonly Row[],
  id: string,
  orders: ChartSource['orders'],
): readonly Cell[] {
  const shown = new Set(rows.map(({ cells }) => cellKey(cells[id])));
  return (orders.get(id) ?? []).filter((cell) => shown.has(cellKey(cell)));
}

function cellKey(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell !== 'object') return `=${cell}`;
  if (isMoney(cell)) return moneyToString(cell);
  return isLabelled(cell) ? `=${cell.value}` : '';
}
