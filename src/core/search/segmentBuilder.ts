/**
 * Collects documents and turns them into a segment.
 *
 * Adding a document only appends its terms, in the order of its text, to one array; inverting all documents at once
 * by a counting sort costs a few nanoseconds a word, where keeping postings current costs hundreds.
 */
import { FIELD_GAP } from './segment.ts';
import type { Segment } from './segment.ts';
import { SegmentWriter } from './segmentWriter.ts';
import { sortTerms } from './sortTerms.ts';
import { TermTable } from './termTable.ts';
import { WHOLE } from './tokenKinds.ts';
import { Tokenizer } from './tokenizer.ts';
import type { TokenSink } from './tokenizer.ts';

/** A document as given to the index. */
export interface SearchDocument {
  /** Small number of the document, chosen by the caller and used densely: arrays are indexed by it. */
  readonly key: number;
  readonly title: string;
  /** Ids, tags, names, anything by which the document is called. */
  readonly keywords: string;
  readonly body: string;
}

/** Words of a document by field. */
export interface FieldLengths {
  readonly title: number;
  readonly keywords: number;
  readonly body: number;
}

interface PendingDocument extends FieldLengths {
  readonly key: number;
  /** Range in the array of terms, and the starts of the second and third field in it. */
  readonly start: number;
  readonly keywordStart: number;
  readonly bodyStart: number;
  readonly end: number;
}

/** Set beside a term id for a term that lies on the position of the term before it. */
const SAME_POSITION = 0x80000000;
const TERM_MASK = 0x7fffffff;
/** The field is kept in the two high bits of an occurrence, its position in the others. */
const FIELD_SHIFT = 30;
const POSITION_MASK = (1 << FIELD_SHIFT) - 1;
const TITLE = 0;
const BODY = 2;
const LONGEST_VARINT = 5;

export class SegmentBuilder implements TokenSink {
  readonly #tokenizer = new Tokenizer();
  readonly #documents = new Map<number, PendingDocument>();
  #table = new TermTable();
  #tokens = new Uint32Array(1 << 12);
  #count = 0;
  #fieldLength = 0;

  /** Documents waiting. */
  get size(): number {
    return this.#documents.size;
  }

  /** Terms waiting, those of replaced documents included: what memory and sealing depend on. */
  get tokenCount(): number {
    return this.#count;
  }

  /** Adds or replaces a document; returns its lengths. */
  add(document: SearchDocument): FieldLengths {
    const start = this.#count;
    const title = this.#scan(document.title);
    const keywordStart = this.#count;
    const keywords = this.#scan(document.keywords);
    const bodyStart = this.#count;
    const body = this.#scan(document.body);
    const { key } = document;
    const end = this.#count;
    this.#documents.set(key, { key, start, keywordStart, bodyStart, end, title, keywords, body });
    return { title, keywords, body };
  }

  /** Forgets a waiting document. */
  remove(key: number): void {
    this.#documents.delete(key);
  }

