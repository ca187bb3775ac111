/** The rows of a report as CSV, for spreadsheets and programs. */
import { stringify } from 'csv-stringify/browser/esm/sync';
import { moneyToJson } from '../model/money.ts';
import { isNumeric } from './format.ts';
import type { Cell, Report } from './reportModel.ts';
import { isLabelled } from './reportModel.ts';

/**
 * One line for each row, headed by the column ids. Money is a plain decimal number, exact, and a last column
 * `currency` names what it is in; ratios are 0 to 1, a missing value is empty. Totals are left to the reader,
 * who would otherwise count them in. Text that a spreadsheet would run as a formula gets a leading apostrophe.
 */
export function renderCsv(report: Report): string {
  const { columns } = report;
  const withCurrency = columns.some(({ type }) => type === 'money');
  const rows = report.rows.map(({ cells }) => [
    ...columns.map(({ id }) => cellToCsv(cells[id])),
    ...(withCurrency ? [report.currency] : []),
  ]);
  const header = [...columns.map(({ id }) => id), ...(withCurrency ? ['currency'] : [])];
  // A negative amount begins with what also begins a formula; in a column of numbers it is a number.
  const asNumber = (value: string): object => ({ value, escape_formulas: false });
  const numeric = columns.map(({ type }) => isNumeric(type));
  return stringify([header, ...rows], {
    escape_formulas: true,
    cast: {
      string: (value, { column, records }) =>
        records > 0 && value.startsWith('-') && numeric[Number(column)] === true
          ? (asNumber(value) as { value: string })
          : value,
    },
  });
}

function cellToCsv(cell: Cell | undefined): string | number | null {
  if (cell === undefined || cell === null) return null;
  if (typeof cell !== 'object') return cell;
  return isLabelled(cell) ? cell.value : moneyToJson(cell).amount;
}
