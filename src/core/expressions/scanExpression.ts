/**
 * The words of an expression with their places. It is a little wider than CEL: durations (`21d`), people (`@me`,
 * `@ana`), names in other scripts and names in backticks (`` `lead-score` ``) are tokens of their own. It never
 * fails, so that completion works on what is half written.
 */
import type { Span } from './ast.ts';

type TokenKind =
  'name' | 'quotedName' | 'number' | 'duration' | 'text' | 'person' | 'comment' | 'sign';

export interface Token extends Span {
  readonly kind: TokenKind;
  /** As written, quotes included. */
  readonly text: string;
  /** True for a text or quoted name that does not end. */
  readonly open: boolean;
}

const nameForm = /[\p{L}_][\p{L}\p{M}\p{N}_\u200c\u200d]*/uy;
const durationForm = /(?:\d+(?:\.\d+)?(?:min|mo|[smhdwy]))+(?![\p{L}\p{N}_])/uy;
const numberForm = /0[xX][0-9a-fA-F]+[uU]?|\d+(?:\.\d+)?(?:[eE][+-]?\d+)?[uU]?/y;
const personForm = /@[\p{L}_][\p{L}\p{M}\p{N}_-]*/uy;
const textForm = /[bBrR]?(?:'''|"""|'|")/y;
const commentForm = /\/\/[^\n]*/y;
const signForm = /==|!=|<=|>=|&&|\|\||[^\s]/uy;
const spaceForm = /\s+/uy;

function matchAt(form: RegExp, source: string, at: number): string | undefined {
  form.lastIndex = at;
  return form.exec(source)?.[0];
}

/** Where the text that opens at `at` ends, and whether it does. */
function endOfText(source: string, at: number, opening: string): { end: number; open: boolean } {
  const quote = opening.replace(/^[bBrR]/, '');
  for (let i = at + opening.length; i < source.length; i++) {
    if (source[i] === '\\') i++;
    else if (source.startsWith(quote, i)) return { end: i + quote.length, open: false };
    else if (source[i] === '\n' && quote.length === 1) return { end: i, open: true };
  }
  return { end: source.length, open: true };
}

function quotedToken(kind: TokenKind, source: string, start: number, opening: string): Token {
  const { end, open } = endOfText(source, start, opening);
  return { kind, start, end, text: source.slice(start, end), open };
}

const plainForms: readonly (readonly [TokenKind, RegExp])[] = [
  ['comment', commentForm],
  ['name', nameForm],
  ['duration', durationForm],
  ['number', numberForm],
  ['person', personForm],
  ['sign', signForm],
];

/** All tokens in order, comments included, white space left out. */
export function scanExpression(source: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < source.length) {
    const space = matchAt(spaceForm, source, at);
    if (space !== undefined) {
      at += space.length;
      continue;
    }
    const token = tokenAt(source, at);
    tokens.push(token);
    at = token.end;
  }
  return tokens;
}

function tokenAt(source: string, start: number): Token {
  const opening = matchAt(textForm, source, start);
  if (opening !== undefined) return quotedToken('text', source, start, opening);
  if (source[start] === '`') return quotedToken('quotedName', source, start, '`');
  for (const [kind, form] of plainForms) {
    const text = matchAt(form, source, start);
    if (text !== undefined) return { kind, start, end: start + text.length, text, open: false };
  }
  return { kind: 'sign', start, end: start + 1, text: source.slice(start, start + 1), open: false };
}

/**
 * The text of a node with the parentheses that belong to it: a node's own span leaves out parentheses at its
 * edges, so `(a || b) == c` would read `a || b) == c`.
 */
export function sliceBalanced(source: string, span: Span): string {
  const tokens = scanExpression(source).filter((token) => token.kind !== 'comment');
  let { start, end } = span;
  const { missingLeft, missingRight } = unbalanced(tokens, span);
  for (let left = missingLeft; left > 0; left--) {
    const before = tokens.findLast((token) => token.end <= start);
    if (before?.text === '(') start = before.start;
  }
  for (let right = missingRight; right > 0; right--) {
    const after = tokens.find((token) => token.start >= end);
    if (after?.text === ')') end = after.end;
  }
  return source.slice(start, end);
}

function unbalanced(
  tokens: readonly Token[],
  span: Span,
): { missingLeft: number; missingRight: number } {
  let depth = 0;
  let missingLeft = 0;
  for (const token of tokens) {
    if (token.start < span.start || token.end > span.end || token.kind !== 'sign') continue;
    if (token.text === '(') depth++;
    else if (token.text === ')') depth--;
    if (depth < 0) {
      missingLeft++;
      depth = 0;
    }
  }
  return { missingLeft, missingRight: depth };
}
