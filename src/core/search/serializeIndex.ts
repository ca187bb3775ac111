/**
 * The index as one run of bytes: a header of 32-bit words, then the typed arrays as they are, each at a multiple of
 * eight bytes. Reading takes views, so that nothing is parsed or copied but the document table, which changes.
 */
import type { MountedSegment } from './accumulator.ts';
import { DocumentTable, NO_SEGMENT } from './documentTable.ts';
import type { Segment } from './segment.ts';

/** 'RSX1' as this machine writes it; read back otherwise on a machine of another byte order. */
const MAGIC = 0x31585352;
/** To be raised when the format or what the tokenizer makes of a text changes. */
const VERSION = 2;
/** Magic, version, byte length, segments, documents, keys; then for each segment the lengths of its arrays. */
const HEADER_WORDS = 8;
const ARRAYS_OF_SEGMENT = 7;
const ALIGNMENT = 8;

type SegmentArray = Uint8Array | Uint16Array | Uint32Array;

/** Bytes of an index whose documents are all in the segments. */
export function writeIndex(table: DocumentTable, segments: readonly MountedSegment[]): Uint8Array {
  const keyCount = lastKey(table) + 1;
  const owners = new Int32Array(keyCount);
  const ordinals = new Map(segments.map(({ id }, i) => [id, i + 1]));
  for (let key = 0; key < keyCount; key++) {
    owners[key] = ordinals.get(table.owners[key] as number) ?? NO_SEGMENT;
  }
  const lengths = [table.title, table.keywords, table.body].map((array) =>
    array.slice(0, keyCount),
  );
  const arrays = [owners, ...lengths, ...segments.flatMap(({ segment }) => arraysOf(segment))];
  const headerWords = HEADER_WORDS + segments.length * ARRAYS_OF_SEGMENT;
  let size = aligned(headerWords * 4);
  for (const array of arrays) size += aligned(array.byteLength);
  const bytes = new Uint8Array(size);
  const header = new Uint32Array(bytes.buffer, 0, headerWords);
  header.set([MAGIC, VERSION, size, segments.length, table.size, keyCount]);
  segments.forEach(({ segment }, i) => {
    const counts = arraysOf(segment).map((array) => array.length);
    header.set(counts, HEADER_WORDS + i * ARRAYS_OF_SEGMENT);
  });
  let at = aligned(headerWords * 4);
  for (const array of arrays) {
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), at);
    at += aligned(array.byteLength);
  }
  return bytes;
}

/** The document table and segments in the bytes, the segments to be numbered from `firstId` on. */
export function readIndex(
  given: Uint8Array,
  firstId: number,
): { readonly table: DocumentTable; readonly segments: readonly Segment[] } {
  const bytes = given.byteOffset % ALIGNMENT === 0 ? given : given.slice();
  const reader = new ArrayReader(bytes);
  const header = reader.words(HEADER_WORDS);
  const [magic, version, size, segmentCount = 0, , keyCount = 0] = header;
  if (magic !== MAGIC || version !== VERSION)
    throw new RangeError('not a search index, or an old one');
  if (size !== bytes.byteLength) throw new RangeError('the search index is cut short');
  const counts = reader.words(segmentCount * ARRAYS_OF_SEGMENT);
  const table = readTable(reader, keyCount, firstId);
  const segments: Segment[] = [];
  for (let i = 0; i < segmentCount; i++) {
    const from = i * ARRAYS_OF_SEGMENT;
    segments.push(readSegment(reader, counts.subarray(from, from + ARRAYS_OF_SEGMENT)));
  }
  return { table, segments };
}

function readTable(reader: ArrayReader, keyCount: number, firstId: number): DocumentTable {
  const table = new DocumentTable();
  const owners = reader.words(keyCount);
  const title = reader.words(keyCount);
  const keywords = reader.words(keyCount);
  const body = reader.words(keyCount);
  for (let key = keyCount - 1; key >= 0; key--) {
    const owner = owners[key] as number;
    if (owner === NO_SEGMENT) continue;
    table.set(key, owner - 1 + firstId, {
      title: title[key] as number,
      keywords: keywords[key] as number,
      body: body[key] as number,
    });
  }
  return table;
}

function readSegment(reader: ArrayReader, counts: Uint32Array): Segment {
  const [suffixes = 0, shared = 0, suffixLengths = 0, blockStarts = 0] = counts;
  const [records = 0, recordStarts = 0, keys = 0] = counts.subarray(4);
  return {
    suffixes: reader.units(suffixes),
    shared: reader.bytes(shared),
    suffixLengths: reader.bytes(suffixLengths),
    blockStarts: reader.words(blockStarts),
    records: reader.bytes(records),
    recordStarts: reader.words(recordStarts),
    keys: reader.words(keys),
  };
}

/** In the order of the header and of `readSegment`. */
function arraysOf(segment: Segment): SegmentArray[] {
  return [
    segment.suffixes,
    segment.shared,
    segment.suffixLengths,
    segment.blockStarts,
    segment.records,
    segment.recordStarts,
    segment.keys,
  ];
}

class ArrayReader {
  readonly #bytes: Uint8Array;
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  bytes(count: number): Uint8Array {
    return new Uint8Array(this.#bytes.buffer, this.#take(count), count);
  }

  units(count: number): Uint16Array {
    return new Uint16Array(this.#bytes.buffer, this.#take(count * 2), count);
  }

  words(count: number): Uint32Array {
    return new Uint32Array(this.#bytes.buffer, this.#take(count * 4), count);
  }

  #take(size: number): number {
    const from = this.#at;
    if (from + size > this.#bytes.byteLength) throw new RangeError('the search index is cut short');
    this.#at = aligned(from + size);
    return this.#bytes.byteOffset + from;
  }
}

function aligned(size: number): number {
  return Math.ceil(size / ALIGNMENT) * ALIGNMENT;
}

function lastKey(table: DocumentTable): number {
  let key = table.capacity - 1;
  while (key >= 0 && !table.has(key)) key--;
  return key;
}
