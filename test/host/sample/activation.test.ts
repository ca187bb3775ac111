import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { extension } from '../../support/host/extension.ts';

describe('activation', () => {
  it('activates in a folder with a crm.yaml without being asked', async () => {
    // workspaceContains is looked at a moment after the window has opened
    for (let i = 0; i < 100 && !extension().isActive; i += 1) {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    assert.equal(extension().isActive, true);
  });

  it('registers exactly the commands that it declares', async () => {
    await extension().activate();
    const declared: readonly { command: string }[] = extension().packageJSON.contributes.commands;
    const views = new Set(
      Object.values<readonly { id: string }[]>(extension().packageJSON.contributes.views)
        .flat()
        .map(({ id }) => id),
    );
    const registered = (await vscode.commands.getCommands(true)).filter(
      (id) => id.startsWith('rapport.') && !isOfView(id, views),
    );
    assert.deepEqual(registered.toSorted(), declared.map(({ command }) => command).toSorted());
  });
});

/** VS Code itself adds commands for each view, such as focus and resetViewLocation. */
function isOfView(id: string, views: ReadonlySet<string>): boolean {
  return [...views].some((view) => id.startsWith(`${view}.`));
}
