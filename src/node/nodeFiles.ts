import { statSync } from 'node:fs';
import path from 'node:path';
import type { FileContent, FileFilter, FileListing, Files, FileStat } from '../core/ports/files.ts';
import { FileWalk, realOf } from './fileWalk.ts';
import { SharedReader } from './sharedReader.ts';

/**
 * Files below a folder of this machine. Reading is synchronous on purpose: in a worker or a command it is
 * four to six times faster than promises, and nobody waits on the event loop there.
 */
export class NodeFiles implements Files {
  readonly root: string;
  readonly #reader = new SharedReader();
  /** Text of open editors by path: the truth while it is unsaved. */
  readonly overlays = new Map<string, string>();

  constructor(root: string) {
    this.root = root;
  }

  list(filter: FileFilter): Promise<FileListing> {
    const walk = new FileWalk(this.root, filter);
    walk.folder('', new Set([realOf(this.root)]));
    return Promise.resolve({ files: walk.files, obstacles: walk.obstacles });
  }

  readAll(
    paths: readonly string[],
    each: (path: string, content: FileContent) => void,
    maxBytes: number,
  ): Promise<void> {
    for (const file of paths) each(file, this.read(file, maxBytes));
    return Promise.resolve();
  }

  read(file: string, maxBytes: number): FileContent {
    const overlay = this.overlays.get(file);
    if (overlay !== undefined) return { kind: 'text', text: overlay };
    try {
      return this.#reader.read(file, this.#absolute(file), maxBytes);
    } catch (error) {
      return failure(error);
    }
  }

  stat(file: string): Promise<FileStat | undefined> {
    try {
      const stat = statSync(this.#absolute(file));
      return Promise.resolve(
        stat.isFile()
          ? { path: file, size: stat.size, modified: stat.mtimeMs, changed: stat.ctimeMs }
          : undefined,
      );
    } catch {
      return Promise.resolve(undefined);
    }
  }

  #absolute(file: string): string {
    return path.sep === '/' ? `${this.root}/${file}` : path.join(this.root, file);
  }
}

function failure(error: unknown): FileContent {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT' || code === 'ENOTDIR') return { kind: 'missing' };
  return {
    kind: 'unreadable',
    message: code === 'EACCES' ? 'no permission' : String(code ?? error),
  };
}
