import { doubleQuoted, singleQuoted } from './fastScalars.ts';
import type { YamlNode } from './yamlNode.ts';

/** A part of a text that begins with content. */
export interface Chunk {
  /** The first content. */
  readonly start: number;
  /** The column of `start`. */
  readonly column: number;
  readonly end: number;
}

export interface Block {
  readonly kind: 'map' | 'list';
  readonly chunks: readonly Chunk[];
}

/**
 * Splits the lines of a block into its entries or items, by nothing but their indentation: an entry reaches to the
 * next line that is not indented further, comments in between left out.
 *
 * @param start a line's start, or the first content of a block which begins right after a dash
 */
export function splitBlock(text: string, start: number, end: number): Block {
  const chunks: Chunk[] = [];
  let kind: Block['kind'] = 'map';
  let indent = -1;
  let open: { start: number; column: number } | undefined;
  let comment: number | undefined;
  for (const line of filledLines(text, start, end)) {
    if (line.isComment && (indent < 0 || line.column <= indent)) {
      // Not after the blank lines that may belong to the entry: they can be part of its text.
      comment ??= line.start;
      continue;
    }
    if (indent < 0) {
      indent = line.column;
      kind = isItem(text, line.content) ? 'list' : 'map';
    }
    const c = text.charAt(line.content);
    const continues =
      line.column > indent ||
      c === ']' ||
      c === '}' ||
      (kind === 'map' && c === ':' && isBlank(text, line.content + 1)) ||
      (kind === 'map' && line.column === indent && isItem(text, line.content));
    if (open === undefined || !continues) {
      if (open !== undefined) chunks.push({ ...open, end: comment ?? line.start });
      open = { start: line.content, column: line.column };
    }
    comment = undefined;
  }
  if (open !== undefined) chunks.push({ ...open, end: comment ?? end });
  return { kind, chunks };
}

interface FilledLine {
  /** Where the line begins, or where reading began in it. */
  readonly start: number;
  readonly content: number;
  readonly column: number;
  readonly isComment: boolean;
}

/** The lines that are not blank. */
function* filledLines(text: string, from: number, end: number): Generator<FilledLine> {
  let lineStart = from === 0 ? 0 : text.lastIndexOf('\n', from - 1) + 1;
  for (let start = from; start < end;) {
    const lineBreak = text.indexOf('\n', start);
    const lineEnd = lineBreak < 0 || lineBreak > end ? end : lineBreak;
    const content = firstContent(text, start, lineEnd);
    if (content < lineEnd) {
      const isComment = text.charAt(content) === '#';
      yield { start, content, column: content - lineStart, isComment };
    }
    start = lineEnd + 1;
    lineStart = start;
  }
}

/** The offset of the first unit that is no space, tab or carriage return. */
export function firstContent(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && ' \t\r'.includes(text.charAt(at))) at++;
  return at;
}

/** True where a list's item begins: a dash and a blank. */
export function isItem(text: string, at: number): boolean {
  return text.charAt(at) === '-' && isBlank(text, at + 1);
}

function isBlank(text: string, at: number): boolean {
  return at >= text.length || ' \t\r\n'.includes(text.charAt(at));
}

/** True for a list or map in brackets; a block map may begin with brackets too, of its first key. */
export function isFlow(text: string, node: YamlNode): boolean {
  const opening = text.charAt(node.start);
  if (node.kind === 'list') return opening === '[';
  return node.kind === 'map' && opening === '{' && node.entries[0]?.keyStart !== node.start;
}

/** The end of the line of `at`, without its line break, at most `end`. */
export function lineEndOf(text: string, at: number, end: number): number {
  const lineBreak = text.indexOf('\n', at);
  if (lineBreak < 0 || lineBreak >= end) return end;
  return lineBreak > at && text.charAt(lineBreak - 1) === '\r' ? lineBreak - 1 : lineBreak;
}

/** The first line with content after the line that ends at `lineEnd`, and whether it has a key. */
export function contentBelow(
  text: string,
  lineEnd: number,
  end: number,
): { readonly at: number; readonly hasKey: boolean } | undefined {
  const lineBreak = text.indexOf('\n', lineEnd);
  if (lineBreak < 0) return undefined;
  for (const { content, isComment } of filledLines(text, lineBreak + 1, end)) {
    if (isComment) continue;
    return {
      at: content,
      hasKey: keyAt(text, content, lineEndOf(text, content, end)) !== undefined,
    };
  }
  return undefined;
}

/** The key of an entry that begins at `at`; undefined where the line is no entry. */
export function keyAt(
  text: string,
  at: number,
  lineEnd: number,
): { readonly text: string; readonly end: number; readonly afterColon: number } | undefined {
  const c = text.charAt(at);
  if ('#[]{}|>%@`,?&*!'.includes(c) || isItem(text, at)) return undefined;
  if (c === '"' || c === "'") {
    const quoted = c === '"' ? doubleQuoted(text, at, lineEnd) : singleQuoted(text, at, lineEnd);
    if (quoted === undefined) return undefined;
    const colon = firstContent(text, quoted.end, lineEnd);
    const isKey = text.charAt(colon) === ':' && colon < lineEnd;
    return isKey ? { text: quoted.text, end: quoted.end, afterColon: colon + 1 } : undefined;
  }
  for (
    let colon = text.indexOf(':', at);
    colon >= 0 && colon < lineEnd;
    colon = text.indexOf(':', colon + 1)
  ) {
    if (!isBlank(text, colon + 1)) continue;
    const key = text.slice(at, colon).trimEnd();
    return key === '' || /\s#/.test(key)
      ? undefined
      : { text: key, end: at + key.length, afterColon: colon + 1 };
  }
  return undefined;
}
