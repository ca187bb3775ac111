/** Merges segments to one, leaving out postings of documents that were replaced or removed. */
import { PostingCursor } from './postingCursor.ts';
import { termCount } from './segment.ts';
import type { Segment } from './segment.ts';
import { SegmentWriter } from './segmentWriter.ts';
import { TermCursor, compareCursors } from './termDictionary.ts';

export interface MergeSource {
  readonly segment: Segment;
  /** Number by which `owners` names the segment. */
  readonly id: number;
  /** By key, the number of the segment with the document's current version. */
  readonly owners: Int32Array;
}

/** One segment with the live documents of all; a document must be live in one of them at most. */
export function mergeSegments(sources: readonly MergeSource[]): Segment {
  const writer = new SegmentWriter(expectedSize(sources));
  const open: Reader[] = [];
  for (const source of sources) {
    const reader = openReader(source);
    if (reader !== undefined) open.push(reader);
  }
  const lowest: Reader[] = [];
  while (open.length > 0) {
    selectLowest(open, lowest);
    writeTerm(writer, lowest);
    for (const reader of lowest) if (!reader.terms.next()) open.splice(open.indexOf(reader), 1);
  }
  return writer.finish(liveKeys(sources));
}

/** A segment with terms left, the term at hand and its postings. */
interface Reader extends MergeSource {
  readonly terms: TermCursor;
  readonly postings: PostingCursor;
  /** Whether every document of the segment is live, so that a record can be taken as it is. */
  readonly isWhole: boolean;
}

function openReader(source: MergeSource): Reader | undefined {
  const { segment, id, owners } = source;
  const terms = new TermCursor(segment);
  if (!terms.next()) return undefined;
  const isWhole = segment.keys.every((key) => owners[key] === id);
  return { ...source, terms, postings: new PostingCursor(segment, 0), isWhole };
}

/** Puts the readers whose term at hand is the least into `lowest`. */
function selectLowest(open: readonly Reader[], lowest: Reader[]): void {
  lowest.length = 0;
  for (const reader of open) {
    const first = lowest[0];
    const order = first === undefined ? -1 : compareCursors(reader.terms, first.terms);
    if (order < 0) lowest.length = 0;
    if (order <= 0) lowest.push(reader);
  }
}

function writeTerm(writer: SegmentWriter, readers: readonly Reader[]): void {
  const [first] = readers;
  if (first === undefined) return;
  const { terms, segment } = first;
  if (readers.length === 1 && first.isWhole) {
    writer.startTerm(terms.units, 0, terms.length);
    const { recordStarts, records } = segment;
    const from = recordStarts[terms.term] as number;
    writer.addRecord(records, from, recordStarts[terms.term + 1] as number);
    return;
  }
  const live: Reader[] = [];
  for (const reader of readers) {
    reader.postings.open(reader.segment.recordStarts[reader.terms.term] as number);
    if (advance(reader)) live.push(reader);
  }
  if (live.length === 0) return;
  writer.startTerm(terms.units, 0, terms.length);
  while (live.length > 0) writeNext(writer, live);
}

/** Writes the posting with the least key; drops a reader that has none left. */
function writeNext(writer: SegmentWriter, live: Reader[]): void {
  let at = 0;
  let reader = live[0] as Reader;
  for (let i = 1; i < live.length; i++) {
    const other = live[i] as Reader;
    if (other.postings.key < reader.postings.key) {
      reader = other;
      at = i;
    }
  }
  const { postings } = reader;
  postings.copyPositions(writer.positions);
  writer.addPosting(postings.key, postings.title, postings.keywords, postings.body);
  if (!advance(reader)) live.splice(at, 1);
}

/** Goes to the next posting that is live. */
function advance({ postings, owners, id }: Reader): boolean {
  while (postings.next()) if (owners[postings.key] === id) return true;
  return false;
}

function liveKeys(sources: readonly MergeSource[]): Uint32Array {
  let count = 0;
  for (const { segment } of sources) count += segment.keys.length;
  const keys = new Uint32Array(count);
  let live = 0;
  for (const { segment, owners, id } of sources) {
    for (const key of segment.keys) if (owners[key] === id) keys[live++] = key;
  }
  return keys.slice(0, live).sort();
}

function expectedSize(sources: readonly MergeSource[]): { terms: number; bytes: number } {
  let terms = 0;
  let bytes = 0;
  for (const { segment } of sources) {
    terms += termCount(segment);
    bytes += segment.records.length;
  }
  return { terms, bytes };
}
