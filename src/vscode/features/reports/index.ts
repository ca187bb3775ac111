import * as vscode from 'vscode';
import type { Log } from '../../../core/ports/log.ts';
import { parseReportPageState } from '../../../protocol/report.ts';
import type { ReportTarget } from '../../ids.ts';
import { reportPanelType } from '../../ids.ts';
import type { CrmFolders } from '../../platform/crmFolders.ts';
import { Disposables } from '../../platform/disposables.ts';
import { plainLabel } from '../../platform/labels.ts';
import { registerCommand } from '../../platform/typedApi.ts';
import { ReportPanels } from './reportPanels.ts';

interface ReportItem extends vscode.QuickPickItem {
  readonly target?: ReportTarget;
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
      if (target) panels.open({ folder: target.folder, name: target.name, parameters: {} });
    }),
  );
  disposables.add(
    vscode.window.registerWebviewPanelSerializer(reportPanelType, {
      deserializeWebviewPanel(panel, raw) {
        const state = parseReportPageState(raw);
        if (state) panels.adopt(panel, state);
        else panel.dispose();
        return Promise.resolve();
      },
    }),
  );
  return disposables;
}

/** What a menu or another extension hands over is not known to be what it should be. */
function isTarget(value: unknown): value is ReportTarget {
  if (typeof value !== 'object' || value === null) return false;
  const { folder, name } = value as Partial<Record<keyof ReportTarget, unknown>>;
  return typeof folder === 'string' && typeof name === 'string';
}

async function pickReport(folders: CrmFolders): Promise<ReportTarget | undefined> {
  const placeHolder = vscode.l10n.t('Open a report');
  const picked = await vscode.window.showQuickPick(reportItems(folders), {
    placeHolder,
    matchOnDetail: true,
  });
  return picked?.target;
}

async function reportItems(folders: CrmFolders): Promise<ReportItem[]> {
  const items: ReportItem[] = [];
  for (const { api, folder, key } of folders.ready) {
    if (folders.ready.length > 1)
      items.push({ label: folder.name, kind: vscode.QuickPickItemKind.Separator });
    for (const report of (await api?.reports()) ?? []) {
      items.push({
        label: plainLabel(report.title),
        iconPath: new vscode.ThemeIcon(report.path === undefined ? 'graph' : 'graph-line'),
        detail: plainLabel(report.description),
        target: { folder: key, name: report.id },
      });
    }
  }
  return items;
}
