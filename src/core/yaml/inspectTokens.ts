import { CST, Lexer } from 'yaml';
import { maximumDepth } from './limits.ts';

/** Mistakes of which the library makes an error object each: beyond these it is not asked to. */
export const maximumTokenMistakes = 500;

/**
 * The offset in a text where it is nested too deep for the library's lexer and parser, or -1: these are recursive
 * within runs of indicators (`- - - …`), and slow with deep brackets.
 */
export function deepInText(source: string): number {
  const compact = source.search(compactIndicators);
  return compact >= 0 ? compact : deepBracket(source);
}

const compactIndicators = new RegExp(`(?:[-?:][ \\t]+){${maximumDepth + 1}}`);

/** The offset of the bracket that opens one level too many, or -1. */
function deepBracket(source: string): number {
  let opened = 0;
  for (let at = 0; at < source.length && opened <= maximumDepth; at++) {
    const c = source.charCodeAt(at);
    if (c === 0x5b || c === 0x7b) opened++;
  }
  if (opened <= maximumDepth) return -1;
  let depth = 0;
  let offset = 0;
  let isText = false;
  for (const token of new Lexer().lex(source)) {
    const kind: CST.TokenType | null = isText ? null : CST.tokenType(token);
    isText = kind === 'scalar';
    if (kind === 'flow-map-start' || kind === 'flow-seq-start') depth++;
    else if (kind === 'flow-map-end' || kind === 'flow-seq-end') depth--;
    else if (kind === 'flow-error-end') depth = 0;
    if (depth > maximumDepth) return offset;
    if (kind === null || !unwritten.has(kind)) offset += token.length;
  }
  return -1;
}

/** Tokens that announce what follows or what is missing, and are not in the text. */
const unwritten: ReadonlySet<string> = new Set(['doc-mode', 'scalar', 'flow-error-end']);

export interface TokenFacts {
  /** The first collection that is more than `maximumDepth` deep. */
  readonly deep: CST.Token | undefined;
  /** Errors, superfluous commas, anchors, tags and wrong escapes, roughly counted. */
  readonly mistakes: number;
}

/** Looks through the parser's tokens, level by level and without recursion. */
export function inspectTokens(tokens: readonly CST.Token[]): TokenFacts {
  let mistakes = 0;
  let level: CST.Token[] = [];
  for (const token of tokens) {
    if (token.type === 'error') mistakes++;
    if (token.type === 'document' && token.value) level.push(token.value);
  }
  for (let depth = 1; level.length > 0; depth++) {
    const next: CST.Token[] = [];
    for (const token of level) {
      mistakes += mistakesIn(token);
      if (!('items' in token)) continue;
      if (depth > maximumDepth) return { deep: token, mistakes };
      for (const { key, value } of token.items) {
        if (key) next.push(key);
        if (value) next.push(value);
      }
    }
    level = next;
  }
  return { deep: undefined, mistakes };
}

function mistakesIn(token: CST.Token): number {
  if (token.type === 'double-quoted-scalar') return wrongEscapes(token.source);
  if (!('items' in token)) return 'end' in token && token.end ? errorsIn(token.end) : 0;
  let mistakes = token.type === 'flow-collection' ? errorsIn(token.end) : 0;
  for (const { start, sep } of token.items) {
    mistakes += superfluous(start) + (sep ? superfluous(sep) : 0);
  }
  return mistakes;
}

function errorsIn(tokens: readonly CST.Token[]): number {
  return tokens.reduce((sum, { type }) => sum + (type === 'error' ? 1 : 0), 0);
}

/** Commas, anchors and tags beyond those that a key and its map can have. */
function superfluous(tokens: readonly CST.SourceToken[]): number {
  if (tokens.length <= 5) return 0;
  const count = tokens.filter(({ type }) => marks.has(type)).length;
  return Math.max(0, count - 5);
}

const marks: ReadonlySet<string> = new Set(['comma', 'anchor', 'tag']);

function wrongEscapes(source: string): number {
  let wrong = 0;
  for (let at = source.indexOf('\\'); at >= 0; at = source.indexOf('\\', at + 2)) {
    if (!'0abtnvfre "/\\N_LPxuU\t\r\n'.includes(source.charAt(at + 1))) wrong++;
  }
  return wrong;
}
