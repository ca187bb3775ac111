import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { fileUri, until } from '../../support/host/workspace.ts';

/** The extension's problems of a file, as `code at line`. */
function problemsOf(file: string): string[] {
  return vscode.languages
    .getDiagnostics(fileUri(file))
    .filter(({ source }) => source === 'Rapport')
    .map(({ code, range }) => `${String(code)} at ${range.start.line + 1}`);
}

async function replaceIn(file: string, from: string, to: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(fileUri(file));
  const start = document.getText().indexOf(from);
  assert.ok(start >= 0, `${from} is not in ${file}`);
  const range = new vscode.Range(
    document.positionAt(start),
    document.positionAt(start + from.length),
  );
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, range, to);
  assert.ok(await vscode.workspace.applyEdit(edit));
  return document;
}

describe('problems of records', () => {
  it('are none in a firm that keeps its books well', async () => {
    await until('the engine has read the firm', () =>
      vscode.commands.executeCommand('rapport.refresh').then(() => true),
    );
    const all = vscode.languages.getDiagnostics();
    const ours = all.flatMap(([uri, list]) =>
      list
        .filter(({ source }) => source === 'Rapport')
        .map(({ message }) => `${uri.path}: ${message}`),
    );
    assert.deepEqual(ours, []);
  });

  it('show up while one types, before the file is saved, and go away by undo', async () => {
    const document = await replaceIn('deals/anvils.md', 'stage: proposal', 'stage: propsal');
    await vscode.window.showTextDocument(document);
    await until('the misspelt stage is a problem', () => problemsOf('deals/anvils.md').length > 0);
    assert.equal(document.isDirty, true);
    assert.deepEqual(problemsOf('deals/anvils.md'), ['stage-unknown at 5']);
    await vscode.commands.executeCommand('undo');
    await until('the problem is gone', () => problemsOf('deals/anvils.md').length === 0);
  });

  it('are mended by their quick fix in one undoable edit', async () => {
    const document = await replaceIn('deals/anvils.md', 'stage: proposal', 'stage: propsal');
    await vscode.window.showTextDocument(document);
    await until('the misspelt stage is a problem', () => problemsOf('deals/anvils.md').length > 0);
    const [problem] = vscode.languages.getDiagnostics(document.uri);
    assert.ok(problem);
    const actions = await vscode.commands.executeCommand<readonly vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      problem.range,
    );
    const fix = actions.find(({ title }) => title.includes('proposal'));
    assert.ok(fix?.edit, actions.map(({ title }) => title).join(', '));
    assert.ok(await vscode.workspace.applyEdit(fix.edit));
    assert.ok(document.getText().includes('stage: proposal'));
    await until('the problem is gone', () => problemsOf('deals/anvils.md').length === 0);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('follow a file that another program writes, breaks and deletes', async () => {
    const file = fileUri('deals/new.md');
    const write = (text: string): Thenable<void> =>
      vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text));
    await write('---\nname: New\naccount: nobody\nstage: qualify\namount: 1 EUR\n---\n');
    await until('the account leads nowhere', () =>
      problemsOf('deals/new.md').includes('ref-unresolved at 3'),
    );
    await write('---\nname: [New\n---\n');
    await until('the YAML is broken', () =>
      problemsOf('deals/new.md').some((problem) => problem.startsWith('yaml-syntax')),
    );
    await vscode.workspace.fs.delete(file);
    await until('nothing is left of it', () => problemsOf('deals/new.md').length === 0);
  });
});
