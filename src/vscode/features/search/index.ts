/** Search over every record from one key, as you type. */
import * as vscode from 'vscode';
import type { Log } from '../../../core/ports/log.ts';
import type { CrmFolders } from '../../platform/crmFolders.ts';
import { Disposables } from '../../platform/disposables.ts';
import { registerCommand, runCommand } from '../../platform/typedApi.ts';
import type { ResultItem } from './searchItems.ts';
import { searchItems } from './searchItems.ts';

export function registerSearch(folders: CrmFolders, log: Log): vscode.Disposable {
  return registerCommand('rapport.search', log, (text) =>
    openSearch(folders, log, typeof text === 'string' ? text : ''),
  );
}

function openSearch(folders: CrmFolders, log: Log, text: string): void {
  const disposables = new Disposables();
  const pick = disposables.add(vscode.window.createQuickPick<ResultItem>());
  pick.placeholder = vscode.l10n.t(
    'Search accounts, people, deals, articles… or filter: type:deal stage:won owner:@me',
  );
  keepOrder(pick, log);
  pick.value = text;
  let turn = 0;
  const ask = async (value: string): Promise<void> => {
    const mine = ++turn;
    pick.busy = true;
    try {
      const items = await searchItems(folders, value);
      // a slow answer to older letters must not replace the answer to newer ones
      if (mine === turn) pick.items = items;
    } catch (error) {
      log.error('The search failed', error);
    } finally {
      if (mine === turn) pick.busy = false;
    }
  };
  disposables.add(pick.onDidChangeValue((value) => void ask(value)));
  disposables.add(
    pick.onDidAccept(() => {
      const place = pick.selectedItems[0]?.place;
      if (!place) return;
      pick.hide();
      void runCommand('rapport.openRecord', place);
    }),
  );
  disposables.add(
    pick.onDidTriggerItemButton(({ item: { place } }) => {
      if (place) void runCommand('rapport.openRecord', { ...place, toTheSide: true });
    }),
  );
  // what changes while the list is open changes the list
  disposables.add(folders.onDidChange(() => void ask(pick.value)));
  disposables.add(pick.onDidHide(() => disposables.dispose()));
  pick.show();
  void ask(text);
}

/**
 * The engine ranks; VS Code would sort again by how labels match. The switch for that exists in every host
 * but is not in the stable types. Where it is refused, `alwaysShow` still shows every result.
 */
function keepOrder(pick: vscode.QuickPick<ResultItem>, log: Log): void {
  try {
    Object.assign(pick, { sortByLabel: false });
  } catch (error) {
    log.debug('Results are sorted by their labels', error);
  }
}
