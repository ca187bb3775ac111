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
  /** True for a folder with a crm.yaml that the host can read. */
  hasConfig(folder: Uri): Promise<boolean>;
  startEngine(
    folder: Uri,
    options: {
      readonly log: Log;
      readonly onProgress: (done: number, total: number) => void;
      readonly onExit: (message: string) => void;
    },
  ): StartedEngine;
}
