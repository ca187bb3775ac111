import type { CacheStore } from '../../src/core/ports/cacheStore.ts';
import type { Clock } from '../../src/core/ports/clock.ts';
import type { Log } from '../../src/core/ports/log.ts';
import { Engine } from '../../src/core/engine/engine.ts';
import type { EngineOptions } from '../../src/core/engine/engine.ts';
import { listFiles, loadConfig, readFiles } from '../../src/core/workspace/loadWorkspace.ts';
import { Workspace } from '../../src/core/workspace/workspace.ts';
import { InMemoryFiles } from './inMemoryFiles.ts';

export const testToday = '2026-11-23';

export const testClock: Clock = { today: () => testToday, now: () => Number.MAX_SAFE_INTEGER };

export const silentLog: Log = { debug() {}, info() {}, warn() {}, error() {} };

/** A cache in memory. */
export class InMemoryCache implements CacheStore {
  bytes: Uint8Array | undefined;
  load(): Promise<Uint8Array | undefined> {
    return Promise.resolve(this.bytes);
  }
  save(bytes: Uint8Array): Promise<void> {
    this.bytes = bytes;
    return Promise.resolve();
  }
}

/** The index of a workspace written as a map of path to text; a `crm.yaml` with defaults is added where none is given. */
export async function aWorkspace(
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<Workspace> {
  const store = new InMemoryFiles({
    'crm.yaml': 'version: 1\nname: Test\ncurrency: EUR\n',
    ...files,
  });
  const config = await loadConfig(store, []);
  const workspace = new Workspace(config.workspaceOptions);
  const inventory = await listFiles(store, config.reader);
  await readFiles(store, config.reader, [...inventory.stats.keys()], (parsed) =>
    workspace.setFile(parsed),
  );
  return workspace;
}

/** An engine over files in memory. */
export async function anEngine(
  files: InMemoryFiles | Readonly<Record<string, string | Uint8Array>>,
  options: Partial<EngineOptions> = {},
): Promise<Engine> {
  const store =
    files instanceof InMemoryFiles
      ? files
      : new InMemoryFiles({ 'crm.yaml': 'version: 1\nname: Test\ncurrency: EUR\n', ...files });
  return Engine.open({ files: store, clock: testClock, log: silentLog, ...options });
}
