import type { Files } from '../ports/files.ts';
import type { PartRequest } from '../ports/partReader.ts';
import { SearchIndex } from '../search/searchIndex.ts';
import { loadConfig, readFiles } from '../workspace/loadWorkspace.ts';
import { formerKeys } from '../workspace/recordTable.ts';
import { encodeCache } from '../workspace/workspaceCache.ts';
import type { CachedFile } from '../workspace/workspaceCache.ts';
import { fileChecks } from './fileChecks.ts';
import { searchDocument } from './searchDocument.ts';

/** Key of parts: they go from thread to thread and are never kept. */
export const partKey = 'part';

/** Reads some files of a workspace for an engine in another thread: their records, problems and search index. */
export async function readPart(files: Files, request: PartRequest): Promise<Uint8Array> {
  const { reader } = await loadConfig(files, [], fileChecks, false);
  const search = SearchIndex.create();
  const read: CachedFile[] = [];
  let slot = request.firstSlot;
  await readFiles(files, reader, request.paths, (parsed, stat) => {
    const drafts = parsed.drafts.map((draft) => {
      const own = slot;
      slot += request.slotStep;
      if (request.withSearch) search.add(searchDocument(own, draft, parsed.text));
      return { slot: own, draft, former: formerKeys(draft) };
    });
    const looks = stat ?? { path: parsed.path, size: -1, modified: -1, changed: -1 };
    read.push({ stat: looks, problems: parsed.problems, drafts });
  });
  if (request.withSearch) search.compact();
  return encodeCache({
    key: partKey,
    files: read,
    cross: new Map(),
    strays: [],
    search: search.toBuffers(),
  });
}
