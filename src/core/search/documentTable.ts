/** What the index knows of each document beside its terms: which segment holds it, and how long its fields are. */
import type { FieldLengths } from './segmentBuilder.ts';

/** Owner of a key that is not in the index. */
export const NO_SEGMENT = 0;

export class DocumentTable {
  /** Documents in the index. */
  size = 0;
  /** By key, the number of the segment with the document's current version; 0 where there is none. */
  owners = new Int32Array(64);
  /** By key, words in each field. */
  title = new Uint32Array(64);
  keywords = new Uint32Array(64);
  body = new Uint32Array(64);
  /** Words of all documents in each field. */
  totalTitle = 0;
  totalKeywords = 0;
  totalBody = 0;

  /** Length of the arrays: one more than the greatest key, at least. */
  get capacity(): number {
    return this.owners.length;
  }

  has(key: number): boolean {
    return key < this.owners.length && this.owners[key] !== NO_SEGMENT;
  }

  set(key: number, owner: number, lengths: FieldLengths): void {
    this.remove(key);
    if (key >= this.owners.length) this.#grow(key + 1);
    this.owners[key] = owner;
    this.title[key] = lengths.title;
    this.keywords[key] = lengths.keywords;
    this.body[key] = lengths.body;
    this.size++;
    this.totalTitle += lengths.title;
    this.totalKeywords += lengths.keywords;
    this.totalBody += lengths.body;
  }

  remove(key: number): void {
    if (!this.has(key)) return;
    this.owners[key] = NO_SEGMENT;
    this.size--;
    this.totalTitle -= this.title[key] as number;
    this.totalKeywords -= this.keywords[key] as number;
    this.totalBody -= this.body[key] as number;
  }

  /** Lengths of a document's fields. */
  lengths(key: number): FieldLengths {
    return {
      title: this.title[key] ?? 0,
      keywords: this.keywords[key] ?? 0,
      body: this.body[key] ?? 0,
    };
  }

  #grow(needed: number): void {
    const capacity = Math.max(needed, this.owners.length * 2);
    const owners = new Int32Array(capacity);
    owners.set(this.owners);
    this.owners = owners;
    this.title = larger(this.title, capacity);
    this.keywords = larger(this.keywords, capacity);
    this.body = larger(this.body, capacity);
  }
}

function larger(array: Uint32Array, capacity: number): Uint32Array<ArrayBuffer> {
  const copy = new Uint32Array(capacity);
  copy.set(array);
  return copy;
}
