/**
 * Finds the terms of a segment within some typing errors of a word: optimal string alignment (Damerau 1964), that is
 * a letter wrong, missing or added, or two neighbours swapped.
 *
 * The sorted terms are walked as the tree of their beginnings that they are: a row of the distance matrix is computed
 * once for every beginning shared by several terms, and all terms with a beginning that is too far off already are
 * passed over by one comparison each.
 */
import { BLOCK_TERMS } from './segment.ts';
import type { Segment } from './segment.ts';
import { firstTermFrom } from './termDictionary.ts';
import { MAX_TERM_LENGTH } from './tokenKinds.ts';

/** Latin, Greek, Cyrillic, Armenian, Hebrew, Arabic, Indic, the rest. */
const SCRIPT_STARTS = [0x61, 0x370, 0x400, 0x530, 0x590, 0x600, 0x780, 0xe00];

export interface TypoQuery {
  readonly word: string;
  /** Exact number of errors wanted. */
  readonly errors: number;
  /** Whether terms count as well of which only the beginning is meant. */
  readonly ofPrefix: boolean;
}

export interface TypoMatch {
  readonly term: number;
  /** Whether the whole term is meant; else the beginning of it. */
  readonly isWhole: boolean;
  /** Whether term and word begin with the same letter. */
  readonly sameStart: boolean;
}

/** Calls for every term at the wanted distance, in their order. */
export function walkTypos(
  segment: Segment,
  query: TypoQuery,
  visit: (match: TypoMatch) => void,
): void {
  const rows = new DistanceRows(query.word, query.errors);
  const { shared, suffixLengths, suffixes } = segment;
  const { units } = rows;
  const [firstUnit, endUnit] = scriptRange(query.word.charCodeAt(0));
  const first = firstTermFrom(segment, String.fromCharCode(firstUnit));
  const end = firstTermFrom(segment, String.fromCharCode(endUnit));
  const head = first - (first % BLOCK_TERMS);
  let at = segment.blockStarts[head / BLOCK_TERMS] ?? 0;
  for (let term = head; term < end; term++) {
    const common = term === head ? 0 : (shared[term] as number);
    const own = suffixLengths[term] as number;
    const from = at;
    at += own;
    if (common < rows.tooFarAt) {
      const start = term % BLOCK_TERMS === 0 ? 0 : common;
      const length = start + own;
      for (let i = common; i < length; i++) units[i] = suffixes[from + i - start] as number;
      rows.extend(common, length);
    }
    if (term < first) continue;
    // Beyond the place where a term is too far off its rows still tell of its beginnings.
    const isWhole = rows.distance === query.errors;
    if (isWhole || (query.ofPrefix && rows.prefixDistance === query.errors)) {
      visit({ term, isWhole, sameStart: units[0] === query.word.charCodeAt(0) });
    }
  }
}

/** First units of terms in the script of a unit, end exclusive: nobody types a letter of another script by mistake. */
function scriptRange(unit: number): readonly [from: number, end: number] {
  for (let i = 1; i < SCRIPT_STARTS.length; i++) {
    const end = SCRIPT_STARTS[i] as number;
    if (unit < end) return [SCRIPT_STARTS[i - 1] as number, end];
  }
  return [SCRIPT_STARTS.at(-1) as number, 0xffff];
}

/** The distance matrix along one term: row `depth` is for its first `depth` units. */
class DistanceRows {
  /** Units of the term at hand. */
  readonly units = new Uint16Array(MAX_TERM_LENGTH);
  /** Length from which on the beginning of the term at hand cannot be continued to a match. */
  tooFarAt = MAX_TERM_LENGTH + 1;
  readonly #word: Uint16Array;
  readonly #limit: number;
  readonly #stride: number;
  readonly #cells: Uint8Array;
  /** For each row, the least distance of the whole word to a beginning that ends here or before. */
  readonly #least: Uint8Array;
  /** Rows that hold for the term at hand. */
  #depth = 0;
  /** Distance of the word to the term at hand and to its nearest beginning, or more than the limit. */
  distance = 0;
  prefixDistance = 0;

  constructor(word: string, limit: number) {
    this.#word = new Uint16Array(word.length);
    for (let i = 0; i < word.length; i++) this.#word[i] = word.charCodeAt(i);
    this.#limit = limit;
    this.#stride = word.length + 1;
    const rows = word.length + limit + 1;
    this.#cells = new Uint8Array(rows * this.#stride).fill(limit + 1);
    this.#least = new Uint8Array(rows).fill(limit + 1);
    for (let j = 0; j <= word.length; j++) this.#cells[j] = Math.min(j, limit + 1);
    this.#least[0] = this.#cells[word.length] as number;
  }

  /** Goes on to a term that shares its first units with the one before and has `length` of them. */
  extend(shared: number, length: number): void {
    this.tooFarAt = MAX_TERM_LENGTH + 1;
    this.#depth = Math.min(this.#depth, shared);
    const deepest = Math.min(length, this.#word.length + this.#limit);
    while (this.#depth < deepest && this.tooFarAt > MAX_TERM_LENGTH) {
      this.#depth++;
      if (this.#computeRow(this.#depth) > this.#limit) this.tooFarAt = this.#depth;
    }
    const isMeasured = this.#depth === length && this.tooFarAt > MAX_TERM_LENGTH;
    const last = length * this.#stride + this.#word.length;
    this.distance = isMeasured ? (this.#cells[last] as number) : this.#limit + 1;
    this.prefixDistance = this.#least[this.#depth] as number;
  }

  /** Fills a row from the two above; returns the least distance in it. Cells outside the band stay beyond the limit. */
  #computeRow(depth: number): number {
    const cells = this.#cells;
    const word = this.#word;
    const limit = this.#limit;
    const row = depth * this.#stride;
    const above = row - this.#stride;
    const unit = this.units[depth - 1] as number;
    const before = depth > 1 ? (this.units[depth - 2] as number) : -1;
    const low = Math.max(0, depth - limit);
    const high = Math.min(word.length, depth + limit);
    let least = limit + 1;
    for (let j = low; j <= high; j++) {
      let distance = (cells[above + j] as number) + 1;
      if (j > 0) {
        const other = word[j - 1] as number;
        const replaced = (cells[above + j - 1] as number) + (unit === other ? 0 : 1);
        const added = j > low ? (cells[row + j - 1] as number) + 1 : replaced;
        distance = Math.min(distance, replaced, added);
        if (j > 1 && depth > 1 && unit === word[j - 2] && before === other) {
          distance = Math.min(distance, (cells[above - this.#stride + j - 2] as number) + 1);
        }
      }
      distance = Math.min(distance, limit + 1);
      cells[row + j] = distance;
      if (distance < least) least = distance;
    }
    const whole = high === word.length ? (cells[row + high] as number) : limit + 1;
    this.#least[depth] = Math.min(this.#least[depth - 1] as number, whole);
    return least;
  }
}
