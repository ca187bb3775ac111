/**
 * The index on disk. It holds what each file said and how the file looked then; a file that looks different
 * now is read again, and one that changed so shortly before it was read that its date might not tell of
 * another change is not in it. So the cache can be old but never wrong. Anything unexpected in it means: no cache.
 */
import type { Problem } from '../model/problem.ts';
import type { FileStat } from '../ports/files.ts';
import type { Draft } from '../records/draft.ts';
import type { ContentBytes } from './lazyRecord.ts';
import { encodeContents, LazyRecord } from './lazyRecord.ts';

/** Grows with every change of what parsing or this file's layout gives. */
export const cacheFormat = 2;

export interface CachedFile {
  readonly stat: FileStat;
  readonly problems: readonly Problem[];
  readonly drafts: readonly CachedDraft[];
}

export interface CachedDraft {
  readonly slot: number;
  readonly draft: Draft;
  /** Former ids, folded: names must be known without looking into each record. */
  readonly former: readonly string[];
}

export interface WorkspaceCache {
  /** What the answers depend on besides the files: crm.yaml, the version of this program. */
  readonly key: string;
  readonly files: readonly CachedFile[];
  /** Problems between records by slot: they hold as long as no file changed. */
  readonly cross: ReadonlyMap<number, readonly Problem[]>;
  /** Slots that the search index holds of files that are not in the cache. */
  readonly strays: readonly number[];
  readonly search: Uint8Array;
}

const magic = 0x52505432;
const encoder = new TextEncoder();
const decoder = new TextDecoder();

interface Header {
  readonly format: number;
  readonly key: string;
  readonly strays: readonly number[];
  readonly hasBigints: boolean;
  /** Bytes of each part, in their order in the file; each part starts on a multiple of 8. */
  readonly parts: readonly [columns: number, offsets: number, contents: number, search: number];
}

/** Columns: one array for each property, so that nothing is spelled twice. */
interface Columns {
  readonly path: string[];
  readonly size: number[];
  readonly modified: number[];
  readonly changed: number[];
  /** Index of the file -> its problems. */
  readonly problems: Record<string, readonly Problem[]>;
  /** Slot -> problems between records. */
  readonly cross: Record<string, readonly Problem[]>;
  readonly types: string[];
  readonly file: number[];
  readonly slot: number[];
  readonly type: number[];
  readonly id: string[];
  readonly title: string[];
  readonly body: number[];
  /** Indices of records that could only be read in part. */
  readonly broken: number[];
  /** Index of a record -> its former ids. */
  readonly former: Record<string, readonly string[]>;
  /** Index of a record -> line of an inline task. */
  readonly inline: Record<string, number>;
}

export function encodeCache(cache: WorkspaceCache): Uint8Array {
  const contents = new ContentWriter();
  const columns = columnsOf(cache, contents);
  const offsets = Uint32Array.from(contents.offsets);
  const parts = [
    encoder.encode(JSON.stringify(columns)),
    new Uint8Array(offsets.buffer),
    contents.bytes(),
    cache.search,
  ] as const;
  const header: Header = {
    format: cacheFormat,
    key: cache.key,
    strays: cache.strays,
    hasBigints: contents.hasBigints,
    parts: [parts[0].length, parts[1].length, parts[2].length, parts[3].length],
  };
  const head = encoder.encode(JSON.stringify(header));
  let size = aligned(8 + head.length);
  for (const part of parts) size += aligned(part.length);
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, magic);
  view.setUint32(4, head.length);
  bytes.set(head, 8);
  let at = aligned(8 + head.length);
  for (const part of parts) {
    bytes.set(part, at);
    at += aligned(part.length);
  }
  return bytes;
}

/** Parts lie on multiples of 8, so that numbers in them can be read in place. */
function aligned(offset: number): number {
  return (offset + 7) & ~7;
}

/** Gathers the contents of records, one after the other. */
class ContentWriter {
  readonly offsets: number[] = [0];
  hasBigints = false;
  #buffer = new Uint8Array(1 << 16);
  #length = 0;

