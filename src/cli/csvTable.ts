import { stringify } from 'csv-stringify/browser/esm/sync';

/** Text of a cell, or a number: text that a spreadsheet would run as a formula gets a leading apostrophe. */
export type CsvCell = string | { readonly number: string };

export function tableToCsv(
  header: readonly string[],
  rows: readonly (readonly CsvCell[])[],
): string {
  // An own object keeps the minus of a number from being taken for a formula.
  const cells = rows.map((row) =>
    row.map((cell) => (typeof cell === 'string' ? cell : { plain: cell.number })),
  );
  return stringify([[...header], ...cells], {
    escape_formulas: true,
    cast: {
      object: (value) =>
        'plain' in value && typeof value.plain === 'string'
          ? ({ value: value.plain, escape_formulas: false } as unknown as { value: string })
          : '',
    },
  });
}
