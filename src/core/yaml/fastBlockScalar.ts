import { kindAt, odd } from './characters.ts';
import { skipSpaces } from './fastScalars.ts';
import type { YamlScalar } from './yamlNode.ts';

const tab = 0x09;

interface Line {
  /** First unit of the line that is no space, and the end of the line without its break. */
  readonly content: number;
  readonly end: number;
  /** Start of the next line. */
  readonly next: number;
}

/**
 * A literal (`|`) or folded (`>`) scalar whose indicator is at `at`, below a parent at column `parentIndent`.
 * Simple ones only: no indentation indicator, text in it, no line of odd spaces, and when folded no
 * line that is indented further. `end` is the end of the last line that holds text.
 */
export function blockScalar(
  text: string,
  at: number,
  end: number,
  parentIndent: number,
): YamlScalar | undefined {
  const folded = text.charCodeAt(at) === 0x3e;
  const chomping = text.charAt(at + 1) === '-' || text.charAt(at + 1) === '+' ? text[at + 1] : '';
  const indicatorEnd = chomping === '' ? at + 1 : at + 2;
  const headerEnd = skipSpaces(text, indicatorEnd, end);
  let line = lineAt(text, headerEnd, end);
  const comment = headerEnd > indicatorEnd && text.charCodeAt(headerEnd) === 0x23;
  if (line === undefined || (line.content !== line.end && !comment)) return undefined;
  const lines: string[] = [];
  let indent = -1;
  let blanks = 0;
  let lastEnd = -1;
  for (let start = line.next; start < end; start = line.next) {
    line = lineAt(text, start, end);
    if (line === undefined) return undefined;
    const column = line.content - start;
    if (line.content === line.end) {
      if (indent >= 0 && column > indent) return undefined;
      if (indent < 0 && column > 0) return undefined;
      blanks++;
      continue;
    }
    if (column <= parentIndent) break;
    if (indent < 0) indent = column;
    if (column < indent || (folded && column > indent)) return undefined;
    if (text.charCodeAt(line.content) === tab && !canBeginByTab(text, line, folded, lines)) {
      return undefined;
    }
    for (; blanks > 0; blanks--) lines.push('');
    lines.push(text.slice(start + indent, line.end));
    lastEnd = line.end;
  }
  if (lastEnd < 0) return undefined;
  const body = folded ? fold(lines) : lines.join('\n');
  const value = chomping === '-' ? body : `${body}\n${chomping === '+' ? '\n'.repeat(blanks) : ''}`;
  return { kind: 'scalar', value, text: value, plain: false, start: at, end: lastEnd };
}

/** True for a line of a literal, not its first one, that has text after a tab. */
function canBeginByTab(
  text: string,
  line: Line,
  folded: boolean,
  before: readonly string[],
): boolean {
  return !folded && before.length > 0 && text.slice(line.content, line.end).trim() !== '';
}

/** The line from `start` on; undefined where it holds odd characters or does not end in a line break. */
function lineAt(text: string, start: number, end: number): Line | undefined {
  const lineBreak = text.indexOf('\n', start);
  if (lineBreak < 0 || lineBreak >= end) return undefined;
  const carriage = lineBreak > start && text.charCodeAt(lineBreak - 1) === 0x0d;
  const lineEnd = carriage ? lineBreak - 1 : lineBreak;
  for (let i = start; i < lineEnd; i++) {
    const c = text.charCodeAt(i);
    if (c !== tab && (kindAt(text, i) === odd || c === 0x0d)) return undefined;
  }
  return {
    content: skipSpaces(text, start, lineEnd),
    end: lineEnd,
    next: lineBreak + 1,
  };
}

/** Joins lines by spaces; n blank lines between two of them are n line breaks. */
function fold(lines: readonly string[]): string {
  let folded = '';
  let lineBreaks = 0;
  for (const line of lines) {
    if (line === '') {
      lineBreaks++;
      continue;
    }
    if (lineBreaks > 0) folded += '\n'.repeat(lineBreaks);
    else if (folded !== '') folded += ' ';
    folded += line;
    lineBreaks = 0;
  }
  return folded;
}
