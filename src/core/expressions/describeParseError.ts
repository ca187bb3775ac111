/** What the parser refused, in words: at which character, what was expected, what was found. */
import type { ParseError } from '@marcbachmann/cel-js';
import type { ExpressionIssue, Span } from './ast.ts';
import { limits } from './limits.ts';
import type { Rewritten } from './rewriteExpression.ts';
import type { Token } from './scanExpression.ts';

const tokenWords: Readonly<Record<string, string>> = {
  RPAREN: '`)`',
  RBRACKET: '`]`',
  RBRACE: '`}`',
  LPAREN: '`(`',
  COLON: '`:`',
  COMMA: '`,`',
  IDENTIFIER: 'a name',
};

/** Signs and words of other languages, and what they are here. */
const equivalents: Readonly<Record<string, string>> = {
  '=': '==',
  '&': '&&',
  '|': '||',
  '<>': '!=',
  and: '&&',
  AND: '&&',
  or: '||',
  OR: '||',
  is: '==',
  like: '.contains(…)',
  LIKE: '.contains(…)',
  IN: 'in',
  not: '!',
  NOT: '!',
};

export function describeParseError(
  error: ParseError,
  source: string,
  rewritten: Rewritten,
): ExpressionIssue {
  const range = error.range ?? { start: 0, end: rewritten.text.length };
  const at = rewritten.spanOf(range).start;
  const found = rewritten.tokens.find((token) => token.kind !== 'comment' && token.end > at);
  const span = found ? { start: Math.max(at, found.start), end: found.end } : endOf(source);
  const shortened = shortenedNumber(found, rewritten);
  if (shortened) return shortened;
  const foreign = found && equivalents[found.text];
  if (foreign !== undefined && found) return equivalentIssue(found, foreign);
  return { ...span, severity: 'error', message: messageOf(error, span, found) };
}

/** `amount > 10k`: the short form's way to write a number. */
function shortenedNumber(
  found: Token | undefined,
  { tokens }: Rewritten,
): ExpressionIssue | undefined {
  const zeros = found && /^[kKmMbB]$/.test(found.text) ? found.text.toLowerCase() : undefined;
  const number = tokens.find(({ kind, end }) => kind === 'number' && end === found?.start);
  if (zeros === undefined || !found || !number) return undefined;
  const factor = zeros === 'k' ? 1e3 : zeros === 'm' ? 1e6 : 1e9;
  const suggestion = String(Number(number.text) * factor);
  const message = `At character ${number.start + 1}: expected a number in full: write ${suggestion}`;
  return { start: number.start, end: found.end, severity: 'error', message, suggestion };
}

function endOf(source: string): Span {
  return { start: source.length, end: source.length };
}

function equivalentIssue(found: Token, right: string): ExpressionIssue {
  const message = `At character ${found.start + 1}: write ${right} where other languages write ${found.text}`;
  const issue = { start: found.start, end: found.end, severity: 'error' as const, message };
  return right.includes('…') ? issue : { ...issue, suggestion: right };
}

function messageOf(error: ParseError, span: Span, found: Token | undefined): string {
  const place = found ? `At character ${span.start + 1}` : 'At the end';
  const seen = found ? `, found ${found.text.slice(0, 40)}` : '';
  switch (error.code) {
    case 'expected_token': {
      const wanted = /^Expected (\w+)/.exec(error.summary)?.[1] ?? '';
      return `${place}: expected ${tokenWords[wanted] ?? 'something else'}${seen}`;
    }
    case 'unexpected_token':
      return `${place}: expected a value${seen}`;
    case 'unexpected_character':
      return `${place}: expected an operator (&&, ||, ==, <, in …) or the end${seen}`;
    case 'unterminated_string':
    case 'unterminated_triple_quoted_string':
    case 'newline_in_string':
      return `${place}: the text is not closed: expected ${closingQuote(found)}`;
    case 'limit_exceeded':
      return `The expression is too large: at most ${limits.nodes} parts and ${limits.depth} levels`;
    case 'invalid_macro_argument':
      return `${place}: expected a name for the item, as in deals.exists(d, d.stage == 'won')`;
    default:
      return `${place}: ${error.summary}`;
  }
}

function closingQuote(found: Token | undefined): string {
  return /('''|"""|'|")/.exec(found?.text ?? '')?.[0] ?? "'";
}
