/**
 * What a user typed, as terms, phrases and exclusions.
 *
 * `"two words"` asks for the words side by side, `-word` and `-"two words"` exclude, everything else is a word to
 * rank by. The last word is still being typed where nothing follows it, and is then the beginning of a word.
 * Any text is a query: what cannot be read as syntax is read as words.
 */
import { LONGEST_PHONE, REVERSED_MARK, SHORTEST_PHONE } from './digitRun.ts';
import { DIGITS, PAIR, REVERSED, TAIL, WHOLE } from './tokenKinds.ts';
import { Tokenizer } from './tokenizer.ts';

/** Another way to find what a term of the query asks for. */
export interface Alternate {
  readonly text: string;
  readonly isPrefix: boolean;
}

export interface QueryTerm {
  /** Folded text, as in the index. */
  readonly text: string;
  /** Whether the word may go on: it is being typed, or is one character of a script without spaces. */
  readonly isPrefix: boolean;
  /** Whether stems and typing errors make sense: letters only, in a script with spaces. */
  readonly isWord: boolean;
  /** Whether the term is part of a run written without spaces. */
  readonly isRun: boolean;
  /** The parts joined (e-mail), neighbours joined (sales force), a number without its separators. */
  readonly alternates: readonly Alternate[];
}

/** Terms that are side by side in the query, as indices into its terms. */
export interface Neighbours {
  readonly first: number;
  readonly second: number;
  /** Positions from the first to the second, 1 for words. */
  readonly distance: number;
  /** Whether no space lies between them: they are parts of one address, id or run. */
  readonly isGlued: boolean;
}

/** Terms at their positions, counted from the first. */
export type Phrase = readonly { readonly term: QueryTerm; readonly position: number }[];

export interface ParsedQuery {
  /** Distinct terms to rank by, those of phrases included. */
  readonly terms: readonly QueryTerm[];
  readonly neighbours: readonly Neighbours[];
  readonly phrases: readonly Phrase[];
  /** Words and phrases none of which a document may have. */
  readonly excluded: readonly Phrase[];
  /** Whether there is something to rank by beside the phrases. */
  readonly hasWords: boolean;
}

/** Characters and terms of a query that are read; a pasted page is cut there. */
const MAX_QUERY_LENGTH = 2000;
const MAX_TERMS = 48;

/** Reads a query. Never fails. */
export function parseQuery(query: string): ParsedQuery {
  const terms: QueryTerm[] = [];
  const neighbours: Neighbours[] = [];
  const phrases: Phrase[] = [];
  const excluded: Phrase[] = [];
  let hasWords = false;
  for (const clause of splitClauses(query.slice(0, MAX_QUERY_LENGTH))) {
    const read = readTerms(clause);
    if (read.length === 0) continue;
    if (clause.isExcluded) {
      excluded.push(read);
      continue;
    }
    if (clause.isQuoted) phrases.push(read);
    else hasWords = true;
    addTerms(read, terms, neighbours);
  }
  return { terms, neighbours, phrases, excluded, hasWords };
}

interface Clause {
  readonly text: string;
  readonly isQuoted: boolean;
  readonly isExcluded: boolean;
  /** Whether the clause ends where the user is typing. */
  readonly isOpen: boolean;
}

interface ReadTerm {
  readonly term: QueryTerm;
  readonly position: number;
  readonly isGlued: boolean;
}

const OPENING = '"“„';
const CLOSING = '"”“';

function splitClauses(query: string): Clause[] {
  const clauses: Clause[] = [];
  let words = '';
  let index = 0;
  const flush = (isOpen: boolean): void => {
    if (words.trim() !== '')
      clauses.push({ text: words, isQuoted: false, isExcluded: false, isOpen });
    words = '';
  };
  while (index < query.length) {
    const atStart = index === 0 || /\s/u.test(query.charAt(index - 1));
    const isExcluded =
      atStart && query.charAt(index) === '-' && /\S/u.test(query.charAt(index + 1));
    const from = isExcluded ? index + 1 : index;
    if (OPENING.includes(query.charAt(from)) && (atStart || isExcluded)) {
      const end = closingQuote(query, from + 1);
      flush(false);
      const text = query.slice(from + 1, end);
      clauses.push({ text, isQuoted: true, isExcluded, isOpen: end === query.length });
      index = end + 1;
    } else if (isExcluded) {
      const space = query.slice(from).search(/\s/u);
      const end = space < 0 ? query.length : from + space;
      flush(false);
      clauses.push({ text: query.slice(from, end), isQuoted: false, isExcluded, isOpen: false });
      index = end;
    } else words += query.charAt(index++);
  }
  flush(true);
  return clauses;
}

function closingQuote(query: string, from: number): number {
  for (let i = from; i < query.length; i++) if (CLOSING.includes(query.charAt(i))) return i;
  return query.length;
}

interface Token {
  readonly text: string;
  readonly kind: number;
  readonly start: number;
  readonly end: number;
  readonly position: number;
}

