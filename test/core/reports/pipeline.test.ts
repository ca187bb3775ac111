import assert from 'node:assert/strict';
import { recordsBehind } from '../../../src/core/reports/reportModel.ts';
import { renderTable } from '../../../src/core/reports/renderTable.ts';
import { aSalesFirm, crmYaml, deal, record } from './aSalesFirm.ts';
import { asJson, computed, eur, refused } from './compute.ts';
import { assertGolden } from './golden.ts';

describe('the report pipeline', () => {
  it('counts open deals by stage in board order and weighs their amounts exactly', async () => {
    const firm = await aSalesFirm({
      'deals/a.md': deal({ stage: 'proposal', amount: 1000.5, close_date: '2026-12-01' }),
      'deals/b.md': deal({ stage: 'qualify', amount: 2000, close_date: '2026-12-15' }),
      'deals/c.md': deal({ stage: 'qualify', amount: 100.05, probability: 33, owner: 'ana' }),
      'deals/d.md': deal({ stage: 'won', amount: 5000, closed: '2026-10-01' }),
      'deals/e.md': deal({ stage: 'lost', amount: 7000, closed: '2026-10-01' }),
    });
    const { columns, rows, totals } = asJson(firm, 'pipeline');
    assert.deepEqual(
      columns.map(({ id }) => id),
      ['stage', 'count', 'amount', 'weighted', 'rotting'],
    );
    assert.deepEqual(rows, [
      {
        stage: 'qualify',
        count: 2,
        amount: eur('2100.05'),
        weighted: eur('233.0165'), // 2000 × 0.10 + 100.05 × 0.33
        rotting: 0,
        records: ['deal/b', 'deal/c'],
      },
      {
        stage: 'proposal',
        count: 1,
        amount: eur('1000.50'),
        weighted: eur('400.20'),
        rotting: 0,
        records: ['deal/a'],
      },
    ]);
    assert.deepEqual(totals?.['weighted'], eur('633.2165'));
  });

  it('shows the stages of the board that are empty', async () => {
    const firm = await aSalesFirm({});
    const { rows } = asJson(firm, 'pipeline');
    assert.deepEqual(
      rows.map((row) => [row['stage'], row['count'], row['amount']]),
      [
        ['qualify', 0, eur('0.00')],
        ['proposal', 0, eur('0.00')],
      ],
    );
  });

  it('keeps a deal whose stage is unknown in a row of its own and says that it cannot be weighed', async () => {
    const firm = await aSalesFirm({
      'deals/a.md': deal({ stage: 'propsal', amount: 500 }),
      'deals/b.md': deal({ amount: 300 }),
    });
    const { rows, excluded } = asJson(firm, 'pipeline');
    assert.deepEqual(
      rows.map((row) => [row['stage'], row['count'], row['amount'], row['weighted']]),
      [
        ['qualify', 0, eur('0.00'), eur('0.00')],
        ['proposal', 0, eur('0.00'), eur('0.00')],
        ['(unknown stage: propsal)', 1, eur('500.00'), eur('0.00')],
        [null, 1, eur('300.00'), eur('0.00')],
      ],
    );
    assert.deepEqual(
      excluded.map(({ id, reason, column }) => [id, reason, column]),
      [
        ['deal/a', 'no probability: the stage propsal is not in its pipeline', 'weighted'],
        ['deal/b', 'no probability: it has no stage', 'weighted'],
      ],
    );
  });

  it('keeps a deal without a usable amount and lists it under the figure', async () => {
    const firm = await aSalesFirm({
      'deals/a.md': deal({ stage: 'qualify' }),
      'deals/b.md': deal({ stage: 'qualify', amount: 'twelve' }),
      'deals/c.md': deal({ stage: 'qualify', amount: '100 CHF', close_date: '2026-07-01' }),
      'deals/d.md': deal({ stage: 'qualify', amount: 50 }),
    });
    const { rows, excluded } = asJson(firm, 'pipeline');
    assert.equal(rows[0]?.['count'], 4);
    assert.deepEqual(rows[0]?.['amount'], eur('50.00'));
    assert.deepEqual(
      excluded.filter(({ column }) => column === 'amount'),
      [
        { id: 'deal/a', path: 'deals/a.md', reason: 'no amount', column: 'amount' },
        {
          id: 'deal/b',
          path: 'deals/b.md',
          reason: 'amount cannot be read: twelve',
          column: 'amount',
        },
        {
          id: 'deal/c',
          path: 'deals/c.md',
          reason: 'no CHF rate on or before 2026-07-01',
          column: 'amount',
        },
      ],
    );
  });

  it('converts each amount by the rate of its closing date, of today where it has none, and says so', async () => {
    const firm = await aSalesFirm({
      'deals/a.md': deal({ stage: 'qualify', amount: '100 USD', close_date: '2026-03-01' }),
      'deals/b.md': deal({ stage: 'qualify', amount: '100 USD' }),
    });
    const { rows, notes } = asJson(firm, 'pipeline');
    assert.deepEqual(rows[0]?.['amount'], eur('130.00')); // 100 ÷ 1.25 + 100 ÷ 2
    assert.deepEqual(notes, [
      '1 record without a date of its own is converted at the rate of today, 2026-11-23.',
    ]);
    const inDollars = asJson(firm, 'pipeline', { currency: 'usd' });
    assert.deepEqual(inDollars.rows[0]?.['amount'], { amount: '200.00', currency: 'USD' });
    assert.equal(inDollars.columns.find(({ id }) => id === 'amount')?.unit, 'USD');
  });

  it('counts as rotting what neither an activity nor a change of stage has touched for too long', async () => {
    const firm = await aSalesFirm({
      'deals/old.md': deal({ stage: 'qualify', created: '2026-10-01' }),
      'deals/touched.md': deal({ stage: 'qualify', created: '2026-10-01' }),
      'deals/young.md': deal({ stage: 'qualify', created: '2026-11-02' }), // 21 days ago
      'deals/patient.md': deal({ stage: 'proposal', created: '2026-01-01' }),
      'deals/undated.md': deal({ stage: 'qualify' }),
      'activities/call.md': record({ kind: 'call', date: '2026-11-20', deal: 'touched' }),
    });
    const report = computed(firm, 'pipeline');
    assert.deepEqual(recordsBehind(report, '0:rotting'), ['deal/old']);
    assert.deepEqual(recordsBehind(report, 'totals:rotting'), ['deal/old']);
    assert.deepEqual(
      report.excluded.filter(({ column }) => column === 'rotting').map(({ id }) => id),
      ['deal/undated'],
    );
  });

  it('keeps pipelines apart, or shows the one asked for', async () => {
    const firm = await aSalesFirm({
      'crm.yaml': `${crmYaml}`.replace(
        'rates:',
        '  renewals:\n    stages:\n      - {id: qualify, name: Upcoming, probability: 50}\n      - {id: won, name: Renewed, probability: 100, outcome: won}\nrates:',
      ),
      'deals/a.md': deal({ stage: 'qualify', amount: 10 }),
      'deals/b.md': deal({ stage: 'qualify', amount: 20, pipeline: 'renewals' }),
    });
    const { rows, columns, series } = asJson(firm, 'pipeline');
    assert.equal(columns[0]?.id, 'pipeline');
    assert.deepEqual(
      rows.map((row) => [row['pipeline'], row['stage'], row['amount']]),
      [
        ['sales', 'qualify', eur('10.00')],
        ['sales', 'proposal', eur('0.00')],
        ['renewals', 'qualify', eur('20.00')],
      ],
    );
    assert.equal(series.filter(({ kind }) => kind === 'funnel').length, 2);
    const renewals = asJson(firm, 'pipeline', { pipeline: 'renewals' });
    assert.deepEqual(
      renewals.columns.map(({ id }) => id),
      ['stage', 'count', 'amount', 'weighted', 'rotting'],
    );
    assert.deepEqual(
      renewals.rows.map((row) => row['amount']),
      [eur('20.00')],
    );
    assert.match(refused(firm, 'pipeline', { pipeline: 'renewal' })[0] ?? '', /mean "renewals"/);
  });

  it('groups by owner, month of closing, account, industry and forecast in place of the stage', async () => {
    const firm = await aSalesFirm({
      'deals/a.md': deal({ stage: 'qualify', amount: 10, owner: 'ana', close_date: '2026-12-05' }),
      'deals/b.md': deal({ stage: 'proposal', amount: 20, owner: 'ben', account: 'brio' }),
      'deals/c.md': deal({ stage: 'proposal', amount: 40, owner: 'ana', close_date: '2026-12-31' }),
      'deals/d.md': deal({ stage: 'proposal', amount: 5, account: 'gone' }),
    });
    const by = (field: string): unknown[] =>
      asJson(firm, 'pipeline', { by: field }).rows.map((row) => [
        row[field.replace(/:.*/, '')],
        (row['amount'] as { amount: string }).amount,
      ]);
    // Names are in order of amount, time in its own; what is missing is a row too.
    assert.deepEqual(by('owner'), [
      ['ana', '50.00'],
      ['ben', '20.00'],
      [null, '5.00'],
    ]);
    assert.deepEqual(by('close_date'), [
      ['2026-12-01', '50.00'],
      [null, '25.00'],
    ]);
    assert.deepEqual(by('close_date:quarter'), [
      ['2026-10-01', '50.00'],
      [null, '25.00'],
    ]);
    assert.deepEqual(by('account'), [
      ['account/acme', '50.00'],
      ['account/brio', '20.00'],
      ['(unresolved: gone)', '5.00'],
    ]);
    assert.deepEqual(by('account.industry'), [
      ['steel', '50.00'],
      ['retail', '20.00'],
      [null, '5.00'],
    ]);
    assert.deepEqual(by('forecast'), [
      ['pipeline', '10.00'],
      ['best_case', '65.00'],
    ]);
    assert.deepEqual(
      asJson(firm, 'pipeline', { by: 'close_month' }).rows.map((row) => row['close_month']),
      ['2026-12-01', null],
    );
  });

  it('groups by segment, where a deal may count twice, but once in the totals', async () => {
    const firm = await aSalesFirm({
      'segments/steel.yaml':
        "name: Steel\nkind: dynamic\nof: account\nwhere: industry == 'steel'\n",
      'segments/key.yaml': 'name: Key accounts\nkind: static\nmembers: [acme]\n',
      'deals/a.md': deal({ stage: 'qualify', amount: 10 }),
      'deals/b.md': deal({ stage: 'qualify', amount: 20, account: 'brio' }),
    });
    const { rows, totals, notes } = asJson(firm, 'pipeline', { by: 'segment' });
    assert.deepEqual(
      new Set(rows.map((row) => row['segment'])),
      new Set(['segment/key', 'segment/steel', null]),
    );
    assert.equal(totals?.['count'], 2);
    assert.match(notes.join(), /once in the totals/);
    assert.deepEqual(asJson(firm, 'pipeline', { segment: 'steel' }).totals?.['records'], [
      'deal/a',
    ]);
  });

  it('counts only what the parameters ask for', async () => {
    const firm = await aSalesFirm({
      'deals/a.md': deal({ stage: 'qualify', amount: 10, owner: 'ana', close_date: '2026-11-30' }),
      'deals/b.md': deal({ stage: 'qualify', amount: 20, owner: 'ben', close_date: '2026-12-01' }),
      'deals/c.md': deal({ stage: 'qualify', amount: 30, owner: 'Zoe' }),
    });
    const records = (parameters: Record<string, string>): unknown =>
      asJson(firm, 'pipeline', parameters).totals?.['records'];
    assert.deepEqual(records({ where: "amount >= money('20 EUR')" }), ['deal/b', 'deal/c']);
    assert.deepEqual(records({ owner: 'Ana Ruiz' }), ['deal/a']);
    assert.deepEqual(records({ owner: 'Zoe' }), ['deal/c']);
    // The period is half-open; a deal without a date is listed, not guessed.
    assert.deepEqual(records({ from: '2026-11', to: '2026-12' }), ['deal/a']);
    assert.deepEqual(
      asJson(firm, 'pipeline', { from: '2026-12-01' })
        .excluded.filter(({ column }) => column === undefined)
        .map(({ id, reason }) => [id, reason]),
      [['deal/c', 'no closing date to tell whether it is in the period']],
    );
  });

  it('measures coverage against a target: open ÷ (target − won)', async () => {
    const files = {
      'deals/open.md': deal({ stage: 'qualify', amount: 900 }),
      'deals/won.md': deal({ stage: 'won', amount: 400, closed: '2026-03-01' }),
      'deals/before.md': deal({ stage: 'won', amount: 5000, closed: '2025-12-31' }),
    };
    const firm = await aSalesFirm(files);
    const coverageOf = (snapshot: typeof firm, parameters = {}): unknown =>
      asJson(snapshot, 'pipeline', parameters).series.find(({ id }) => id === 'coverage')?.ys[0]
        ?.values[0];
    assert.equal(coverageOf(firm), undefined);
    assert.equal(coverageOf(firm, { target: '1000' }), 1.5); // 900 ÷ (1000 − 400)
    assert.equal(coverageOf(firm, { target: '400 EUR' }), null);
    assert.match(asJson(firm, 'pipeline', { target: '400' }).notes.join(), /it is met/);
    const withGoal = await aSalesFirm({
      ...files,
      'strategy/goals.md':
        '---\ntitle: Goals of the year\nkind: goals\ngoals:\n  - {metric: won_amount, target: 2200, by: 2026-12-31}\n  - {metric: won_amount, target: 1, by: 2026-06-30}\n---\n',
    });
    assert.equal(coverageOf(withGoal), 0.5); // 900 ÷ (2200 − 400)
  });

  it('refuses what it cannot group by, and says what is near', async () => {
    const firm = await aSalesFirm({});
    assert.deepEqual(refused(firm, 'pipeline', { by: 'ownr' }), [
      'there is no field "ownr" of deal; did you mean "owner"?',
    ]);
    assert.deepEqual(refused(firm, 'pipeline', { by: 'owner:month' }), [
      '"owner:month": owner is not a date',
    ]);
    assert.match(
      refused(firm, 'pipeline', { where: 'amount > ' })[0] ?? '',
      /column \d+ of amount/,
    );
    // A field that nobody declares may be written all the same, so it is doubted, not refused.
    assert.match(asJson(firm, 'pipeline', { where: 'amont > 3' }).notes.join(), /"amount"/);
  });

  it('reads well in the terminal', async () => {
    const firm = await aSalesFirm({
      'deals/a.md': deal({ stage: 'proposal', amount: 1000.5, close_date: '2026-12-01' }),
      'deals/b.md': deal({ stage: 'qualify', amount: 2000, created: '2026-09-01' }),
      'deals/c.md': deal({ stage: 'unknown', amount: 12 }),
    });
    assertGolden('pipeline.txt', renderTable(computed(firm, 'pipeline', { target: '5000' })));
  });
});
