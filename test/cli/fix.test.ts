import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import {
  aFolder,
  ensureBuilt,
  program,
  projectRoot,
  removeFolders,
  runCli,
  treeOf,
} from './runCli.ts';

const files: Readonly<Record<string, string>> = {
  'crm.yaml': 'version: 1\nname: Shop\n',
  'accounts/acme.md':
    '---\r\nname: Acme # ours\r\nstatus: "Customer"\r\nsince: 2024/3/1\r\n---\r\n\r\nText\r\n',
  'accounts/borealis.md': '---\nname: Borealis\nstatus: Prospect\n---\n',
  'accounts/corvus.md': '---\nname: Corvus\nstatus: prospct\n---\n',
};

const fixed: Readonly<Record<string, string>> = {
  'accounts/acme.md':
    '---\r\nname: Acme # ours\r\nstatus: "customer"\r\nsince: 2024-03-01\r\n---\r\n\r\nText\r\n',
  'accounts/borealis.md': '---\nname: Borealis\nstatus: prospect\n---\n',
};

describe('fix', () => {
  before(ensureBuilt);
  after(removeFolders);

  const text = (root: string, file: string): string => readFileSync(path.join(root, file), 'utf8');

  it('shows a patch and writes nothing in a dry run', async () => {
    const root = aFolder(files);
    const before = treeOf(root);
    const { code, stdout } = await runCli(['fix', '--dry-run'], { cwd: root });
    assert.equal(code, 0);
    assert.match(stdout, /^-status: Prospect$/m);
    assert.match(stdout, /^\+status: prospect$/m);
    assert.deepEqual(treeOf(root), before);
    if (spawnSync('git', ['--version']).status !== 0) return;
    const applied = spawnSync('git', ['apply', '--whitespace=nowarn', '-'], {
      cwd: root,
      input: stdout,
    });
    assert.equal(applied.status, 0, applied.stderr.toString());
    for (const [file, expected] of Object.entries(fixed)) assert.equal(text(root, file), expected);
  });

  it('changes only what cannot lose meaning, byte for byte', async () => {
    const root = aFolder(files);
    const { code, stdout } = await runCli(['fix', '--json'], { cwd: root });
    assert.equal(code, 0);
    assert.deepEqual(JSON.parse(stdout), { changed: Object.keys(fixed) });
    for (const [file, expected] of Object.entries({ ...files, ...fixed })) {
      assert.equal(text(root, file), expected);
    }
    assert(!existsSync(path.join(root, '.rapport')));
    const again = await runCli(['fix', '--json'], { cwd: root });
    assert.deepEqual(JSON.parse(again.stdout), { changed: [] });
  });

  it('keeps to the codes that are named', async () => {
    const root = aFolder(files);
    await runCli(['fix', 'date-invalid'], { cwd: root });
    assert.equal(
      text(root, 'accounts/acme.md'),
      files['accounts/acme.md']?.replace('2024/3/1', '2024-03-01'),
    );
    assert.equal(text(root, 'accounts/borealis.md'), files['accounts/borealis.md']);
  });

  it('killed in the middle, is finished or undone by the next command, which says so', async function () {
    if (process.platform === 'win32') this.skip();
    this.timeout(180_000);
    const states = new Set<string>();
    // Loading the program changes nothing; the calls that count are those of the write.
    for (let calls = 0; calls < 40; calls += 2) {
      const root = aFolder(files);
      spawnSync(
        process.execPath,
        ['--import', path.join(projectRoot, 'test/node/killAfter.mjs'), program, 'fix'],
        {
          cwd: root,
          env: { ...process.env, KILL_AFTER: String(calls), RAPPORT_CACHE_DIR: `${root}-cache` },
        },
      );
      const { stderr } = await runCli(['list', 'account'], { cwd: root });
      const wasFixed = Object.entries(fixed).map(
        ([file, expected]) => text(root, file) === expected,
      );
      assert.equal(
        new Set(wasFixed).size,
        1,
        `after ${calls} calls one file was changed and one not`,
      );
      assert(!existsSync(path.join(root, '.rapport')));
      states.add(stderr.split('\n')[0] ?? '');
      removeFolders();
    }
    assert(states.has('An interrupted write of 2 files was finished.'), [...states].join('\n'));
    assert(states.has('An interrupted write was undone: no file had been changed.'));
  });
});
