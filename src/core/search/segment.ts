/**
 * A segment: an immutable inverted index of some documents, in typed arrays that a file can hold as they are.
 *
 * Terms are sorted by code unit and stored as what they do not share with the term before (front coding), a whole
 * term every 16; `termDictionary.ts` reads them. For each term there is a record of bytes:
 *
 * - a varint, twice the number of bytes of its postings, plus one where the record has skips;
 * - its postings, a document each: varint(keyDelta << 2 | code), where code 0 and 1 mean one or two occurrences in
 *   the body only, 2 means a varint of occurrences in the body follows, and 3 means a byte follows with the
 *   occurrences in title (2 bits), keywords (2 bits) and body (4 bits), each all ones where a varint follows;
 * - its skips, where it has more than 64 postings: a varint, their number of bytes; then for each 64 postings but the
 *   first three varints, by how much the key before them, their place in the postings and the place of their
 *   positions are greater than those of the skip before;
 * - its positions: for each posting as many varints as it has occurrences, the first absolute, the others
 *   differences. Queries that ask for no neighbours never read them.
 */

export interface Segment {
  /** Units of the terms that are not shared with the term before; of the first of a block, all units. */
  readonly suffixes: Uint16Array;
  /** For each term, how many units it shares with the term before. */
  readonly shared: Uint8Array;
  /** For each term, how many units of `suffixes` are its own. */
  readonly suffixLengths: Uint8Array;
  /** For each block, where its first term starts in `suffixes`. */
  readonly blockStarts: Uint32Array;
  readonly records: Uint8Array;
  /** For each term, where its record starts, and at last where the last one ends. */
  readonly recordStarts: Uint32Array;
  /** Keys of the documents, ascending. */
  readonly keys: Uint32Array;
}

/** Terms in a block of the dictionary. */
export const BLOCK_TERMS = 16;

/** Postings from one skip to the next. */
export const SKIP_POSTINGS = 64;

/** Positions between two fields of a document, so that no phrase spans them. */
export const FIELD_GAP = 16;

/** Number of terms. */
export function termCount(segment: Segment): number {
  return segment.shared.length;
}
