/** Reads the sorted, front-coded terms of a segment: a term, the place of a term, or terms one after another. */
import { BLOCK_TERMS, termCount } from './segment.ts';
import type { Segment } from './segment.ts';
import { MAX_TERM_LENGTH } from './tokenKinds.ts';

/** Goes through terms in their order; the current one is `units[0..length)`. */
export class TermCursor {
  /** Index of the current term; before the first `next`, of the one before it. */
  term: number;
  readonly units = new Uint16Array(MAX_TERM_LENGTH);
  length = 0;
  /** Units shared with the term before. */
  shared = 0;
  readonly #segment: Segment;
  #at: number;

  /** The first `next` goes to the term `from`. */
  constructor(segment: Segment, from = 0) {
    this.#segment = segment;
    const block = Math.floor(from / BLOCK_TERMS);
    this.term = block * BLOCK_TERMS - 1;
    this.#at = segment.blockStarts[block] ?? 0;
    while (this.term < from - 1 && this.next());
  }

  /** Goes to the next term; false after the last. */
  next(): boolean {
    const segment = this.#segment;
    const term = this.term + 1;
    if (term >= segment.shared.length) return false;
    this.term = term;
    this.shared = segment.shared[term] as number;
    const count = segment.suffixLengths[term] as number;
    let to = term % BLOCK_TERMS === 0 ? 0 : this.shared;
    let at = this.#at;
    for (const end = at + count; at < end;) this.units[to++] = segment.suffixes[at++] as number;
    this.#at = at;
    this.length = to;
    return true;
  }

  /** Text of the current term. */
  text(): string {
    let text = '';
    for (let i = 0; i < this.length; i++) text += String.fromCharCode(this.units[i] as number);
    return text;
  }

  /** Order of the current term and a text, by code unit. */
  compare(text: string): number {
    const common = Math.min(this.length, text.length);
    for (let i = 0; i < common; i++) {
      const difference = (this.units[i] as number) - text.charCodeAt(i);
      if (difference !== 0) return difference;
    }
    return this.length - text.length;
  }

  startsWith(prefix: string): boolean {
    if (this.length < prefix.length) return false;
    for (let i = 0; i < prefix.length; i++) {
      if (this.units[i] !== prefix.charCodeAt(i)) return false;
    }
    return true;
  }
}

/** Order of the current terms of two cursors, by code unit. */
export function compareCursors(a: TermCursor, b: TermCursor): number {
  const common = Math.min(a.length, b.length);
  for (let i = 0; i < common; i++) {
    const difference = (a.units[i] as number) - (b.units[i] as number);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/** Text of a term. */
export function termText(segment: Segment, term: number): string {
  const cursor = new TermCursor(segment, term);
  cursor.next();
  return cursor.text();
}

/** Index of the term, or -1. */
export function findTerm(segment: Segment, term: string): number {
  const cursor = seekTerm(segment, term);
  return cursor !== undefined && cursor.compare(term) === 0 ? cursor.term : -1;
}

/** Calls for every term that starts with the prefix, in their order; the cursor is on the term. */
export function forEachWithPrefix(
  segment: Segment,
  prefix: string,
  visit: (cursor: TermCursor) => void,
): void {
  const cursor = seekTerm(segment, prefix);
  if (cursor === undefined || !cursor.startsWith(prefix)) return;
  do visit(cursor);
  while (cursor.next() && cursor.shared >= prefix.length);
}

/** Index of the first term that is not less than the text; the number of terms where there is none. */
export function firstTermFrom(segment: Segment, text: string): number {
  return seekTerm(segment, text)?.term ?? termCount(segment);
}

/** A cursor on the first term that is not less than the text; undefined where there is none. */
function seekTerm(segment: Segment, text: string): TermCursor | undefined {
  if (termCount(segment) === 0) return undefined;
  let low = 0;
  let high = segment.blockStarts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compareHead(segment, middle, text) <= 0) low = middle + 1;
    else high = middle;
  }
  const cursor = new TermCursor(segment, Math.max(0, low - 1) * BLOCK_TERMS);
  while (cursor.next()) if (cursor.compare(text) >= 0) return cursor;
  return undefined;
}

/** Order of the first term of a block and a text. */
function compareHead(segment: Segment, block: number, text: string): number {
  const from = segment.blockStarts[block] as number;
  const length = segment.suffixLengths[block * BLOCK_TERMS] as number;
  const common = Math.min(length, text.length);
  for (let i = 0; i < common; i++) {
    const difference = (segment.suffixes[from + i] as number) - text.charCodeAt(i);
    if (difference !== 0) return difference;
  }
  return length - text.length;
}
