import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { startWorkerEngine } from '../../src/node/workerEngine.ts';
import type { WorkerEngineOptions } from '../../src/node/workerEngine.ts';
import { silentLog } from '../support/inMemoryWorkspace.ts';

const root = path.resolve(import.meta.dirname, '../..');

describe('an engine in a thread of its own', function () {
  this.timeout(30_000);
  let folder = '';
  let script = '';
  let broken = '';

  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'rapport-thread-'));
    script = path.join(folder, 'engineWorker.js');
    broken = path.join(folder, 'broken.js');
    await build({
      entryPoints: [path.join(root, 'src/node/engineWorker.ts')],
      outfile: script,
      bundle: true,
      platform: 'node',
      format: 'cjs',
      logLevel: 'error',
    });
    writeFileSync(broken, 'setTimeout(() => { throw new Error("out of luck"); }, 50);');
    mkdirSync(path.join(folder, 'crm/accounts'), { recursive: true });
    writeFileSync(path.join(folder, 'crm/crm.yaml'), 'version: 1\nname: T\ncurrency: EUR\n');
    writeFileSync(path.join(folder, 'crm/accounts/acme.md'), '---\nname: Acme\n---\n');
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const start = (options: Partial<WorkerEngineOptions> = {}) =>
    startWorkerEngine({
      script,
      data: { root: path.join(folder, 'crm'), build: 'test', today: '2026-11-23' },
      log: silentLog,
      ...options,
    });

  it('answers, and lets calls that come too early wait', async () => {
    const engine = start();
    const [overview, rows] = await Promise.all([
      engine.api.overview(),
      engine.api.tree({ view: 'accounts' }),
    ]);
    assert.equal(overview.records, 1);
    assert.equal(overview.today, '2026-11-23');
    assert.deepEqual(
      rows.map(({ label }) => label),
      ['Acme'],
    );
    await engine.dispose();
  });

  it('takes the text of an open editor for the truth until it is the disk’s again', async () => {
    const engine = start();
    const title = async (): Promise<string | undefined> =>
      (await engine.api.tree({ view: 'accounts' }))[0]?.label;
    await engine.api.update([{ path: 'accounts/acme.md', text: '---\nname: Typed\n---\n' }]);
    assert.equal(await title(), 'Typed');
    await engine.api.update([{ path: 'accounts/acme.md', text: null }]);
    assert.equal(await title(), 'Acme');
    await engine.dispose();
  });

  it('keeps its index where it is told to, without the text of open editors', async () => {
    const cacheFile = path.join(folder, 'cache', 'x.index');
    const data = { root: path.join(folder, 'crm'), build: 'test', cacheFile };
    const first = start({ data });
    await first.api.update([{ path: 'accounts/acme.md', text: '---\nname: Typed\n---\n' }]);
    await first.api.save();
    await first.dispose();
    assert.ok(existsSync(cacheFile));
    const second = start({ data });
    const [row] = await second.api.tree({ view: 'accounts' });
    assert.equal(row?.label, 'Acme');
    await second.dispose();
  });

  it('settles every call when it is closed', async () => {
    const engine = start();
    const calls = [engine.api.overview(), engine.api.problems(), engine.ready];
    const settled = Promise.allSettled(calls);
    await engine.dispose();
    assert.deepEqual(
      (await settled).map(({ status }) => status),
      ['rejected', 'rejected', 'rejected'],
    );
    await assert.rejects(engine.api.overview(), /closed/);
  });

  it('tells of its end once, and settles every call, when its thread dies', async () => {
    const ends: string[] = [];
    const engine = start({ script: broken, onExit: (message) => ends.push(message) });
    await assert.rejects(engine.api.overview(), /out of luck/);
    await assert.rejects(engine.ready, /out of luck/);
    await engine.dispose();
    assert.equal(ends.length, 1);
    assert.match(ends[0] ?? '', /out of luck/);
  });
});
