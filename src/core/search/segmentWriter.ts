/** Writes a segment, term by term in their order and posting by posting in the order of their keys. */
import { BLOCK_TERMS, SKIP_POSTINGS } from './segment.ts';
import type { Segment } from './segment.ts';
import { MAX_TERM_LENGTH } from './tokenKinds.ts';

/** Up to this many bytes a loop is faster than a copy by the engine. */
const SHORT = 32;

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

  /** Appends bytes, for which room was made. */
  copy(from: Uint8Array, start: number, end: number): void {
    if (end - start > SHORT) {
      this.bytes.set(from.subarray(start, end), this.length);
      this.length += end - start;
    } else for (let i = start; i < end; i++) this.bytes[this.length++] = from[i] as number;
  }

  /** Moves the bytes of another writer here, for which room was made, and empties it. */
  append(other: ByteWriter): void {
    this.copy(other.bytes, 0, other.length);
    other.length = 0;
  }

  finish(): Uint8Array {
    return this.bytes.slice(0, this.length);
  }
}

export interface ExpectedSize {
  readonly terms: number;
  readonly bytes: number;
}

export class SegmentWriter {
  /** Positions of the term at hand. */
  readonly positions = new ByteWriter(1 << 10);
  readonly #postings = new ByteWriter(1 << 10);
  readonly #records: ByteWriter;
  readonly #recordStarts: Uint32Array;
  readonly #shared: Uint8Array;
  readonly #suffixLengths: Uint8Array;
  readonly #blockStarts: Uint32Array;
  #suffixes: Uint16Array;
  #suffixCount = 0;
  readonly #last = new Uint16Array(MAX_TERM_LENGTH);
  #lastLength = 0;
  #terms = 0;
  #lastKey = -1;
  readonly #skips = new ByteWriter(1 << 8);
  readonly #lastSkip = { key: 0, posting: 0, position: 0 };
  #sinceSkip = 0;
  #hasRecord = false;
  /** Where the positions of the last posting end. */
  #positionEnd = 0;

  constructor(expected: ExpectedSize) {
    const { terms } = expected;
    this.#shared = new Uint8Array(terms);
    this.#suffixLengths = new Uint8Array(terms);
    this.#recordStarts = new Uint32Array(terms + 1);
    this.#blockStarts = new Uint32Array(Math.ceil(terms / BLOCK_TERMS));
    this.#suffixes = new Uint16Array(Math.max(MAX_TERM_LENGTH, terms * 4));
    this.#records = new ByteWriter(expected.bytes);
  }

  /** Ends the term before and starts the next, greater than it; not more than were expected. */
  startTerm(units: Uint16Array, from: number, to: number): void {
    this.#endTerm();
    const length = to - from;
    const common = Math.min(length, this.#lastLength);
    let shared = 0;
    while (shared < common && this.#last[shared] === units[from + shared]) shared++;
    const term = this.#terms++;
    const isHead = term % BLOCK_TERMS === 0;
    if (isHead) this.#blockStarts[term / BLOCK_TERMS] = this.#suffixCount;
    this.#shared[term] = shared;
    this.#suffixLengths[term] = isHead ? length : length - shared;
    if (this.#suffixCount + length > this.#suffixes.length) this.#growSuffixes();
    for (let i = isHead ? 0 : shared; i < length; i++) {
      this.#suffixes[this.#suffixCount++] = units[from + i] as number;
    }
    for (let i = shared; i < length; i++) this.#last[i] = units[from + i] as number;
    this.#lastLength = length;
    this.#lastKey = -1;
  }

  /** Adds a posting to the term; its positions have been written to `positions`. */
  addPosting(key: number, title: number, keywords: number, body: number): void {
    const out = this.#postings;
    out.reserve(24);
    if (this.#sinceSkip++ === SKIP_POSTINGS) this.#addSkip();
    this.#positionEnd = this.positions.length;
    const delta = (key - this.#lastKey) << 2;
    this.#lastKey = key;
    if (title === 0 && keywords === 0) {
      if (body < 3) out.varint(delta | (body - 1));
      else {
        out.varint(delta | 2);
        out.varint(body);
      }
      return;
    }
    out.varint(delta | 3);
    out.put(Math.min(title, 3) | (Math.min(keywords, 3) << 2) | (Math.min(body, 15) << 4));
    if (title >= 3) out.varint(title);
    if (keywords >= 3) out.varint(keywords);
    if (body >= 15) out.varint(body);
  }

  /** Gives the term the record of a term of another segment as it is, in place of postings. */
  addRecord(bytes: Uint8Array, from: number, to: number): void {
    this.#records.reserve(to - from);
    this.#records.copy(bytes, from, to);
    this.#hasRecord = true;
  }

  finish(keys: Uint32Array): Segment {
    this.#endTerm();
    const terms = this.#terms;
    return {
      suffixes: this.#suffixes.slice(0, this.#suffixCount),
      shared: this.#shared.slice(0, terms),
      suffixLengths: this.#suffixLengths.slice(0, terms),
      blockStarts: this.#blockStarts.slice(0, Math.ceil(terms / BLOCK_TERMS)),
      records: this.#records.finish(),
      recordStarts: this.#recordStarts.slice(0, terms + 1),
      keys,
    };
  }

  /** Notes where the posting to come starts: after the last key, postings and positions. */
  #addSkip(): void {
    const skips = this.#skips;
    const last = this.#lastSkip;
    skips.reserve(15);
    skips.varint(this.#lastKey - last.key);
    skips.varint(this.#postings.length - last.posting);
    skips.varint(this.#positionEnd - last.position);
    last.key = this.#lastKey;
    last.posting = this.#postings.length;
    last.position = this.#positionEnd;
    this.#sinceSkip = 1;
  }

  #endTerm(): void {
    if (this.#terms === 0) return;
    const records = this.#records;
    if (this.#hasRecord) {
      this.#recordStarts[this.#terms] = records.length;
      this.#hasRecord = false;
      return;
    }
    const skipLength = this.#skips.length;
    records.reserve(this.#postings.length + skipLength + this.positions.length + 10);
    records.varint(this.#postings.length * 2 + (skipLength > 0 ? 1 : 0));
    records.append(this.#postings);
    if (skipLength > 0) {
      records.varint(skipLength);
      records.append(this.#skips);
    }
    records.append(this.positions);
    this.#recordStarts[this.#terms] = records.length;
    this.#lastSkip.key = this.#lastSkip.posting = this.#lastSkip.position = 0;
    this.#positionEnd = 0;
    this.#sinceSkip = 0;
  }

  #growSuffixes(): void {
    const larger = new Uint16Array(this.#suffixes.length * 2);
    larger.set(this.#suffixes);
    this.#suffixes = larger;
  }
}
