import { createNonce } from '../../platform/nonce.ts';
import * as vscode from 'vscode';
import type { RecordCard } from '../../../core/engine/engineApi.ts';
import type { Log } from '../../../core/ports/log.ts';
import type { ReportPageState, ReportToView } from '../../../protocol/report.ts';
import { parseReportToHost } from '../../../protocol/report.ts';
import { reportPanelType } from '../../ids.ts';
import type { CrmFolders } from '../../platform/crmFolders.ts';
import { Disposables } from '../../platform/disposables.ts';
import { runCommand } from '../../platform/typedApi.ts';

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
    const panel = vscode.window.createWebviewPanel(
      reportPanelType,
      state.name,
      vscode.ViewColumn.Active,
      this.#options(),
    );
    return this.adopt(panel, state);
  }

  /** Takes over a tab that VS Code brought back after a reload. */
  adopt(panel: vscode.WebviewPanel, state: ReportPageState): void {
    const key = keyOf(state);
    panel.webview.options = this.#options();
    panel.iconPath = new vscode.ThemeIcon('graph');
    const report = new ReportPanel({
      panel,
      state,
      extension: this.#extension,
      folders: this.#folders,
      log: this.#log,
    });
    this.#open.set(key, report);
    panel.onDidDispose(() => {
      report.dispose();
      if (this.#open.get(key) === report) this.#open.delete(key);
    });
  }

  #options(): vscode.WebviewOptions & vscode.WebviewPanelOptions {
    const roots = ['dist', 'media'].map((folder) => vscode.Uri.joinPath(this.#extension, folder));
    return { enableScripts: true, localResourceRoots: roots, enableFindWidget: true };
  }

  dispose(): void {
    for (const report of this.#open.values()) report.close();
    this.#open.clear();
  }
}

function keyOf(state: ReportPageState): string {
  return JSON.stringify([state.folder, state.name, state.parameters]);
}

interface ReportPanelParts {
  readonly panel: vscode.WebviewPanel;
  readonly state: ReportPageState;
  readonly extension: vscode.Uri;
  readonly folders: CrmFolders;
  readonly log: Log;
}

class ReportPanel implements vscode.Disposable {
  readonly #parts: ReportPanelParts;
  readonly #disposables = new Disposables();
  #isReady = false;
  #asked = 0;

  constructor(parts: ReportPanelParts) {
    this.#parts = parts;
    const { panel, folders, state, log } = parts;
    this.#disposables.add(
      panel.webview.onDidReceiveMessage((message: unknown) => {
        this.#receive(message).catch((error: unknown) =>
          log.error('A report could not answer', error),
        );
      }),
    );
    this.#disposables.add(
      folders.onDidChange(({ folder }) => {
        if (folder.key === state.folder) this.#showSoon();
      }),
    );
    this.#disposables.add(folders.onDidChangeState(() => this.#showSoon()));
    panel.webview.html = this.#page();
  }

  reveal(): void {
    this.#parts.panel.reveal();
  }

  close(): void {
    this.#parts.panel.dispose();
  }

  #timer: ReturnType<typeof setTimeout> | undefined;

  #showSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      if (this.#isReady) void this.#show();
    }, 150);
  }

  async #receive(raw: unknown): Promise<void> {
    const message = parseReportToHost(raw);
    if (!message) return;
    switch (message.kind) {
      case 'ready':
        this.#isReady = true;
        return this.#show();
      case 'openRecord':
        return this.#openCards(await this.#api()?.cards([message.record]), '');
      case 'openFigure': {
        const { name, parameters } = this.#parts.state;
        return this.#openCards(
          await this.#api()?.figure({ name, parameters, figure: message.figure }),
          message.label,
        );
      }
    }
  }

  #api(): NonNullable<ReturnType<CrmFolders['get']>>['api'] {
    return this.#parts.folders.get(this.#parts.state.folder)?.api;
  }

  async #show(): Promise<void> {
    const { panel, state, log } = this.#parts;
    const turn = ++this.#asked;
    const api = this.#api();
    if (!api) return;
    try {
      const answer = await api.report({ name: state.name, parameters: state.parameters });
      if (turn !== this.#asked) return;
      if (answer.ok) panel.title = answer.title;
      this.#post(
        answer.ok
          ? { kind: 'show', html: answer.html }
          : { kind: 'failed', message: answer.message },
      );
    } catch (error) {
      log.error(`The report ${state.name} failed`, error);
      this.#post({
        kind: 'failed',
        message: vscode.l10n.t('The report could not be computed. The log says why.'),
      });
    }
  }

  #post(message: ReportToView): void {
    void this.#parts.panel.webview.postMessage(message);
  }

  async #openCards(cards: readonly RecordCard[] | undefined, label: string): Promise<void> {
    const folder = this.#parts.state.folder;
    if (!cards || cards.length === 0) return;
    const only = cards.length === 1 ? cards[0] : undefined;
    const card = only ?? (await pickCard(cards, label));
    if (card)
      await runCommand('rapport.openRecord', {
        folder,
        path: card.path,
        ...(card.line > 0 && { line: card.line }),
      });
  }

  #page(): string {
    const { panel, extension, state } = this.#parts;
    const { webview } = panel;
    const at = (...path: string[]): vscode.Uri =>
      webview.asWebviewUri(vscode.Uri.joinPath(extension, ...path));
    const nonce = createNonce();
    const csp = `default-src 'none'; style-src ${webview.cspSource}; img-src ${webview.cspSource}; font-src ${webview.cspSource}; script-src 'nonce-${nonce}'`;
    const remembered = JSON.stringify(state)
      .replaceAll('&', '&amp;')
      .replaceAll('"', '&quot;')
      .replaceAll('<', '&lt;');
    return `<!doctype html>
<html lang="${vscode.env.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${csp}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${at('media', 'report.css').toString()}">
<title>${vscode.l10n.t('Report')}</title>
</head>
<body class="rapport-page" data-state="${remembered}">
<main id="report" aria-live="polite" aria-busy="true"></main>
<script nonce="${nonce}" src="${at('dist', 'webview', 'report.js').toString()}"></script>
</body>
</html>`;
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#disposables.dispose();
  }
}

async function pickCard(
  cards: readonly RecordCard[],
  label: string,
): Promise<RecordCard | undefined> {
  const items = cards.map((card) => ({
    label: `$(${card.icon}) ${card.title.replaceAll('$(', '$\u200b(')}`,
    description: card.description,
    detail: card.path,
    card,
  }));
  const placeHolder =
    label === ''
      ? vscode.l10n.t('{0} records', cards.length)
      : vscode.l10n.t('{0}: {1} records', label, cards.length);
  const picked = await vscode.window.showQuickPick(items, {
    placeHolder,
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return picked?.card;
}
