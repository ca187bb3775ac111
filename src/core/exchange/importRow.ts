import { nearest } from '../model/nearMiss.ts';
import type { ImportMap, TextSource } from './importMap.ts';
import { columnsOfMap } from './importMap.ts';
import { foldText } from './importRefs.ts';
import type { Table } from './readCsv.ts';

/** A table with the name of its file. */
export interface ImportTable {
  readonly file: string;
  readonly table: Table;
}

/** One row of an import: cells by the names that the map uses for columns. */
export class ImportRow {
  readonly file: string;
  /** As a spreadsheet counts: the header is row 1. */
  readonly row: number;
  readonly #cells: readonly string[];
  readonly #columns: ReadonlyMap<string, number>;
  readonly #nulls: ReadonlySet<string>;
  /** More cells than the header has columns: something is wrong with the row's separators. */
  readonly hasExtraCells: boolean;

  constructor(
    table: ImportTable,
    row: Table['rows'][number],
    columns: ReadonlyMap<string, number>,
    nulls: ReadonlySet<string>,
  ) {
    this.file = table.file;
    this.row = row.row;
    this.#cells = row.cells;
    this.#columns = columns;
    this.#nulls = nulls;
    const width = table.table.columns.length;
    this.hasExtraCells = row.cells.slice(width).some((cell) => cell.trim() !== '');
  }

  get cellCount(): number {
    return this.#cells.length;
  }

  /** The text of a source without blanks at its ends; empty where none of its columns has a value. */
  text(source: TextSource): string {
    const [first] = source;
    if (source.length === 1 && first?.kind === 'column') return this.#cell(first.column);
    // Text without columns holds for every row; a template none of whose columns has a value says nothing.
    let isFilled = source.every((part) => part.kind === 'text');
    const text = source.map((part) => {
      if (part.kind === 'text') return part.text;
      const cell = this.#cell(part.column);
      if (cell !== '') isFilled = true;
      return cell;
    });
    return isFilled
      ? text
          .join('')
          .replace(/[^\S\n]+/g, ' ')
          .trim()
      : '';
  }

  #cell(column: string): string {
    const index = this.#columns.get(column);
    const cell = index === undefined ? '' : (this.#cells[index] ?? '');
    const text = cell.replaceAll(/\r\n?/g, '\n').trim();
    return this.#nulls.has(text) ? '' : text;
  }
}

/** Columns of a file that a map does not use. */
export interface LeftOutColumns {
  readonly file: string;
  readonly columns: readonly string[];
}

export interface ImportRows {
  readonly rows: readonly ImportRow[];
  readonly leftOut: readonly LeftOutColumns[];
  /** Columns that the map names and a file does not have. */
  readonly missing: readonly string[];
}

/** The rows of some tables as a map sees them. */
export function importRows(tables: readonly ImportTable[], map: ImportMap): ImportRows {
  const rows: ImportRow[] = [];
  const leftOut: LeftOutColumns[] = [];
  const missing: string[] = [];
  const nulls = new Set(map.options.null.map((text) => text.trim()));
  for (const table of tables) {
    const { columns, rows: tableRows } = table.table;
    const indexes = new Map<string, number>();
    for (const name of columnsOfMap(map)) {
      const index = indexOfColumn(columns, name);
      if (index >= 0) indexes.set(name, index);
      else missing.push(missingColumn(table, name));
    }
    const used = new Set(indexes.values());
    const others = columns.filter((_, index) => !used.has(index));
    if (others.length > 0) leftOut.push({ file: table.file, columns: others });
    for (const row of tableRows) rows.push(new ImportRow(table, row, indexes, nulls));
  }
  return { rows, leftOut, missing };
}

/** By its name, else by the one that differs in upper and lower case or blanks only. */
function indexOfColumn(columns: readonly string[], name: string): number {
  const exact = columns.indexOf(name);
  if (exact >= 0) return exact;
  const folded = foldText(name);
  const alike = columns.flatMap((column, index) => (foldText(column) === folded ? [index] : []));
  return alike.length === 1 ? (alike[0] ?? -1) : -1;
}

function missingColumn({ file, table }: ImportTable, name: string): string {
  const meant = nearest(name, table.columns);
  const advice =
    meant === undefined ? `it has ${table.columns.join(', ')}` : `did you mean "${meant}"?`;
  return `${file} has no column "${name}": ${advice}`;
}
