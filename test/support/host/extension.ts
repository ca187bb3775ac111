// The extension under test, as VS Code knows it. Only for tests inside of the extension host.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';

export const extensionId = 'rapport-crm.rapport';

/** Fails when VS Code did not load the extension: then every other test would be worthless. */
export function extension(): vscode.Extension<unknown> {
  const found = vscode.extensions.getExtension(extensionId);
  assert.ok(found, `${extensionId} is not loaded`);
  return found;
}
