/** The engine's problems in the Problems panel, with their fixes as quick fixes. */
import * as vscode from 'vscode';
import type { Fix, Problem } from '../../../core/model/problem.ts';
import type { Log } from '../../../core/ports/log.ts';
import type { CrmFolder } from '../../platform/crmFolder.ts';
import type { CrmFolders } from '../../platform/crmFolders.ts';
import { Disposables } from '../../platform/disposables.ts';
import { readSetting, registerCommand } from '../../platform/typedApi.ts';
import { toRange } from '../../platform/ranges.ts';

const severities = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  hint: vscode.DiagnosticSeverity.Information,
} as const;
const ranks = { error: 0, warning: 1, hint: 2 } as const;

class RecordDiagnostic extends vscode.Diagnostic {
  readonly fixes: readonly Fix[];

  constructor(problem: Problem) {
    super(toRange(problem.range), problem.message, severities[problem.severity]);
    this.code = problem.code;
    this.source = 'Rapport';
    this.fixes = problem.fixes;
  }
}

export function registerProblems(folders: CrmFolders, log: Log): vscode.Disposable {
  const disposables = new Disposables();
  const collection = disposables.add(vscode.languages.createDiagnosticCollection('rapport'));
  const shown = new Map<string, CrmFolder>();
  const show = async (folder: CrmFolder, paths?: readonly string[]): Promise<void> => {
    try {
      await showProblems(collection, folder, paths);
    } catch (error) {
      log.error('The problems could not be shown', error);
    }
  };
  disposables.add(
    folders.onDidChangeState(() => {
      for (const folder of folders.all) {
        if (folder.state !== 'ready') shown.delete(folder.key);
        else if (shown.get(folder.key) !== folder) {
          shown.set(folder.key, folder);
          void show(folder);
        }
      }
      if (folders.all.length === 0) collection.clear();
    }),
  );
  disposables.add(
    folders.onDidChange(({ folder, change }) => {
      if (change.everything) void show(folder);
      else void show(folder, [...new Set([...change.paths, ...change.problemPaths])]);
    }),
  );
  disposables.add(
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('rapport.problems'))
        for (const folder of folders.ready) void show(folder);
    }),
  );
  disposables.add(registerFixes(folders));
  disposables.add(
    registerCommand('rapport.showProblems', log, () =>
      vscode.commands.executeCommand('workbench.actions.view.problems'),
    ),
  );
  return disposables;
}

async function showProblems(
  collection: vscode.DiagnosticCollection,
  folder: CrmFolder,
  paths?: readonly string[],
): Promise<void> {
  const problems = await folder.api?.problems(paths);
  if (!problems) return;
  const least = ranks[readSetting('rapport.problems.minimumSeverity', 'hint', folder.folder.uri)];
  const byPath = new Map<string, vscode.Diagnostic[]>((paths ?? []).map((path) => [path, []]));
  for (const problem of problems) {
    if (ranks[problem.severity] > least) continue;
    const list = byPath.get(problem.path);
    if (list) list.push(new RecordDiagnostic(problem));
    else byPath.set(problem.path, [new RecordDiagnostic(problem)]);
  }
  if (!paths) forgetFolder(collection, folder);
  collection.set([...byPath].map(([path, list]) => [folder.uriOf(path), list]));
}

function forgetFolder(collection: vscode.DiagnosticCollection, folder: CrmFolder): void {
  const stale: vscode.Uri[] = [];
  collection.forEach((uri) => {
    if (folder.pathOf(uri) !== undefined) stale.push(uri);
  });
  for (const uri of stale) collection.delete(uri);
}

function registerFixes(folders: CrmFolders): vscode.Disposable {
  const selector = [{ language: 'markdown' }, { language: 'yaml' }];
  return vscode.languages.registerCodeActionsProvider(
    selector,
    {
      provideCodeActions(document, _range, context) {
        const place = folders.locate(document.uri);
        return place
          ? context.diagnostics.flatMap((diagnostic) => actionsOf(diagnostic, place.folder))
          : [];
      },
    },
    { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
  );
}

function actionsOf(diagnostic: vscode.Diagnostic, folder: CrmFolder): vscode.CodeAction[] {
  if (!(diagnostic instanceof RecordDiagnostic)) return [];
  return diagnostic.fixes.map((fix) => {
    const action = new vscode.CodeAction(fix.title, vscode.CodeActionKind.QuickFix);
    action.edit = new vscode.WorkspaceEdit();
    for (const edit of fix.edits)
      action.edit.replace(folder.uriOf(edit.path), toRange(edit.range), edit.newText);
    action.diagnostics = [diagnostic];
    action.isPreferred = fix.safe;
    return action;
  });
}
