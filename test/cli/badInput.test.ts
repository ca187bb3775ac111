import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { aFolder, ensureBuilt, removeFolders, runCli, runJson, treeOf } from './runCli.ts';

interface Problem {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly code: string;
  readonly severity: string;
}

interface CheckResult {
  readonly records: number;
  readonly problems: readonly Problem[];
}

const name = '---\nname: Whole\n---\n';
const deep = (open: string, close: string): string =>
  `${open.repeat(10_000)}1${close.repeat(10_000)}`;
const bomb = ['a: &a [x,x,x,x,x,x,x,x,x]']
  .concat(
    'bcdefghi'
      .split('')
      .map((key, at) => `${key}: &${key} [${`*${'abcdefgh'[at] ?? ''},`.repeat(9)}]`),
  )
  .join('\n');

/** File -> what it holds and the code of the problem that it must get. */
const files: Readonly<Record<string, readonly [content: string | Uint8Array, code: string]>> = {
  'broken.md': ['---\nname: "Acme\nowner: ana\n---\n', 'yaml-syntax'],
  'duplicate.md': ['---\nname: A\nname: B\n---\n', 'yaml-duplicate-key'],
  'unclosed.md': ['---\nname: A\n\nText goes on.\n', 'yaml-unclosed'],
  'script.md': ['---js\n{ name: process.exit(7) }\n---\n', 'yaml-language'],
  'bomb.md': [`---\nname: A\n${bomb}\n---\n`, 'yaml-limit'],
  'tab.md': ['---\nname: A\naddress:\n\tstreet: x\n---\n', 'yaml-tab'],
  'latin1.md': [Buffer.from('---\nname: Caf\u00e9\n---\n', 'latin1'), 'file-encoding'],
  'nul.md': ['---\nname: A\u0000B\n---\n', 'file-binary'],
  'large.md': [
    Buffer.concat([Buffer.from(name), Buffer.alloc(50 * 1024 * 1024, 'x\n')]),
    'file-too-large',
  ],
  'empty.md': ['', 'file-empty'],
  'conflict.md': [
    '---\n<<<<<<< ours\nname: A\n=======\nname: B\n>>>>>>> theirs\n---\n',
    'conflict-markers',
  ],
  'brackets.md': [`---\nname: A\nx: ${deep('[', ']')}\n---\n`, 'yaml-limit'],
  'braces.yaml': [`name: A\nx: ${deep('{a: ', '}')}\n`, 'yaml-limit'],
  'list.md': ['---\n- a\n- b\n---\n', 'yaml-not-map'],
  'quote\n.md': [name, 'file-name'],
  'trailing. ': ['', ''],
  'what?.md': [name, 'file-name'],
};

/** Odd, but in order: none of these may be reported. */
const odd: Readonly<Record<string, string>> = {
  'bom.md': `\uFEFF${name}`,
  'crlf.md': name.replaceAll('\n', '\r\n'),
  'party 🎉.md': name,
  'a b  c.md': name,
  'two..dots.md': name,
  'محمد.md': name,
};

