/** Search over every record from one key, as you type. */
import * as vscode from 'vscode';
import type { SearchResult } from '../../../core/model/searchResult.ts';
import type { Log } from '../../../core/ports/log.ts';
import type { CrmFolder } from '../../platform/crmFolder.ts';
import type { CrmFolders } from '../../platform/crmFolders.ts';
import { Disposables } from '../../platform/disposables.ts';
import { readSetting, registerCommand, runCommand } from '../../platform/typedApi.ts';

interface ResultItem extends vscode.QuickPickItem {
  readonly place?: { readonly folder: string; readonly path: string; readonly line: number };
}

const shownResults = 50;

export function registerSearch(folders: CrmFolders, log: Log): vscode.Disposable {
  return registerCommand('rapport.search', log, (text) =>
    openSearch(folders, log, typeof text === 'string' ? text : ''),
  );
}

function openSearch(folders: CrmFolders, log: Log, text: string): void {
  const disposables = new Disposables();
  const pick = disposables.add(vscode.window.createQuickPick<ResultItem>());
  pick.placeholder = vscode.l10n.t(
    'Search accounts, people, deals, articles… (try type:deal, stage:won, owner:@me)',
  );
  keepOrder(pick);
  pick.value = text;
  let asked = 0;
  const ask = async (value: string): Promise<void> => {
    const turn = ++asked;
    pick.busy = true;
    try {
      const items = await search(folders, value);
      // A slow answer to older letters must not replace the answer to newer ones.
      if (turn === asked) pick.items = items;
    } catch (error) {
      log.error('The search failed', error);
    } finally {
      if (turn === asked) pick.busy = false;
    }
  };
  disposables.add(pick.onDidChangeValue((value) => void ask(value)));
  disposables.add(
    pick.onDidAccept(() => {
      const place = pick.selectedItems[0]?.place;
      pick.hide();
      if (place) void runCommand('rapport.openRecord', place);
    }),
  );
  disposables.add(
    pick.onDidTriggerItemButton(({ item }) => {
      if (!item.place) return;
      const folder = folders.get(item.place.folder);
      if (folder)
        void vscode.window.showTextDocument(folder.uriOf(item.place.path), {
          viewColumn: vscode.ViewColumn.Beside,
        });
    }),
  );
  disposables.add(pick.onDidHide(() => disposables.dispose()));
  pick.show();
  void ask(text);
}

async function search(folders: CrmFolders, text: string): Promise<ResultItem[]> {
  if (text.trim() === '') return [];
  const ready = folders.ready;
  const answers = await Promise.all(
    ready.map(async (folder) => ({
      folder,
      answer: await folder.api?.search({
        text,
        limit: shownResults,
        me: readSetting('rapport.me', '', folder.folder.uri),
      }),
    })),
  );
  const items: ResultItem[] = [];
  for (const { folder, answer } of answers) {
    if (!answer) continue;
    if (ready.length > 1)
      items.push({ label: folder.folder.name, kind: vscode.QuickPickItemKind.Separator });
    for (const issue of answer.issues)
      items.push({ label: `$(warning) ${issue}`, alwaysShow: true });
    for (const result of answer.results) items.push(itemOf(result, folder));
  }
  if (!items.some((item) => item.place)) {
    items.push({ label: vscode.l10n.t('Nothing found for “{0}”', text), alwaysShow: true });
  }
  return items;
}

function itemOf(result: SearchResult, folder: CrmFolder): ResultItem {
  return {
    label: `$(${result.icon}) ${plain(result.title)}`,
    description: [result.typeLabel, result.description].filter((part) => part !== '').join(' · '),
    detail: plain(result.snippet),
    alwaysShow: true,
    buttons: [
      {
        iconPath: new vscode.ThemeIcon('split-horizontal'),
        tooltip: vscode.l10n.t('Open to the Side'),
      },
    ],
    place: { folder: folder.key, path: result.path, line: result.line },
  };
}

/**
 * The engine ranks; VS Code would sort again by how the label matches. The switch for that exists in every
 * host but is missing from the stable types; where it is missing, alwaysShow still shows all.
 */
function keepOrder(pick: vscode.QuickPick<ResultItem>): void {
  (pick as vscode.QuickPick<ResultItem> & { sortByLabel?: boolean }).sortByLabel = false;
}

/** A record's text must not draw icons. */
function plain(text: string): string {
  return text.replaceAll('$(', '$\u200b(').replace(/\s+/g, ' ');
}
