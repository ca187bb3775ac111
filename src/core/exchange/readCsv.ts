/** Tables as CSV: from text to a header and rows of cells. */
import { CsvError, parse } from 'csv-parse/browser/esm/sync';
import type { Options } from 'csv-parse/browser/esm/sync';

export interface TableRow {
  /** As a spreadsheet counts: the header is row 1. */
  readonly row: number;
  /** Line of the file on which the row begins, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

export interface Table {
  /** Names of the columns, each once: a second `name` is `name (2)`, one without a name `column 5`. */
  readonly columns: readonly string[];
  readonly rows: readonly TableRow[];
  readonly delimiter: string;
  readonly notes: readonly string[];
}

export type ReadTable =
  { readonly ok: true; readonly table: Table } | { readonly ok: false; readonly message: string };

/** Separators that are tried, the likelier first. */
const delimiters = [',', ';', '\t', '|'] as const;

/** Reads a table; `delimiter` is `auto` or the separator itself (`tab` and `\t` for a tab). */
export function readCsv(text: string, delimiter = 'auto'): ReadTable {
  const separator = delimiter === 'auto' ? findDelimiter(text) : delimiterNamed(delimiter);
  if (separator.length !== 1 || /["\r\n]/.test(separator)) {
    const message = `"${delimiter}" cannot separate cells: write auto, ",", ";", "|" or tab`;
    return { ok: false, message };
  }
  const notes: string[] = [];
  let parsed = parseCells(text, separator, {});
  if (typeof parsed === 'string') {
    // Other programs leave quotes alone inside of a cell that is not quoted.
    const relaxed = parseCells(text, separator, { relax_quotes: true });
    if (typeof relaxed === 'string') return { ok: false, message: parsed };
    notes.push(`It is not quite CSV (${parsed}); quotes were read as they stand`);
    parsed = relaxed;
  }
  const [header, ...rest] = parsed;
  if (!header)
    return {
      ok: false,
      message: 'The file is empty: a first row with the names of the columns is needed',
    };
  const columns = columnNames(header.cells);
  const rows = rest.filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  return { ok: true, table: { columns, rows, delimiter: separator, notes } };
}

function delimiterNamed(name: string): string {
  return /^(?:tab|\\t)$/i.test(name) ? '\t' : name;
}

/** Rows numbered from 1, or what is wrong with the text. */
function parseCells(text: string, delimiter: string, options: Options): TableRow[] | string {
  const rows: TableRow[] = [];
  try {
    let last = 0;
    parse(text, {
      delimiter,
      bom: true,
      relax_column_count: true,
      skip_empty_lines: true,
      ...options,
      on_record: (cells: string[], { lines }) => {
        rows.push({ row: rows.length + 1, line: lines - lineBreaksIn(cells), cells });
        last = lines;
        return null;
      },
    });
    return last >= 0 ? rows : '';
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return error.message;
  }
}

function lineBreaksIn(cells: readonly string[]): number {
  let count = 0;
  for (const cell of cells) for (const character of cell) if (character === '\n') count++;
  return count;
}

function columnNames(cells: readonly string[]): string[] {
  const taken = new Set<string>();
  return cells.map((cell, index) => {
    const name = cell.trim().replace(/\s+/g, ' ') || `column ${index + 1}`;
    let unique = name;
    for (let count = 2; taken.has(unique); count++) unique = `${name} (${count})`;
    taken.add(unique);
    return unique;
  });
}

const sampleLength = 1 << 16;
const sampleRows = 100;

/**
 * The separator that splits the first rows most evenly: the one by which most rows have as many cells as the header,
 * then the one with more cells. A table of one column has none, and a comma does for it.
 */
function findDelimiter(text: string): string {
  const cut = text.length > sampleLength ? text.lastIndexOf('\n', sampleLength) : text.length;
  const start = text.slice(0, cut < 1 ? sampleLength : cut);
  let best: string = delimiters[0];
  let bestScore = 0;
  for (const delimiter of delimiters) {
    const rows = parseCells(start, delimiter, { relax_quotes: true, to: sampleRows });
    if (typeof rows === 'string') continue;
    const width = rows[0]?.cells.length ?? 0;
    if (width < 2) continue;
    const even = rows.filter(({ cells }) => cells.length === width).length / rows.length;
    const score = even * 1000 + Math.min(width, 999);
    if (score > bestScore) {
      best = delimiter;
      bestScore = score;
    }
  }
  return best;
}