function readTerms(clause: Clause): ReadTerm[] {
  const tokens: Token[] = [];
  let position = -1;
  new Tokenizer().scan(clause.text, {
    accept(token) {
      if (tokens.length >= MAX_TERMS * 2) return;
      const { kind, start, end } = token;
      if ((kind & WHOLE) === 0) position++;
      const text = String.fromCharCode(...token.units.subarray(0, token.length));
      tokens.push({ text, kind, start, end, position });
    },
  });
  const main = tokens.filter((token) => (token.kind & WHOLE) === 0 && !isRedundantTail(token));
  const wholes = tokens.filter((token) => (token.kind & WHOLE) !== 0);
  return main.slice(0, MAX_TERMS).map((token, i) => {
    const before = main[i - 1];
    const after = main[i + 1];
    const isTyped = clause.isOpen && i === main.length - 1 && token.end === clause.text.length;
    const isRun = (token.kind & PAIR) !== 0;
    const isSingle = isRun && [...token.text].length === 1;
    const alternates = wholes
      .filter((whole) => whole.start <= token.start && whole.end >= token.end)
      .flatMap((whole) => alternatesOf(whole, clause));
    alternates.push(...phoneAlternates(token.text));
    if (before !== undefined) alternates.push(...joined(before, token, isTyped));
    if (after !== undefined) {
      const afterIsTyped =
        clause.isOpen && i + 1 === main.length - 1 && after.end === clause.text.length;
      alternates.push(...joined(token, after, afterIsTyped));
    }
    const isPrefix = isSingle || (isTyped && !isRun);
    const isWord = !isRun && !/[0-9]/u.test(token.text);
    const isGlued = before !== undefined && !/\s/u.test(clause.text.slice(before.end, token.start));
    const term = { text: token.text, isPrefix, isWord, isRun, alternates };
    return { term, position: token.position, isGlued };
  });
}

/** The last character of a run is a term in documents only: the pair before it says more. */
function isRedundantTail(token: Token): boolean {
  return (token.kind & TAIL) !== 0;
}

function alternatesOf(whole: Token, clause: Clause): Alternate[] {
  if ((whole.kind & REVERSED) !== 0) return [];
  const isPrefix = clause.isOpen && whole.end === clause.text.length;
  return [{ text: whole.text, isPrefix }, ...phoneAlternates(whole.text)];
}

/** A phone number is the same with a country code, with the national 0, or with neither. */
function phoneAlternates(digits: string): Alternate[] {
  if (digits.length < SHORTEST_PHONE || digits.length > LONGEST_PHONE) return [];
  if (!/^[0-9]+$/u.test(digits)) return [];
  const mark = String.fromCharCode(REVERSED_MARK);
  const national = mark + reversed(digits.replace(/^0+/u, ''));
  if (national.length < SHORTEST_PHONE) return [];
  const alternates: Alternate[] = [{ text: national, isPrefix: true }];
  for (let code = 1; code <= 3; code++) {
    const local = national.slice(0, -code);
    if (local.length <= SHORTEST_PHONE + 1) break;
    alternates.push({ text: local, isPrefix: false }, { text: `${local}0`, isPrefix: false });
  }
  return alternates;
}

/** Two neighbours written as one word. */
function joined(first: Token, second: Token, isPrefix: boolean): Alternate[] {
  if (((first.kind | second.kind) & PAIR) !== 0) return [];
  if ((first.kind & second.kind & DIGITS) !== 0) return [];
  return [{ text: first.text + second.text, isPrefix }];
}

function addTerms(read: readonly ReadTerm[], terms: QueryTerm[], neighbours: Neighbours[]): void {
  let previous = -1;
  let previousPosition = 0;
  for (const { term, position, isGlued } of read) {
    let at = terms.findIndex((other) => other.text === term.text);
    if (at < 0) {
      if (terms.length >= MAX_TERMS) return;
      at = terms.push(term) - 1;
    } else terms[at] = mergeTerms(terms[at] ?? term, term);
    if (previous >= 0 && previous !== at) {
      const distance = position - previousPosition;
      neighbours.push({ first: previous, second: at, distance, isGlued });
    }
    previous = at;
    previousPosition = position;
  }
}

function mergeTerms(a: QueryTerm, b: QueryTerm): QueryTerm {
  const alternates = [...a.alternates];
  for (const alternate of b.alternates) {
    if (!alternates.some((other) => other.text === alternate.text)) alternates.push(alternate);
  }
  return { ...a, isPrefix: a.isPrefix || b.isPrefix, alternates };
}

/** Text of a term as a user would write it: digits kept backwards are turned round. */
export function readableTerm(term: string): string {
  if (term.charCodeAt(0) !== REVERSED_MARK || term.length > LONGEST_PHONE + 1) return term;
  return reversed(term.slice(1));
}

function reversed(text: string): string {
  return text.split('').reverse().join('');
}
