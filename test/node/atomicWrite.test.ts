import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { recoverWrites, writeFiles } from '../../src/node/atomicWrite.ts';
import type { FileWrite } from '../../src/node/atomicWrite.ts';

const here = import.meta.dirname;

describe('writing files', () => {
  let root = '';
  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), 'rapport-write-'));
    mkdirSync(path.join(root, 'accounts'));
    writeFileSync(path.join(root, 'accounts/acme.md'), 'old');
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  const text = (file: string): string => readFileSync(path.join(root, file), 'utf8');
  const tree = (): readonly string[] =>
    readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => !entry.isDirectory())
      .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
      .sort();
  const update: FileWrite = { path: 'accounts/acme.md', text: 'new', before: 'old' };
  const create: FileWrite = { path: 'deals/2026/one.md', text: 'one', before: undefined };

  it('changes and creates files, with the folders they need, and leaves nothing else', async () => {
    assert.deepEqual(await writeFiles(root, [update, create]), { ok: true });
    assert.deepEqual(tree(), ['accounts/acme.md', 'deals/2026/one.md']);
    assert.equal(text('accounts/acme.md'), 'new');
    assert.equal(text('deals/2026/one.md'), 'one');
  });

  it('keeps the permissions of a file', async function () {
    if (process.platform === 'win32') this.skip();
    chmodSync(path.join(root, 'accounts/acme.md'), 0o640);
    await writeFiles(root, [update]);
    assert.equal(statSync(path.join(root, 'accounts/acme.md')).mode & 0o777, 0o640);
  });

  const refusals: readonly (readonly [string, FileWrite, RegExp])[] = [
    ['a file that changed since it was read', { ...update, before: 'older' }, /has changed/],
    ['a new file where one lies', { ...update, before: undefined }, /exists already/],
    ['a file that has gone', { ...update, path: 'accounts/gone.md' }, /has gone/],
    ['a path above the workspace', { ...create, path: '../x.md' }, /stay in the workspace/],
    ['an absolute path', { ...create, path: '/tmp/x.md' }, /stay in the workspace/],
    ['a path with dots inside', { ...create, path: 'a/../../x.md' }, /stay in the workspace/],
    ['the folder of git', { ...create, path: '.git/hooks/x' }, /not for records/],
    ['a folder that is a file', { ...create, path: 'accounts/acme.md/x.md' }, /A file lies/],
    ['a folder in place of a file', { ...create, path: 'accounts' }, /other than a file/],
    ['two spellings of one file', { ...create, path: 'DEALS/2026/ONE.md' }, /would be one file/],
  ];
  for (const [what, write, message] of refusals) {
    it(`refuses ${what}, and then writes none of the others`, async () => {
      const outcome = await writeFiles(root, [create, write]);
      assert(!outcome.ok);
      assert.match(outcome.message, message);
      assert.deepEqual(tree(), ['accounts/acme.md']);
      assert.equal(text('accounts/acme.md'), 'old');
      assert(!existsSync(path.join(root, '.rapport')));
    });
  }

  it('refuses a link out of the workspace, as file and as folder', async function () {
    if (process.platform === 'win32') this.skip();
    const outside = mkdtempSync(path.join(tmpdir(), 'rapport-outside-'));
    writeFileSync(path.join(outside, 'x.md'), 'old');
    symlinkSync(outside, path.join(root, 'elsewhere'));
    symlinkSync(path.join(outside, 'x.md'), path.join(root, 'accounts/x.md'));
    for (const file of ['elsewhere/x.md', 'accounts/x.md']) {
      const outcome = await writeFiles(root, [{ path: file, text: 'new', before: 'old' }]);
      assert.match(outcome.ok ? '' : outcome.message, /leads out of the workspace/);
    }
    assert.equal(readFileSync(path.join(outside, 'x.md'), 'utf8'), 'old');
    rmSync(outside, { recursive: true });
  });

  it('writes through a link that stays in the workspace, which stays a link', async function () {
    if (process.platform === 'win32') this.skip();
    symlinkSync('acme.md', path.join(root, 'accounts/alias.md'));
    assert((await writeFiles(root, [{ ...update, path: 'accounts/alias.md' }])).ok);
    assert.equal(text('accounts/acme.md'), 'new');
    assert(lstatSync(path.join(root, 'accounts/alias.md')).isSymbolicLink());
  });

  it('refuses a read-only file and a read-only folder', async function () {
    if (process.platform === 'win32' || process.getuid?.() === 0) this.skip();
    chmodSync(path.join(root, 'accounts/acme.md'), 0o440);
    assert.match(failure(await writeFiles(root, [create, update])), /read-only/);
    chmodSync(path.join(root, 'accounts'), 0o550);
    assert.match(
      failure(await writeFiles(root, [create, { ...create, path: 'accounts/b.md' }])),
      /no permission/,
    );
    chmodSync(path.join(root, 'accounts'), 0o750);
    assert.deepEqual(tree(), ['accounts/acme.md']);
  });

  it('changes nothing where it is interrupted before the end', async () => {
    assert.match(failure(await writeFiles(root, [update, create], () => true)), /Interrupted/);
    assert.deepEqual(tree(), ['accounts/acme.md']);
    assert.equal(text('accounts/acme.md'), 'old');
  });

  it('leaves the workspace to another program that is writing', async () => {
    const folder = path.join(root, '.rapport/write');
    mkdirSync(folder, { recursive: true });
    const owner = { process: process.ppid, host: hostname() };
    writeFileSync(path.join(folder, 'owner.json'), JSON.stringify(owner));
    assert.match(failure(await writeFiles(root, [update])), /Another program/);
    assert.equal(recoverWrites(root)?.kind, 'busy');
    assert.equal(text('accounts/acme.md'), 'old');
  });

  it('finishes or undoes a write that was killed at any point, and says so', function () {
    if (process.platform === 'win32') this.skip();
    const script = path.join(root, '..', `${path.basename(root)}.mts`);
    const module = pathToFileURL(path.join(here, '../../src/node/atomicWrite.ts')).href;
    const writes = [update, create, { ...create, path: 'deals/2026/two.md' }];
    writeFileSync(
      script,
      `import { writeFiles } from '${module}';
       const outcome = await writeFiles(${JSON.stringify(root)}, ${JSON.stringify(writes)});
       process.exit(outcome.ok ? 0 : 3);`,
    );
    const states = new Set<string>();
    for (let calls = 0; ; calls += 3) {
      rmSync(root, { recursive: true });
      mkdirSync(path.join(root, 'accounts'), { recursive: true });
      writeFileSync(path.join(root, 'accounts/acme.md'), 'old');
      const killer = path.join(here, 'killAfter.mjs');
      const run = spawnSync(process.execPath, ['--import', 'tsx', '--import', killer, script], {
        cwd: path.join(here, '../..'),
        env: { ...process.env, KILL_AFTER: String(calls), TSX_DISABLE_CACHE: '1' },
      });
      const recovered = recoverWrites(root);
      assert(recovered === undefined || recovered.kind === 'recovered', recovered?.message);
      const state = `${text('accounts/acme.md')} ${tree().length}`;
      assert(state === 'old 1' || state === 'new 3', `after ${calls} calls: ${state}`);
      assert(!existsSync(path.join(root, '.rapport')));
      if (recovered) states.add(recovered.message);
      if (run.status !== null) {
        assert.equal(run.status, 0);
        break;
      }
    }
    rmSync(script);
    assert.deepEqual([...states].sort(), [
      'An interrupted write of 3 files was finished.',
      'An interrupted write was undone: no file had been changed.',
    ]);
  }).timeout(120_000);
});

function failure(outcome: Awaited<ReturnType<typeof writeFiles>>): string {
  assert(!outcome.ok);
  return outcome.message;
}
