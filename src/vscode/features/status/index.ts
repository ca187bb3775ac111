/** One item in the status bar: that something is being read, then what is there. */
import * as vscode from 'vscode';
import type { Overview } from '../../../core/engine/engineApi.ts';
import type { Log } from '../../../core/ports/log.ts';
import type { CrmFolders } from '../../platform/crmFolders.ts';
import { Disposables } from '../../platform/disposables.ts';
import { formatNumber } from '../../platform/labels.ts';

/** Counting waits until changes pause: it is not what one looks at while typing. */
const settleMilliseconds = 500;

export function registerStatus(folders: CrmFolders, log: Log): vscode.Disposable {
  return new Status(folders, log);
}

class Status implements vscode.Disposable {
  readonly #folders: CrmFolders;
  readonly #log: Log;
  readonly #disposables = new Disposables();
  readonly #item: vscode.StatusBarItem;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(folders: CrmFolders, log: Log) {
    this.#folders = folders;
    this.#log = log;
    const { Left } = vscode.StatusBarAlignment;
    this.#item = this.#disposables.add(
      vscode.window.createStatusBarItem('rapport.status', Left, 10),
    );
    this.#item.name = 'Rapport';
    this.#disposables.add(folders.onDidChangeState(() => this.#show()));
    this.#disposables.add(folders.onDidProgress(() => this.#show()));
    this.#disposables.add(folders.onDidChange(() => this.#countSoon()));
    this.#show();
  }

  #show(): void {
    const { state, all } = this.#folders;
    const loading = all.find((folder) => folder.state === 'loading');
    if (state === 'noFolder' || state === 'noConfig') return this.#item.hide();
    if (state === 'failed') {
      this.#set('$(error) Rapport', 'rapport.showLog');
      this.#item.tooltip = vscode.l10n.t('The workspace could not be read. Click to see the log.');
    } else if (loading) {
      const percent = Math.floor(loading.progress * 100);
      this.#set(
        percent > 0 ? `$(sync~spin) Rapport ${percent} %` : '$(sync~spin) Rapport',
        'rapport.showLog',
      );
      this.#item.tooltip = vscode.l10n.t('Reading {0}', loading.folder.name);
    } else {
      this.#set('$(organization) Rapport', 'rapport.search');
      this.#countSoon();
    }
    return this.#item.show();
  }

  #set(text: string, command: 'rapport.search' | 'rapport.showLog'): void {
    this.#item.text = text;
    this.#item.command = command;
  }

  #countSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#count().catch((error: unknown) => this.#log.debug('Nothing was counted', error));
    }, settleMilliseconds);
  }

  async #count(): Promise<void> {
    const { ready } = this.#folders;
    const overviews = await Promise.all(ready.map(async ({ api }) => api?.overview()));
    if (this.#folders.state !== 'ready') return;
    const lines = overviews.flatMap((overview) => (overview ? [describe(overview)] : []));
    this.#item.tooltip = [...lines, vscode.l10n.t('Click to search.')].join('\n\n');
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#disposables.dispose();
  }
}

function describe({ name, records, errors, warnings, hints }: Overview): string {
  return [
    name,
    vscode.l10n.t('Records: {0}', formatNumber(records)),
    vscode.l10n.t(
      'Errors: {0} · Warnings: {1} · Hints: {2}',
      formatNumber(errors),
      formatNumber(warnings),
      formatNumber(hints),
    ),
  ]
    .filter((line) => line !== '')
    .join('\n');
}
