/** The short form in its pieces: terms such as `-stage:won,lost` and free words. */
import { isCurrencyCode } from '../model/money.ts';
import type { Span } from './ast.ts';

export type TermOperator = ':' | '=' | '<' | '<=' | '>' | '>=';

export interface ShortTerm extends Span {
  readonly negated: boolean;
  /** As written, dots included. */
  readonly name: string;
  readonly nameSpan: Span;
  readonly operator: TermOperator;
  /** Separated by commas in the text; at least one. */
  readonly values: readonly ShortValue[];
}

export interface ShortValue extends Span {
  readonly text: string;
  /** True where it stood in quotes: then it is text, whatever it looks like. */
  readonly quoted: boolean;
}

/** A word that is no term: to be searched for. */
export interface ShortWord extends Span {
  readonly text: string;
  readonly negated: boolean;
}

export interface ShortPieces {
  readonly terms: readonly ShortTerm[];
  readonly words: readonly ShortWord[];
}

const termHead = /(-?)([\p{L}_][\p{L}\p{M}\p{N}_.-]*)(:|<=|>=|<|>|=(?!=))/uy;
const quotedForm = /"(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)*'?/y;
const plainForm = /[^\s,"']+/y;

function matchAt(form: RegExp, text: string, at: number): RegExpExecArray | undefined {
  form.lastIndex = at;
  return form.exec(text) ?? undefined;
}

/** Splits a text; it never fails, what is no term is a word. */
export function splitShortForm(text: string): ShortPieces {
  const terms: ShortTerm[] = [];
  const words: ShortWord[] = [];
  let at = 0;
  while (at < text.length) {
    if (/\s/.test(text[at] ?? '')) {
      at++;
      continue;
    }
    const term = termAt(text, at);
    if (term) {
      const whole = withCurrency(text, term);
      terms.push(whole);
      at = whole.end;
    } else {
      const word = wordAt(text, at);
      words.push(word);
      at = word.end;
    }
  }
  return { terms, words };
}

function termAt(text: string, start: number): ShortTerm | undefined {
  const head = matchAt(termHead, text, start);
  if (!head) return undefined;
  const [whole, minus = '', name = '', operator = ':'] = head;
  const valueStart = start + whole.length;
  // `http://…` is an address, `error: no route` a sentence.
  if (
    text.startsWith('//', valueStart) ||
    /^(?:\s|$)/.test(text.slice(valueStart, valueStart + 1))
  ) {
    return undefined;
  }
  const values = valuesAt(text, valueStart);
  const last = values.at(-1);
  if (!last) return undefined;
  const nameStart = start + minus.length;
  return {
    negated: minus === '-',
    name,
    nameSpan: { start: nameStart, end: nameStart + name.length },
    operator: operator as TermOperator,
    values,
    start,
    end: last.end,
  };
}

function valuesAt(text: string, start: number): ShortValue[] {
  const values: ShortValue[] = [];
  let at = start;
  for (;;) {
    const quoted = matchAt(quotedForm, text, at)?.[0];
    const plain = quoted === undefined ? matchAt(plainForm, text, at)?.[0] : undefined;
    const raw = quoted ?? plain;
    if (raw === undefined) break;
    const value = quoted === undefined ? raw : unquote(raw);
    values.push({ text: value, quoted: quoted !== undefined, start: at, end: at + raw.length });
    at += raw.length;
    if (text[at] !== ',') break;
    at++;
  }
  return values;
}

function unquote(raw: string): string {
  const closed = raw.length > 1 && raw.endsWith(raw.slice(0, 1));
  return raw.slice(1, closed ? -1 : undefined).replaceAll(/\\(.)/g, '$1');
}

/** `amount>10k EUR`: a currency that stands apart belongs to the amount before it. */
function withCurrency(text: string, term: ShortTerm): ShortTerm {
  const last = term.values.at(-1);
  if (!last || last.quoted || !/^[\d._]+(?:k|m|b|bn)?$/i.test(last.text)) return term;
  const apart = /^ +([A-Z]{3})(?=\s|$)/.exec(text.slice(term.end));
  const code = apart?.[1];
  if (!apart || code === undefined || !isCurrencyCode(code)) return term;
  const end = term.end + apart[0].length;
  const joined = { ...last, text: `${last.text} ${code}`, end };
  return { ...term, values: [...term.values.slice(0, -1), joined], end };
}

function wordAt(text: string, start: number): ShortWord {
  const negated = text[start] === '-' && /\S/.test(text[start + 1] ?? '');
  const from = negated ? start + 1 : start;
  const quoted = matchAt(quotedForm, text, from)?.[0];
  const end = quoted === undefined ? endOfWord(text, from) : from + quoted.length;
  return { text: text.slice(from, end), negated, start, end };
}

function endOfWord(text: string, from: number): number {
  const space = text.slice(from).search(/\s/);
  return space < 0 ? text.length : Math.max(from + space, from + 1);
}
