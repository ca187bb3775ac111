import assert from 'node:assert/strict';
import { renderTable } from '../../../src/core/reports/renderTable.ts';
import { recordsBehind } from '../../../src/core/reports/reportModel.ts';
import { aSalesFirm, deal, record } from './aSalesFirm.ts';
import { asJson, computed, eur } from './compute.ts';
import { assertGolden } from './golden.ts';

const won = (fields: Readonly<Record<string, string | number>>): string =>
  deal({ stage: 'won', created: '2026-01-01', ...fields });
const lost = (fields: Readonly<Record<string, string | number>>): string =>
  deal({ stage: 'lost', created: '2026-01-01', ...fields });

/** Three won (10, 20 and 40 days), one lost. */
const fourDeals = {
  'deals/a.md': won({ amount: 100, closed: '2026-01-11', owner: 'ana' }),
  'deals/b.md': won({ amount: 200, closed: '2026-01-21', owner: 'ana', account: 'brio' }),
  'deals/c.md': won({ amount: 600.5, closed: '2026-02-10', owner: 'ben' }),
  'deals/d.md': lost({ amount: 300, closed: '2026-02-10', owner: 'ben', lost_reason: 'price' }),
  'deals/open.md': deal({ stage: 'qualify', amount: 1 }),
};

describe('the report win-loss', () => {
  it('counts, sums and times the closed deals', async () => {
    const { columns, rows, totals } = asJson(await aSalesFirm(fourDeals), 'win-loss');
    assert.deepEqual(
      columns.map(({ id }) => id),
      [
        'won',
        'lost',
        'win_rate',
        'won_amount',
        'lost_amount',
        'win_rate_amount',
        'average_won',
        'cycle_mean',
        'cycle_median',
        'cycle_p90',
        'wilson_low',
        'wilson_high',
      ],
    );
    const [row] = rows;
    assert.equal(rows.length, 1);
    assert.deepEqual(
      { ...row, wilson_low: 0, wilson_high: 0, win_rate_amount: 0 },
      {
        won: 3,
        lost: 1,
        win_rate: 0.75,
        won_amount: eur('900.50'),
        lost_amount: eur('300.00'),
        win_rate_amount: 0,
        average_won: eur('300.17'), // 900.50 ÷ 3
        cycle_mean: 70 / 3,
        cycle_median: 20,
        cycle_p90: 36, // rank (3 − 1) × 0.9 = 1.8: 20 + 0.8 × 20
        wilson_low: 0,
        wilson_high: 0,
        records: ['deal/a', 'deal/b', 'deal/c', 'deal/d'],
      },
    );
    assert.equal(Number(row?.['win_rate_amount']).toFixed(6), (900.5 / 1200.5).toFixed(6));
    // Wilson interval of 3 in 4
    assert.equal(Number(row?.['wilson_low']).toFixed(4), '0.3006');
    assert.equal(Number(row?.['wilson_high']).toFixed(4), '0.9544');
    assert.deepEqual(totals, row);
  });

  it('has no rate, no average and no cycle where there is nothing to divide by', async () => {
    const none = asJson(await aSalesFirm({}), 'win-loss').rows[0];
    assert.equal(none?.['win_rate'], null);
    assert.equal(none?.['average_won'], null);
    assert.equal(none?.['cycle_mean'], null);
    assert.equal(none?.['cycle_median'], null);
    assert.equal(none?.['wilson_low'], null);
    assert.deepEqual(none?.['won_amount'], eur('0.00'));
  });

  it('leads each figure to the deals behind it', async () => {
    const report = computed(await aSalesFirm(fourDeals), 'win-loss');
    assert.deepEqual(recordsBehind(report, '0:won'), ['deal/a', 'deal/b', 'deal/c']);
    assert.deepEqual(recordsBehind(report, '0:lost'), ['deal/d']);
    assert.deepEqual(recordsBehind(report, 'totals:win_rate').length, 4);
    assert.deepEqual(recordsBehind(report, '0:unheard_of'), []);
  });

  it('groups by owner, reason, industry, kind, product, competitor and source', async () => {
    const firm = await aSalesFirm({
      ...fourDeals,
      'products/hub.yaml': 'sku: HUB\nname: Integration hub\n',
      'deals/e.md': `---\nname: E\naccount: acme\nstage: lost\nlines:\n  - {product: hub, quantity: 1}\n  - {product: gone, quantity: 2}\nkind: renewal\ncompetitor: Orbit\nsource: fair\n---\n`,
    });
    const by = (field: string): unknown[] =>
      asJson(firm, 'win-loss', { by: field }).rows.map((row) => [
        row[field],
        row['won'],
        row['lost'],
      ]);
    assert.deepEqual(by('owner'), [
      ['ana', 2, 0],
      ['ben', 1, 1],
      [null, 0, 1],
    ]);
    assert.deepEqual(by('lost_reason'), [
      [null, 3, 1],
      ['price', 0, 1],
    ]);
    assert.deepEqual(by('account.industry'), [
      ['steel', 2, 2],
      ['retail', 1, 0],
    ]);
    assert.deepEqual(by('industry'), by('account.industry'));
    assert.deepEqual(by('kind'), [
      ['renewal', 0, 1],
      [null, 3, 1],
    ]);
    assert.deepEqual(by('product'), [
      [null, 3, 1],
      ['product/hub', 0, 1],
      ['(unresolved: gone)', 0, 1],
    ]);
    assert.deepEqual(by('competitor'), [
      [null, 3, 1],
      ['Orbit', 0, 1],
    ]);
    assert.deepEqual(by('source').length, 2);
  });

  it('counts a period by the closed date, half-open', async () => {
    const firm = await aSalesFirm(fourDeals);
    const counted = (from: string, to: string): unknown =>
      asJson(firm, 'win-loss', { from, to }).totals?.['records'];
    assert.deepEqual(counted('2026-01-11', '2026-01-21'), ['deal/a']);
    assert.deepEqual(counted('2026-02', '2026-03'), ['deal/c', 'deal/d']);
    assert.deepEqual(counted('2026-Q1', '2026-Q2'), ['deal/a', 'deal/b', 'deal/c', 'deal/d']);
  });

  it('takes close_date where closed is not written, and says so', async () => {
    const firm = await aSalesFirm({ 'deals/a.md': won({ amount: 1, close_date: '2026-01-05' }) });
    const { rows, notes } = asJson(firm, 'win-loss');
    assert.equal(rows[0]?.['cycle_mean'], 4);
    assert.deepEqual(notes, ['1 deal writes no closed date; it counts by close_date.']);
  });

  it('counts a deal that cannot be timed or valued, and lists it under the figure', async () => {
    const firm = await aSalesFirm({
      ...fourDeals,
      'deals/e.md': deal({ stage: 'won', amount: 10, closed: '2026-03-01' }),
      'deals/f.md': won({ closed: '2025-12-31' }),
      'deals/g.md': won({ amount: 1, closed: 'soon' }),
      'deals/h.md': deal({ stage: 'victory', amount: 1 }),
    });
    const { rows, excluded } = asJson(firm, 'win-loss');
    assert.equal(rows[0]?.['won'], 6);
    assert.equal(rows[0]?.['cycle_median'], 20);
    assert.deepEqual(rows[0]?.['average_won'], eur('182.30')); // 911.50 ÷ 5
    assert.deepEqual(
      excluded.map(({ id, reason, column }) => [id, reason, column]),
      [
        ['deal/e', 'no created date', 'cycle_mean'],
        ['deal/f', 'no amount', 'won_amount'],
        ['deal/f', 'closed (2025-12-31) before it was created (2026-01-01)', 'cycle_mean'],
        ['deal/g', 'closed date cannot be read: soon', 'cycle_mean'],
        [
          'deal/h',
          'the stage victory is not in its pipeline, so nobody knows whether it is won',
          undefined,
        ],
      ],
    );
  });

  it('draws won and lost over time, months without deals included', async () => {
    const firm = await aSalesFirm({
      'deals/a.md': won({ closed: '2026-01-11' }),
      'deals/b.md': lost({ closed: '2026-03-11' }),
    });
    const trend = asJson(firm, 'win-loss').series.find(({ id }) => id === 'trend');
    assert.deepEqual(trend?.x.values, ['2026-01-01', '2026-02-01', '2026-03-01']);
    assert.deepEqual(
      trend?.ys.map(({ id, values }) => [id, values]),
      [
        ['won', [1, 0, 0]],
        ['lost', [0, 0, 1]],
      ],
    );
  });

  it('reads well in the terminal', async () => {
    const firm = await aSalesFirm({
      ...fourDeals,
      'accounts/acme.md': record({ name: 'Acme', industry: '钢铁' }),
    });
    assertGolden('win-loss.txt', renderTable(computed(firm, 'win-loss', { by: 'industry' })));
  });
});
