import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import path from 'node:path';
import * as vscode from 'vscode';
import { extension } from '../../support/host/extension.ts';
import { fileUri, until } from '../../support/host/workspace.ts';

interface CheckedProblem {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly severity: string;
  readonly code: string;
}

/** What the command line says about the same folder; it exits with 1, for there are problems. */
function check(folder: string): Promise<readonly CheckedProblem[]> {
  const program = path.join(extension().extensionPath, 'dist/cli/rapport.mjs');
  const args = [program, '-C', folder, 'check', '--json'];
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { env, maxBuffer: 1e8 }, (error, stdout, stderr) => {
      if (error && error.code !== 1) reject(new Error(stderr || error.message));
      else resolve(JSON.parse(stdout).problems);
    });
  });
}

function shown(): string[] {
  const root = fileUri('').path;
  return vscode.languages.getDiagnostics().flatMap(([uri, list]) =>
    list
      .filter(({ source }) => source === 'Rapport')
      .map(({ code, range }) => {
        const file = path.posix.relative(root, uri.path);
        return `${file}:${range.start.line + 1}:${range.start.character + 1} ${String(code)}`;
      }),
  );
}

describe('problems of the sample workspace', () => {
  it('are the same in VS Code as on the command line', async () => {
    await extension().activate();
    await until('problems are shown', () => shown().length > 0);
    const problems = await check(fileUri('').fsPath);
    const expected = problems.map((p) => `${p.path}:${p.line}:${p.column} ${p.code}`);
    assert.ok(expected.length > 5);
    assert.deepEqual(shown().toSorted(), expected.toSorted());
  });
});
