/**
 * The index on disk. It holds what each file said and how the file looked then; a file that looks different
 * now is read again, and one that changed so shortly before it was read that its date might not tell of
 * another change is not in it. So the cache can be old but never wrong. Anything unexpected in it means: no cache.
 */
import type { Problem } from '../model/problem.ts';
import type { FileStat } from '../ports/files.ts';
import type { Draft } from '../records/parseFile.ts';

/** Grows with every change of what parsing or this file's layout gives. */
export const cacheFormat = 1;

export interface CachedFile {
  readonly stat: FileStat;
  readonly problems: readonly Problem[];
  readonly drafts: readonly { readonly slot: number; readonly draft: Draft }[];
}

export interface WorkspaceCache {
  /** What the answers depend on besides the files: crm.yaml, the version of this program. */
  readonly key: string;
  readonly files: readonly CachedFile[];
  /** Slots that the search index holds of files that are not in the cache. */
  readonly strays: readonly number[];
  readonly search: Uint8Array;
}

const magic = 0x52505431;
const encoder = new TextEncoder();
const decoder = new TextDecoder();

interface Header {
  readonly format: number;
  readonly key: string;
  readonly jsonBytes: number;
  readonly searchBytes: number;
  readonly strays: readonly number[];
  readonly hasBigints: boolean;
}

/** Columns: one array for each property, so that nothing is spelled twice. */
interface Columns {
  readonly path: string[];
  readonly size: number[];
  readonly modified: number[];
  readonly changed: number[];
  /** Index of the file -> its problems. */
  readonly problems: Record<string, readonly Problem[]>;
  readonly file: number[];
  readonly slot: number[];
  readonly draft: Omit<Draft, 'path'>[];
}

export function encodeCache(cache: WorkspaceCache): Uint8Array {
  const columns = columnsOf(cache.files);
  const { text, hasBigints } = stringify(columns);
  const json = encoder.encode(text);
  const header: Header = {
    format: cacheFormat,
    key: cache.key,
    jsonBytes: json.length,
    searchBytes: cache.search.length,
    strays: cache.strays,
    hasBigints,
  };
  const head = encoder.encode(JSON.stringify(header));
  const searchAt = aligned(8 + head.length + json.length);
  const bytes = new Uint8Array(searchAt + cache.search.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, magic);
  view.setUint32(4, head.length);
  bytes.set(head, 8);
  bytes.set(json, 8 + head.length);
  bytes.set(cache.search, searchAt);
  return bytes;
}

/** The search index lies on a multiple of 8, so that it can be read in place. */
function aligned(offset: number): number {
  return (offset + 7) & ~7;
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
    const jsonAt = 8 + headBytes;
    const searchAt = aligned(jsonAt + header.jsonBytes);
    if (bytes.length !== searchAt + header.searchBytes) return undefined;
    const text = decoder.decode(bytes.subarray(jsonAt, jsonAt + header.jsonBytes));
    const columns = JSON.parse(text, header.hasBigints ? reviveBigint : undefined) as Columns;
    return {
      key,
      files: filesOf(columns),
      strays: header.strays,
      search: bytes.subarray(searchAt),
    };
  } catch {
    return undefined;
  }
}

function columnsOf(files: readonly CachedFile[]): Columns {
  const columns: Columns = {
    path: [],
    size: [],
    modified: [],
    changed: [],
    problems: {},
    file: [],
    slot: [],
    draft: [],
  };
  for (const [index, file] of files.entries()) {
    columns.path.push(file.stat.path);
    columns.size.push(file.stat.size);
    columns.modified.push(file.stat.modified);
    columns.changed.push(file.stat.changed);
    if (file.problems.length > 0) columns.problems[index] = file.problems;
    for (const { slot, draft } of file.drafts) {
      const { path: _, slot: __, ...rest } = draft as Draft & { readonly slot?: number };
      columns.file.push(index);
      columns.slot.push(slot);
      columns.draft.push(rest);
    }
  }
  return columns;
}

function filesOf(columns: Columns): CachedFile[] {
  const files = columns.path.map((path, index) => ({
    stat: {
      path,
      size: columns.size[index] ?? -1,
      modified: columns.modified[index] ?? -1,
      changed: columns.changed[index] ?? -1,
    },
    problems: columns.problems[index] ?? [],
    drafts: [] as { slot: number; draft: Draft }[],
  }));
  for (const [index, draft] of columns.draft.entries()) {
    const file = files[columns.file[index] ?? -1];
    const slot = columns.slot[index];
    if (!file || slot === undefined) throw new RangeError('a record without a file');
    file.drafts.push({ slot, draft: Object.assign(draft, { path: file.stat.path }) });
  }
  return files;
}

function stringify(columns: Columns): { readonly text: string; readonly hasBigints: boolean } {
  try {
    return { text: JSON.stringify(columns), hasBigints: false };
  } catch {
    const text = JSON.stringify(columns, (_, value: unknown) =>
      typeof value === 'bigint' ? { $bigint: String(value) } : value,
    );
    return { text, hasBigints: true };
  }
}

function reviveBigint(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('$bigint' in value)) return value;
  return BigInt(String(value.$bigint));
}
