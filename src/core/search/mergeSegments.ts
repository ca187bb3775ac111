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
  const open: Open[] = [];
  for (const source of sources) {
    const terms = new TermCursor(source.segment);
    if (terms.next()) open.push({ source, terms });
  }
  while (open.length > 0) {
    const lowest = lowestTerms(open);
    const readers: Reader[] = [];
    for (const { source, terms } of lowest) {
      const reader = { source, cursor: new PostingCursor(source.segment, terms.term) };
      if (advance(reader)) readers.push(reader);
    }
    const { units, length } = (lowest[0] as Open).terms;
    if (readers.length > 0) {
      writer.startTerm(units, 0, length);
      writeTerm(writer, readers);
    }
    for (const entry of lowest) if (!entry.terms.next()) open.splice(open.indexOf(entry), 1);
  }
  return writer.finish(mergedKeys(sources));
}

/** A segment with terms left. */
interface Open {
  readonly source: MergeSource;
  readonly terms: TermCursor;
}

interface Reader {
  readonly source: MergeSource;
  readonly cursor: PostingCursor;
}

function writeTerm(writer: SegmentWriter, readers: Reader[]): void {
  while (readers.length > 0) {
    let lowest = 0;
    for (let i = 1; i < readers.length; i++) {
      if ((readers[i] as Reader).cursor.key < (readers[lowest] as Reader).cursor.key) lowest = i;
    }
    const reader = readers[lowest] as Reader;
    const { cursor } = reader;
    writer.addPosting(cursor.key, cursor.title, cursor.keywords, cursor.body);
    const [from, to] = cursor.positionBytes();
    writer.positions.copy(reader.source.segment.records, from, to);
    if (!advance(reader)) readers.splice(lowest, 1);
  }
}

/** Goes to the next posting that is live. */
function advance(reader: Reader): boolean {
  while (reader.cursor.next()) if (reader.source.isLive(reader.cursor.key)) return true;
  return false;
}

/** The segments whose term at hand is the least. */
function lowestTerms(open: readonly Open[]): Open[] {
  let lowest: Open[] = [];
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
