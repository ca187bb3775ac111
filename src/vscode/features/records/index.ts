/** Opening records, and taking their references along. */
import * as vscode from 'vscode';
import type { Log } from '../../../core/ports/log.ts';
import type { RecordPlace, TreeRow } from '../../ids.ts';
import type { CrmFolders } from '../../platform/crmFolders.ts';
import { Disposables } from '../../platform/disposables.ts';
import { registerCommand } from '../../platform/typedApi.ts';

export function registerRecords(folders: CrmFolders, log: Log): vscode.Disposable {
  const disposables = new Disposables();
  const open = async ({ folder, path, line, toTheSide }: RecordPlace): Promise<void> => {
    const uri = folders.get(folder)?.uriOf(path);
    if (!uri) return;
    const { Active, Beside } = vscode.ViewColumn;
    await vscode.window.showTextDocument(uri, {
      preview: true,
      viewColumn: toTheSide ? Beside : Active,
      ...(line !== undefined && { selection: new vscode.Range(line, 0, line, 0) }),
    });
  };
  disposables.add(registerCommand('rapport.openRecord', log, open));
  disposables.add(
    registerCommand('rapport.openToSide', log, (row) =>
      withPlace(row, (place) => open({ ...place, toTheSide: true })),
    ),
  );
  disposables.add(registerCommand('rapport.openReportSource', log, (row) => withPlace(row, open)));
  disposables.add(
    registerCommand('rapport.copyReference', log, async ({ folder, node: { path } }) => {
      if (path === undefined) return;
      const reference = await folders.get(folder)?.api?.reference(path);
      if (reference) await vscode.env.clipboard.writeText(reference);
    }),
  );
  return disposables;
}

async function withPlace(
  { folder, node: { path, line } }: TreeRow,
  open: (place: RecordPlace) => Promise<void>,
): Promise<void> {
  if (path !== undefined) await open({ folder, path, ...(line !== undefined && { line }) });
}