  /** Receives a term from the tokenizer. */
  accept(token: Tokenizer): void {
    let id = this.#table.intern(token.units, token.length, token.hash);
    if ((token.kind & WHOLE) !== 0) id += SAME_POSITION;
    else this.#fieldLength++;
    if (this.#count === this.#tokens.length) {
      const larger = new Uint32Array(this.#count * 2);
      larger.set(this.#tokens);
      this.#tokens = larger;
    }
    this.#tokens[this.#count++] = id;
  }

  /** A segment of the waiting documents, which go on waiting. */
  invert(): Segment {
    const documents = [...this.#documents.values()].sort((a, b) => a.key - b.key);
    const keys = Uint32Array.from(documents, (document) => document.key);
    return this.#invert(documents, keys);
  }

  /** Forgets the waiting documents. */
  clear(): void {
    this.#documents.clear();
    this.#count = 0;
  }

  /** Gives back the memory of the term table; terms seen again are interned anew. */
  releaseMemory(): void {
    if (this.#documents.size > 0) return;
    this.#table = new TermTable();
    this.#tokens = new Uint32Array(1 << 12);
  }

  #scan(text: string): number {
    this.#fieldLength = 0;
    this.#tokenizer.scan(text, this);
    return this.#fieldLength;
  }

  #invert(documents: readonly PendingDocument[], keys: Uint32Array): Segment {
    const table = this.#table;
    const cursors = new Uint32Array(table.size);
    const ids = this.#countTerms(documents, cursors);
    sortTerms(ids, table);
    const counts = new Uint32Array(ids.length);
    let total = 0;
    for (let i = 0; i < ids.length; i++) {
      const id = ids[i] as number;
      counts[i] = cursors[id] as number;
      cursors[id] = total;
      total += counts[i] as number;
    }
    const occurrences = { ordinals: new Uint32Array(total), places: new Uint32Array(total) };
    this.#scatter(documents, cursors, occurrences);
    const writer = new SegmentWriter({ terms: ids.length, bytes: total * 4 });
    let from = 0;
    for (let i = 0; i < ids.length; i++) {
      const id = ids[i] as number;
      writer.startTerm(table.pool, table.starts[id] as number, table.starts[id + 1] as number);
      const to = from + (counts[i] as number);
      writePostings(writer, occurrences, keys, from, to);
      from = to;
    }
    return writer.finish(keys);
  }

  /** Distinct terms of the documents; counts the occurrences of each. */
  #countTerms(documents: readonly PendingDocument[], counts: Uint32Array): Uint32Array {
    const tokens = this.#tokens;
    const ids = new Uint32Array(Math.min(counts.length, this.#count));
    let distinct = 0;
    for (const document of documents) {
      for (let i = document.start; i < document.end; i++) {
        const id = (tokens[i] as number) & TERM_MASK;
        if (counts[id] === 0) ids[distinct++] = id;
        counts[id] = (counts[id] as number) + 1;
      }
    }
    return ids.slice(0, distinct);
  }

  #scatter(documents: readonly PendingDocument[], cursors: Uint32Array, out: Occurrences): void {
    const tokens = this.#tokens;
    const { ordinals, places } = out;
    for (let ordinal = 0; ordinal < documents.length; ordinal++) {
      const document = documents[ordinal] as PendingDocument;
      const starts = [document.start, document.keywordStart, document.bodyStart, document.end];
      let position = -1;
      for (let field = TITLE; field <= BODY; field++) {
        const fieldBits = (field << FIELD_SHIFT) >>> 0;
        const end = starts[field + 1] as number;
        for (let i = starts[field] as number; i < end; i++) {
          const token = tokens[i] as number;
          if (token < SAME_POSITION) position++;
          const id = token & TERM_MASK;
          const at = cursors[id] as number;
          cursors[id] = at + 1;
          ordinals[at] = ordinal;
          places[at] = fieldBits + position;
        }
        position += FIELD_GAP;
      }
    }
  }
}

interface Occurrences {
  /** Ordinal of the document, ascending within a term. */
  readonly ordinals: Uint32Array;
  /** Position, and the field in the two high bits. */
  readonly places: Uint32Array;
}

function writePostings(
  writer: SegmentWriter,
  occurrences: Occurrences,
  keys: Uint32Array,
  from: number,
  to: number,
): void {
  const { ordinals, places } = occurrences;
  const positions = writer.positions;
  positions.reserve((to - from) * LONGEST_VARINT);
  const { bytes } = positions;
  for (let at = from; at < to;) {
    const ordinal = ordinals[at] as number;
    let title = 0;
    let keywords = 0;
    let body = 0;
    let last = 0;
    let end = positions.length;
    for (; at < to && ordinals[at] === ordinal; at++) {
      const place = places[at] as number;
      const field = place >>> FIELD_SHIFT;
      if (field === BODY) body++;
      else if (field === TITLE) title++;
      else keywords++;
      const position = place & POSITION_MASK;
      let delta = position - last;
      for (; delta > 0x7f; delta >>>= 7) bytes[end++] = (delta & 0x7f) | 0x80;
      bytes[end++] = delta;
      last = position;
    }
    positions.length = end;
    writer.addPosting(keys[ordinal] as number, title, keywords, body);
  }
}
