/**
 * Our comforts in the words of standard CEL: `21d` becomes a call, `@me` a name, and a name that the grammar
 * does not take (other scripts, backticks, reserved words) a stand-in. Places are mapped back afterwards.
 */
import type { Span } from './ast.ts';
import type { Token } from './scanExpression.ts';
import { scanExpression } from './scanExpression.ts';

/** Words that CEL reserves and that fields may well be called (`for` of a template). */
const reservedWords = new Set(
  'as break const continue else for function if import let loop package namespace return var void while __proto__ prototype'.split(
    ' ',
  ),
);

interface Replacement {
  readonly source: Span;
  readonly output: Span;
}

export interface Rewritten {
  readonly text: string;
  readonly tokens: readonly Token[];
  /** The name that a stand-in means, or the name itself. */
  nameOf(name: string): string;
  /** The span of the source as written for a span of the rewritten text. */
  spanOf(span: Span): Span;
}

/** Rewrites a source for the parser; what it does not understand it leaves for the parser to refuse. */
export function rewriteExpression(source: string): Rewritten {
  const tokens = scanExpression(source);
  const names = new StandIns(source);
  const replacements: Replacement[] = [];
  let text = '';
  let copied = 0;
  for (const token of tokens) {
    const output = replacementOf(token, names);
    if (output === undefined) continue;
    text += source.slice(copied, token.start);
    const from = text.length;
    text += output;
    copied = token.end;
    replacements.push({ source: token, output: { start: from, end: text.length } });
  }
  text += source.slice(copied);
  return {
    text,
    tokens,
    nameOf: (name) => names.meaning(name),
    spanOf: ({ start, end }) => ({
      start: sourceOffset(start, replacements, 'start'),
      end: sourceOffset(end, replacements, 'end'),
    }),
  };
}

function sourceOffset(
  offset: number,
  replacements: readonly Replacement[],
  side: 'start' | 'end',
): number {
  let shift = 0;
  for (const { source, output } of replacements) {
    if (offset < output.start || (offset === output.start && side === 'end')) break;
    if (offset < output.end || (offset === output.end && side === 'end')) return source[side];
    shift = source.end - output.end;
  }
  return offset + shift;
}

function replacementOf(token: Token, names: StandIns): string | undefined {
  switch (token.kind) {
    case 'duration':
      return durationCall(token.text);
    case 'person':
      return token.text === '@me' ? 'me' : quoteText(token.text.slice(1));
    case 'quotedName':
      return token.open || token.text.length < 3 ? undefined : names.add(token.text.slice(1, -1));
    case 'name':
      return /^\w+$/.test(token.text) && !reservedWords.has(token.text)
        ? undefined
        : names.add(token.text);
    default:
      return undefined;
  }
}

/** Months and years are those of the calendar; the rest has a fixed length. */
function durationCall(text: string): string {
  const calendar = /^(\d+)(mo|y)$/.exec(text);
  if (!calendar) return `duration('${text}')`;
  return `${calendar[2] === 'mo' ? 'months' : 'years'}(${calendar[1]})`;
}

/** A text as an expression writes it. */
export function quoteText(text: string): string {
  const escaped = text
    .replaceAll('\\', '\\\\')
    .replaceAll("'", "\\'")
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r');
  return `'${escaped}'`;
}

/** A name as an expression writes it: in backticks where it is more than letters, digits and underscores. */
export function quoteName(name: string): string {
  return /^[\p{L}_][\p{L}\p{M}\p{N}_]*$/u.test(name) && !literalWords.has(name)
    ? name
    : `\`${name}\``;
}

const literalWords = new Set(['true', 'false', 'null', 'in']);

class StandIns {
  readonly #prefix: string;
  readonly #meanings: string[] = [];

  constructor(source: string) {
    let prefix = 'name_';
    while (source.includes(prefix)) prefix += '_';
    this.#prefix = prefix;
  }

  add(name: string): string {
    const known = this.#meanings.indexOf(name);
    if (known < 0) this.#meanings.push(name);
    return `${this.#prefix}${known < 0 ? this.#meanings.length - 1 : known}`;
  }

  meaning(name: string): string {
    if (!name.startsWith(this.#prefix)) return name;
    return this.#meanings[Number(name.slice(this.#prefix.length))] ?? name;
  }
}
