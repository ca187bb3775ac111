import * as vscode from 'vscode';
import type { EngineApi } from '../../../core/engine/engineApi.ts';
import type { Log } from '../../../core/ports/log.ts';
import type { ReportPageState, ReportToView } from '../../../protocol/report.ts';
import { parseReportToHost } from '../../../protocol/report.ts';
import type { CrmFolder } from '../../platform/crmFolder.ts';
import type { CrmFolders } from '../../platform/crmFolders.ts';
import { Disposables } from '../../platform/disposables.ts';
import { createNonce } from '../../platform/nonce.ts';
import { askerOf } from '../../platform/typedApi.ts';
import { openCards } from './recordPicker.ts';
import { renderReportPage } from './reportPage.ts';

export interface ReportPanelParts {
  readonly panel: vscode.WebviewPanel;
  readonly state: ReportPageState;
  readonly extension: vscode.Uri;
  readonly folders: CrmFolders;
  readonly log: Log;
}

/** One report in a tab: computed when the page asks and whenever the files change. */
export class ReportPanel implements vscode.Disposable {
  readonly #parts: ReportPanelParts;
  readonly #disposables = new Disposables();
  #isReady = false;
  /** Counts what was asked: a slow answer to an older question is not shown. */
  #turn = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

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
    this.#disposables.add(
      panel.onDidChangeViewState(() => {
        // the page of a hidden tab is gone; it says so itself when it is back
        if (!panel.visible) this.#isReady = false;
      }),
    );
    const extension = parts.extension;
    const at = (...path: readonly string[]): string =>
      panel.webview.asWebviewUri(vscode.Uri.joinPath(extension, ...path)).toString();
    panel.webview.html = renderReportPage({
      source: panel.webview.cspSource,
      nonce: createNonce(),
      styles: [at('media', 'report.css'), at('media', 'reportPage.css')],
      script: at('dist', 'webview', 'report.js'),
      title: vscode.l10n.t('Report'),
      updated: vscode.l10n.t('The report was updated.'),
      state,
    });
  }

  reveal(): void {
    this.#parts.panel.reveal();
  }

  close(): void {
    this.#parts.panel.dispose();
  }

  #showSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      if (this.#isReady) void this.#show();
    }, 150);
  }

  async #receive(raw: unknown): Promise<void> {
    const message = parseReportToHost(raw);
    const { folder, api } = this.#crm();
    const { name, parameters } = this.#parts.state;
    switch (message?.kind) {
      case undefined:
        return undefined;
      case 'ready':
        this.#isReady = true;
        return this.#show();
      case 'openRecord':
        if (!folder || !api) return undefined;
        return openCards(folder.key, await api.cards([message.record]), '');
      case 'openFigure': {
        if (!folder || !api) return undefined;
        const { figure, label } = message;
        const asker = askerOf(folder.folder.uri);
        const cards = await api.figure({ name, parameters, figure, ...asker });
        return openCards(folder.key, cards, label);
      }
    }
  }

  #crm(): { readonly folder: CrmFolder | undefined; readonly api: EngineApi | undefined } {
    const folder = this.#parts.folders.get(this.#parts.state.folder);
    return { folder, api: folder?.api };
  }

  async #show(): Promise<void> {
    const { panel, state, log } = this.#parts;
    const turn = ++this.#turn;
    const { folder, api } = this.#crm();
    if (!folder || !api) return this.#post(waiting(folder));
    const started = Date.now();
    try {
      const { name, parameters } = state;
      const answer = await api.report({ name, parameters, ...askerOf(folder.folder.uri) });
      if (turn !== this.#turn) return;
      if (answer.ok) panel.title = answer.title;
      const bytes = answer.ok ? answer.html.length : 0;
      log.debug(`Report ${name}: ${bytes} characters after ${Date.now() - started} ms`);
      this.#post(
        answer.ok
          ? { kind: 'show', html: answer.html }
          : { kind: 'tell', message: answer.message, isFailure: true },
      );
    } catch (error) {
      if (turn !== this.#turn || !folder.api) return;
      log.error(`The report ${state.name} failed`, error);
      const message = vscode.l10n.t('The report could not be computed. The log says why.');
      this.#post({ kind: 'tell', message, isFailure: true });
    }
  }

  #post(message: ReportToView): void {
    void this.#parts.panel.webview.postMessage(message);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#disposables.dispose();
  }
}

function waiting(folder: CrmFolder | undefined): ReportToView {
  const tell = (message: string, isFailure: boolean): ReportToView => ({
    kind: 'tell',
    message,
    isFailure,
  });
  switch (folder?.state) {
    case undefined:
      return tell(vscode.l10n.t('The folder of this report is not open.'), true);
    case 'noConfig':
      return tell(vscode.l10n.t('The folder of this report has no crm.yaml.'), true);
    case 'failed':
      return tell(vscode.l10n.t('The workspace could not be read. The log says why.'), true);
    case 'loading':
    case 'ready':
      return tell(vscode.l10n.t('Reading the workspace…'), false);
  }
}
