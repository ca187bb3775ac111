import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import type { Engine } from '../../../src/core/engine/engine.ts';
import { isMoney, moneyToString } from '../../../src/core/model/money.ts';
import { recordKey } from '../../../src/core/model/record.ts';
import { InMemoryFiles } from '../../support/inMemoryFiles.ts';
import { anEngine, InMemoryCache } from '../../support/inMemoryWorkspace.ts';

const config =
  'version: 1\nname: T\ncurrency: EUR\ntypes:\n  account:\n    fields:\n      code: {type: string, unique: true}\n';

/** Everything an engine says about its workspace, in a form that two engines can be compared by. */
function tell(engine: Engine): unknown {
  const { snapshot } = engine;
  return {
    records: snapshot.all().map((record) => ({
      key: recordKey(record),
      path: record.path,
      title: record.title,
      fields: record.fields,
      broken: record.broken,
    })),
    backlinks: snapshot
      .all()
      .map((record) =>
        snapshot.backlinks(record).map(({ from, field }) => [recordKey(from), field]),
      ),
    problems: snapshot.problems(),
    search: ['acme', 'alpha', 'beta', 'gamma'].map((word) =>
      engine.search
        .search(word, { limit: 100 })
        .map((hit) => snapshot.bySlot(hit.key)?.path)
        .sort(),
    ),
  };
}

const path = fc.constantFrom(
  'accounts/acme.md',
  'accounts/Acme.md',
  'accounts/eu/acme.md',
  'accounts/beta/index.md',
  'accounts/beta.md',
  'contacts/ana.md',
  'contacts/bob.md',
  'deals/2026/d.md',
  'kb/alpha.md',
);
const reference = fc.constantFrom(
  'acme',
  '[[beta]]',
  'accounts/eu/acme',
  'nobody',
  'old-name',
  'alpha',
);
const text = fc
  .record({
    name: fc.constantFrom('Alpha', 'Beta', 'Gamma'),
    account: reference,
    parent: reference,
    code: fc.constantFrom('1', '2', '3'),
    former: fc.constantFrom('', 'former_ids: [old-name]\n'),
    body: fc.constantFrom('', 'See [[acme]].\n', '- [ ] call (due: 2026-12-01)\n', 'alpha beta\n'),
  })
  .map(
    ({ name, account, parent, code, former, body }) =>
      `---\nname: ${name}\naccount: "${account}"\nparent: "${parent}"\ncode: ${code}\n${former}---\n${body}`,
  );
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('write' as const), path, text }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('delete' as const), path }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('ask' as const) }) },
);

