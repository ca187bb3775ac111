/** The thread that owns the index: it reads, parses, searches and reports, so that nobody's editor stutters. */
import { parentPort, workerData } from 'node:worker_threads';
import type { EngineCall, EngineReply } from '../core/engine/engineMessages.ts';
import { callEngine } from '../core/engine/engineMessages.ts';
import { EngineService } from '../core/engine/engineService.ts';
import { NodeCacheStore } from './nodeCacheStore.ts';
import { systemClock } from './nodeClock.ts';
import { NodeFiles } from './nodeFiles.ts';
import { createPartReader } from './workerPartReader.ts';

export interface EngineWorkerData {
  readonly root: string;
  /** Where the cache lies; none where it is undefined. */
  readonly cacheFile?: string;
  readonly build: string;
  /** The built script of the thread that shares a large cold start. */
  readonly partScript?: string;
  /** Fixes "today", for tests and demonstrations. */
  readonly today?: string;
}

function post(reply: EngineReply): void {
  parentPort?.postMessage(reply);
}

async function serve(data: EngineWorkerData): Promise<void> {
  const files = new NodeFiles(data.root);
  const log = (level: 'debug' | 'info' | 'warn' | 'error') => (message: string) =>
    post({ kind: 'log', level, message });
  const today = data.today;
  const service = await EngineService.open({
    files,
    clock: today === undefined ? systemClock : { ...systemClock, today: () => today },
    log: { debug: log('debug'), info: log('info'), warn: log('warn'), error: log('error') },
    build: data.build,
    defersText: true,
    partReader:
      data.partScript === undefined ? undefined : createPartReader(data.partScript, data.root),
    onProgress: (done, total) => post({ kind: 'progress', done, total }),
    setOverlay: (path, text) => {
      if (text === null) files.overlays.delete(path);
      else files.overlays.set(path, text);
    },
    ...(data.cacheFile !== undefined && { cache: new NodeCacheStore(data.cacheFile) }),
  });
  parentPort?.on('message', ({ id, method, argument }: EngineCall) => {
    callEngine(service, method, argument).then(
      (value) => post({ kind: 'value', id, value }),
      (error: unknown) =>
        post({
          kind: 'error',
          id,
          message: error instanceof Error ? (error.stack ?? error.message) : String(error),
        }),
    );
  });
  post({ kind: 'ready' });
}

serve(workerData as EngineWorkerData).catch((error: unknown) => {
  post({
    kind: 'failed',
    message: error instanceof Error ? (error.stack ?? error.message) : String(error),
  });
});
