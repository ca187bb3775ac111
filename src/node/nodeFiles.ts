import {
  closeSync,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  realpathSync,
  statSync,
} from 'node:fs';
import type { Dirent } from 'node:fs';
import path from 'node:path';
import type {
  FileContent,
  FileListing,
  FileObstacle,
  Files,
  FileStat,
} from '../core/ports/files.ts';

/**
 * Files below a folder of this machine. Reading is synchronous on purpose: in a worker or a command it is
 * four to six times faster than promises, and nobody waits on the event loop there.
 */
export class NodeFiles implements Files {
  readonly root: string;
  /** Text of open editors by path: the truth while it is unsaved. */
  readonly overlays = new Map<string, string>();

  constructor(root: string) {
    this.root = root;
  }

  list(
    wants: (path: string) => boolean,
    enters: (folder: string) => boolean,
  ): Promise<FileListing> {
    const files: FileStat[] = [];
    const obstacles: FileObstacle[] = [];
    const walk = new Walk(this.root, wants, enters, files, obstacles);
    walk.folder('', new Set([realOf(this.root)]));
    return Promise.resolve({ files, obstacles });
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
      return { kind: 'bytes', bytes: readUpTo(this.#absolute(file), maxBytes) };
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

function realOf(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    return folder;
  }
}

/** Whole files up to a limit; of larger ones the beginning, so that a 50 MB file costs no more than its share. */
function readUpTo(file: string, maxBytes: number): Uint8Array {
  const size = statSync(file).size;
  if (size <= maxBytes) return readFileSync(file);
  const descriptor = openSync(file, 'r');
  try {
    const buffer = Buffer.alloc(Math.min(fstatSync(descriptor).size, maxBytes + 1));
    return buffer.subarray(0, readSync(descriptor, buffer, 0, buffer.length, 0));
  } finally {
    closeSync(descriptor);
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

class Walk {
  readonly #root: string;
  readonly #wants: (path: string) => boolean;
  readonly #enters: (folder: string) => boolean;
  readonly #files: FileStat[];
  readonly #obstacles: FileObstacle[];

  constructor(
    root: string,
    wants: (path: string) => boolean,
    enters: (folder: string) => boolean,
    files: FileStat[],
    obstacles: FileObstacle[],
  ) {
    this.#root = root;
    this.#wants = wants;
    this.#enters = enters;
    this.#files = files;
    this.#obstacles = obstacles;
  }

  /** Walks one folder; `above` holds the real paths of the folders it lies in, to see a loop. */
  folder(folder: string, above: ReadonlySet<string>): void {
    let entries: Dirent[];
    try {
      entries = readdirSync(folder === '' ? this.#root : `${this.#root}/${folder}`, {
        withFileTypes: true,
      });
    } catch (error) {
      this.#obstacles.push({ path: folder, reason: 'unreadable', message: messageOf(error) });
      return;
    }
    for (const entry of entries) {
      const file = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) {
        if (this.#enters(file)) this.folder(file, above);
      } else if (entry.isFile()) {
        if (this.#wants(file)) this.#file(file);
      } else if (entry.isSymbolicLink()) this.#link(file, above);
    }
  }

  #file(file: string): void {
    try {
      const stat = lstatSync(`${this.#root}/${file}`);
      this.#files.push({
        path: file,
        size: stat.size,
        modified: stat.mtimeMs,
        changed: stat.ctimeMs,
      });
    } catch (error) {
      this.#obstacles.push({ path: file, reason: 'unreadable', message: messageOf(error) });
    }
  }

  /** A link is followed while it stays in the workspace and does not lead back up. */
  #link(file: string, above: ReadonlySet<string>): void {
    const obstacle = (reason: FileObstacle['reason'], message: string): void => {
      this.#obstacles.push({ path: file, reason, message });
    };
    try {
      const real = realpathSync(`${this.#root}/${file}`);
      const stat = statSync(real);
      if (stat.isFile() && !this.#wants(file)) return;
      if (stat.isDirectory() && !this.#enters(file)) return;
      if (above.has(real)) return obstacle('loop', 'This link leads back to a folder above it');
      if (!isBelow(realOf(this.#root), real))
        return obstacle('outside', 'This link leads out of the workspace and is not followed');
      if (stat.isDirectory()) this.folder(file, new Set([...above, real]));
      else if (stat.isFile()) {
        this.#files.push({
          path: file,
          size: stat.size,
          modified: stat.mtimeMs,
          changed: stat.ctimeMs,
        });
      }
    } catch (error) {
      if (this.#wants(file) || this.#enters(file)) {
        const loop = error instanceof Error && 'code' in error && error.code === 'ELOOP';
        obstacle(
          loop ? 'loop' : 'unreadable',
          loop ? 'This link leads to itself' : messageOf(error),
        );
      }
    }
  }
}

function isBelow(root: string, file: string): boolean {
  return file === root || file.startsWith(root.endsWith(path.sep) ? root : root + path.sep);
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? error.code : undefined;
  return code === 'EACCES'
    ? 'There is no permission to read it'
    : code === 'ENOENT'
      ? 'It leads nowhere'
      : error.message;
}
