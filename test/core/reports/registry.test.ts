import assert from 'node:assert/strict';
import { builtinReports, describeReport } from '../../../src/core/reports/registry.ts';
import { renderJson } from '../../../src/core/reports/renderJson.ts';
import { recordsBehind } from '../../../src/core/reports/reportModel.ts';
import { InMemoryFiles } from '../../support/inMemoryFiles.ts';
import { anEngine } from '../../support/inMemoryWorkspace.ts';
import { aSalesFirm, crmYaml, deal, record } from './aSalesFirm.ts';
import { computed } from './compute.ts';

const files = {
  'accounts/acme-2.md': record({ name: 'Acme', domain: 'acme.example' }),
  'contacts/bo.md': record({ name: 'Bo', account: 'acme' }),
  'contacts/bo-2.md': record({ name: 'Bo', account: 'acme' }),
  'deals/a.md': deal({
    stage: 'won',
    amount: '10.10 USD',
    closed: '2026-03-01',
    created: '2026-01-01',
  }),
  'deals/b.md': deal({
    stage: 'lost',
    amount: 5,
    closed: '2026-04-01',
    account: 'acme-2',
    owner: 'ben',
  }),
  'deals/c.md': deal({ stage: 'qualify', amount: 7, owner: 'ana' }),
  'deals/d.md': deal({ stage: 'nowhere', amount: 'x', account: 'acme-2' }),
  'segments/all.yaml': 'name: All\nkind: dynamic\nwhere: true\n',
  'reports/mine.yaml':
    'title: Mine\nfrom: deal\ngroup_by: [account, stage]\nmeasures: ["sum(amount)"]\nchart: stacked\n',
};

const questions: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  ['pipeline', {}],
  ['pipeline', { by: 'account' }],
  ['win-loss', { by: 'segment' }],
  ['quality', {}],
  ['quality', { by: 'record' }],
  ['mine', {}],
];

describe('the reports', () => {
  it('give the same bytes for the same records, in whatever order their files were read', async () => {
    const forwards = await aSalesFirm(files);
    const backwards = await aSalesFirm(Object.fromEntries(Object.entries(files).reverse()));
    for (const [name, parameters] of questions) {
      const [a, b] = [computed(forwards, name, parameters), computed(backwards, name, parameters)];
      assert.equal(renderJson(a), renderJson(b), name);
      assert.equal(renderJson(computed(forwards, name, parameters)), renderJson(a), name);
    }
  });

  it('have a cell, a formula and records for every column of every row', async () => {
    const firm = await aSalesFirm(files);
    for (const [name, parameters] of questions) {
      const report = computed(firm, name, parameters);
      for (const column of report.columns) {
        assert.notEqual(column.formula, '', `${name} ${column.id}`);
        report.rows.forEach(({ cells, records }, at) => {
          assert.notEqual(cells[column.id], undefined, `${name} ${at} ${column.id}`);
          const behind = recordsBehind(report, `${at}:${column.id}`);
          assert.ok(behind.every((id) => records.includes(id)));
        });
      }
    }
  });

  it('document their columns as they compute them', async () => {
    const firm = await aSalesFirm(files);
    for (const { id } of builtinReports) {
      const documented = describeReport(firm, id)?.columns.map((column) => column.id) ?? [];
      const missing = computed(firm, id).columns.filter(
        (column) => !documented.includes(column.id),
      );
      assert.deepEqual(missing, [], id);
    }
  });

  it('follow records that change, come and go', async () => {
    const disk = new InMemoryFiles({
      'crm.yaml': crmYaml,
      'accounts/acme.md': record({ name: 'Acme' }),
      'accounts/twin.md': record({ name: 'ACME GmbH' }),
    });
    const engine = await anEngine(disk);
    const quality = (): readonly unknown[] => {
      const { cells } = computed(engine.snapshot, 'quality', { type: 'account' }).totals ?? {};
      return [cells?.['count'], cells?.['completeness'], cells?.['uniqueness']];
    };
    assert.deepEqual(quality(), [2, 1 / 6, 0.4]);
    disk.write('accounts/twin.md', record({ name: 'Brio', domain: 'brio.example' }));
    await engine.update(['accounts/twin.md']);
    assert.deepEqual(quality(), [2, (1 / 6 + 2 / 6) / 2, 1]);
    disk.delete('accounts/acme.md');
    disk.write('accounts/new.md', record({ name: 'Brio' }));
    await engine.update(['accounts/acme.md', 'accounts/new.md']);
    assert.deepEqual(quality(), [2, (1 / 6 + 2 / 6) / 2, 0.4]);
  });
});
