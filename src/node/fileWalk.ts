/** Walking a folder of this machine: links are followed while they stay inside and do not lead back up. */
import { lstatSync, readdirSync, realpathSync, statSync } from 'node:fs';
import type { Dirent } from 'node:fs';
import path from 'node:path';
import type { FileFilter, FileObstacle, FileStat } from '../core/ports/files.ts';

export function realOf(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    return folder;
  }
}

export class FileWalk {
  readonly files: FileStat[] = [];
  readonly obstacles: FileObstacle[] = [];
  readonly #root: string;
  readonly #filter: FileFilter;

  constructor(root: string, filter: FileFilter) {
    this.#root = root;
    this.#filter = filter;
  }

  /** Walks one folder; `above` holds the real paths of the folders it lies in, to see a loop. */
  folder(folder: string, above: ReadonlySet<string>): void {
    let entries: Dirent[];
    try {
      entries = readdirSync(folder === '' ? this.#root : `${this.#root}/${folder}`, {
        withFileTypes: true,
      });
    } catch (error) {
      this.obstacles.push({ path: folder, reason: 'unreadable', message: messageOf(error) });
      return;
    }
    for (const entry of entries) {
      const file = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) {
        if (this.#filter.enters(file)) this.folder(file, above);
      } else if (entry.isFile()) {
        if (this.#filter.wants(file)) this.#file(file);
      } else if (entry.isSymbolicLink()) this.#link(file, above);
    }
  }

  #file(file: string): void {
    if (!this.#filter.withStats) {
      this.files.push({ path: file, size: -1, modified: -1, changed: -1 });
      return;
    }
    try {
      const stat = lstatSync(`${this.#root}/${file}`);
      this.files.push({
        path: file,
        size: stat.size,
        modified: stat.mtimeMs,
        changed: stat.ctimeMs,
      });
    } catch (error) {
      this.obstacles.push({ path: file, reason: 'unreadable', message: messageOf(error) });
    }
  }

  /** A link is followed while it stays in the workspace and does not lead back up. */
  #link(file: string, above: ReadonlySet<string>): void {
    const obstacle = (reason: FileObstacle['reason'], message: string): void => {
      this.obstacles.push({ path: file, reason, message });
    };
    try {
      const real = realpathSync(`${this.#root}/${file}`);
      const stat = statSync(real);
      if (stat.isFile() && !this.#filter.wants(file)) return;
      if (stat.isDirectory() && !this.#filter.enters(file)) return;
      if (!isBelow(realOf(this.#root), real))
        return obstacle('outside', 'This link leads out of the workspace and is not followed');
      const folder = realpathSync(path.dirname(`${this.#root}/${file}`));
      if (above.has(real) || (stat.isDirectory() && isBelow(real, folder)))
        return obstacle('loop', 'This link leads back to a folder above it');
      if (stat.isDirectory()) this.folder(file, new Set([...above, real]));
      else if (stat.isFile()) {
        this.files.push({
          path: file,
          size: stat.size,
          modified: stat.mtimeMs,
          changed: stat.ctimeMs,
        });
      }
    } catch (error) {
      if (this.#filter.wants(file) || this.#filter.enters(file)) {
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
