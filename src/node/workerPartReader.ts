import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { PartReader } from '../core/ports/partReader.ts';
import type { PartWorkerData } from './partWorker.ts';

/** Reads parts in threads of their own; undefined where there is but one processor. */
export function createPartReader(script: string, root: string): PartReader | undefined {
  if (availableParallelism() < 2) return undefined;
  const run = (data: PartWorkerData): Promise<Uint8Array> =>
    new Promise((resolve, reject) => {
      // Almost all that a cold start makes lives on: a large young generation saves copying it twice.
      const limits = { maxYoungGenerationSizeMb: 64 };
      const worker = new Worker(script, { workerData: data, resourceLimits: limits });
      worker.once('message', resolve);
      worker.once('error', reject);
      worker.once('exit', (code) => {
        reject(new Error(`the reading thread ended with code ${code}`));
      });
    });
  return {
    read: (part) => run({ root, part }),
    readText: (text) => run({ root, text }),
  };
}
