/**
 * Full-text index over documents of any language, changed document by document.
 *
 * Added documents wait in a builder. Few of them are inverted anew for the next search after a change, which costs
 * a fraction of a millisecond; many become a segment (`segment.ts`). A document that is replaced or removed stays in
 * its segment and is passed over, because the document table says which segment holds its current version. Small
 * segments are merged as they gather, so that an update costs the same whatever the size of the index; `compact`
 * does the rest.
 */
import type { MountedSegment } from './accumulator.ts';
import { DocumentTable } from './documentTable.ts';
import { mergeSegments } from './mergeSegments.ts';
import type { Segment } from './segment.ts';
import { SegmentBuilder } from './segmentBuilder.ts';
import type { SearchDocument } from './segmentBuilder.ts';
import { SegmentSearcher } from './searchSegments.ts';
import type { SearchHit, SearchOptions } from './searchTypes.ts';
import { readIndex, writeIndex } from './serializeIndex.ts';

export type { SearchDocument } from './segmentBuilder.ts';
export type { SearchHit, SearchOptions } from './searchTypes.ts';

/** Owner of documents in the builder, and number of the passing segment made of them; others are numbered from 2. */
const WAITING = 1;
const FIRST_SEGMENT = 2;
/** Words that wait at most: bounds the memory of a large build. */
const SEAL_AT = 4_000_000;
/** Documents, or words in them, that stay in the builder over a search. */
const MOST_WAITING = 8;
const MOST_WAITING_WORDS = 10_000;
/** As many segments of a size class are merged to one of the next class. */
const MERGE_FACTOR = 8;
/** Segments of more documents are merged by `compact` only, */
const LARGEST_MERGED = 4096;
/** and by it where fewer of their documents are live, or where there are more segments. */
const LEAST_LIVE_SHARE = 0.8;
const MOST_SEGMENTS = 12;
const MAX_KEY = 0x0fffffff;

export class SearchIndex {
  #table = new DocumentTable();
  #builder = new SegmentBuilder();
  #searcher: SegmentSearcher;
  #segments: MountedSegment[] = [];
  /** The documents in the builder, as they were at the last search. */
  #recent: MountedSegment | undefined;
  #nextId = FIRST_SEGMENT;

  private constructor(table: DocumentTable, segments: readonly Segment[]) {
    this.#table = table;
    this.#searcher = new SegmentSearcher(table);
    for (const segment of segments) this.#segments.push({ id: this.#nextId++, segment });
  }

  /** An empty index. */
  static create(): SearchIndex {
    return new SearchIndex(new DocumentTable(), []);
  }

  /**
   * The index that `toBuffers` wrote. Takes a view of the bytes, which must not change afterwards, and reads none of
   * the terms, so that it takes milliseconds. Throws a RangeError where the bytes are no index, are of another
   * version or are cut short.
   */
  static fromBuffers(bytes: Uint8Array): SearchIndex {
    const { table, segments } = readIndex(bytes, FIRST_SEGMENT);
    return new SearchIndex(table, segments);
  }

  /** Documents in the index. */
  get size(): number {
    return this.#table.size;
  }

  /** Segments a search goes through. */
  get segmentCount(): number {
    return this.#segments.length + (this.#builder.size > 0 ? 1 : 0);
  }

  /** Whether the key is in the index. */
  has(key: number): boolean {
    return this.#table.has(key);
  }

