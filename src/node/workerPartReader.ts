import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { PartReader, PartRequest } from '../core/ports/partReader.ts';
import type { PartWorkerData } from './partWorker.ts';

/** Reads parts in threads of their own; undefined where there is but one processor. */
export function createPartReader(script: string, root: string): PartReader | undefined {
  if (availableParallelism() < 2) return undefined;
  return {
    read: (request: PartRequest) =>
      new Promise<Uint8Array>((resolve, reject) => {
        const data: PartWorkerData = { root, request };
        // Almost all that a cold start makes lives on: a large young generation saves copying it twice.
        const worker = new Worker(script, {
          workerData: data,
          resourceLimits: { maxYoungGenerationSizeMb: 64 },
        });
        worker.once('message', resolve);
        worker.once('error', reject);
        worker.once('exit', (code) =>
          reject(new Error(`the reading thread ended with code ${code}`)),
        );
      }),
  };
}
