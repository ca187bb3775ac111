import assert from 'node:assert/strict';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { Engine } from '../../src/core/engine/engine.ts';
import type { FileContent, FileListing } from '../../src/core/ports/files.ts';
import { fixedClock } from '../../src/node/nodeClock.ts';
import { NodeFiles } from '../../src/node/nodeFiles.ts';
import { silentLog } from '../support/inMemoryWorkspace.ts';

let root = '';

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'rapport-files-'));
});

afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

function write(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  writeFileSync(path.join(root, file), text);
}

function list(withStats = true): Promise<FileListing> {
  return new NodeFiles(root).list({
    wants: (file) => file.endsWith('.md'),
    enters: (folder) => !folder.startsWith('.'),
    withStats,
  });
}

async function read(file: string, maxBytes = 1000): Promise<FileContent> {
  let content: FileContent = { kind: 'missing' };
  await new NodeFiles(root).readAll(
    [file],
    (_, found) =>
      (content = found.kind === 'bytes' ? { ...found, bytes: found.bytes.slice() } : found),
    maxBytes,
  );
  return content;
}

describe('files of this machine', () => {
  it('lists what is wanted, below folders that are entered', async () => {
    write('a.md', '1');
    write('b/c.md', '22');
    write('b/c.txt', '');
    write('.git/d.md', '');
    const { files } = await list();
    assert.deepEqual(
      files.map(({ path: file, size }) => [file, size]),
      [
        ['a.md', 1],
        ['b/c.md', 2],
      ],
    );
  });

  it('does not follow a link that leads back up, out of the workspace or nowhere, and says which', async () => {
    write('a/x.md', '1');
    symlinkSync('..', path.join(root, 'a/up'));
    symlinkSync('/etc', path.join(root, 'outside'));
    symlinkSync('gone.md', path.join(root, 'dead.md'));
    symlinkSync('self.md', path.join(root, 'self.md'));
    const { files, obstacles } = await list();
    assert.deepEqual(
      files.map((file) => file.path),
      ['a/x.md'],
    );
    assert.deepEqual(obstacles.map(({ path: file, reason }) => [file, reason]).sort(), [
      ['a/up', 'loop'],
      ['dead.md', 'unreadable'],
      ['outside', 'outside'],
      ['self.md', 'loop'],
    ]);
  });

  it('follows a link within the workspace', async () => {
    write('a/x.md', '1');
    symlinkSync('a', path.join(root, 'b'));
    assert.deepEqual((await list()).files.map((file) => file.path).sort(), ['a/x.md', 'b/x.md']);
  });

  it('reads a file whole, whatever its size, and tells how it looked', async () => {
    for (const size of [0, 1, 65535, 65536, 65537, 300000]) {
      write('x.md', 'y'.repeat(size));
      const content = await read('x.md', 1_000_000);
      assert.ok(content.kind === 'bytes');
      assert.equal(content.bytes.length, size);
      assert.equal(content.stat?.size, size);
    }
  });

  it('reads just more than the limit of a larger file, so that the caller sees it is larger', async () => {
    write('x.md', '');
    truncateSync(path.join(root, 'x.md'), 50 * 1024 * 1024);
    const content = await read('x.md', 1000);
    assert.ok(content.kind === 'bytes');
    assert.equal(content.bytes.length, 1001);
  });

  it('tells a missing file from one that may not be read', async function () {
    assert.equal((await read('gone.md')).kind, 'missing');
    if (process.getuid?.() === 0) return this.skip();
    write('x.md', '1');
    chmodSync(path.join(root, 'x.md'), 0);
    assert.equal((await read('x.md')).kind, 'unreadable');
    return undefined;
  });

  it('keeps the rest of a workspace working beside links that cannot be followed', async () => {
    write('crm.yaml', 'version: 1\nname: T\ncurrency: EUR\n');
    write('accounts/a.md', '---\nname: A\n---\n');
    symlinkSync('..', path.join(root, 'accounts/up'));
    const engine = await Engine.open({
      files: new NodeFiles(root),
      clock: fixedClock('2026-11-23'),
      log: silentLog,
    });
    assert.equal(engine.snapshot.records('account').length, 1);
    assert.deepEqual(
      engine.problems().map(({ path: file, code }) => [file, code]),
      [['accounts/up', 'file-loop']],
    );
  });

  it('reads names with spaces, line breaks, emoji and other scripts', async () => {
    for (const name of ['two words', 'line\nbreak', '🦄', 'Ёлка', '合同'])
      write(`accounts/${name}.md`, '---\nname: A\n---\n');
    write('crm.yaml', 'version: 1\nname: T\ncurrency: EUR\n');
    const engine = await Engine.open({
      files: new NodeFiles(root),
      clock: fixedClock('2026-11-23'),
      log: silentLog,
    });
    assert.equal(engine.snapshot.records('account').length, 5);
    assert.deepEqual(
      engine.problems().map(({ code }) => code),
      ['file-name'],
    );
  });
});