  add(draft: Draft): void {
    const contents = encodeContents(draft);
    // A character takes at most three bytes.
    this.#reserve(contents.length * (typeof contents === 'string' ? 3 : 1));
    if (typeof contents === 'string') {
      if (contents.includes('"$bigint"')) this.hasBigints = true;
      this.#length += encoder.encodeInto(contents, this.#buffer.subarray(this.#length)).written;
    } else {
      this.hasBigints ||= draft instanceof LazyRecord && draft.mayHaveBigints;
      this.#buffer.set(contents, this.#length);
      this.#length += contents.length;
    }
    this.offsets.push(this.#length);
  }

  bytes(): Uint8Array {
    return this.#buffer.subarray(0, this.#length);
  }

  #reserve(more: number): void {
    if (this.#length + more <= this.#buffer.length) return;
    const larger = new Uint8Array(Math.max(this.#buffer.length * 2, this.#length + more));
    larger.set(this.bytes());
    this.#buffer = larger;
  }
}

function columnsOf(cache: WorkspaceCache, contents: ContentWriter): Columns {
  const columns: Columns = {
    path: [],
    size: [],
    modified: [],
    changed: [],
    problems: {},
    cross: {},
    types: [],
    file: [],
    slot: [],
    type: [],
    id: [],
    title: [],
    body: [],
    broken: [],
    former: {},
    inline: {},
  };
  for (const [slot, problems] of cache.cross) columns.cross[slot] = problems;
  const types = new Map<string, number>();
  for (const [index, file] of cache.files.entries()) {
    columns.path.push(file.stat.path);
    columns.size.push(file.stat.size);
    columns.modified.push(file.stat.modified);
    columns.changed.push(file.stat.changed);
    if (file.problems.length > 0) columns.problems[index] = file.problems;
    for (const { slot, draft, former } of file.drafts) {
      const record = columns.file.push(index) - 1;
      columns.slot.push(slot);
      columns.type.push(indexIn(types, columns.types, draft.type));
      columns.id.push(draft.id);
      columns.title.push(draft.title);
      columns.body.push(draft.bodyStart);
      if (draft.broken) columns.broken.push(record);
      if (former.length > 0) columns.former[record] = former;
      if (draft.inlineLine !== undefined) columns.inline[record] = draft.inlineLine;
      contents.add(draft);
    }
  }
  return columns;
}

function indexIn(known: Map<string, number>, list: string[], name: string): number {
  let index = known.get(name);
  if (index === undefined) {
    index = list.push(name) - 1;
    known.set(name, index);
  }
  return index;
}

/** Undefined where the bytes are not a whole cache with this key. */
export function decodeCache(bytes: Uint8Array, key: string): WorkspaceCache | undefined {
  try {
    if (bytes.length < 8) return undefined;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (view.getUint32(0) !== magic) return undefined;
    const headBytes = view.getUint32(4);
    const header = JSON.parse(decoder.decode(bytes.subarray(8, 8 + headBytes))) as Header;
    if (header.format !== cacheFormat || header.key !== key) return undefined;
    const parts: Uint8Array[] = [];
    let at = aligned(8 + headBytes);
    for (const size of header.parts) {
      parts.push(bytes.subarray(at, at + size));
      at += aligned(size);
    }
    if (bytes.length !== at) return undefined;
    const [json = bytes, offsets = bytes, contents = bytes, search = bytes] = parts;
    const columns = JSON.parse(decoder.decode(json)) as Columns;
    const content: ContentBytes = {
      bytes: contents,
      offsets: numbersIn(offsets),
      hasBigints: header.hasBigints,
    };
    const cross = new Map(
      Object.entries(columns.cross).map(([slot, problems]) => [Number(slot), problems]),
    );
    return { key, files: filesOf(columns, content), cross, strays: header.strays, search };
  } catch {
    return undefined;
  }
}

function numbersIn(bytes: Uint8Array): Uint32Array {
  // The bytes may themselves lie anywhere in a larger buffer.
  const copy = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice();
  return new Uint32Array(copy.buffer, copy.byteOffset, copy.length / 4);
}

function filesOf(columns: Columns, contents: ContentBytes): CachedFile[] {
  const files = columns.path.map((path, index) => ({
    stat: {
      path,
      size: columns.size[index] ?? -1,
      modified: columns.modified[index] ?? -1,
      changed: columns.changed[index] ?? -1,
    },
    problems: columns.problems[index] ?? [],
    drafts: [] as CachedDraft[],
  }));
  const broken = new Set(columns.broken);
  for (const [index, id] of columns.id.entries()) {
    const file = files[columns.file[index] ?? -1];
    const slot = columns.slot[index];
    const type = columns.types[columns.type[index] ?? -1];
    if (!file || slot === undefined || type === undefined)
      throw new RangeError('a record without a file');
    const head = {
      type,
      id,
      path: file.stat.path,
      title: columns.title[index] ?? '',
      broken: broken.has(index),
      bodyStart: columns.body[index] ?? 0,
      inlineLine: columns.inline[index],
    };
    const former = columns.former[index] ?? [];
    file.drafts.push({ slot, former, draft: new LazyRecord(slot, head, contents, index) });
  }
  return files;
}
