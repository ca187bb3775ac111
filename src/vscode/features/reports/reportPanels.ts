import * as vscode from 'vscode';
import type { Log } from '../../../core/ports/log.ts';
import type { ReportPageState } from '../../../protocol/report.ts';
import { reportPanelType } from '../../ids.ts';
import type { CrmFolders } from '../../platform/crmFolders.ts';
import { ReportPanel } from './reportPanel.ts';

/** The open report tabs, one for each report and its parameters. */
export class ReportPanels implements vscode.Disposable {
  readonly #extension: vscode.Uri;
  readonly #folders: CrmFolders;
  readonly #log: Log;
  readonly #open = new Map<string, ReportPanel>();

  constructor(extension: vscode.Uri, folders: CrmFolders, log: Log) {
    this.#extension = extension;
    this.#folders = folders;
    this.#log = log;
  }

  open(state: ReportPageState): void {
    const known = this.#open.get(keyOf(state));
    if (known) return known.reveal();
    const { Active } = vscode.ViewColumn;
    const options = { enableFindWidget: true };
    const panel = vscode.window.createWebviewPanel(reportPanelType, state.name, Active, options);
    return this.adopt(panel, state);
  }

  /** Takes a tab over: a new one, or one that VS Code brought back after a reload. */
  adopt(panel: vscode.WebviewPanel, state: ReportPageState): void {
    const extension = this.#extension;
    const at = (...path: readonly string[]): vscode.Uri => vscode.Uri.joinPath(extension, ...path);
    panel.webview.options = {
      enableScripts: true,
      localResourceRoots: [at('dist', 'webview'), at('media')],
    };
    panel.iconPath = {
      light: at('media', 'report-light.svg'),
      dark: at('media', 'report-dark.svg'),
    };
    const key = keyOf(state);
    const report = new ReportPanel({
      panel,
      state,
      extension,
      folders: this.#folders,
      log: this.#log,
    });
    this.#open.set(key, report);
    panel.onDidDispose(() => {
      report.dispose();
      if (this.#open.get(key) === report) this.#open.delete(key);
    });
  }

  dispose(): void {
    for (const report of this.#open.values()) report.close();
    this.#open.clear();
  }
}

function keyOf({ folder, name, parameters }: ReportPageState): string {
  const names = Object.keys(parameters).sort();
  return JSON.stringify([folder, name, names.map((key) => [key, parameters[key]])]);
}
