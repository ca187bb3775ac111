/** The first step: a crm.yaml for a folder that has none. */
import * as vscode from 'vscode';
import type { Log } from '../../../core/ports/log.ts';
import { minimalConfig } from '../../../core/schema/minimalConfig.ts';
import type { CrmFolder } from '../../platform/crmFolder.ts';
import type { CrmFolders } from '../../platform/crmFolders.ts';
import { registerCommand } from '../../platform/typedApi.ts';

interface FolderItem extends vscode.QuickPickItem {
  readonly folder: CrmFolder;
}

export function registerSetup(folders: CrmFolders, log: Log): vscode.Disposable {
  return registerCommand('rapport.createConfig', log, async () => {
    const folder = await pickFolder(folders.all.filter(({ state }) => state === 'noConfig'));
    if (folder) await createConfig(folder);
  });
}

async function pickFolder(candidates: readonly CrmFolder[]): Promise<CrmFolder | undefined> {
  if (candidates.length < 2) return candidates[0];
  const items = candidates.map((folder): FolderItem => ({
    label: folder.folder.name,
    iconPath: new vscode.ThemeIcon('root-folder'),
    folder,
  }));
  const placeHolder = vscode.l10n.t('Which folder is to become a CRM?');
  return (await vscode.window.showQuickPick(items, { placeHolder }))?.folder;
}

/** Writes the file, undoably and over nothing, and shows it: it says itself how to go on. */
async function createConfig(folder: CrmFolder): Promise<void> {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  const text = minimalConfig({ name: folder.folder.name, timezone: timeZone || 'UTC' });
  const uri = folder.uriOf('crm.yaml');
  const edit = new vscode.WorkspaceEdit();
  edit.createFile(uri, { overwrite: false, contents: new TextEncoder().encode(text) });
  if (!(await vscode.workspace.applyEdit(edit)))
    throw new Error(vscode.l10n.t('crm.yaml could not be written.'));
  await vscode.window.showTextDocument(uri);
}
