/** A thread that reads part of a workspace and ends. */
import { parentPort, workerData } from 'node:worker_threads';
import type { PartRequest, TextRequest } from '../core/ports/partReader.ts';
import { readPart } from '../core/engine/readPart.ts';
import { readTextPart } from '../core/engine/textPart.ts';
import { NodeFiles } from './nodeFiles.ts';

export interface PartWorkerData {
  readonly root: string;
  /** One of the two. */
  readonly part?: PartRequest;
  readonly text?: TextRequest;
}

const { root, part, text } = workerData as PartWorkerData;
const files = new NodeFiles(root);
const reading = part ? readPart(files, part) : readTextPart(files, text ?? { paths: [] });

reading.then(
  (bytes) => {
    // Handed over, not copied.
    const own = bytes.byteLength === bytes.buffer.byteLength ? bytes : bytes.slice();
    parentPort?.postMessage(own, [own.buffer as ArrayBuffer]);
  },
  (error: unknown) => {
    throw error;
  },
);
