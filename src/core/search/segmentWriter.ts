/** Writes a segment, term by term in their order and posting by posting in the order of their keys. */
import { signatureOf } from './segment.ts';
import type { Segment } from './segment.ts';

/** Bytes at the end of an array that grows. */
export class ByteWriter {
  bytes: Uint8Array;
  length = 0;

  constructor(capacity: number) {
    this.bytes = new Uint8Array(Math.max(64, capacity));
  }

  /** Makes room, so that `put` and `varint` need not look. */
  reserve(count: number): void {
    if (this.length + count <= this.bytes.length) return;
    const larger = new Uint8Array(Math.max(this.bytes.length * 2, this.length + count));
    larger.set(this.bytes.subarray(0, this.length));
    this.bytes = larger;
  }

  put(byte: number): void {
    this.bytes[this.length++] = byte;
  }

  /** Appends a number below 2^32, seven bits a byte, low ones first; 5 bytes at most. */
  varint(value: number): void {
    let rest = value;
    while (rest > 0x7f) {
      this.bytes[this.length++] = (rest & 0x7f) | 0x80;
      rest >>>= 7;
    }
    this.bytes[this.length++] = rest;
  }

  copy(from: Uint8Array, start: number, end: number): void {
    this.reserve(end - start);
    for (let i = start; i < end; i++) this.bytes[this.length++] = from[i] as number;
  }

  finish(): Uint8Array {
    return this.bytes.slice(0, this.length);
  }
}

export interface ExpectedSize {
  readonly terms: number;
  readonly units: number;
  readonly bytes: number;
}

export class SegmentWriter {
  readonly positions: ByteWriter;
  readonly #postings: ByteWriter;
  #units: Uint16Array;
  #termStarts: Uint32Array;
  #postingStarts: Uint32Array;
  #positionStarts: Uint32Array;
  #signatures: Uint32Array;
  #terms = 0;
  #unitCount = 0;
  #lastKey = -1;

  constructor(expected: ExpectedSize) {
    const terms = expected.terms + 1;
    this.#units = new Uint16Array(expected.units);
    this.#termStarts = new Uint32Array(terms);
    this.#postingStarts = new Uint32Array(terms);
    this.#positionStarts = new Uint32Array(terms);
    this.#signatures = new Uint32Array(terms);
    this.#postings = new ByteWriter(expected.bytes);
    this.positions = new ByteWriter(expected.bytes);
  }

  /** Starts the next term; not more than were expected. */
  startTerm(units: Uint16Array, from: number, to: number): void {
    const term = this.#terms++;
    this.#postingStarts[term] = this.#postings.length;
    this.#positionStarts[term] = this.positions.length;
    this.#signatures[term] = signatureOf(units, from, to);
    for (let i = from; i < to; i++) this.#units[this.#unitCount++] = units[i] as number;
    this.#termStarts[term + 1] = this.#unitCount;
    this.#lastKey = -1;
  }

  /** Takes back the term just started, which got no posting. */
  dropTerm(): void {
    this.#terms--;
    this.#unitCount = this.#termStarts[this.#terms] as number;
  }

  /** Adds a posting to the term; its positions are to be written to `positions`. */
  addPosting(key: number, title: number, keywords: number, body: number): void {
    const out = this.#postings;
    out.reserve(24);
    const delta = (key - this.#lastKey) << 2;
    this.#lastKey = key;
    if (title === 0 && keywords === 0) {
      if (body < 3) out.varint((delta | (body - 1)) >>> 0);
      else {
        out.varint((delta | 2) >>> 0);
        out.varint(body);
      }
      return;
    }
    out.varint((delta | 3) >>> 0);
    out.put(Math.min(title, 3) | (Math.min(keywords, 3) << 2) | (Math.min(body, 15) << 4));
    if (title >= 3) out.varint(title);
    if (keywords >= 3) out.varint(keywords);
    if (body >= 15) out.varint(body);
  }

  finish(keys: Uint32Array): Segment {
    const terms = this.#terms;
    this.#postingStarts[terms] = this.#postings.length;
    this.#positionStarts[terms] = this.positions.length;
    return {
      units: this.#units.slice(0, this.#unitCount),
      termStarts: this.#termStarts.slice(0, terms + 1),
      signatures: this.#signatures.slice(0, terms),
      postings: this.#postings.finish(),
      postingStarts: this.#postingStarts.slice(0, terms + 1),
      positions: this.positions.finish(),
      positionStarts: this.#positionStarts.slice(0, terms + 1),
      keys,
    };
  }
}
