/** The engine of a browser host: in this thread, over VS Code's own file systems. */
import * as vscode from 'vscode';
import type { EngineApi } from '../../core/engine/engineApi.ts';
import type { EngineMethod } from '../../core/engine/engineMessages.ts';
import { callEngine, createRemoteEngine } from '../../core/engine/engineMessages.ts';
import { EngineService } from '../../core/engine/engineService.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { EnginePorts } from './enginePorts.ts';
import { WorkspaceFiles } from './workspaceFiles.ts';

export function createWebPorts(context: vscode.ExtensionContext): EnginePorts {
  const { version } = context.extension.packageJSON as { readonly version: string };
  return {
    async hasConfig(folder) {
      try {
        await vscode.workspace.fs.stat(vscode.Uri.joinPath(folder, 'crm.yaml'));
        return true;
      } catch {
        return false;
      }
    },
    startEngine(folder, { log, onProgress }) {
      const files = new WorkspaceFiles(folder);
      const service = EngineService.open({
        files,
        clock: browserClock,
        log,
        build: version,
        onProgress,
        setOverlay: (path, text) => {
          if (text === null) files.overlays.delete(path);
          else files.overlays.set(path, text);
        },
      });
      const send = async (method: EngineMethod, argument: unknown): Promise<unknown> =>
        callEngine(await service, method, argument);
      const api: EngineApi = createRemoteEngine(send);
      return { api, ready: service.then(() => undefined), dispose: () => Promise.resolve() };
    },
  };
}

const browserClock: Clock = {
  today(timezone) {
    const now = new Date();
    try {
      return new Intl.DateTimeFormat('en-CA', {
        timeZone: timezone,
        year: 'numeric',
        month: '2-digit',
        day: '2-digit',
      }).format(now);
    } catch {
      return now.toISOString().slice(0, 10);
    }
  },
  now: () => Date.now(),
};
