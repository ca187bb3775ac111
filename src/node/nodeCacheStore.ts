import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createHash, randomUUID } from 'node:crypto';
import { homedir } from 'node:os';
import path from 'node:path';
import type { CacheStore } from '../core/ports/cacheStore.ts';

/** One cache file on disk, replaced by rename so that a reader sees the old or the new one. */
export class NodeCacheStore implements CacheStore {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  load(): Promise<Uint8Array | undefined> {
    try {
      return Promise.resolve(readFileSync(this.#file));
    } catch {
      return Promise.resolve(undefined);
    }
  }

  save(bytes: Uint8Array): Promise<void> {
    const temporary = `${this.#file}.${randomUUID()}`;
    try {
      mkdirSync(path.dirname(this.#file), { recursive: true });
      writeFileSync(temporary, bytes);
      renameSync(temporary, this.#file);
    } catch {
      // A cache that cannot be written is a slower start next time, nothing more.
      rmSync(temporary, { force: true });
    }
    return Promise.resolve();
  }
}

/** Where the cache of a workspace lies: in the user's cache folder, never in the workspace. */
export function cacheFileOf(
  root: string,
  environment: Readonly<Record<string, string | undefined>>,
): string {
  const base =
    environment['RAPPORT_CACHE_DIR'] ??
    (process.platform === 'win32' ? environment['LOCALAPPDATA'] : environment['XDG_CACHE_HOME']) ??
    (process.platform === 'darwin'
      ? path.join(homedir(), 'Library', 'Caches')
      : path.join(homedir(), '.cache'));
  const name = createHash('sha256').update(path.resolve(root)).digest('hex').slice(0, 32);
  return path.join(base, 'rapport', `${name}.index`);
}