describe('files that no program should have written', function () {
  this.timeout(120_000);
  let root = '';
  before(ensureBuilt);
  before(function () {
    if (process.platform === 'win32') this.skip();
    root = aFolder({ 'crm.yaml': 'version: 1\nname: Odd\n' });
    mkdirSync(path.join(root, 'accounts'));
    for (const [file, [content]] of Object.entries(files)) write(file, content);
    for (const [file, content] of Object.entries(odd)) write(file, content);
    write('Case.md', name);
    write('case.md', name);
    symlinkSync('.', path.join(root, 'accounts/loop'));
    symlinkSync('/', path.join(root, 'accounts/outside'));
    symlinkSync('itself.md', path.join(root, 'accounts/itself.md'));
  });
  after(removeFolders);

  const write = (file: string, content: string | Uint8Array): void =>
    writeFileSync(path.join(root, 'accounts', file), content);

  it('are each reported with place and code, and the rest of the workspace works', async () => {
    const tree = treeOf(root);
    const { code, stdout, stderr } = await runCli(['check', '--json'], { cwd: root });
    assert.equal(code, 1, stderr);
    const { problems, records } = JSON.parse(stdout) as CheckResult;
    for (const [file, [, expected]] of Object.entries(files)) {
      if (expected === '') continue;
      const own = problems.filter((problem) => problem.path === `accounts/${file}`);
      const found = own.find((problem) => problem.code === expected);
      assert(found, `${file}: ${expected} is missing among ${own.map((one) => one.code).join()}`);
      assert(found.line >= 1 && found.column >= 1);
    }
    for (const file of Object.keys(odd)) {
      const own = problems.filter((problem) => problem.path === `accounts/${file}`);
      assert.deepEqual(own, [], file);
    }
    const codesOf = (file: string): readonly string[] =>
      problems.filter((problem) => problem.path === file).map((problem) => problem.code);
    assert(
      codesOf('accounts/Case.md').includes('id-duplicate') ||
        codesOf('accounts/Case.md').includes('id-case'),
    );
    for (const link of ['accounts/loop', 'accounts/outside', 'accounts/itself.md']) {
      assert(codesOf(link).includes('file-loop'), `${link}: ${codesOf(link).join()}`);
    }
    const count = Object.values(files).filter(([, expected]) => expected !== '').length;
    assert.equal(records, count + Object.keys(odd).length + 2);
    assert.deepEqual(treeOf(root), tree, 'nothing is written');
  });

  it('stay listed, flagged and searchable', async () => {
    const accounts = (await runJson(['list', 'account', '--fields', 'name'], {
      cwd: root,
    })) as readonly {
      readonly path: string;
      readonly name: string | null;
    }[];
    const nameOf = (file: string): string | null | undefined =>
      accounts.find((account) => account.path === `accounts/${file}`)?.name;
    assert.equal(nameOf('duplicate.md'), 'A');
    assert.equal(nameOf('bom.md'), 'Whole');
    assert.equal(nameOf('crlf.md'), 'Whole');
    assert.equal(nameOf('script.md'), null);
    assert.equal(nameOf('bomb.md'), 'A');
    const found = (await runJson(['search', 'unclosed'], { cwd: root })) as readonly {
      readonly path: string;
    }[];
    assert.equal(found[0]?.path, 'accounts/unclosed.md');
    const shown = (await runJson(['show', 'broken'], { cwd: root })) as {
      readonly problems: readonly Problem[];
    };
    assert.equal(shown.problems[0]?.code, 'yaml-syntax');
  });

  it('are changed by fix only where that loses nothing, which a dry run does not do', async () => {
    const tree = treeOf(root);
    const { code, stdout } = await runCli(['fix', '--dry-run', '--json'], { cwd: root });
    assert.equal(code, 0);
    assert.deepEqual(JSON.parse(stdout), { changed: ['accounts/tab.md'] });
    assert.deepEqual(treeOf(root), tree);
  });
});

describe('a crm.yaml that is broken or missing', () => {
  before(ensureBuilt);
  after(removeFolders);

  it('is a problem with its place, and what can be read of it counts', async () => {
    const root = aFolder({
      'crm.yaml':
        'version: 1\nname: "Acme\ncurrency: USD\ntypes:\n  deal: {folder: opportunities}\n',
      'opportunities/one.md': '---\nname: One\naccount: x\nstage: won\n---\n',
    });
    const { code, stdout } = await runCli(['check', '--json'], { cwd: root });
    assert.equal(code, 1);
    const { problems } = JSON.parse(stdout) as CheckResult;
    assert(problems.some((problem) => problem.path === 'crm.yaml' && problem.severity === 'error'));
    const deals = await runJson(['list', 'deal'], { cwd: root });
    assert.equal((deals as readonly unknown[]).length, 1);
  });

  it('is asked for where there is none', async () => {
    const { code, stderr, stdout } = await runCli(['list', 'deal'], { cwd: aFolder() });
    assert.equal(code, 2);
    assert.equal(stdout, '');
    assert.match(
      stderr,
      /^rapport: There is no crm\.yaml here or above: [^\n]*rapport init[^\n]*\n$/,
    );
  });
});
