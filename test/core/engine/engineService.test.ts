import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { EngineApi } from '../../../src/core/engine/engineApi.ts';
import { callEngine, createRemoteEngine } from '../../../src/core/engine/engineMessages.ts';
import { anEngineService } from './anEngineService.ts';

const files = {
  'accounts/acme.md': '---\nname: Acme\nstatus: customer\n---\n',
  'deals/a.md': '---\nname: A\naccount: acme\nstage: qualify\namount: 100 EUR\nowner: ana\n---\n',
  'deals/b.md': '---\nname: B\naccount: acme\nstage: qualify\namount: 23 EUR\n---\n',
  'segments/mine.yaml':
    'name: Mine\nkind: dynamic\nof: account\nwhere: deals.exists(d, d.owner == me)\n',
};

describe('the engine as front ends see it', () => {
  it('answers over a thread what it answers at home: all of it is plain data', async () => {
    const { service } = await anEngineService(files);
    const remote = createRemoteEngine(async (method, argument) =>
      structuredClone(await callEngine(service, method, structuredClone(argument))),
    );
    const ask = async (api: EngineApi): Promise<unknown> => ({
      overview: await api.overview(),
      tree: await api.tree({ view: 'deals' }),
      tooltip: await api.tooltip('deals/a.md'),
      reference: await api.reference('deals/a.md'),
      search: await api.search({ text: 'acme', limit: 5 }),
      problemPaths: await api.problemPaths(),
      problems: await api.problems(),
      reports: await api.reports(),
      report: await api.report({ name: 'pipeline', parameters: {} }),
      cards: await api.cards(['deal/b', 'deal/gone']),
    });
    assert.deepEqual(await ask(remote), await ask(service));
  });

  it('counts what there is', async () => {
    const { service } = await anEngineService({
      ...files,
      'deals/c.md': '---\nname: C\naccount: nobody\nstage: qualify\n---\n',
    });
    const overview = await service.overview();
    assert.equal(overview.name, 'Test');
    assert.equal(overview.records, 5);
    assert.equal(overview.counts['deal'], 3);
    assert.deepEqual([overview.errors, overview.warnings, overview.hints], [1, 0, 0]);
    assert.equal(overview.today, '2026-11-23');
  });

  it('gives the records behind a figure of the report it showed', async () => {
    const { service } = await anEngineService(files);
    const answer = await service.report({ name: 'pipeline', parameters: {} });
    assert.ok(answer.ok);
    assert.match(answer.html, /data-records="0:count"/);
    const cards = await service.figure({ name: 'pipeline', parameters: {}, figure: '0:count' });
    assert.deepEqual(
      cards.map(({ id, title, path }) => [id, title, path]),
      [
        ['deal/a', 'A', 'deals/a.md'],
        ['deal/b', 'B', 'deals/b.md'],
      ],
    );
    const none = await service.figure({ name: 'pipeline', parameters: {}, figure: '99:count' });
    assert.deepEqual(none, []);
  });

  it('computes a report anew when a record has changed', async () => {
    const { service, files: store } = await anEngineService(files);
    const figures = async (): Promise<number> =>
      (await service.figure({ name: 'pipeline', parameters: {}, figure: '0:count' })).length;
    assert.equal(await figures(), 2);
    store.delete('deals/b.md');
    await service.update([{ path: 'deals/b.md' }]);
    assert.equal(await figures(), 1);
  });

  it('says in words why a report cannot be computed', async () => {
    const { service } = await anEngineService(files);
    const answer = await service.report({ name: 'pipelin', parameters: {} });
    assert.ok(!answer.ok);
    assert.match(answer.message, /did you mean "pipeline"/);
  });

  it('knows who is meant by me only when it is told', async () => {
    const { service } = await anEngineService(files);
    const count = async (me?: string): Promise<string | undefined> => {
      const rows = await service.tree({
        view: 'strategy',
        node: 'segments',
        ...(me !== undefined && { me }),
      });
      return rows[0]?.description;
    };
    assert.equal(await count('ana@firm.example'), '1 account');
    assert.notEqual(await count(), '1 account');
  });

  it('gives the problems of the files asked for', async () => {
    const { service } = await anEngineService({
      ...files,
      'deals/c.md': '---\nname: C\naccount: nobody\nstage: qualify\n---\n',
      'deals/d.md': '---\nname: D\naccount: nobody\nstage: qualify\n---\n',
    });
    const paths = async (asked?: readonly string[]): Promise<string[]> =>
      (await service.problems(asked)).map(({ path }) => path);
    assert.deepEqual(await paths(), ['deals/c.md', 'deals/d.md']);
    assert.deepEqual(await paths(['deals/d.md', 'deals/a.md']), ['deals/d.md']);
    assert.deepEqual(await service.problemPaths(), ['deals/c.md', 'deals/d.md']);
  });

  it('says so where there is no crm.yaml', async () => {
    const { service, files: store } = await anEngineService(files);
    assert.equal((await service.overview()).hasConfig, true);
    store.delete('crm.yaml');
    const change = await service.update([{ path: 'crm.yaml' }]);
    assert.equal(change.everything, true);
    assert.equal((await service.overview()).hasConfig, false);
  });
});
