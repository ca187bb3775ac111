/** Reads the postings of one term in the order of their keys, with their positions where asked. */
import type { Segment } from './segment.ts';

export class PostingCursor {
  /** Key of the document; -1 before the first. */
  key = -1;
  /** Occurrences by field. */
  title = 0;
  keywords = 0;
  body = 0;
  readonly #bytes: Uint8Array;
  #at: number;
  readonly #end: number;
  #positionAt: number;
  /** Positions of postings passed over and not read yet. */
  #unread = 0;

  constructor(segment: Segment, term: number) {
    this.#bytes = segment.records;
    this.#at = segment.recordStarts[term] as number;
    const length = this.#varint();
    this.#end = this.#at + length;
    this.#positionAt = this.#end;
  }

  /** Goes to the next document; false after the last. */
  next(): boolean {
    this.#unread += this.title + this.keywords + this.body;
    if (this.#at >= this.#end) {
      this.title = this.keywords = this.body = 0;
      return false;
    }
    const head = this.#varint();
    this.key += head >>> 2;
    const code = head & 3;
    this.title = this.keywords = 0;
    if (code < 2) this.body = code + 1;
    else if (code === 2) this.body = this.#varint();
    else {
      const counts = this.#bytes[this.#at++] as number;
      this.title = (counts & 3) === 3 ? this.#varint() : counts & 3;
      this.keywords = ((counts >> 2) & 3) === 3 ? this.#varint() : (counts >> 2) & 3;
      this.body = counts >> 4 === 15 ? this.#varint() : counts >> 4;
    }
    return true;
  }

  /** Goes on until the key is not less than the given one; false where there is no such posting. */
  seek(key: number): boolean {
    while (this.key < key) if (!this.next()) return false;
    return true;
  }

  /** Positions of the current posting, ascending. */
  positions(into: number[] = []): number[] {
    const [from, to] = this.positionBytes();
    const bytes = this.#bytes;
    let position = 0;
    for (let at = from; at < to;) {
      let byte = bytes[at++] as number;
      let delta = byte & 0x7f;
      for (let shift = 7; byte > 0x7f; shift += 7) {
        byte = bytes[at++] as number;
        delta |= (byte & 0x7f) << shift;
      }
      position += delta;
      into.push(position);
    }
    return into;
  }

  /** Range of the current posting in `segment.records`. */
  positionBytes(): readonly [from: number, to: number] {
    this.#positionAt = this.#skip(this.#positionAt, this.#unread);
    this.#unread = 0;
    return [this.#positionAt, this.#skip(this.#positionAt, this.title + this.keywords + this.body)];
  }

  #skip(from: number, count: number): number {
    const bytes = this.#bytes;
    let at = from;
    for (let left = count; left > 0;) if ((bytes[at++] as number) < 0x80) left--;
    return at;
  }

  #varint(): number {
    const bytes = this.#bytes;
    let byte = bytes[this.#at++] as number;
    let value = byte & 0x7f;
    for (let shift = 7; byte > 0x7f; shift += 7) {
      byte = bytes[this.#at++] as number;
      value |= (byte & 0x7f) << shift;
    }
    return value >>> 0;
  }
}
