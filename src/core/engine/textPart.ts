/**
 * The full text of a whole workspace, indexed by another thread while this one reads the records. Both give
 * slots in the order of the files; the slots that the other gave tell whether they read the same.
 */
import type { Files } from '../ports/files.ts';
import type { TextRequest } from '../ports/partReader.ts';
import { SearchIndex } from '../search/searchIndex.ts';
import { loadConfig, readFiles } from '../workspace/loadWorkspace.ts';
import { fileChecks } from './fileChecks.ts';
import { searchDocument } from './searchDocument.ts';

export interface TextPart {
  /** For each path asked for, the slot of its first record; -1 where it has none. */
  readonly firstSlots: Int32Array;
  readonly search: Uint8Array;
}

/** Indexes the text of files for an engine in another thread. */
export async function readTextPart(files: Files, { paths }: TextRequest): Promise<Uint8Array> {
  const { reader } = await loadConfig(files, [], fileChecks, false);
  const search = SearchIndex.create();
  const firstSlots = new Map<string, number>();
  let slot = 0;
  await readFiles(files, reader, paths, (parsed) => {
    if (parsed.drafts.length > 0) firstSlots.set(parsed.path, slot);
    for (const draft of parsed.drafts) search.add(searchDocument(slot++, draft, parsed.text));
  });
  search.compact();
  return encodeTextPart({
    firstSlots: Int32Array.from(paths, (path) => firstSlots.get(path) ?? -1),
    search: search.toBuffers(),
  });
}

/** Number of slots, the slots, the search index on a multiple of 8. */
function encodeTextPart({ firstSlots, search }: TextPart): Uint8Array {
  const searchAt = searchOffset(firstSlots.length);
  const bytes = new Uint8Array(searchAt + search.length);
  new DataView(bytes.buffer).setUint32(0, firstSlots.length);
  new Int32Array(bytes.buffer, 8, firstSlots.length).set(firstSlots);
  bytes.set(search, searchAt);
  return bytes;
}

/** Throws a RangeError where the bytes are no such part. */
export function decodeTextPart(bytes: Uint8Array): TextPart {
  const own = bytes.byteOffset % 8 === 0 ? bytes : bytes.slice();
  const count = new DataView(own.buffer, own.byteOffset, own.byteLength).getUint32(0);
  return {
    firstSlots: new Int32Array(own.buffer, own.byteOffset + 8, count),
    search: own.subarray(searchOffset(count)),
  };
}

function searchOffset(count: number): number {
  return (8 + count * 4 + 7) & ~7;
}
