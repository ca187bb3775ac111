import type { Position, Range } from '../model/range.ts';
import type { CrmRecord } from '../model/record.ts';
import { startOfFile } from '../model/range.ts';
import type { YamlEntry } from '../yaml/yamlNode.ts';

/**
 * Places of top-level fields, packed into a string of five units a field: line of the key, lines down to
 * the value, column of the value, lines down to its end, column of its end. 100,000 records of twelve
 * fields take some 8 MB this way, a tenth of what objects would.
 */
const width = 5;

/** Packs the places of entries, one after the other; in the order of the text it takes one pass. */
export function packPlaces(text: string, entries: readonly YamlEntry[]): string {
  const cursor = { offset: 0, line: 0, lineStart: 0 };
  const units: number[] = [];
  for (const entry of entries) {
    const key = advance(text, cursor, entry.keyStart);
    const start = advance(text, cursor, Math.max(entry.value.start, entry.keyEnd));
    const end = advance(text, cursor, Math.max(entry.value.end, entry.value.start, entry.keyEnd));
    units.push(clamp(key.line), clamp(start.line - key.line), clamp(start.column));
    units.push(clamp(end.line - start.line), clamp(end.column));
  }
  return String.fromCharCode(...units);
}

interface Cursor {
  offset: number;
  line: number;
  lineStart: number;
}

function advance(text: string, cursor: Cursor, offset: number): Position {
  if (offset < cursor.lineStart) {
    cursor.offset = 0;
    cursor.line = 0;
    cursor.lineStart = 0;
  }
  for (;;) {
    const next = text.indexOf('\n', cursor.offset);
    if (next < 0 || next >= offset) break;
    cursor.line++;
    cursor.lineStart = next + 1;
    cursor.offset = next + 1;
  }
  return { line: cursor.line, column: Math.max(0, offset - cursor.lineStart) };
}

function clamp(value: number): number {
  return Math.min(Math.max(value, 0), 0xffff);
}

/** The range of a top-level field's value, or undefined where the record does not write the field. */
export function placeOf(record: CrmRecord, field: string): Range | undefined {
  const index = indexOfField(record, field);
  if (index < 0 || (index + 1) * width > record.places.length) return undefined;
  const unit = (at: number): number => record.places.charCodeAt(index * width + at);
  const line = unit(0) + unit(1);
  return { start: { line, column: unit(2) }, end: { line: line + unit(3), column: unit(4) } };
}

/** The range of a field, or of the start of the file where it is not written. */
export function placeOrStart(record: CrmRecord, field: string): Range {
  return placeOf(record, field) ?? startOfFile;
}

function indexOfField(record: CrmRecord, field: string): number {
  let index = 0;
  for (const name in record.fields) {
    if (name === field) return index;
    index++;
  }
  for (const name in record.invalid) {
    if (name === field) return index;
    index++;
  }
  return -1;
}
