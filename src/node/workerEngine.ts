import { Worker } from 'node:worker_threads';
import type { EngineApi } from '../core/engine/engineApi.ts';
import type { EngineCall, EngineMethod, EngineReply } from '../core/engine/engineMessages.ts';
import { createRemoteEngine } from '../core/engine/engineMessages.ts';
import type { Log } from '../core/ports/log.ts';
import type { EngineWorkerData } from './engineWorker.ts';

export interface WorkerEngineOptions {
  /** The built worker script. */
  readonly script: string;
  readonly data: EngineWorkerData;
  readonly log: Log;
  readonly onProgress?: (done: number, total: number) => void;
  /** Called once if the thread dies by itself. */
  readonly onExit?: (message: string) => void;
}

/** An engine in a thread of its own. Calls made before it is ready wait; every call is settled, at the latest by `dispose`. */
export interface WorkerEngine {
  readonly api: EngineApi;
  /** Settles when the first index stands. */
  readonly ready: Promise<void>;
  dispose(): Promise<void>;
}

interface Pending {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

export function startWorkerEngine(options: WorkerEngineOptions): WorkerEngine {
  // Almost all that reading makes lives on: a large young generation saves copying it twice.
  const worker = new Worker(options.script, {
    workerData: options.data,
    name: 'rapport-engine',
    resourceLimits: { maxYoungGenerationSizeMb: 64 },
  });
  const pending = new Map<number, Pending>();
  let next = 1;
  let over: string | undefined;
  let settleReady: Pending = { resolve: () => undefined, reject: () => undefined };
  const ready = new Promise<void>((resolve, reject) => {
    settleReady = { resolve: () => resolve(), reject };
  });
  const end = (message: string): void => {
    if (over !== undefined) return;
    over = message;
    settleReady.reject(new Error(message));
    for (const call of pending.values()) call.reject(new Error(message));
    pending.clear();
    options.onExit?.(message);
  };
  worker.on('message', (reply: EngineReply) => {
    switch (reply.kind) {
      case 'ready':
        return settleReady.resolve(undefined);
      case 'failed':
        return end(reply.message);
      case 'progress':
        return options.onProgress?.(reply.done, reply.total);
      case 'log':
        return options.log[reply.level](reply.message);
      case 'value':
        pending.get(reply.id)?.resolve(reply.value);
        pending.delete(reply.id);
        return undefined;
      case 'error':
        pending.get(reply.id)?.reject(new Error(reply.message));
        pending.delete(reply.id);
    }
  });
  worker.on('error', (error) =>
    end(error instanceof Error ? (error.stack ?? error.message) : String(error)),
  );
  worker.on('exit', (code) => end(`the engine's thread ended with code ${code}`));
  const send = async (method: EngineMethod, argument: unknown): Promise<unknown> => {
    await ready;
    if (over !== undefined) throw new Error(over);
    const call: EngineCall = { id: next++, method, argument };
    return new Promise((resolve, reject) => {
      pending.set(call.id, { resolve, reject });
      worker.postMessage(call);
    });
  };
  return {
    api: createRemoteEngine(send),
    ready,
    async dispose() {
      over ??= 'the engine was closed';
      for (const call of pending.values()) call.reject(new Error(over));
      pending.clear();
      settleReady.reject(new Error(over));
      await worker.terminate();
    },
  };
}
