/** Reads the postings of one term in the order of their keys, with their positions where asked. */
import type { Segment } from './segment.ts';
import type { ByteWriter } from './segmentWriter.ts';

/** Key of a cursor that has no posting left. */
export const NO_KEY = Number.MAX_SAFE_INTEGER;

export class PostingCursor {
  /** Key of the document; -1 before the first, NO_KEY after the last. */
  key = -1;
  /** Occurrences by field. */
  title = 0;
  keywords = 0;
  body = 0;
  readonly #bytes: Uint8Array;
  /** Place in the bytes of the next posting, and where postings start and end. */
  #at = 0;
  #start = 0;
  #end = 0;
  /** Place of the next positions, those that were passed over first. */
  #positionAt = 0;
  #positionStart = 0;
  #unread = 0;
  #skipEnd = 0;
  /** Place after the skip that is ahead, and what it says; its key is NO_KEY where none is. */
  #skipAt = 0;
  #skipKey = 0;
  #skipPosting = 0;
  #skipPosition = 0;

  constructor(segment: Segment, term: number) {
    this.#bytes = segment.records;
    this.open(segment.recordStarts[term] as number);
  }

  /** Starts anew on the record at a place in the segment's bytes. */
  open(start: number): void {
    this.key = -1;
    this.title = this.keywords = this.body = this.#unread = 0;
    this.#at = start;
    const head = this.#varint();
    this.#start = this.#at;
    this.#end = this.#at + (head >>> 1);
    this.#skipAt = this.#skipEnd = this.#end;
    this.#skipKey = this.#skipPosting = this.#skipPosition = 0;
    if ((head & 1) !== 0) {
      this.#at = this.#end;
      const length = this.#varint();
      this.#skipAt = this.#at;
      this.#skipEnd = this.#at + length;
      this.#at = this.#start;
    }
    this.#readSkip();
    this.#positionAt = this.#positionStart = this.#skipEnd;
  }

  /** Goes to the next document; false after the last. */
  next(): boolean {
    this.#unread += this.title + this.keywords + this.body;
    if (this.#at >= this.#end) {
      this.title = this.keywords = this.body = 0;
      this.key = NO_KEY;
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
    if (this.key >= key) return this.key !== NO_KEY;
    if (this.#skipKey < key) this.#skipTo(key);
    while (this.key < key) if (!this.next()) return false;
    return true;
  }

  /** Positions of the current posting, ascending. */
  positions(into: number[] = []): number[] {
    const bytes = this.#bytes;
    let at = this.#passUnread();
    let position = 0;
    for (let left = this.title + this.keywords + this.body; left > 0; left--) {
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

  /** Writes the positions of the current posting as they are. */
  copyPositions(out: ByteWriter): void {
    const bytes = this.#bytes;
    let at = this.#passUnread();
    let left = this.title + this.keywords + this.body;
    out.reserve(left * 5);
    while (left > 0) {
      const byte = bytes[at++] as number;
      if (byte < 0x80) left--;
      out.put(byte);
    }
  }

  /** Jumps to the last block that may hold the key, where it lies ahead. */
  #skipTo(key: number): void {
    let target = 0;
    let posting = 0;
    let position = 0;
    do {
      target = this.#skipKey;
      posting = this.#skipPosting;
      position = this.#skipPosition;
      this.#readSkip();
    } while (this.#skipKey < key);
    if (target <= this.key) return;
    this.key = target;
    this.#at = this.#start + posting;
    this.#positionAt = this.#positionStart + position;
    this.title = this.keywords = this.body = this.#unread = 0;
  }

  #readSkip(): void {
    if (this.#skipAt >= this.#skipEnd) {
      this.#skipKey = NO_KEY;
      return;
    }
    const next = this.#at;
    this.#at = this.#skipAt;
    this.#skipKey += this.#varint();
    this.#skipPosting += this.#varint();
    this.#skipPosition += this.#varint();
    this.#skipAt = this.#at;
    this.#at = next;
  }

  /** Place of the current posting's positions. */
  #passUnread(): number {
    const bytes = this.#bytes;
    let at = this.#positionAt;
    for (let left = this.#unread; left > 0;) if ((bytes[at++] as number) < 0x80) left--;
    this.#positionAt = at;
    this.#unread = 0;
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
