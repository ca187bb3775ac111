/** Finds in a text the words by which a query found it: the same folding, forms and beginnings as in the index. */
import { parseQuery } from './parseQuery.ts';
import type { QueryTerm } from './parseQuery.ts';
import { longestWithStem, stemPrefix, stemTerm } from './stemTerm.ts';
import { Tokenizer } from './tokenizer.ts';

/** A query as the user typed it, with the `terms` of a hit: these know of typing errors, that of other forms. */
export interface SearchedHit {
  readonly query: string;
  readonly terms: readonly string[];
}

/** What to look for: a query, the terms of a hit, or both. */
export type Searched = string | readonly string[] | SearchedHit;

export interface TextMatch {
  readonly start: number;
  readonly end: number;
  /** Which term of the query it is. */
  readonly term: number;
}

/** A word as it lies in an array of units. */
interface WordPlace {
  readonly units: Uint16Array;
  readonly length: number;
}

interface Pattern {
  readonly text: string;
  readonly term: number;
}

/** Longer texts are read piece by piece, until every term is found. */
const PIECE = 50_000;
/** A text that is nothing but matches need not be read to its end. */
const ENOUGH_MATCHES = 2000;

export class TextMatcher {
  /** Terms there are; how much each tells, from its length. */
  readonly weights: number[] = [];
  readonly #exact = new Map<string, number>();
  readonly #prefixes: Pattern[] = [];
  readonly #stems: Pattern[] = [];

  constructor(searched: Searched) {
    const { query, terms } = bothOf(searched);
    parseQuery(query).terms.forEach((term, i) => this.#addQueryTerm(term, i));
    for (const term of terms) {
      if (this.#match(wordPlace(term)) < 0) this.#addWord(term, this.weights.length, true);
    }
  }

  /** Matches in the order of the text; of a long text those in its first pieces that have all terms. */
  find(text: string): TextMatch[] {
    const matches: TextMatch[] = [];
    const missing = new Set(this.weights.keys());
    for (let from = 0; from < text.length && missing.size > 0;) {
      const to = pieceEnd(text, from);
      this.#findIn(text.slice(from, to), from, matches);
      for (const match of matches) missing.delete(match.term);
      if (matches.length >= ENOUGH_MATCHES) break;
      from = to;
    }
    return matches.sort((a, b) => a.start - b.start || b.end - a.end);
  }

  #findIn(piece: string, offset: number, matches: TextMatch[]): void {
    new Tokenizer().scan(piece, {
      accept: (token) => {
        const term = this.#match(token);
        if (term >= 0) matches.push({ start: offset + token.start, end: offset + token.end, term });
      },
    });
  }

  #match(token: WordPlace): number {
    for (const { text, term } of this.#prefixes) if (startsWith(token, text)) return term;
    let word: string | undefined;
    for (const { text, term } of this.#stems) {
      if (token.length > longestWithStem(text)) continue;
      if (!startsWith(token, stemPrefix(text))) continue;
      word ??= textOf(token);
      if (stemTerm(word) === text) return term;
    }
    return this.#exact.size === 0 ? -1 : (this.#exact.get(word ?? textOf(token)) ?? -1);
  }

  #addQueryTerm(term: QueryTerm, at: number): void {
    if (term.isPrefix) this.#prefixes.push({ text: term.text, term: at });
    this.#addWord(term.text, at, term.isWord);
    for (const alternate of term.alternates) {
      if (alternate.isPrefix) this.#prefixes.push({ text: alternate.text, term: at });
      else if (!this.#exact.has(alternate.text)) this.#exact.set(alternate.text, at);
    }
  }

  #addWord(text: string, at: number, isWord: boolean): void {
    this.weights[at] = Math.min(1, text.length / 4);
    this.#exact.set(text, at);
    const stem = isWord ? stemTerm(text) : undefined;
    if (stem !== undefined) this.#stems.push({ text: stem, term: at });
  }
}

function bothOf(searched: Searched): SearchedHit {
  if (typeof searched === 'string') return { query: searched, terms: [] };
  return 'query' in searched ? searched : { query: '', terms: searched };
}

function wordPlace(word: string): WordPlace {
  const units = new Uint16Array(word.length);
  for (let i = 0; i < word.length; i++) units[i] = word.charCodeAt(i);
  return { units, length: word.length };
}

function textOf(token: WordPlace): string {
  return String.fromCharCode(...token.units.subarray(0, token.length));
}

function startsWith(token: WordPlace, prefix: string): boolean {
  if (token.length < prefix.length) return false;
  for (let i = 0; i < prefix.length; i++) {
    if (token.units[i] !== prefix.charCodeAt(i)) return false;
  }
  return true;
}

/** End of the piece from an index on: after a space, where there is one near. */
function pieceEnd(text: string, from: number): number {
  const end = from + PIECE;
  if (end >= text.length) return text.length;
  const space = text.lastIndexOf(' ', end);
  return space > end - 1000 ? space + 1 : end;
}