  /** Adds a document, in place of the one with its key if there is one. Throws a RangeError on an unusable key. */
  add(document: SearchDocument): void {
    const { key } = document;
    if (!Number.isInteger(key) || key < 0 || key > MAX_KEY) {
      throw new RangeError(`search key ${key} is not an integer from 0 to ${MAX_KEY}`);
    }
    this.#table.set(key, WAITING, this.#builder.add(document));
    this.#recent = undefined;
    if (this.#builder.tokenCount >= SEAL_AT) this.#seal();
  }

  /** The same as `add`; says that the document is expected to be there. */
  replace(document: SearchDocument): void {
    this.add(document);
  }

  /** Removes a document; does nothing where there is none. */
  remove(key: number): void {
    if (this.#table.owners[key] === WAITING) this.#builder.remove(key);
    this.#table.remove(key);
  }

  /**
   * The documents that best answer the query, best first; `parseQuery` says what a query may hold. Documents with all
   * terms come before documents with some.
   */
  search(query: string, options: SearchOptions): SearchHit[] {
    this.#settle();
    const segments = this.#recent ? [...this.#segments, this.#recent] : this.#segments;
    return this.#searcher.search(segments, query, options);
  }

  /**
   * Gives back memory and time after many changes: merges small segments, those of which much was removed, and all
   * where they are many. Few large ones are left as they are: searching them costs hardly more than searching one,
   * and merging them a third of building them. Takes time in proportion to what is merged.
   */
  compact(): void {
    this.#seal();
    const small = this.#segments.filter((mounted) => this.#isWorthMerging(mounted));
    const [only] = small;
    const isDone = small.length === 1 && only && this.#live(only) === only.segment.keys.length;
    if (small.length > 0 && !isDone) this.#merge(small);
    if (this.#segments.length > MOST_SEGMENTS) this.#merge(this.#segments);
  }

  /** The index as bytes for a file. */
  toBuffers(): Uint8Array {
    this.#seal();
    return writeIndex(this.#table, this.#segments);
  }

  /**
   * One index of several that have no document in common, built by workers for instance. Takes their segments as they
   * are.
   */
  static join(indexes: readonly SearchIndex[]): SearchIndex {
    const joined = SearchIndex.create();
    for (const index of indexes) {
      index.#seal();
      for (const mounted of index.#segments) joined.#mount(mounted, index.#table);
    }
    return joined;
  }

  /** Takes over a segment of another index with the documents that are live in it there. */
  #mount(mounted: MountedSegment, table: DocumentTable): void {
    const id = this.#nextId++;
    for (const key of mounted.segment.keys) {
      if (table.owners[key] === mounted.id) this.#table.set(key, id, table.lengths(key));
    }
    this.#segments.push({ id, segment: mounted.segment });
  }

  /** Makes waiting documents searchable and keeps the number of segments low. */
  #settle(): void {
    const { size, tokenCount } = this.#builder;
    if (size === 0 || this.#recent) return;
    if (size < MOST_WAITING && tokenCount < MOST_WAITING_WORDS) {
      this.#recent = { id: WAITING, segment: this.#builder.invert() };
      return;
    }
    this.#seal();
  }

  /** Makes the waiting documents a segment of their own. */
  #seal(): void {
    this.#recent = undefined;
    const isBulk = this.#builder.tokenCount >= SEAL_AT;
    if (this.#builder.size > 0) this.#adopt(this.#builder.invert());
    this.#builder.clear();
    if (!isBulk) this.#builder.releaseMemory();
    this.#mergeSmall();
  }

  /** Merges the segments of a size class, where there are as many of it as make one of the next. */
  #mergeSmall(): void {
    for (let least = 1; least < LARGEST_MERGED; least *= MERGE_FACTOR) {
      const alike = this.#segments.filter(({ segment: { keys } }) => {
        return keys.length >= least && keys.length < least * MERGE_FACTOR;
      });
      if (alike.length >= MERGE_FACTOR) this.#merge(alike);
    }
  }

  #isWorthMerging(mounted: MountedSegment): boolean {
    const documents = mounted.segment.keys.length;
    return documents < LARGEST_MERGED || this.#live(mounted) < documents * LEAST_LIVE_SHARE;
  }

  /** Documents of the segment that were not replaced or removed. */
  #live({ id, segment }: MountedSegment): number {
    let live = 0;
    for (const key of segment.keys) if (this.#table.owners[key] === id) live++;
    return live;
  }

  #merge(merged: readonly MountedSegment[]): void {
    const { owners } = this.#table;
    const segment = mergeSegments(
      merged.map(({ id, segment: source }) => ({ segment: source, id, owners })),
    );
    this.#segments = this.#segments.filter((mounted) => !merged.includes(mounted));
    if (segment.keys.length > 0) this.#adopt(segment);
  }

  #adopt(segment: Segment): void {
    const id = this.#nextId++;
    for (const key of segment.keys) this.#table.owners[key] = id;
    this.#segments.push({ id, segment });
  }
}

/** `join`, compacted. */
export function mergeIndexes(indexes: readonly SearchIndex[]): SearchIndex {
  const merged = SearchIndex.join(indexes);
  merged.compact();
  return merged;
}
