/** The parts of a report that every rendering for people puts into the same words. */
import { formatCell } from './format.ts';
import type { Cell, ColumnType, Report, Series } from './reportModel.ts';

export interface HeadlineFigure {
  readonly id: string;
  readonly label: string;
  readonly value: Cell;
  readonly type: ColumnType;
  readonly formula: string;
}

/** The figures that stand above the table: series of kind `number`. */
export function headlineFigures(report: Report): readonly HeadlineFigure[] {
  return report.series
    .filter(({ kind }) => kind === 'number')
    .flatMap((series) =>
      series.ys.map(({ id, label, type, values }) => ({
        id,
        label,
        type,
        value: values[0] ?? null,
        formula: series.formula ?? '',
      })),
    );
}

/** The series that are drawn: neither headline figures nor the table itself, nor without anything to draw. */
export function chartSeries(report: Report): readonly Series[] {
  return report.series.filter(
    ({ kind, x, ys }) =>
      kind !== 'number' && kind !== 'table' && x.values.length > 0 && ys.length > 0,
  );
}

/** Parameters as `by owner`, `where amount > 10`, currency apart: its columns name it. */
export function parametersInWords(report: Report): readonly string[] {
  return Object.entries(report.parameters)
    .filter(([name]) => name !== 'currency')
    .map(([name, value]) => `${name} ${Array.isArray(value) ? value.join(', ') : String(value)}`);
}

/** The texts of the totals, with a word in front; undefined where one row says it all. */
export function visibleTotals(report: Report): readonly string[] | undefined {
  const { totals, columns } = report;
  if (!totals || report.rows.length < 2) return undefined;
  const first = columns.findIndex(({ group }) => group);
  return columns.map((column, at) => {
    if (at === first) return 'Total';
    if (column.group || totals.cells[column.id] === undefined) return '';
    return formatCell(totals.cells[column.id], column);
  });
}
