/** The engine of a desktop or remote host: a worker thread for each workspace folder on disk. */
import { createHash } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import type { ExtensionContext, Uri } from 'vscode';
import { startWorkerEngine } from '../../node/workerEngine.ts';
import type { EnginePorts } from './enginePorts.ts';

export function createDesktopPorts(context: ExtensionContext): EnginePorts {
  const { version } = context.extension.packageJSON as { readonly version: string };
  return {
    startEngine(folder, { log, onProgress, onExit }) {
      const today = process.env['RAPPORT_TODAY'];
      const cacheFile = cacheFileOf(context, folder);
      const script = path.join(context.extensionPath, 'dist', 'engineWorker.js');
      return startWorkerEngine({
        script,
        data: {
          root: folder.fsPath,
          // a program built anew under the same version must not trust what the older one understood
          build: `${version} ${statSync(script).mtimeMs}`,
          partScript: path.join(context.extensionPath, 'dist', 'partWorker.js'),
          ...(cacheFile !== undefined && { cacheFile }),
          ...(today !== undefined && { today }),
        },
        log,
        onProgress,
        onExit,
      });
    },
    // asked of the disk itself: while a window opens, VS Code's file service takes its time to answer
    hasConfig: (folder) =>
      Promise.resolve(folder.scheme === 'file' && existsSync(path.join(folder.fsPath, 'crm.yaml'))),
  };
}

/** In the extension's own storage, so that nothing is written into the workspace. */
function cacheFileOf(context: ExtensionContext, folder: Uri): string | undefined {
  const storage = context.storageUri ?? context.globalStorageUri;
  if (storage.scheme !== 'file') return undefined;
  const name = createHash('sha256').update(folder.toString()).digest('hex').slice(0, 32);
  return path.join(storage.fsPath, `${name}.index`);
}
