/**
 * Scores of documents for one query, by BM25F (Robertson, Zaragoza, Taylor 2004): the occurrences of a term in the
 * fields of a document are weighted and normalised by the fields' lengths first, then summed, then saturated.
 *
 *   tf  = sum over fields of  w_f * tf_f / (1 - b_f + b_f * length_f / averageLength_f)
 *   score = idf * tf / (k1 + tf),  idf = ln(1 + (N - df + 0.5) / (df + 0.5))
 *
 * All forms that a term of the query stands for count as one term, so N, df and the score are those of an index
 * that had stored one form only. Arrays are indexed by document key and kept between queries; each query clears
 * what it touched.
 */
import type { DocumentTable } from './documentTable.ts';
import type { Segment } from './segment.ts';

const K1 = 1.2;
const TITLE_WEIGHT = 3;
const KEYWORDS_WEIGHT = 2;
const TITLE_B = 0.4;
const KEYWORDS_B = 0.2;
const BODY_B = 0.75;

/** A segment and the number by which the document table knows it. */
export interface MountedSegment {
  readonly id: number;
  readonly segment: Segment;
}

/** Documents that have a term of the query, and what it says about them. */
export interface TermOutcome {
  /** Documents with the term in any form. */
  readonly documents: number;
  readonly idf: number;
}

export class Accumulator {
  /** By key, the sum of the scores of the query's terms. */
  readonly scores: Float64Array;
  /** By key, the sum of the idf of the query's terms that the document has. */
  readonly covered: Float64Array;
  /** Keys with a score. */
  readonly touched: Int32Array;
  touchedCount = 0;

  readonly #table: DocumentTable;
  /** By key, for the term of the query at hand: weighted frequency, then score. */
  readonly #frequency: Float64Array;
  readonly #termScore: Float64Array;
  /** Keys of the term at hand: those with a frequency, those with a score. */
  readonly #pending: Int32Array;
  #pendingCount = 0;
  readonly #scored: Int32Array;
  #scoredCount = 0;
  #averages = { title: 1, keywords: 1, body: 1 };

  constructor(table: DocumentTable) {
    this.#table = table;
    const { capacity } = table;
    this.scores = new Float64Array(capacity);
    this.covered = new Float64Array(capacity);
    this.touched = new Int32Array(capacity);
    this.#frequency = new Float64Array(capacity);
    this.#termScore = new Float64Array(capacity);
    this.#pending = new Int32Array(capacity);
    this.#scored = new Int32Array(capacity);
  }

  /** Keys that fit. */
  get capacity(): number {
    return this.scores.length;
  }

  /** Forgets the last query. */
  start(): void {
    for (let i = 0; i < this.touchedCount; i++) {
      const key = this.touched[i] as number;
      this.scores[key] = 0;
      this.covered[key] = 0;
    }
    this.touchedCount = 0;
    const table = this.#table;
    this.#averages = {
      title: table.totalTitle / table.size || 1,
      keywords: table.totalKeywords / table.size || 1,
      body: table.totalBody / table.size || 1,
    };
  }

  /** Adds the occurrences of one term of a segment, in live documents. */
  addTerm(mounted: MountedSegment, term: number, weight: number): void {
    const { id, segment } = mounted;
    const postings = segment.records;
    const owners = this.#table.owners;
    const lengths = this.#table.body;
    const frequency = this.#frequency;
    const pending = this.#pending;
    const slope = BODY_B / this.#averages.body;
    const [header, start] = readVarint(postings, segment.recordStarts[term] as number);
    const end = start + (header >>> 1);
    let at = start;
    let count = this.#pendingCount;
    let key = -1;
    while (at < end) {
      let byte = postings[at++] as number;
      let head = byte & 0x7f;
      for (let shift = 7; byte > 0x7f; shift += 7) {
        byte = postings[at++] as number;
        head |= (byte & 0x7f) << shift;
      }
      key += head >>> 2;
      const code = head & 3;
      let tf = 0;
      let body = code + 1;
      if (code > 1) {
        if (code === 3) {
          const counts = postings[at++] as number;
          let title = counts & 3;
          if (title === 3) [title, at] = readVarint(postings, at);
          let keywords = (counts >> 2) & 3;
          if (keywords === 3) [keywords, at] = readVarint(postings, at);
          body = counts >> 4;
          if (body === 15) [body, at] = readVarint(postings, at);
          tf = this.#heading(key, title, keywords);
        } else [body, at] = readVarint(postings, at);
      }
      if (owners[key] !== id) continue;
      tf = weight * (tf + body / (1 - BODY_B + slope * (lengths[key] as number)));
      const before = frequency[key] as number;
      if (before === 0) pending[count++] = key;
      frequency[key] = before + tf;
    }
    this.#pendingCount = count;
  }

  /** Counts a document as having the term once, wherever: for what is found by positions. */
  addDocument(key: number, weight: number): void {
    if (this.#frequency[key] === 0) this.#pending[this.#pendingCount++] = key;
    this.#frequency[key] = (this.#frequency[key] as number) + weight;
  }

  /**
   * Turns what was added to scores of the term at hand. A document that has a score already keeps the better one,
   * so that what the user wrote is not made common by all that it may be the beginning of.
   */
  settle(): TermOutcome {
    let documents = this.#scoredCount;
    for (let i = 0; i < this.#pendingCount; i++) {
      if (this.#termScore[this.#pending[i] as number] === 0) documents++;
    }
    const idf = inverseFrequency(this.#table.size, documents);
    for (let i = 0; i < this.#pendingCount; i++) {
      const key = this.#pending[i] as number;
      const tf = this.#frequency[key] as number;
      this.#frequency[key] = 0;
      const before = this.#termScore[key] as number;
      if (before === 0) this.#scored[this.#scoredCount++] = key;
      this.#termScore[key] = Math.max(before, (idf * tf) / (K1 + tf));
    }
    this.#pendingCount = 0;
    return { documents, idf };
  }

  /** Adds the scores of the term at hand to those of the query; `weight` is what having the term counts. */
  commit(weight: number): void {
    for (let i = 0; i < this.#scoredCount; i++) {
      const key = this.#scored[i] as number;
      if (this.scores[key] === 0) this.touched[this.touchedCount++] = key;
      this.scores[key] = (this.scores[key] as number) + (this.#termScore[key] as number);
      this.covered[key] = (this.covered[key] as number) + weight;
      this.#termScore[key] = 0;
    }
    this.#scoredCount = 0;
  }

  #heading(key: number, title: number, keywords: number): number {
    const { title: titles, keywords: keywordLengths } = this.#table;
    const averages = this.#averages;
    let tf = 0;
    if (title > 0) {
      const norm = 1 - TITLE_B + (TITLE_B * (titles[key] as number)) / averages.title;
      tf += (TITLE_WEIGHT * title) / norm;
    }
    if (keywords > 0) {
      const norm =
        1 - KEYWORDS_B + (KEYWORDS_B * (keywordLengths[key] as number)) / averages.keywords;
      tf += (KEYWORDS_WEIGHT * keywords) / norm;
    }
    return tf;
  }
}

/** Inverse document frequency, always positive. */
export function inverseFrequency(size: number, documents: number): number {
  return Math.log(1 + (size - documents + 0.5) / (documents + 0.5));
}

function readVarint(bytes: Uint8Array, from: number): [value: number, next: number] {
  let at = from;
  let byte = bytes[at++] as number;
  let value = byte & 0x7f;
  for (let shift = 7; byte > 0x7f; shift += 7) {
    byte = bytes[at++] as number;
    value |= (byte & 0x7f) << shift;
  }
  return [value >>> 0, at];
}
