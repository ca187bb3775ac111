/**
 * A segment: an immutable inverted index of some documents, in typed arrays that a file can hold as they are.
 *
 * Terms are sorted by code unit, so an exact term is a binary search, and a prefix or a stem is a range. For each
 * term there are two byte streams, in step with each other:
 *
 * - postings, a document each: varint(keyDelta << 2 | code), where code 0 and 1 mean one or two occurrences in the
 *   body only, 2 means a varint of occurrences in the body follows, and 3 means a byte follows with the
 *   occurrences in title (2 bits), keywords (2 bits) and body (4 bits), each all ones where a varint follows;
 * - positions: for each posting as many varints as it has occurrences, the first absolute, the others differences.
 *
 * The split keeps queries without phrases from reading positions.
 */

export interface Segment {
  /** Units of all terms, sorted; term `i` is `units[termStarts[i]..termStarts[i + 1])`. */
  readonly units: Uint16Array;
  readonly termStarts: Uint32Array;
  /** For each term the set of its characters, hashed to 32 bits: a cheap bound on the edit distance. */
  readonly signatures: Uint32Array;
  readonly postings: Uint8Array;
  readonly postingStarts: Uint32Array;
  readonly positions: Uint8Array;
  readonly positionStarts: Uint32Array;
  /** Keys of the documents, ascending. */
  readonly keys: Uint32Array;
}

/** Positions between two fields of a document, so that no phrase spans them. */
export const FIELD_GAP = 16;

/** Number of terms. */
export function termCount(segment: Segment): number {
  return segment.signatures.length;
}

/** Text of a term. */
export function termText(segment: Segment, term: number): string {
  const from = segment.termStarts[term] as number;
  const to = segment.termStarts[term + 1] as number;
  let text = '';
  for (let i = from; i < to; i++) text += String.fromCharCode(segment.units[i] as number);
  return text;
}

/** Index of the term, or -1. */
export function findTerm(segment: Segment, term: string): number {
  const at = lowerBound(segment, term);
  if (at === termCount(segment)) return -1;
  return compareTerm(segment, at, term) === 0 ? at : -1;
}

/** Index of the first term that is not less than the text. */
export function lowerBound(segment: Segment, text: string): number {
  let low = 0;
  let high = termCount(segment);
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compareTerm(segment, middle, text) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Index after the last term that starts with the text, given the first that is not less than it. */
export function prefixEnd(segment: Segment, prefix: string, from: number): number {
  let low = from;
  let high = termCount(segment);
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (startsWith(segment, middle, prefix)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Set of the characters of `units[from..to)`, hashed to 32 bits. */
export function signatureOf(units: Uint16Array, from: number, to: number): number {
  let bits = 0;
  for (let i = from; i < to; i++) bits |= 1 << ((units[i] as number) & 31);
  return bits >>> 0;
}

/** Order of two terms by code unit. */
export function compareTerms(a: Segment, termA: number, b: Segment, termB: number): number {
  let i = a.termStarts[termA] as number;
  let j = b.termStarts[termB] as number;
  const endA = a.termStarts[termA + 1] as number;
  const endB = b.termStarts[termB + 1] as number;
  const unitsA = a.units;
  const unitsB = b.units;
  for (; i < endA && j < endB; i++, j++) {
    const difference = (unitsA[i] as number) - (unitsB[j] as number);
    if (difference !== 0) return difference;
  }
  return endA - i - (endB - j);
}

function compareTerm(segment: Segment, term: number, text: string): number {
  const from = segment.termStarts[term] as number;
  const length = (segment.termStarts[term + 1] as number) - from;
  const common = Math.min(length, text.length);
  for (let i = 0; i < common; i++) {
    const difference = (segment.units[from + i] as number) - text.charCodeAt(i);
    if (difference !== 0) return difference;
  }
  return length - text.length;
}

function startsWith(segment: Segment, term: number, prefix: string): boolean {
  const from = segment.termStarts[term] as number;
  if ((segment.termStarts[term + 1] as number) - from < prefix.length) return false;
  for (let i = 0; i < prefix.length; i++) {
    if (segment.units[from + i] !== prefix.charCodeAt(i)) return false;
  }
  return true;
}
