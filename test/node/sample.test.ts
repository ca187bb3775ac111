import assert from 'node:assert/strict';
import path from 'node:path';
import { before, describe, it } from 'mocha';
import { EngineService } from '../../src/core/engine/engineService.ts';
import { fixedClock } from '../../src/node/nodeClock.ts';
import { NodeFiles } from '../../src/node/nodeFiles.ts';
import { silentLog } from '../support/inMemoryWorkspace.ts';

/** The demo is the golden fixture: what it says is told here by hand. */
describe('the sample workspace', () => {
  let service: EngineService;

  before(async () => {
    const root = path.resolve('sample-workspace');
    service = await EngineService.open({
      files: new NodeFiles(root),
      clock: fixedClock('2026-11-23'),
      log: silentLog,
    });
  });

  it('is as rich as a demo must be', async () => {
    const { counts } = await service.overview();
    const atLeast = {
      account: 40,
      contact: 90,
      deal: 120,
      activity: 400,
      task: 60,
      case: 40,
      article: 50,
      script: 6,
      product: 12,
      quote: 15,
      order: 15,
      invoice: 30,
      segment: 8,
      strategy: 5,
      campaign: 5,
      template: 8,
      report: 10,
      engagement: 8,
    };
    for (const [type, count] of Object.entries(atLeast))
      assert.ok((counts[type] ?? 0) >= count, `${counts[type]} of ${type}, not ${count}`);
  });

  it('has its problems in a place of their own, and none elsewhere', async () => {
    const problems = await service.problems();
    assert.deepEqual(
      problems
        .filter(({ path: file }) => !file.startsWith('problems/'))
        .map(({ path: file, message }) => `${file}: ${message}`),
      [],
    );
    assert.deepEqual([...new Set(problems.map(({ code }) => code))].sort(), [
      'date-invalid',
      'enum-unknown',
      'field-missing',
      'field-range',
      'field-type',
      'field-unknown',
      'id-duplicate',
      'link-unresolved',
      'money-invalid',
      'money-no-rate',
      'person-unknown',
      'ref-unresolved',
      'stage-unknown',
      'yaml-duplicate-key',
      'yaml-syntax',
    ]);
  });

  it('lists every file it holds, the broken ones too', async () => {
    const broken = service.engine.snapshot.byPath('problems/broken-yaml.md');
    assert.equal(broken?.broken, true);
    const { results } = await service.search({ text: 'broken-yaml', limit: 5 });
    assert.ok(results.some((result) => result.path === 'problems/broken-yaml.md'));
  });

  it('has segments of the sizes that counting by hand gives', async () => {
    const rows = await service.tree({ view: 'strategy', node: 'segments' });
    const sizes = Object.fromEntries(
      rows.map((row) => [row.record?.split('/').at(-1), Number.parseInt(row.description, 10)]),
    );
    const byHand = {
      'growing-customers': 9,
      'large-prospects': 8,
      'encounter-customers': 6,
      'quiet-customers': 5,
      'sleeping-accounts': 4,
      'deciding-contacts': 27,
      'persian-readers': 6,
    };
    for (const [segment, size] of Object.entries(byHand))
      assert.equal(sizes[segment], size, segment);
  });

  it('computes every report, built-in and saved', async () => {
    for (const { id } of await service.reports()) {
      const answer = await service.report({ name: id, parameters: {} });
      assert.ok(answer.ok, `${id}: ${answer.ok ? '' : answer.message}`);
    }
  });

  it('finds what people write in any of its languages, also with a typing error', async () => {
    const first = async (text: string): Promise<readonly string[]> =>
      (await service.search({ text, limit: 10 })).results.map((result) => result.path);
    assert.ok((await first('连接')).length > 0);
    assert.ok((await first('گزارش')).length > 0);
    assert.ok((await first('интеграции')).length > 0);
    assert.ok((await first('conection')).length > 0, 'one letter missing');
  });
});
