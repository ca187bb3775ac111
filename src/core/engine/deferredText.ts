import type { Files } from '../ports/files.ts';
import type { Log } from '../ports/log.ts';
import type { PartReader } from '../ports/partReader.ts';
import type { RecordReader } from '../records/recordReader.ts';
import { SearchIndex } from '../search/searchIndex.ts';
import { readFiles } from '../workspace/loadWorkspace.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { searchDocument } from './searchDocument.ts';
import type { TextPart } from './textPart.ts';
import { decodeTextPart } from './textPart.ts';

export interface DeferredTextOptions {
  readonly files: Files;
  readonly reader: RecordReader;
  readonly workspace: Workspace;
  readonly partReader: PartReader;
  readonly log: Log;
  readonly paths: readonly string[];
}

/**
 * The text of a workspace, which another thread indexes while this one reads the records: lists are there in
 * half the time, searches wait for both. What changes meanwhile is this thread's own.
 */
export class DeferredText {
  readonly #options: DeferredTextOptions;
  readonly #elsewhere: Promise<TextPart | undefined>;
  /** Slots whose text the other thread cannot know. */
  readonly #touched = new Set<number>();

  /** Starts the other thread. */
  constructor(options: DeferredTextOptions) {
    this.#options = options;
    this.#elsewhere = options.partReader
      .readText({ paths: options.paths })
      .then(decodeTextPart)
      .catch((error: unknown) => {
        options.log.warn(
          'The second reading thread failed; the text is indexed in this one',
          error,
        );
        return undefined;
      });
  }

  touch(slot: number): void {
    this.#touched.add(slot);
  }

  /** The index of the text, to be asked for when the records have just been read and nothing has changed since. */
  async search(): Promise<SearchIndex> {
    const { paths, workspace } = this.#options;
    const slots = paths.map((path) => workspace.byPath(path)?.slot ?? -1);
    const text = await this.#elsewhere;
    const isSame = text !== undefined && slots.every((slot, at) => slot === text.firstSlots[at]);
    const search = isSame ? SearchIndex.fromBuffers(text.search) : await this.#indexHere();
    for (const slot of this.#touched) search.remove(slot);
    return search;
  }

  async #indexHere(): Promise<SearchIndex> {
    const { files, reader, paths, workspace } = this.#options;
    const search = SearchIndex.create();
    await readFiles(files, reader, paths, (parsed) => {
      for (const draft of parsed.drafts) {
        const slot = workspace.slotOf(parsed.path, draft);
        if (slot !== undefined) search.add(searchDocument(slot, draft, parsed.text));
      }
    });
    return search;
  }
}
