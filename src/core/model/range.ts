/** Places in a text. Lines and columns are 0-based and columns count UTF-16 units; front ends that show 1-based numbers add one. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** The very first position: where a problem of a whole file is shown. */
export const startOfFile: Range = { start: { line: 0, column: 0 }, end: { line: 0, column: 0 } };

/** The position of a UTF-16 offset. Offsets past the end give the end. */
export function positionAt(text: string, offset: number): Position {
  const end = Math.min(offset, text.length);
  let line = 0;
  let lineStart = 0;
  for (let at = text.indexOf('\n'); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) {
    line++;
    lineStart = at + 1;
  }
  return { line, column: end - lineStart };
}

/** The range between two UTF-16 offsets. */
export function rangeAt(text: string, start: number, end: number): Range {
  return { start: positionAt(text, start), end: positionAt(text, Math.max(start, end)) };
}

/** The UTF-16 offset of a position; a line past the end gives the end of the text. */
export function offsetAt(text: string, position: Position): number {
  let lineStart = 0;
  for (let line = 0; line < position.line; line++) {
    const next = text.indexOf('\n', lineStart);
    if (next < 0) return text.length;
    lineStart = next + 1;
  }
  return Math.min(lineStart + position.column, text.length);
}
