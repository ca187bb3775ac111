/** How each column of an import writes numbers and dates: as the map says, else judged over the whole column. */
import type { FieldKind, FieldSpec, TypeSpec } from '../model/schema.ts';
import { fieldNamed } from '../records/writeRecord.ts';
import type { CellSource, FieldSource, ImportMap } from './importMap.ts';
import { textSourceToString } from './importMap.ts';
import { dateForm, judgeDates } from './importDates.ts';
import type { DateReader } from './importDates.ts';
import { judgeDecimalMark } from './importNumbers.ts';
import type { DecimalMark } from './importNumbers.ts';
import type { ImportRow } from './importRow.ts';

export interface ColumnForms {
  markOf(source: CellSource): DecimalMark;
  dateReaderOf(source: CellSource): DateReader;
  /** Columns whose form stays in doubt: the import must not go on. */
  readonly doubts: readonly string[];
}

const numeric: ReadonlySet<FieldKind> = new Set<FieldKind>([
  'money',
  'number',
  'integer',
  'percent',
]);

export function judgeColumns(
  map: ImportMap,
  type: TypeSpec,
  rows: readonly ImportRow[],
): ColumnForms {
  const marks = new Map<CellSource, DecimalMark>();
  const readers = new Map<CellSource, DateReader>();
  const doubts: string[] = [];
  for (const { field, source } of map.fields) {
    eachCell(source, fieldNamed(type, field), (cell, spec) => {
      const kind = spec?.kind ?? 'any';
      if (kind === 'date' || kind === 'datetime' || cell.date !== undefined) {
        const judged = dateReader(cell, rows);
        if (typeof judged === 'string') doubts.push(judged);
        else readers.set(cell, judged);
      } else if (numeric.has(kind) || cell.currency || cell.times !== undefined) {
        const judged = decimalMark(cell, map, rows);
        if (typeof judged === 'object') doubts.push(judged.doubt);
        else marks.set(cell, judged);
      }
    });
  }
  return {
    doubts,
    markOf: (source) => marks.get(source) ?? '.',
    dateReaderOf: (source) => readers.get(source) ?? (() => undefined),
  };
}

function eachCell(
  source: FieldSource,
  spec: FieldSpec | undefined,
  each: (cell: CellSource, spec: FieldSpec | undefined) => void,
): void {
  if (source.kind === 'cell') each(source, spec);
  else if (source.kind === 'list') for (const item of source.items) eachCell(item, spec, each);
  else if (source.kind === 'map') {
    for (const entry of source.entries) {
      const inner = spec?.fields.find(
        ({ name, writtenAs }) => name === entry.field || writtenAs.includes(entry.field),
      );
      eachCell(entry.source, inner, each);
    }
  }
}

/** Each text of a column once, as it is read: values of the map are in place, lists cut apart. */
function textsOf(source: CellSource, rows: readonly ImportRow[]): ReadonlySet<string> {
  const texts = new Set<string>();
  for (const row of rows) {
    const text = row.text(source.text);
    const parts = source.list === undefined ? [text] : text.split(source.list);
    for (const part of parts) {
      const value = source.values?.get(part.trim());
      const read = value === undefined ? part.trim() : (value ?? '');
      if (read !== '') texts.add(read);
    }
  }
  return texts;
}

function dateReader(source: CellSource, rows: readonly ImportRow[]): DateReader | string {
  const form = source.date ?? 'auto';
  if (form !== 'auto') {
    const read = dateForm(form);
    return read.ok ? read.read : read.message;
  }
  const judged = judgeDates(textsOf(source, rows));
  if (judged.ok) return judged.read;
  return `${doubtOf(source, judged.examples)} write date: DD/MM/YYYY or date: MM/DD/YYYY`;
}

function decimalMark(
  source: CellSource,
  map: ImportMap,
  rows: readonly ImportRow[],
): DecimalMark | { readonly doubt: string } {
  if (map.options.decimal !== 'auto') return map.options.decimal;
  const judged = judgeDecimalMark(textsOf(source, rows));
  if (judged.ok) return judged.mark;
  return {
    doubt: `${doubtOf(source, judged.examples)} write options: {decimal: "."} or {decimal: ","}`,
  };
}

function doubtOf(source: CellSource, examples: readonly string[]): string {
  const column = `Column "${textSourceToString(source.text)}"`;
  const [first = '', second] = examples;
  return second === undefined
    ? `${column} cannot be told: "${first}" has two meanings, and no other value decides;`
    : `${column} contradicts itself: "${first}" and "${second}" cannot be written in one form;`;
}
