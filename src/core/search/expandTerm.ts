/** The terms of a segment that a term of a query stands for, each with a weight. */
import { EditDistance } from './editDistance.ts';
import type { QueryTerm } from './parseQuery.ts';
import { findTerm, lowerBound, prefixEnd, signatureOf, termCount, termText } from './segment.ts';
import type { Segment } from './segment.ts';
import { LONGEST_ENDING, stemPrefix, stemTerm } from './stemTerm.ts';

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
    if (term.isPrefix) forPrefix(segment, term.text, (other) => other !== exact && add(other, 1));
    return;
  }
  if (term.isWord) expandStem(segment, term.text, exact, add);
  for (const alternate of term.alternates) {
    if (alternate.isPrefix) {
      forPrefix(segment, alternate.text, (other) => add(other, ALTERNATE_WEIGHT));
    } else {
      const other = findTerm(segment, alternate.text);
      if (other >= 0) add(other, ALTERNATE_WEIGHT);
    }
  }
}

/** The terms that may stand at one place of a quoted phrase: the very word, or its completions while it is typed. */
export function expandPhraseTerm(segment: Segment, term: QueryTerm): number[] {
  const forms: number[] = [];
  if (term.isPrefix) forPrefix(segment, term.text, (other) => forms.push(other));
  else {
    const exact = findTerm(segment, term.text);
    if (exact >= 0) forms.push(exact);
  }
  return forms;
}

function expandStem(segment: Segment, text: string, exact: number, add: AddTerm): void {
  const stem = stemTerm(text);
  if (stem === undefined) return;
  const longest = stem.length + LONGEST_ENDING;
  forPrefix(segment, stemPrefix(stem), (other) => {
    if (other === exact) return;
    if (termLength(segment, other) > longest) return;
    if (stemTerm(termText(segment, other)) === stem) add(other, STEM_WEIGHT);
  });
}

/** The words that the user may be about to write. Shorter completions weigh more. */
export function expandPrefix(segment: Segment, term: QueryTerm, add: AddTerm): void {
  forPrefix(segment, term.text, (other) => {
    const rest = termLength(segment, other) - term.text.length;
    if (rest > 0) add(other, (PREFIX_WEIGHT * term.text.length) / (term.text.length + rest));
  });
}

/** Number of typing errors that are looked for in a term: one from 4 letters on, two from 8. */
export function typoLimit(term: QueryTerm): number {
  if (!term.isWord || term.text.length < ONE_ERROR_LENGTH) return 0;
  return term.text.length < TWO_ERRORS_LENGTH ? 1 : 2;
}

/** The words within exactly `errors` typing errors of the term, or that begin so where the term is being typed. */
export function expandTypos(segment: Segment, term: QueryTerm, errors: number, add: AddTerm): void {
  const distance = new EditDistance(term.text);
  const word = Uint16Array.from([...term.text].map((char) => char.charCodeAt(0)));
  const signature = signatureOf(word, 0, word.length);
  const { units, termStarts, signatures } = segment;
  const shortest = term.text.length - errors;
  const longest = term.text.length + errors;
  const weight = TYPO_WEIGHT / errors;
  for (let other = 0; other < signatures.length; other++) {
    const from = termStarts[other] as number;
    const to = termStarts[other + 1] as number;
    const length = to - from;
    if (length < shortest) continue;
    const bits = signatures[other] as number;
    const isWhole =
      length <= longest &&
      bitCount(bits ^ signature) <= 2 * errors &&
      distance.whole(units, from, to, errors) === errors;
    const sameStart = units[from] === word[0] ? 1 : FIRST_LETTER_WEIGHT;
    if (isWhole) add(other, weight * sameStart);
    else if (term.isPrefix && bitCount(signature & ~bits) <= errors) {
      if (distance.prefix(units, from, to, errors) === errors) {
        add(other, weight * sameStart * TYPO_PREFIX_WEIGHT);
      }
    }
  }
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

function forPrefix(segment: Segment, prefix: string, visit: (term: number) => void): void {
  const from = lowerBound(segment, prefix);
  if (from === termCount(segment)) return;
  const to = prefixEnd(segment, prefix, from);
  for (let term = from; term < to; term++) visit(term);
}

function termLength(segment: Segment, term: number): number {
  return (segment.termStarts[term + 1] as number) - (segment.termStarts[term] as number);
}

function bitCount(bits: number): number {
  let n = bits - ((bits >>> 1) & 0x55555555);
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333);
  return Math.imul((n + (n >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
