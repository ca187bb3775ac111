import * as vscode from 'vscode';
import type { Log } from '../../../core/ports/log.ts';
import { parseReportPageState } from '../../../protocol/report.ts';
import { reportPanelType } from '../../ids.ts';
import type { CrmFolders } from '../../platform/crmFolders.ts';
import { Disposables } from '../../platform/disposables.ts';
import { registerCommand } from '../../platform/typedApi.ts';
import { ReportPanels } from './reportPanel.ts';

interface ReportItem extends vscode.QuickPickItem {
  readonly target: { readonly folder: string; readonly name: string };
}

/** Reports open in a tab of their own; the same report again shows the same tab. */
export function registerReports(
  context: vscode.ExtensionContext,
  folders: CrmFolders,
  log: Log,
): vscode.Disposable {
  const disposables = new Disposables();
  const panels = disposables.add(new ReportPanels(context.extensionUri, folders, log));
  disposables.add(
    registerCommand('rapport.openReport', log, async (report) => {
      const target = isTarget(report) ? report : await pickReport(folders);
      if (target) panels.open({ ...target, parameters: {} });
    }),
  );
  disposables.add(
    vscode.window.registerWebviewPanelSerializer(reportPanelType, {
      async deserializeWebviewPanel(panel, raw) {
        const state = parseReportPageState(raw);
        if (!state) return panel.dispose();
        await folders.whenSettled();
        panels.adopt(panel, state);
        return undefined;
      },
    }),
  );
  return disposables;
}

function isTarget(value: unknown): value is ReportItem['target'] {
  return typeof value === 'object' && value !== null && 'folder' in value && 'name' in value;
}

async function pickReport(folders: CrmFolders): Promise<ReportItem['target'] | undefined> {
  const items: ReportItem[] = [];
  for (const folder of folders.ready) {
    for (const report of (await folder.api?.reports()) ?? []) {
      items.push({
        label: `$(${report.path === undefined ? 'graph' : 'graph-line'}) ${report.title}`,
        description: folders.ready.length > 1 ? folder.folder.name : '',
        detail: report.description,
        target: { folder: folder.key, name: report.id },
      });
    }
  }
  const placeHolder = vscode.l10n.t('Open a report');
  return (await vscode.window.showQuickPick(items, { placeHolder, matchOnDetail: true }))?.target;
}
