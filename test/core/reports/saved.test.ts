import assert from 'node:assert/strict';
import { renderTable } from '../../../src/core/reports/renderTable.ts';
import { recordsBehind } from '../../../src/core/reports/reportModel.ts';
import { describeReport, listReports } from '../../../src/core/reports/registry.ts';
import { checkSavedReport } from '../../../src/core/reports/savedReport.ts';
import type { Workspace } from '../../../src/core/workspace/workspace.ts';
import { aSalesFirm, deal, record } from './aSalesFirm.ts';
import { asJson, computed, eur, refused } from './compute.ts';
import { assertGolden } from './golden.ts';

const deals = {
  'deals/a.md': deal({
    stage: 'won',
    amount: 100,
    closed: '2026-01-15',
    created: '2026-01-05',
    owner: 'ana',
  }),
  'deals/b.md': deal({
    stage: 'won',
    amount: '200 USD',
    closed: '2026-02-15',
    created: '2026-02-05',
    owner: 'ana',
    account: 'brio',
  }),
  'deals/c.md': deal({
    stage: 'lost',
    amount: 50.5,
    closed: '2026-02-20',
    created: '2026-01-20',
    owner: 'ben',
  }),
  'deals/d.md': deal({ stage: 'qualify', amount: 30, close_date: '2026-12-15' }),
};

/** A firm with four deals and one saved report, `r`. */
function withReport(
  yaml: string,
  files: Readonly<Record<string, string>> = {},
): Promise<Workspace> {
  return aSalesFirm({ ...deals, ...files, 'reports/r.yaml': yaml });
}

function messages(workspace: Workspace): string[] {
  const saved = workspace.get('report', 'r');
  return saved ? checkSavedReport(workspace, saved).map(({ message }) => message) : ['no report'];
}

