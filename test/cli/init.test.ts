import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import {
  aFolder,
  ensureBuilt,
  removeFolders,
  runCli,
  runJson,
  treeOf,
  writeAll,
} from './runCli.ts';

describe('init', () => {
  before(ensureBuilt);
  after(removeFolders);

  it('starts a workspace without a problem, named after its folder, with whoever git knows', async () => {
    const home = aFolder({
      gitconfig: '[user]\n\tname = Ines Vale\n\temail = ines@vale.example\n',
    });
    const root = path.join(aFolder(), 'Vale & Sons');
    const { code, stdout } = await runCli(['init', root, '--json'], {
      cwd: home,
      environment: { GIT_CONFIG_GLOBAL: path.join(home, 'gitconfig') },
    });
    assert.equal(code, 0);
    const { created } = JSON.parse(stdout) as { readonly created: readonly string[] };
    assert.equal(created[0], 'crm.yaml');
    for (const name of created) assert(existsSync(path.join(root, name)), name);
    assert((await runCli(['check'], { cwd: root })).code === 0);
    const schema = (await runJson(['types'], { cwd: root })) as {
      readonly name: string;
      readonly people: readonly unknown[];
    };
    assert.equal(schema.name, 'Vale & Sons');
    assert.deepEqual(schema.people, [
      { key: 'ines', name: 'Ines Vale', email: 'ines@vale.example', aliases: [] },
    ]);
  });

  it('overwrites nothing', async () => {
    const root = aFolder({ 'crm.yaml': 'version: 1\n', 'accounts/acme.md': 'mine' });
    const before = treeOf(root);
    const plain = await runCli(['init'], { cwd: root });
    assert.equal(plain.code, 2);
    assert.match(plain.stderr, /crm\.yaml exists already, and nothing is overwritten/);
    const sample = await runCli(['init', '--sample'], { cwd: root });
    assert.equal(sample.code, 2);
    assert.deepEqual(treeOf(root), before);
  });

  it('keeps the files of a folder that is no workspace yet', async () => {
    const root = aFolder();
    writeAll(root, { 'accounts/acme.md': '---\nname: Acme\n---\n' });
    assert.equal((await runCli(['init'], { cwd: root })).code, 0);
    const accounts = (await runJson(['list', 'account'], { cwd: root })) as readonly unknown[];
    assert.equal(accounts.length, 1);
  });

  it('only shows what it would write, as a patch, where that is asked', async () => {
    const root = aFolder();
    const { stdout } = await runCli(['init', '--dry-run'], { cwd: root });
    assert.match(
      stdout,
      /^diff --git a\/crm\.yaml b\/crm\.yaml\nnew file mode 100644\n--- \/dev\/null\n/,
    );
    assert.deepEqual(treeOf(root), {});
  });

  it('copies the sample, whose problems are those that it is meant to have', async () => {
    const root = aFolder();
    assert.equal((await runCli(['init', 'demo', '--sample'], { cwd: root })).code, 0);
    const demo = path.join(root, 'demo');
    assert.match(readFileSync(path.join(demo, 'crm.yaml'), 'utf8'), /^version: 1$/m);
    const { problems, records } = (await runJson(['check', '--today', '2026-11-23'], {
      cwd: demo,
    })) as { readonly records: number; readonly problems: readonly { readonly path: string }[] };
    assert(records > 900);
    const places = new Set(problems.map((problem) => problem.path.split('/').includes('problems')));
    assert.deepEqual([...places], [true]);
  });
});
