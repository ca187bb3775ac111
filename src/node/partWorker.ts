/** A thread that reads part of a workspace and ends. */
import { parentPort, workerData } from 'node:worker_threads';
import type { PartRequest } from '../core/ports/partReader.ts';
import { readPart } from '../core/engine/readPart.ts';
import { NodeFiles } from './nodeFiles.ts';

export interface PartWorkerData {
  readonly root: string;
  readonly request: PartRequest;
}

const { root, request } = workerData as PartWorkerData;

readPart(new NodeFiles(root), request).then(
  (bytes) => {
    // Handed over, not copied.
    const own = bytes.byteLength === bytes.buffer.byteLength ? bytes : bytes.slice();
    parentPort?.postMessage(own, [own.buffer as ArrayBuffer]);
  },
  (error: unknown) => {
    throw error;
  },
);
