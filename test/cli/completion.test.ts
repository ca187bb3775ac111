import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { aShop } from './aShop.ts';
import { aFolder, ensureBuilt, program, removeFolders, runCli, writeAll } from './runCli.ts';

describe('completion', () => {
  let root = '';
  before(ensureBuilt);
  before(() => {
    root = aFolder(aShop);
  });
  after(removeFolders);

  const complete = async (...words: readonly string[]): Promise<readonly string[]> => {
    const { stdout, stderr } = await runCli(['__complete', '--', ...words], { cwd: root });
    assert.equal(stderr, '');
    return stdout
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => line.split('\t')[0] ?? '');
  };

  it('offers commands, options and their choices', async () => {
    assert.deepEqual(await complete('se'), ['search', 'segment']);
    assert.deepEqual(await complete('list', 'deal', '--fo'), ['--format']);
    assert.deepEqual(await complete('check', '--format', ''), ['text', 'json', 'sarif', 'github']);
    assert.deepEqual(await complete('completion', ''), ['bash', 'zsh', 'fish']);
  });

  it('knows the types, fields, records, segments, reports and people of the workspace', async () => {
    assert.deepEqual(await complete('list', 'vi'), ['visit']);
    assert.deepEqual(await complete('list', 'deal', '--fields', 'name,amo'), ['name,amount']);
    assert.deepEqual(await complete('show', 'an'), ['anvils']);
    assert.deepEqual(await complete('segment', ''), ['customers', 'friends']);
    assert.deepEqual(await complete('report', 'by'), ['by-owner']);
    assert.deepEqual(await complete('report', 'pipeline', '--owner', ''), ['ana', 'ben']);
    assert.deepEqual(await complete('-C', root, 'fix', 'enum'), ['enum-unknown']);
  });

  it('leaves files to the shell, and says nothing where there is no workspace', async () => {
    assert.deepEqual(await complete('check', ''), []);
    const { code, stdout, stderr } = await runCli(['__complete', '--', 'show', ''], {
      cwd: aFolder(),
    });
    assert.deepEqual([code, stdout, stderr], [0, '', '']);
  });

  it('works in bash', function () {
    if (spawnSync('bash', ['--version']).status !== 0) this.skip();
    writeAll(root, { 'bin/rapport': `#!/bin/sh\nexec "${process.execPath}" "${program}" "$@"\n` });
    const script = `chmod +x bin/rapport; PATH="$PWD/bin:$PATH"; source <(rapport completion bash)
      COMP_WORDS=(rapport list de) COMP_CWORD=2; _rapport; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const { stdout, stderr } = spawnSync('bash', ['-c', script], {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, RAPPORT_CACHE_DIR: path.join(`${root}-cache`) },
    });
    assert.equal(stderr, '');
    assert.equal(stdout, 'deal\n');
  });

  for (const shell of ['zsh', 'fish']) {
    it(`is a script that ${shell} can read`, async function () {
      const { code, stdout } = await runCli(['completion', shell], { cwd: root });
      assert.equal(code, 0);
      assert.match(stdout, /rapport __complete -- /);
      if (spawnSync(shell, ['--version']).status !== 0) this.skip();
      const parsed = spawnSync(shell, ['-n'], { input: stdout, encoding: 'utf8' });
      assert.equal(parsed.status, 0, parsed.stderr);
    });
  }
});
