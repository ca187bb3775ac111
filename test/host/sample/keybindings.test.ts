import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { extension } from '../../support/host/extension.ts';

interface Keybinding {
  readonly key: string;
  readonly command: string;
}

describe('keys', () => {
  it('are taken from no command of VS Code', async () => {
    const uri = vscode.Uri.parse('vscode://defaultsettings/keybindings.json');
    const text = (await vscode.workspace.openTextDocument(uri)).getText();
    const lines = text.split('\n').filter((line) => !line.trim().startsWith('//'));
    const defaults: readonly Keybinding[] = JSON.parse(lines.join('\n'));
    assert.ok(defaults.length > 500, 'the list of default keys could not be read');
    const own: readonly Keybinding[] = extension().packageJSON.contributes.keybindings;
    for (const { key } of own) {
      const others = defaults.filter(
        (binding) => binding.key === key && !binding.command.startsWith('rapport.'),
      );
      assert.deepEqual(others, [], key);
    }
  });
});
