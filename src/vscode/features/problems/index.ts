/** The engine's problems in the Problems panel, with their fixes as quick fixes. */
import * as vscode from 'vscode';
import type { Log } from '../../../core/ports/log.ts';
import type { CrmFolder } from '../../platform/crmFolder.ts';
import type { CrmFolders } from '../../platform/crmFolders.ts';
import { Disposables } from '../../platform/disposables.ts';
import { registerCommand } from '../../platform/typedApi.ts';
import { ProblemList } from './problemList.ts';
import { registerQuickFixes } from './quickFixes.ts';

/** The trees come first: finding every problem of a large workspace would hold their rows up. */
const afterTheTrees = 250;

export function registerProblems(folders: CrmFolders, log: Log): vscode.Disposable {
  const disposables = new Disposables();
  const lists = new Map<CrmFolder, ProblemList>();
  const sync = (): void => {
    for (const [folder, list] of lists) {
      if (folder.state === 'ready' && folders.get(folder.key) === folder) continue;
      list.dispose();
      lists.delete(folder);
    }
    for (const folder of folders.ready) {
      if (lists.has(folder)) continue;
      const list = new ProblemList(folder, log);
      lists.set(folder, list);
      list.showAllIn(afterTheTrees);
    }
  };
  disposables.add(folders.onDidChangeState(sync));
  disposables.add(
    folders.onDidChange(({ folder, change }) => {
      const list = lists.get(folder);
      if (change.everything) list?.showAllIn(0);
      else list?.show([...new Set([...change.paths, ...change.problemPaths])]);
    }),
  );
  disposables.add(
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (!event.affectsConfiguration('rapport.problems')) return;
      for (const list of lists.values()) list.showAllIn(0);
    }),
  );
  disposables.add(registerQuickFixes(folders));
  disposables.add(
    registerCommand('rapport.showProblems', log, () =>
      vscode.commands.executeCommand('workbench.actions.view.problems'),
    ),
  );
  disposables.add({
    dispose: () => {
      for (const list of lists.values()) list.dispose();
    },
  });
  sync();
  return disposables;
}
