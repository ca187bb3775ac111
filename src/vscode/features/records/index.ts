/** Opening records, and taking their references along. */
import * as vscode from 'vscode';
import type { Log } from '../../../core/ports/log.ts';
import type { RecordPlace } from '../../ids.ts';
import type { CrmFolders } from '../../platform/crmFolders.ts';
import { Disposables } from '../../platform/disposables.ts';
import { registerCommand } from '../../platform/typedApi.ts';

export function registerRecords(folders: CrmFolders, log: Log): vscode.Disposable {
  const disposables = new Disposables();
  const open = async (place: RecordPlace, column: vscode.ViewColumn): Promise<void> => {
    const folder = folders.get(place.folder);
    if (!folder) return;
    const line = place.line ?? 0;
    const selection = new vscode.Range(line, 0, line, 0);
    const preserveFocus = false;
    await vscode.window.showTextDocument(folder.uriOf(place.path), {
      preview: true,
      preserveFocus,
      viewColumn: column,
      ...(place.line !== undefined && { selection }),
    });
  };
  disposables.add(
    registerCommand('rapport.openRecord', log, (place) => open(place, vscode.ViewColumn.Active)),
  );
  disposables.add(
    registerCommand('rapport.openToSide', log, async ({ folder, node }) => {
      if (node.path !== undefined)
        await open(
          { folder, path: node.path, ...(node.line !== undefined && { line: node.line }) },
          vscode.ViewColumn.Beside,
        );
    }),
  );
  disposables.add(
    registerCommand('rapport.copyReference', log, async ({ node }) => {
      if (node.record !== undefined) await vscode.env.clipboard.writeText(`[[${node.record}]]`);
    }),
  );
  disposables.add(
    registerCommand('rapport.openReportSource', log, async ({ folder, node }) => {
      if (node.path !== undefined)
        await open({ folder, path: node.path }, vscode.ViewColumn.Active);
    }),
  );
  return disposables;
}
