/** The terms of a segment that a term of a query stands for, each with a weight. */
import type { QueryTerm } from './parseQuery.ts';
import type { Segment } from './segment.ts';
import { longestWithStem, stemPrefix, stemTerm } from './stemTerm.ts';
import { findTerm, forEachWithPrefix } from './termDictionary.ts';
import { walkTypos } from './typoWalk.ts';

/** Adds a term of the segment; an exact match has weight 1. */
export type AddTerm = (term: number, weight: number) => void;

const STEM_WEIGHT = 0.75;
const ALTERNATE_WEIGHT = 0.9;
const PREFIX_WEIGHT = 0.6;
const TYPO_WEIGHT = 0.6;
/** A typing error is rarely in the first letter. */
const FIRST_LETTER_WEIGHT = 0.7;
const TYPO_PREFIX_WEIGHT = 0.6;
/** Shortest word in which one error, or two, are looked for. */
const ONE_ERROR_LENGTH = 4;
const TWO_ERRORS_LENGTH = 8;
const SHORTEST_SPLIT = 3;

/** What the user wrote: the term itself, its other forms, its other spellings. */
export function expandWritten(segment: Segment, term: QueryTerm, add: AddTerm): void {
  const exact = findTerm(segment, term.text);
  if (exact >= 0) add(exact, 1);
  if (term.isRun) {
    if (term.isPrefix) forEachWithPrefix(segment, term.text, ({ term: other }) => add(other, 1));
    return;
  }
  if (term.isWord) expandStem(segment, term.text, exact, add);
  for (const alternate of term.alternates) {
    if (alternate.isPrefix) {
      forEachWithPrefix(segment, alternate.text, ({ term: other }) => {
        add(other, ALTERNATE_WEIGHT);
      });
    } else {
      const other = findTerm(segment, alternate.text);
      if (other >= 0) add(other, ALTERNATE_WEIGHT);
    }
  }
}

/** The terms that may stand at one place of a quoted phrase: the very word, or its completions while it is typed. */
export function expandPhraseTerm(segment: Segment, term: QueryTerm): number[] {
  const forms: number[] = [];
  if (term.isPrefix) forEachWithPrefix(segment, term.text, ({ term: other }) => forms.push(other));
  else {
    const exact = findTerm(segment, term.text);
    if (exact >= 0) forms.push(exact);
  }
  return forms;
}

function expandStem(segment: Segment, text: string, exact: number, add: AddTerm): void {
  const stem = stemTerm(text);
  if (stem === undefined) return;
  const longest = longestWithStem(stem);
  forEachWithPrefix(segment, stemPrefix(stem), (cursor) => {
    if (cursor.term === exact || cursor.length > longest) return;
    if (stemTerm(cursor.text()) === stem) add(cursor.term, STEM_WEIGHT);
  });
}

/** The words that the user may be about to write. Shorter completions weigh more. */
export function expandPrefix(segment: Segment, term: QueryTerm, add: AddTerm): void {
  const { length } = term.text;
  forEachWithPrefix(segment, term.text, (cursor) => {
    if (cursor.length > length) add(cursor.term, (PREFIX_WEIGHT * length) / cursor.length);
  });
}

/** Number of typing errors that are looked for in a term: one from 4 letters on, two from 8. */
export function typoLimit(term: QueryTerm): number {
  if (!term.isWord || term.text.length < ONE_ERROR_LENGTH) return 0;
  return term.text.length < TWO_ERRORS_LENGTH ? 1 : 2;
}

/** The words within exactly `errors` typing errors of the term, or that begin so where the term is being typed. */
export function expandTypos(segment: Segment, term: QueryTerm, errors: number, add: AddTerm): void {
  const query = { word: term.text, errors, ofPrefix: term.isPrefix };
  walkTypos(segment, query, (match) => {
    let weight = TYPO_WEIGHT / errors;
    if (!match.sameStart) weight *= FIRST_LETTER_WEIGHT;
    if (!match.isWhole) weight *= TYPO_PREFIX_WEIGHT;
    add(match.term, weight);
  });
}

/** Pairs of terms that make the term when written together: `sales` and `force` for `salesforce`. */
export function expandSplits(
  segment: Segment,
  term: QueryTerm,
  add: (first: number, second: number) => void,
): void {
  if (term.isRun) return;
  for (let cut = SHORTEST_SPLIT; cut <= term.text.length - SHORTEST_SPLIT; cut++) {
    const first = findTerm(segment, term.text.slice(0, cut));
    if (first < 0) continue;
    const second = findTerm(segment, term.text.slice(cut));
    if (second >= 0) add(first, second);
  }
}
