/**
 * One measurement of the engine in a process of its own, as a start really is: nothing warmed up.
 * Usage: engineChild.ts MODE FOLDER CACHE PART_SCRIPT. Prints one JSON object.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { Engine } from '../../src/core/engine/engine.ts';
import { fixedClock } from '../../src/node/nodeClock.ts';
import { NodeCacheStore } from '../../src/node/nodeCacheStore.ts';
import { NodeFiles } from '../../src/node/nodeFiles.ts';
import { createPartReader } from '../../src/node/workerPartReader.ts';

const silent = { debug() {}, info() {}, warn() {}, error() {} };
const [mode = '', folder = '', cacheFile = '', partScript = ''] = process.argv.slice(2);

function listFiles(root: string): string[] {
  return readdirSync(root, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? listFiles(`${root}/${entry.name}`) : [`${root}/${entry.name}`],
  );
}

async function open(withSearch: boolean, withCache: boolean, shared = false): Promise<Engine> {
  const cache = withCache ? { cache: new NodeCacheStore(cacheFile) } : {};
  const engine = await Engine.open({
    files: new NodeFiles(folder),
    clock: fixedClock('2026-11-23'),
    log: silent,
    build: 'bench',
    withSearch,
    partReader: shared ? createPartReader(partScript, folder) : undefined,
    ...cache,
  });
  engine.problems();
  return engine;
}

async function run(): Promise<Record<string, number>> {
  const start = performance.now();
  const cpu = process.cpuUsage();
  let engine: Engine | undefined;
  switch (mode) {
    case 'read':
      for (const file of listFiles(folder)) readFileSync(file);
      break;
    case 'index':
      engine = await open(false, false);
      break;
    case 'indexText':
      engine = await open(true, false);
      break;
    case 'indexShared':
      engine = await open(true, false, true);
      break;
    case 'save':
      engine = await open(true, true);
      await engine.saveCache();
      break;
    case 'warm':
      engine = await open(true, true);
      engine.search.search('company', { limit: 10 });
      break;
    default:
      throw new Error(`unknown mode ${mode}`);
  }
  const milliseconds = performance.now() - start;
  const used = process.cpuUsage(cpu);
  globalThis.gc?.();
  return {
    milliseconds,
    cpu: (used.user + used.system) / 1000,
    rss: process.memoryUsage().rss,
    records: engine?.snapshot.all().length ?? 0,
  };
}

run().then(
  (result) => process.stdout.write(`${JSON.stringify(result)}\n`),
  (error: unknown) => {
    process.stderr.write(`${String(error)}\n`);
    process.exitCode = 1;
  },
);
