import type {
  FileContent,
  FileFilter,
  FileListing,
  Files,
  FileStat,
} from '../../src/core/ports/files.ts';

/** A file system in memory: texts, or bytes where the encoding is the point. */
export class InMemoryFiles implements Files {
  readonly #files = new Map<string, { content: string | Uint8Array; modified: number }>();
  /** Paths in the order in which they were read: tests see what was read again. */
  readonly reads: string[] = [];
  #tick = 1_000_000;

  constructor(files: Readonly<Record<string, string | Uint8Array>> = {}) {
    for (const [path, content] of Object.entries(files)) this.write(path, content);
  }

  write(path: string, content: string | Uint8Array): void {
    this.#files.set(path, { content, modified: (this.#tick += 10_007) });
  }

  delete(path: string): void {
    this.#files.delete(path);
  }

  text(path: string): string {
    const content = this.#files.get(path)?.content;
    if (content === undefined) throw new Error(`no file ${path}`);
    return typeof content === 'string' ? content : new TextDecoder().decode(content);
  }

  get paths(): readonly string[] {
    return [...this.#files.keys()].sort();
  }

  list({ wants, enters }: FileFilter): Promise<FileListing> {
    const files: FileStat[] = [];
    for (const path of this.paths) {
      const folders = path.split('/').slice(0, -1);
      const open = folders.every((_, index) => enters(folders.slice(0, index + 1).join('/')));
      const stat = this.#stat(path);
      if (open && wants(path) && stat) files.push(stat);
    }
    return Promise.resolve({ files, obstacles: [] });
  }

  readAll(
    paths: readonly string[],
    each: (path: string, content: FileContent) => void,
    maxBytes: number,
  ): Promise<void> {
    for (const path of paths) {
      this.reads.push(path);
      const content = this.#files.get(path)?.content;
      if (content === undefined) each(path, { kind: 'missing' });
      else if (typeof content === 'string')
        each(path, { kind: 'bytes', bytes: new TextEncoder().encode(content) });
      else each(path, { kind: 'bytes', bytes: content.subarray(0, maxBytes + 1) });
    }
    return Promise.resolve();
  }

  stat(path: string): Promise<FileStat | undefined> {
    return Promise.resolve(this.#stat(path));
  }

  #stat(path: string): FileStat | undefined {
    const file = this.#files.get(path);
    return (
      file && { path, size: file.content.length, modified: file.modified, changed: file.modified }
    );
  }
}
