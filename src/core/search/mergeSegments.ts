/** Merges segments to one, leaving out postings of documents that were replaced or removed. */
import { PostingCursor } from './postingCursor.ts';
import { compareTerms, termCount } from './segment.ts';
import type { Segment } from './segment.ts';
import { SegmentWriter } from './segmentWriter.ts';

export interface MergeSource {
  readonly segment: Segment;
  /** Whether the document's current version is the one in this segment. */
  isLive(key: number): boolean;
}

/** One segment with the live documents of all; a document must be live in one of them at most. */
export function mergeSegments(sources: readonly MergeSource[]): Segment {
  const keys = mergedKeys(sources);
  const writer = new SegmentWriter(expectedSize(sources));
  const next = sources.map(() => 0);
  for (;;) {
    const lowest = lowestTerm(sources, next);
    if (lowest === undefined) return writer.finish(keys);
    const { segment } = sources[lowest] as MergeSource;
    const term = next[lowest] as number;
    const readers: Reader[] = [];
    for (let i = 0; i < sources.length; i++) {
      const source = sources[i] as MergeSource;
      const other = next[i] as number;
      if (other === termCount(source.segment)) continue;
      if (i !== lowest && compareTerms(segment, term, source.segment, other) !== 0) continue;
      next[i] = other + 1;
      const reader = { source, cursor: new PostingCursor(source.segment, other) };
      if (advance(reader)) readers.push(reader);
    }
    const from = segment.termStarts[term] as number;
    if (readers.length === 0) continue;
    writer.startTerm(segment.units, from, segment.termStarts[term + 1] as number);
    writeTerm(writer, readers);
  }
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
    writer.positions.copy(reader.source.segment.positions, from, to);
    if (!advance(reader)) readers.splice(lowest, 1);
  }
}

/** Goes to the next posting that is live. */
function advance(reader: Reader): boolean {
  while (reader.cursor.next()) if (reader.source.isLive(reader.cursor.key)) return true;
  return false;
}

function lowestTerm(sources: readonly MergeSource[], next: readonly number[]): number | undefined {
  let lowest: number | undefined;
  for (let i = 0; i < sources.length; i++) {
    const { segment } = sources[i] as MergeSource;
    const term = next[i] as number;
    if (term === termCount(segment)) continue;
    if (lowest === undefined) lowest = i;
    else {
      const best = (sources[lowest] as MergeSource).segment;
      if (compareTerms(segment, term, best, next[lowest] as number) < 0) lowest = i;
    }
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

function expectedSize(sources: readonly MergeSource[]): {
  terms: number;
  units: number;
  bytes: number;
} {
  let terms = 0;
  let units = 0;
  let bytes = 0;
  for (const { segment } of sources) {
    terms += termCount(segment);
    units += segment.units.length;
    bytes += segment.postings.length;
  }
  return { terms, units, bytes };
}
