/** Merges segments to one, leaving out postings of documents that were replaced or removed. */
import { PostingCursor } from './postingCursor.ts';
import { termCount } from './segment.ts';
import type { Segment } from './segment.ts';
import { SegmentWriter } from './segmentWriter.ts';
import { TermCursor, compareCursors } from './termDictionary.ts';

export interface MergeSource {
  readonly segment: Segment;
  /** Whether the document's current version is the one in this segment. */
  isLive(key: number): boolean;
}

/** One segment with the live documents of all; a document must be live in one of them at most. */
export function mergeSegments(sources: readonly MergeSource[]): Segment {
  const writer = new SegmentWriter(expectedSize(sources));
  const open: Reader[] = [];
  for (const source of sources) {
    const terms = new TermCursor(source.segment);
    if (terms.next()) open.push({ source, terms, postings: new PostingCursor(source.segment, 0) });
  }
  while (open.length > 0) {
    const lowest = lowestTerms(open);
    const live = lowest.filter((reader) => {
      reader.postings.open(reader.source.segment.recordStarts[reader.terms.term] as number);
      return advance(reader);
    });
    const { units, length } = (lowest[0] as Reader).terms;
    if (live.length > 0) {
      writer.startTerm(units, 0, length);
      writeTerm(writer, live);
    }
    for (const reader of lowest) if (!reader.terms.next()) open.splice(open.indexOf(reader), 1);
  }
  return writer.finish(mergedKeys(sources));
}

/** A segment with terms left, the term at hand and its postings. */
interface Reader {
  readonly source: MergeSource;
  readonly terms: TermCursor;
  readonly postings: PostingCursor;
}

function writeTerm(writer: SegmentWriter, readers: Reader[]): void {
  while (readers.length > 0) {
    let lowest = 0;
    for (let i = 1; i < readers.length; i++) {
      if ((readers[i] as Reader).postings.key < (readers[lowest] as Reader).postings.key)
        lowest = i;
    }
    const reader = readers[lowest] as Reader;
    const { postings } = reader;
    postings.copyPositions(writer.positions);
    writer.addPosting(postings.key, postings.title, postings.keywords, postings.body);
    if (!advance(reader)) readers.splice(lowest, 1);
  }
}

/** Goes to the next posting that is live. */
function advance({ source, postings }: Reader): boolean {
  while (postings.next()) if (source.isLive(postings.key)) return true;
  return false;
}

/** The segments whose term at hand is the least. */
function lowestTerms(open: readonly Reader[]): Reader[] {
  let lowest: Reader[] = [];
  for (const entry of open) {
    const order = lowest[0] === undefined ? -1 : compareCursors(entry.terms, lowest[0].terms);
    if (order < 0) lowest = [entry];
    else if (order === 0) lowest.push(entry);
  }
  return lowest;
}

function mergedKeys(sources: readonly MergeSource[]): Uint32Array {
  const keys: number[] = [];
  for (const source of sources) {
    for (const key of source.segment.keys) if (source.isLive(key)) keys.push(key);
  }
  return Uint32Array.from(keys).sort();
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
