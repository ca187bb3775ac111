// The open folder of a test inside of the extension host, and waiting for what VS Code does in its own time.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';

export function fileUri(file: string): vscode.Uri {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder, 'no folder is open');
  return vscode.Uri.joinPath(folder.uri, file);
}

/** Waits until a condition holds; the file watcher alone may take a second or two. */
export async function until(
  what: string,
  holds: () => boolean | PromiseLike<boolean>,
): Promise<void> {
  const end = Date.now() + 15_000;
  while (Date.now() < end) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  assert.fail(`not within 15 s: ${what}`);
}
