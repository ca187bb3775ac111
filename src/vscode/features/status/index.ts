/** One item in the status bar: that something is being read, then what is wrong. */
import * as vscode from 'vscode';
import type { CrmFolders } from '../../platform/crmFolders.ts';
import { Disposables } from '../../platform/disposables.ts';

export function registerStatus(folders: CrmFolders): vscode.Disposable {
  const disposables = new Disposables();
  const item = disposables.add(
    vscode.window.createStatusBarItem('rapport.status', vscode.StatusBarAlignment.Left, 10),
  );
  item.name = 'Rapport';
  item.command = 'rapport.search';
  const show = async (): Promise<void> => {
    if (folders.state === 'noFolder' || folders.state === 'noConfig') return item.hide();
    item.show();
    if (folders.state === 'failed') {
      item.text = '$(error) Rapport';
      item.tooltip = vscode.l10n.t('Rapport could not read this workspace');
      item.command = 'rapport.showLog';
      return undefined;
    }
    const loading = folders.all.find((folder) => folder.state === 'loading');
    if (loading) {
      item.text = `$(sync~spin) Rapport ${Math.round(loading.progress * 100)} %`;
      item.tooltip = vscode.l10n.t('Reading {0}', loading.folder.name);
      return undefined;
    }
    const overviews = await Promise.all(
      folders.ready.map(async (folder) => folder.api?.overview()),
    );
    const sum = (pick: (overview: NonNullable<(typeof overviews)[number]>) => number): number =>
      overviews.reduce((total, overview) => total + (overview ? pick(overview) : 0), 0);
    item.text = '$(organization) Rapport';
    item.command = 'rapport.search';
    item.tooltip = vscode.l10n.t(
      '{0} records · {1} errors · {2} warnings · click to search',
      sum((overview) => overview.records),
      sum((overview) => overview.errors),
      sum((overview) => overview.warnings),
    );
    return undefined;
  };
  let timer: ReturnType<typeof setTimeout> | undefined;
  const showSoon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void show(), 300);
  };
  disposables.add(folders.onDidChangeState(showSoon));
  disposables.add(folders.onDidChange(showSoon));
  disposables.add({ dispose: () => clearTimeout(timer) });
  showSoon();
  return disposables;
}