describe('keeping the index current', () => {
  it('gives, after any changes, what reading everything anew gives', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
        const files = new InMemoryFiles({
          'crm.yaml': config,
          'accounts/acme.md': '---\nname: Acme\n---\n',
        });
        const engine = await anEngine(files);
        for (const change of steps) {
          if (change.kind === 'ask') {
            tell(engine);
            continue;
          }
          if (change.kind === 'write') files.write(change.path, change.text);
          else files.delete(change.path);
          await engine.update([change.path]);
        }
        assert.deepEqual(tell(engine), tell(await anEngine(files)));
      }),
      { numRuns: 300 },
    );
  });

  it('gives from the cache, after any changes in between, what reading everything anew gives', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 8 }),
        fc.array(step, { maxLength: 8 }),
        async (before, after) => {
          const files = new InMemoryFiles({
            'crm.yaml': config,
            'accounts/acme.md': '---\nname: Acme\n---\n',
          });
          const apply = (steps: typeof before): void => {
            for (const change of steps) {
              if (change.kind === 'write') files.write(change.path, change.text);
              else if (change.kind === 'delete') files.delete(change.path);
            }
          };
          apply(before);
          const cache = new InMemoryCache();
          await (await anEngine(files, { cache })).saveCache();
          apply(after);
          const warm = await anEngine(files, { cache });
          assert.deepEqual(tell(warm), tell(await anEngine(files)));
        },
      ),
      { numRuns: 200 },
    );
  });

  it('reads one file again when one file changed', async () => {
    const files = new InMemoryFiles({ 'crm.yaml': config });
    for (let n = 0; n < 50; n++) files.write(`accounts/a${n}.md`, `---\nname: A${n}\n---\n`);
    const engine = await anEngine(files);
    files.reads.length = 0;
    files.write('accounts/a7.md', '---\nname: Seven\n---\n');
    await engine.update(['accounts/a7.md']);
    assert.deepEqual(files.reads, ['accounts/a7.md']);
    assert.equal(engine.snapshot.get('account', 'a7')?.title, 'Seven');
  });

  it('reads no record at all on a warm start', async () => {
    const files = new InMemoryFiles({
      'crm.yaml': config,
      'accounts/a.md': '---\nname: A\n---\n',
      'accounts/b.md': '---\nname: B\n---\n',
    });
    const cache = new InMemoryCache();
    await (await anEngine(files, { cache })).saveCache();
    files.reads.length = 0;
    const engine = await anEngine(files, { cache });
    assert.deepEqual(files.reads, ['crm.yaml']);
    assert.equal(engine.snapshot.records('account').length, 2);
  });

  it('does not trust a file that changed within the tick of the clock in which it was read', async () => {
    const files = new InMemoryFiles({ 'crm.yaml': config, 'accounts/a.md': '---\nname: A\n---\n' });
    const cache = new InMemoryCache();
    const modified = (await files.stat('accounts/a.md'))?.modified ?? 0;
    const clock = { today: () => '2026-11-23', now: () => modified + 1 };
    await (await anEngine(files, { cache, clock })).saveCache();
    files.reads.length = 0;
    await anEngine(files, { cache });
    assert.ok(files.reads.includes('accounts/a.md'));
  });

  it('sees that a file is gone which the cache did not dare to keep', async () => {
    const files = new InMemoryFiles({
      'crm.yaml': config,
      'contacts/ana.md': '---\nname: Ana\naccount: acme\n---\n',
    });
    files.write('accounts/acme.md', '---\nname: Acme\n---\n');
    const cache = new InMemoryCache();
    const modified = (await files.stat('accounts/acme.md'))?.modified ?? 0;
    const clock = { today: () => '2026-11-23', now: () => modified + 1 };
    const engine = await anEngine(files, { cache, clock });
    assert.deepEqual(engine.problems(), []);
    await engine.saveCache();
    files.delete('accounts/acme.md');
    const warm = await anEngine(files, { cache });
    assert.deepEqual(
      warm.problems().map((problem) => problem.code),
      ['ref-unresolved'],
    );
  });

  it('keeps amounts beyond what a number can hold exactly through the cache', async () => {
    const amount = '123456789012345678901234.56 EUR';
    const files = new InMemoryFiles({
      'crm.yaml': config,
      'deals/d.md': `---\nname: D\naccount: a\nstage: won\namount: ${amount}\n---\n`,
    });
    const cache = new InMemoryCache();
    for (let start = 0; start < 3; start++) {
      const engine = await anEngine(files, { cache });
      const written = engine.snapshot.get('deal', 'd')?.fields['amount'];
      assert.ok(isMoney(written));
      assert.equal(moneyToString(written), amount);
      await engine.saveCache();
    }
  });

  it('takes no cache of another crm.yaml, another build, or with a byte missing', async () => {
    const files = new InMemoryFiles({ 'crm.yaml': config, 'accounts/a.md': '---\nname: A\n---\n' });
    const saved = async (): Promise<InMemoryCache> => {
      const cache = new InMemoryCache();
      await (await anEngine(files, { cache, build: '1' })).saveCache();
      return cache;
    };
    const rereads = async (cache: InMemoryCache, build: string): Promise<boolean> => {
      files.reads.length = 0;
      const engine = await anEngine(files, { cache, build });
      assert.equal(engine.snapshot.records('account').length, 1);
      return files.reads.includes('accounts/a.md');
    };
    assert.equal(await rereads(await saved(), '1'), false);
    assert.equal(await rereads(await saved(), '2'), true);
    const torn = await saved();
    torn.bytes = torn.bytes?.slice(0, -1);
    assert.equal(await rereads(torn, '1'), true);
    const other = await saved();
    files.write('crm.yaml', `${config}# a comment\n`);
    assert.equal(await rereads(other, '1'), true);
  });

  it('reads everything anew when crm.yaml changes', async () => {
    const files = new InMemoryFiles({
      'crm.yaml': config,
      'companies/a.md': '---\nname: A\n---\n',
    });
    const engine = await anEngine(files);
    assert.equal(engine.snapshot.records('account').length, 0);
    const version = engine.snapshot.version;
    files.write('crm.yaml', `${config}    folder: companies\n`);
    const change = await engine.update(['crm.yaml']);
    assert.equal(change.everything, true);
    assert.ok(change.version > version);
    assert.equal(engine.snapshot.records('account').length, 1);
  });

  it('says which files show other problems than before', async () => {
    const files = new InMemoryFiles({
      'crm.yaml': config,
      'contacts/ana.md': '---\nname: Ana\naccount: acme\n---\n',
    });
    const engine = await anEngine(files);
    assert.equal(engine.problems().length, 1);
    files.write('accounts/acme.md', '---\nname: Acme\n---\n');
    const change = await engine.update(['accounts/acme.md']);
    assert.ok(change.problemPaths.includes('contacts/ana.md'));
    assert.deepEqual(engine.problems(), []);
  });
});
