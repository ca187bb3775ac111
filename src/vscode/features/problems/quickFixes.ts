import * as vscode from 'vscode';
import type { CrmFolder } from '../../platform/crmFolder.ts';
import type { CrmFolders } from '../../platform/crmFolders.ts';
import { toRange } from '../../platform/ranges.ts';
import { RecordDiagnostic } from './recordDiagnostic.ts';

const selector: readonly vscode.DocumentFilter[] = [{ language: 'markdown' }, { language: 'yaml' }];

/** Offers the fixes of problems where the light bulb is. */
export function registerQuickFixes(folders: CrmFolders): vscode.Disposable {
  return vscode.languages.registerCodeActionsProvider(
    selector,
    {
      provideCodeActions(document, _range, { diagnostics }) {
        const place = folders.locate(document.uri);
        if (!place) return [];
        return diagnostics.flatMap((diagnostic) => fixesOf(diagnostic, place.folder));
      },
    },
    { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
  );
}

function fixesOf(diagnostic: vscode.Diagnostic, folder: CrmFolder): vscode.CodeAction[] {
  if (!(diagnostic instanceof RecordDiagnostic)) return [];
  return diagnostic.fixes.map(({ title, safe, edits }) => {
    const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
    action.edit = new vscode.WorkspaceEdit();
    for (const { path, range, newText } of edits)
      action.edit.replace(folder.uriOf(path), toRange(range), newText);
    action.diagnostics = [diagnostic];
    action.isPreferred = safe;
    return action;
  });
}
