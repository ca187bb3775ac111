import type { Link } from '../model/record.ts';
import { refKey, relativeLinkKey } from './refKey.ts';

/** A stretch of one line outside code. */
type Visit = (line: string, lineNumber: number) => void;

const fence = /^ {0,3}(`{3,}|~{3,})/;

/**
 * Calls back for each line of prose from an offset on, with code blanked out (same length, so columns
 * hold): fenced blocks, and inline code between equal runs of backticks. Line numbers count from the
 * start of the whole text.
 */
export function eachProseLine(text: string, from: number, visit: Visit): void {
  let lineNumber = countNewlines(text, from);
  let start = from;
  let open = '';
  while (start <= text.length) {
    const next = text.indexOf('\n', start);
    const end = next < 0 ? text.length : next;
    const line = text.slice(start, end);
    const mark = fence.exec(line)?.[1];
    if (open !== '') {
      if (mark !== undefined && mark.startsWith(open)) open = '';
    } else if (mark !== undefined) open = mark;
    else visit(line.includes('`') ? blankInlineCode(line) : line, lineNumber);
    if (next < 0) return;
    start = next + 1;
    lineNumber++;
  }
}

/** Number of line breaks before an offset. */
export function countNewlines(text: string, before: number): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0 && at < before; at = text.indexOf('\n', at + 1))
    count++;
  return count;
}

function blankInlineCode(line: string): string {
  return line.replace(/(`+)(?!`)(?:(?!`).|(?!\1(?!`))`)*?\1(?!`)/g, (code) =>
    ' '.repeat(code.length),
  );
}

const linkForm = /\[\[([^[\]\n]+)\]\]|\]\(\s*<?([^()<>\s]+)>?(?:\s+"[^"]*")?\s*\)/g;

/** Wikilinks and relative markdown links of a body, outside code. */
export function findProseLinks(text: string, bodyStart: number, path: string): Link[] {
  const links: Link[] = [];
  if (text.indexOf('[[', bodyStart) < 0 && text.indexOf('](', bodyStart) < 0) return links;
  const hasCode = text.indexOf('`', bodyStart) >= 0 || text.indexOf('~~~', bodyStart) >= 0;
  const eachLine = hasCode ? eachProseLine : eachLineWithBracket;
  eachLine(text, bodyStart, (line, lineNumber) => {
    if (!line.includes('[[') && !line.includes('](')) return;
    for (const match of line.matchAll(linkForm)) {
      const link = match[1] !== undefined ? wikilink(match) : markdownLink(match, path);
      if (link !== undefined) links.push({ ...link, line: lineNumber });
    }
  });
  return links;
}

/** The same for a body without code: only lines that can hold a link are cut out. */
function eachLineWithBracket(text: string, from: number, visit: Visit): void {
  let lineNumber = countNewlines(text, from);
  let counted = from;
  for (let at = text.indexOf(']', from); at >= 0;) {
    const start = text.lastIndexOf('\n', at) + 1;
    const next = text.indexOf('\n', at);
    const end = next < 0 ? text.length : next;
    for (
      let line = text.indexOf('\n', counted);
      line >= 0 && line < start;
      line = text.indexOf('\n', line + 1)
    )
      lineNumber++;
    counted = Math.max(start, from);
    visit(text.slice(Math.max(start, from), end), lineNumber);
    at = text.indexOf(']', end);
  }
}

type LinkInLine = Omit<Link, 'line'>;

function wikilink(match: RegExpMatchArray): LinkInLine | undefined {
  const raw = match[0];
  const key = refKey(raw);
  if (key === '') return undefined;
  const column = match.index ?? 0;
  return { field: undefined, raw, key, column, endColumn: column + raw.length };
}

function markdownLink(match: RegExpMatchArray, path: string): LinkInLine | undefined {
  const target = match[2] ?? '';
  const key = relativeLinkKey(target, path);
  if (key === undefined) return undefined;
  const column = (match.index ?? 0) + match[0].indexOf(target);
  return {
    field: undefined,
    raw: target,
    key: `/${key}`,
    column,
    endColumn: column + target.length,
  };
}
