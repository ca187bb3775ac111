import assert from 'node:assert/strict';
import { renderTable } from '../../../src/core/reports/renderTable.ts';
import { recordsBehind } from '../../../src/core/reports/reportModel.ts';
import { aSalesFirm, crmYaml, deal, record } from './aSalesFirm.ts';
import { asJson, computed, refused } from './compute.ts';
import { assertGolden } from './golden.ts';

const files = {
  'crm.yaml': `${crmYaml}policy:\n  stale_after: {account: 100d}\n`,
  'accounts/acme.md': record({
    name: 'Acme',
    status: 'customer',
    owner: 'ana',
    domain: 'acme.example',
    industry: 'steel',
    country: 'Germany',
    updated: '2026-11-01',
  }),
  'accounts/brio.md': record({ name: 'Brio', employees: 'many' }),
  'deals/a.md': deal({ stage: 'qualify', owner: 'ben' }),
};

describe('the report quality', () => {
  it('scores types, worst first, and leads each part to the records that lack something', async () => {
    const firm = await aSalesFirm(files);
    const { columns, rows, totals, excluded } = asJson(firm, 'quality');
    assert.deepEqual(
      columns.map(({ id }) => id),
      [
        'type',
        'count',
        'score',
        'completeness',
        'validity',
        'freshness',
        'uniqueness',
        'references',
      ],
    );
    const scores = rows.map((row) => row['score'] as number);
    assert.deepEqual(
      scores,
      [...scores].sort((a, b) => a - b),
    );
    const accounts = rows.findIndex((row) => row['type'] === 'account');
    assert.equal(rows[accounts]?.['count'], 2);
    assert.equal(rows[accounts]?.['completeness'], (1 + 1 / 6) / 2);
    assert.equal(rows[accounts]?.['validity'], (1 + 0.5) / 2);
    // Only acme has a date: the mean is over those that can be told.
    assert.equal(rows[accounts]?.['freshness'], 1);
    assert.equal(totals?.['count'], 3);
    const report = computed(firm, 'quality');
    assert.deepEqual(recordsBehind(report, `${accounts}:completeness`), ['account/brio']);
    assert.deepEqual(recordsBehind(report, `${accounts}:count`), ['account/acme', 'account/brio']);
    assert.deepEqual(excluded, [
      {
        id: 'account/brio',
        path: 'accounts/brio.md',
        reason: 'nothing says when it was last cared for',
        column: 'freshness',
      },
    ]);
  });

  it('lists records, worst first, each with what is missing and what to do', async () => {
    const firm = await aSalesFirm(files);
    const { rows, notes } = asJson(firm, 'quality', { by: 'record', limit: '2' });
    assert.equal(rows.length, 2);
    assert.equal(rows[0]?.['record'], 'account/brio');
    assert.equal(rows[0]?.['missing'], 'status, owner, domain, industry, country');
    assert.match(String(rows[0]?.['fix']), /number/);
    assert.deepEqual(rows[0]?.['records'], ['account/brio']);
    assert.match(notes.join(), /worst 2 of 3 records/);
  });

  it('counts one type, one owner, or what an expression says', async () => {
    const firm = await aSalesFirm(files);
    const records = (parameters: Record<string, string>): unknown =>
      asJson(firm, 'quality', parameters).totals?.['records'];
    assert.deepEqual(records({ type: 'deal' }), ['deal/a']);
    assert.deepEqual(records({ owner: 'ana' }), ['account/acme']);
    assert.deepEqual(records({ type: 'account', where: "industry == 'steel'" }), ['account/acme']);
    assert.deepEqual(
      asJson(firm, 'quality', { by: 'owner' }).rows.map((row) => row['owner']).length,
      3,
    );
    assert.match(refused(firm, 'quality', { type: 'acount' })[0] ?? '', /mean "account"/);
    assert.match(refused(firm, 'quality', { by: 'typ' })[0] ?? '', /use "type"/);
  });

  it('has a score for an empty workspace: none', async () => {
    const firm = await aSalesFirm({});
    const { totals } = asJson(firm, 'quality', { type: 'deal' });
    assert.equal(totals?.['score'], null);
    assert.equal(totals?.['count'], 0);
  });

  it('reads well in the terminal', async () => {
    const firm = await aSalesFirm(files);
    assertGolden('quality.txt', renderTable(computed(firm, 'quality')));
    assertGolden('quality-records.txt', renderTable(computed(firm, 'quality', { by: 'record' })));
  });
});
