/** The extension put together: ports in, features registered, everything disposed of as one. */
import * as vscode from 'vscode';
import { registerProblems } from './features/problems/index.ts';
import { registerRecords } from './features/records/index.ts';
import { registerReports } from './features/reports/index.ts';
import { registerSearch } from './features/search/index.ts';
import { registerSetup } from './features/setup/index.ts';
import { registerStatus } from './features/status/index.ts';
import { registerTrees } from './features/trees/index.ts';
import { CrmFolders } from './platform/crmFolders.ts';
import { Disposables } from './platform/disposables.ts';
import type { EnginePorts } from './platform/enginePorts.ts';
import { registerCommand } from './platform/typedApi.ts';

export function createApp(context: vscode.ExtensionContext, ports: EnginePorts): vscode.Disposable {
  const disposables = new Disposables();
  const log = disposables.add(vscode.window.createOutputChannel('Rapport', { log: true }));
  const folders = disposables.add(new CrmFolders(ports, log));
  disposables.add(registerTrees(folders, log));
  disposables.add(registerProblems(folders, log));
  disposables.add(registerRecords(folders, log));
  disposables.add(registerSearch(folders, log));
  disposables.add(registerReports(context, folders, log));
  disposables.add(registerSetup(folders, log));
  disposables.add(registerStatus(folders, log));
  disposables.add(registerCommand('rapport.refresh', log, () => folders.refresh()));
  disposables.add(registerCommand('rapport.showLog', log, () => log.show()));
  return disposables;
}