describe('a saved report', () => {
  it('groups, measures and converts as its file says', async () => {
    const firm = await withReport(`title: Amount by owner
description: What each of us sells.
from: deal
group_by: owner
measures: [count, "sum(amount)", "avg(amount)", "share(amount)"]
`);
    const { title, columns, rows, totals, excluded } = asJson(firm, 'r');
    assert.equal(title, 'Amount by owner');
    assert.deepEqual(
      columns.map(({ id, label, type, unit }) => [id, label, type, unit]),
      [
        ['owner', 'Owner', 'text', null],
        ['count', 'Deals', 'count', null],
        ['amount', 'Amount', 'money', 'EUR'],
        ['avg_amount', 'Average amount', 'money', 'EUR'],
        ['share_amount', 'Share of amount', 'ratio', null],
      ],
    );
    // 200 USD on 15 February at 1.25 are 160 EUR
    assert.deepEqual(rows, [
      {
        owner: 'ana',
        count: 2,
        amount: eur('260.00'),
        avg_amount: eur('130.00'),
        share_amount: Number((260 / 340.5).toFixed(15)),
        records: ['deal/a', 'deal/b'],
      },
      {
        owner: 'ben',
        count: 1,
        amount: eur('50.50'),
        avg_amount: eur('50.50'),
        share_amount: Number((50.5 / 340.5).toFixed(15)),
        records: ['deal/c'],
      },
      {
        owner: null,
        count: 1,
        amount: eur('30.00'),
        avg_amount: eur('30.00'),
        share_amount: Number((30 / 340.5).toFixed(15)),
        records: ['deal/d'],
      },
    ]);
    assert.deepEqual(totals?.['amount'], eur('340.50'));
    assert.equal(totals?.['share_amount'], 1);
    assert.deepEqual(excluded, []);
  });

  it('groups by stage in board order, by periods, through references and by computed fields', async () => {
    const keys = async (groupBy: string): Promise<unknown[]> => {
      const firm = await withReport(`title: T\nfrom: deals\ngroup_by: ${groupBy}\n`);
      const { rows, columns } = asJson(firm, 'r');
      const ids = columns.slice(0, -1).map(({ id }) => id);
      return rows.map((row) => [...ids.map((id) => row[id]), row['count']]);
    };
    assert.deepEqual(await keys('stage'), [
      ['qualify', 1],
      ['won', 2],
      ['lost', 1],
    ]);
    assert.deepEqual(await keys('{field: closed, bucket: month}'), [
      ['2026-01-01', 1],
      ['2026-02-01', 2],
      [null, 1],
    ]);
    assert.deepEqual(await keys('closed:fiscal_quarter'), [
      ['2026-01-01', 3],
      [null, 1],
    ]);
    assert.deepEqual(await keys('[account.industry, outcome]'), [
      ['retail', 'won', 1],
      ['steel', 'open', 1],
      ['steel', 'won', 1],
      ['steel', 'lost', 1],
    ]);
    assert.deepEqual(await keys('is_won'), [
      ['false', 2],
      ['true', 2],
    ]);
  });

  it('computes every measure', async () => {
    const firm = await withReport(`title: T
from: deal
measures:
  - {id: n, fn: count}
  - {id: total, fn: sum, of: amount, label: Everything}
  - {id: least, fn: min, of: amount}
  - {id: most, fn: max, of: amount}
  - {id: middle, fn: median, of: amount}
  - {id: high, fn: p90, of: amount}
  - {id: last, fn: max, of: closed}
  - {id: firms, fn: count_distinct, of: account}
  - {id: dated, fn: count, of: closed}
  - {id: days, fn: avg, of: days_open}
  - {id: average, expr: total / n}
  - {id: rate, expr: double(dated) / n, type: ratio}
`);
    assert.deepEqual(messages(firm), []);
    const [row] = asJson(firm, 'r').rows;
    // amounts in EUR: 30, 50.50, 100, 160
    assert.deepEqual(
      { ...row, records: [] },
      {
        n: 4,
        total: eur('340.50'),
        least: eur('30.00'),
        most: eur('160.00'),
        middle: eur('75.25'),
        high: eur('142.00'), // rank 2.7: 100 + 0.7 × 60
        last: '2026-02-20',
        firms: 2,
        dated: 3,
        days: 51 / 3, // 10, 10 and 31; the open deal does not say when it was created
        average: eur('85.13'),
        rate: 0.75,
        records: [],
      },
    );
  });

  it('measures only the records that a condition of its own names, and leads to them', async () => {
    const firm = await withReport(`title: T
from: deal
group_by: account
measures:
  - {id: won, fn: count, where: is_won}
  - {id: won_amount, fn: sum, of: amount, where: is_won}
  - {id: all, fn: count}
`);
    const report = computed(firm, 'r');
    assert.deepEqual(
      report.rows.map(({ cells }) => [cells['won'], cells['all']]),
      [
        [1, 3],
        [1, 1],
      ],
    );
    assert.deepEqual(recordsBehind(report, '0:won'), ['deal/a']);
    assert.deepEqual(recordsBehind(report, '0:all'), ['deal/a', 'deal/c', 'deal/d']);
  });

  it('keeps, sorts and cuts rows, and says what is not shown', async () => {
    const firm = await withReport(`title: T
from: deal
where: amount > money('1 EUR')
group_by: {field: owner, label: Seller}
measures: [count, "sum(amount)"]
having: count >= 1 && amount > money('40 EUR')
sort: -amount
limit: 1
`);
    const { rows, totals, notes, columns } = asJson(firm, 'r');
    assert.equal(columns[0]?.label, 'Seller');
    assert.deepEqual(
      rows.map((row) => row['owner']),
      ['ana'],
    );
    assert.equal(totals?.['count'], 4);
    assert.deepEqual(notes, ['1 row of 3 shown (having, limit); the totals cover all of them.']);
  });

  it('sorts groups in their natural order, both ways, with nothing last', async () => {
    const owners = async (sort: string): Promise<unknown[]> =>
      asJson(
        await withReport(`title: T\nfrom: deal\ngroup_by: owner\nsort: ${sort}\n`),
        'r',
      ).rows.map((row) => row['owner']);
    assert.deepEqual(await owners('owner'), ['ana', 'ben', null]);
    assert.deepEqual(await owners('-owner'), ['ben', 'ana', null]);
    assert.deepEqual(await owners('[-count, -owner]'), ['ana', 'ben', null]);
  });

  it('counts a record in each of its values, and once in the totals', async () => {
    const firm = await withReport('title: T\nfrom: account\ngroup_by: tags\n', {
      'accounts/acme.md': record({ name: 'Acme', tags: '[saas, key]' }),
    });
    const { rows, totals, notes } = asJson(firm, 'r');
    assert.deepEqual(
      rows.map((row) => [row['tags'], row['count']]),
      [
        ['key', 1],
        ['saas', 1],
        [null, 1],
      ],
    );
    assert.equal(totals?.['count'], 2);
    assert.match(notes.join(), /once in the totals/);
  });

  it('lists what it could not sum, and notes which averages miss values', async () => {
    const firm = await withReport(
      'title: T\nfrom: deal\nmeasures: ["sum(amount)", "avg(probability)", "avg(days_open)"]\n',
      {
        'deals/e.md': deal({ stage: 'qualify', amount: '9 CHF', close_date: '2026-02-01' }),
        'deals/f.md': deal({ stage: 'qualify' }),
        'deals/g.md': deal({ stage: 'qualify', amount: 'lots' }),
      },
    );
    const { excluded, notes } = asJson(firm, 'r');
    assert.deepEqual(
      excluded.map(({ id, reason, column }) => [id, reason, column]),
      [
        ['deal/e', 'no CHF rate on or before 2026-02-01', 'amount'],
        ['deal/f', 'no amount', 'amount'],
        ['deal/g', 'amount cannot be read: lots', 'amount'],
      ],
    );
    assert.deepEqual(notes, ['Average days open: 4 records of 7 have no days_open.']);
  });

  it('keeps a group for values that cannot be read', async () => {
    const firm = await withReport('title: T\nfrom: deal\ngroup_by: closed:year\n', {
      'deals/e.md': deal({ stage: 'won', closed: '31.12.2026' }),
    });
    assert.deepEqual(
      asJson(firm, 'r').rows.map((row) => [row['closed'], row['count']]),
      [
        ['2026-01-01', 3],
        ['(unreadable: 31.12.2026)', 1],
        [null, 1],
      ],
    );
  });

  it('draws a chart, split by its second group where there is one', async () => {
    const firm = await withReport(`title: T
from: deal
group_by: [{field: closed, bucket: month}, owner]
measures: ["sum(amount)"]
sort: -amount
chart: {kind: stacked, x: closed, y: amount}
`);
    const report = computed(firm, 'r');
    const [series] = report.series;
    assert.equal(series?.kind, 'stacked');
    const values = asJson(firm, 'r').series[0];
    // In the order of time, whatever the rows are sorted by.
    assert.deepEqual(values?.x.values, ['2026-01-01', '2026-02-01', null]);
    assert.deepEqual(
      values?.ys.map((y) => [y.label, y.values]),
      [
        ['Ana Ruiz', [eur('100.00'), eur('160.00'), eur('0.00')]],
        ['Ben Okafor', [eur('0.00'), eur('50.50'), eur('0.00')]],
        ['(none)', [eur('0.00'), eur('0.00'), eur('30.00')]],
      ],
    );
    const figures = series?.ys[1]?.figures;
    const row = figures?.rows[1] ?? -1;
    assert.deepEqual(recordsBehind(report, `${row}:${figures?.column}`), ['deal/c']);
    const bars = await withReport('title: T\nfrom: deal\ngroup_by: stage\nchart: pie\n');
    assert.equal(asJson(bars, 'r').series[0]?.kind, 'pie');
    const numbers = await withReport('title: T\nfrom: deal\nmeasures: [count]\nchart: number\n');
    assert.deepEqual(asJson(numbers, 'r').series[0]?.ys[0]?.values, [4]);
  });

  it('takes parameters before what is saved', async () => {
    const firm = await withReport('title: T\nfrom: deal\ngroup_by: owner\n');
    const { rows, parameters } = asJson(firm, 'r', { by: 'stage', where: 'is_won', limit: '5' });
    assert.deepEqual(
      rows.map((row) => [row['stage'], row['count']]),
      [['won', 2]],
    );
    assert.deepEqual(parameters, { by: ['stage'], where: 'is_won', limit: 5, currency: 'EUR' });
    assert.equal(asJson(firm, 'r', { from: '2026-02', to: '2026-03' }).totals?.['count'], 2);
    assert.deepEqual(refused(firm, 'r', { pipeline: 'sales' }).length, 1);
  });

  it('says what is wrong with its file, and where', async () => {
    const said = async (yaml: string): Promise<string[]> => messages(await withReport(yaml));
    assert.deepEqual(await said('title: T\n'), [
      'From must name the type whose records are counted',
    ]);
    assert.deepEqual(await said('title: T\nfrom: dael\n'), [
      'There is no type "dael"; did you mean "deal"?',
    ]);
    assert.deepEqual(
      await said('title: T\nfrom: deal\ngroup_by: [ownr, "stage:month", "name:"]\n'),
      [
        '"" is not a period; there are day, week, month, quarter, year, fiscal_quarter, fiscal_year',
        'There is no field "ownr" of deal; did you mean "owner"?',
        'Stage is not a date, so it has no month',
      ],
    );
    assert.deepEqual(
      await said(
        'title: T\nfrom: deal\nmeasures: [summ(amount), sum, sum(name), sum(account.nme)]\n',
      ),
      [
        'There is no measure "summ"; did you mean sum?',
        'Sum needs a field: sum(amount), or of: amount',
        'Sum needs money, a number or a duration, and name is text',
        'There is no field "nme" of account; did you mean "name"?',
      ],
    );
    assert.match((await said('title: T\nfrom: deal\nwhere: "amount >"\n')).join(), /column/);
    assert.match(
      (await said('title: T\nfrom: deal\nmeasures: [count, {id: x, expr: "cuont / 2"}]\n')).join(),
      /^X: .*cuont/,
    );
    assert.match((await said('title: T\nfrom: deal\nhaving: count >\n')).join(), /column/);
    assert.deepEqual(await said('title: T\nfrom: deal\nsort: -amount\n'), [
      'There is no column "amount"; there are count',
    ]);
    assert.deepEqual(await said('title: T\nfrom: deal\nchart: {kind: barz, z: 1}\n'), [
      '"z" means nothing here; there are kind, x, y',
      '"barz" is not a kind of chart; did you mean bar?',
    ]);
    assert.deepEqual(
      await said(
        'title: T\nfrom: deal\ngroup_by: amount\nmeasures: ["sum(amount)", {id: records, fn: count}]\n',
      ),
      [
        'Two columns are called amount: give one of them an id',
        'A column cannot be called records, which names the records behind a row',
      ],
    );
    // A field that nobody declares is doubted, here and beside the figures.
    const doubtful = await withReport("title: T\nfrom: deal\nwhere: ownr == 'ana'\n");
    assert.match(messages(doubtful).join(), /ownr.*"owner"/);
    assert.match(asJson(doubtful, 'r').notes.join(), /where: .*ownr/);
    const firm = await withReport('title: T\nfrom: deal\nsort: -amount\n');
    const saved = firm.get('report', 'r');
    const [problem] = saved ? checkSavedReport(firm, saved) : [];
    assert.equal(problem?.code, 'report-invalid');
    assert.equal(problem?.path, 'reports/r.yaml');
    assert.deepEqual(problem?.range.start, { line: 2, column: 6 });
    assert.deepEqual(refused(firm, 'r'), ['sort: there is no column "amount"; there are count']);
  });

  it('is in the list of reports with its columns and parameters', async () => {
    const firm = await withReport('title: Mine\ndescription: What for\nfrom: deal\n');
    const ids = listReports(firm).map(({ id }) => id);
    assert.deepEqual(ids, ['pipeline', 'win-loss', 'quality', 'r']);
    const described = describeReport(firm, 'r');
    assert.equal(described?.title, 'Mine');
    assert.equal(described?.description, 'What for');
    assert.equal(described?.path, 'reports/r.yaml');
    assert.deepEqual(
      described?.columns.map(({ id }) => id),
      ['count'],
    );
    assert.match(refused(firm, 'pipelin')[0] ?? '', /did you mean "pipeline"/);
  });

  it('reads well in the terminal', async () => {
    const firm = await withReport(`title: Won and lost by quarter
from: deal
where: has(closed)
group_by: [{field: closed, bucket: quarter}, owner]
measures:
  - count
  - sum(amount)
  - {id: won, fn: count, where: is_won}
  - {id: win_rate, expr: double(won) / count, type: ratio}
`);
    assertGolden('saved.txt', renderTable(computed(firm, 'r')));
  });
});
