import type { Uri } from 'vscode';
import type { EngineApi } from '../../core/engine/engineApi.ts';
import type { Log } from '../../core/ports/log.ts';

export interface StartedEngine {
  readonly api: EngineApi;
  readonly ready: Promise<void>;
  dispose(): Promise<void>;
}

/** What differs between the hosts that the extension runs in. */
export interface EnginePorts {
  /** True for folders whose files the host can read. */
  canOpen(folder: Uri): boolean;
  startEngine(
    folder: Uri,
    options: {
      readonly log: Log;
      readonly onProgress: (done: number, total: number) => void;
      readonly onExit: (message: string) => void;
    },
  ): StartedEngine;
}
