import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { dealsTree } from '../../../src/core/views/dealsTree.ts';
import { aView, allIds, below, config, find, record, words } from './aTree.ts';

describe('the Deals view', () => {
  it('shows stages in the order of the board, with count and sum in the base currency', async () => {
    const view = await aView({
      'deals/a.md': record('name: A\nstage: proposal\namount: 12000 EUR'),
      'deals/b.md': record('name: B\nstage: proposal\namount: 25000.49 USD'),
      'deals/c.md': record('name: C\nstage: won\namount: 5000 EUR'),
    });
    assert.deepEqual(words(dealsTree(undefined, view)), [
      'Qualify | 0',
      'Proposal | 2 · 32,000 EUR',
      'Won | 1 · 5,000 EUR',
      'Lost | 0',
    ]);
    assert.equal(find(dealsTree, view, 'Qualify').hasChildren, false);
    assert.equal(find(dealsTree, view, 'Proposal').tooltip, '40 % probability');
  });

  it('says what a sum leaves out, and never counts it one to one', async () => {
    const view = await aView({
      'deals/a.md': record('name: A\nstage: proposal\namount: 100 EUR'),
      'deals/b.md': record('name: B\nstage: proposal\namount: 999999 NOK'),
      'deals/c.md': record('name: C\nstage: proposal'),
    });
    const row = find(dealsTree, view, 'Proposal');
    assert.equal(row.description, '3 · 100 EUR + 1 without rate');
    assert.equal(
      row.tooltip,
      '40 % probability\n\nNot in the sum: 1 amount without an exchange rate, 1 deal without an amount.',
    );
  });

  it('shows only a count where no deal has an amount', async () => {
    const view = await aView({ 'deals/a.md': record('name: A\nstage: qualify') });
    assert.equal(find(dealsTree, view, 'Qualify').description, '1');
  });

  it('puts the largest open deal first, whatever its currency', async () => {
    const view = await aView({
      'accounts/acme.md': record('name: Acme'),
      'deals/a.md': record('name: Small\nstage: qualify\namount: 12000 EUR\naccount: acme'),
      'deals/b.md': record(
        'name: Large\nstage: qualify\namount: 25000 USD\nclose_date: 2027-02-01',
      ),
      'deals/c.md': record('name: Nothing\nstage: qualify\nclose_date: 2026-11-22'),
    });
    const rows = below(dealsTree, view, 'Qualify');
    assert.deepEqual(words(rows), [
      'Large | 25,000 USD · 2027-02-01',
      'Small | 12,000 EUR · Acme',
      'Nothing | overdue since 2026-11-22',
    ]);
    assert.deepEqual(
      rows.map(({ tone }) => tone),
      [undefined, undefined, 'warning'],
    );
  });

  it('does not take a deal for late that should close today', async () => {
    const view = await aView({
      'deals/a.md': record('name: A\nstage: qualify\nclose_date: 2026-11-23'),
    });
    assert.deepEqual(words(below(dealsTree, view, 'Qualify')), ['A | 2026-11-23']);
  });

  it('keeps deals of unknown stages and pipelines in sight, apart', async () => {
    const view = await aView({
      'deals/a.md': record('name: A\nstage: propsal\namount: 10 EUR'),
      'deals/b.md': record('name: B'),
      'deals/c.md': record('name: C\npipeline: renwals\nstage: qualify'),
    });
    assert.deepEqual(words(dealsTree(undefined, view)), [
      'Qualify | 0',
      'Proposal | 0',
      'Won | 0',
      'Lost | 0',
      'Without a stage | 1',
      'Unknown stage: propsal | 1 · 10 EUR',
      'Unknown pipeline | 1',
    ]);
    assert.deepEqual(words(below(dealsTree, view, 'Unknown stage: propsal')), ['A | 10 EUR']);
    assert.deepEqual(words(below(dealsTree, view, 'Without a stage')), ['B']);
    assert.deepEqual(words(below(dealsTree, view, 'Unknown pipeline')), ['C | qualify']);
  });

  it('puts pipelines above stages only where several are in use', async () => {
    const two = config.replace(
      'pipelines:\n',
      'pipelines:\n  renewals:\n    stages: [{id: due, name: Due}, {id: done, name: Done, outcome: won}]\n  idle:\n    stages: [{id: x, name: X}]\n',
    );
    const view = await aView({
      'crm.yaml': two,
      'deals/a.md': record('name: A\npipeline: sales\nstage: qualify\namount: 1 EUR'),
      'deals/b.md': record('name: B\npipeline: renewals\nstage: due\namount: 2 EUR'),
      'deals/c.md': record('name: C\npipeline: renewals\nstage: done\namount: 40 EUR'),
    });
    const rows = dealsTree(undefined, view);
    assert.deepEqual(words(rows), ['Renewals | 1 open · 2 EUR', 'Sales | 1 open · 1 EUR']);
    assert.ok(rows.every(({ expanded }) => expanded));
    assert.deepEqual(words(below(dealsTree, view, 'Renewals')), [
      'Due | 1 · 2 EUR',
      'Done | 1 · 40 EUR',
    ]);
    allIds(dealsTree, view);
  });

  it('divides a long closed stage by the months of closing, latest first', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 203 }, (_, at) => [
        `deals/${at}.md`,
        record(
          `name: Deal ${at}\nstage: won\namount: 10 EUR${at === 0 ? '' : `\nclosed: 2026-${at % 2 === 0 ? '03' : '11'}-02`}`,
        ),
      ]),
    );
    const view = await aView(files);
    assert.equal(find(dealsTree, view, 'Won').description, '203 · 2,030 EUR');
    assert.deepEqual(words(below(dealsTree, view, 'Won')), [
      '2026-11 | 101 · 1,010 EUR',
      '2026-03 | 101 · 1,010 EUR',
      'Without a date of closing | 1 · 10 EUR',
    ]);
    assert.deepEqual(words(below(dealsTree, view, 'Won', 'Without a date of closing')), [
      'Deal 0 | 10 EUR',
    ]);
    assert.equal(
      words(below(dealsTree, view, 'Won', '2026-03'))[0],
      'Deal 2 | 10 EUR · 2026-03-02',
    );
    assert.equal(allIds(dealsTree, view).size, 4 + 3 + 203);
  });

  it('shows a long open stage a page at a time, twice as much each time', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 1001 }, (_, at) => [
        `deals/${at}.md`,
        record(`name: Deal ${at}\nstage: qualify\namount: ${1001 - at} EUR`),
      ]),
    );
    const view = await aView(files);
    const stage = find(dealsTree, view, 'Qualify').id;
    let rows = dealsTree(stage, view);
    const pages: string[] = [];
    for (let more = rows.at(-1); more?.showRows !== undefined; more = rows.at(-1)) {
      pages.push(`${rows.length - 1}: ${more.label}`);
      rows = dealsTree(stage, { ...view, rows: more.showRows });
    }
    assert.deepEqual(pages, ['200: Show 200 more', '400: Show 400 more', '800: Show 201 more']);
    assert.equal(rows.length, 1001);
    assert.equal(rows[1000]?.label, 'Deal 1000');
  });

  it('shows nothing where there are no deals', async () => {
    assert.deepEqual(dealsTree(undefined, await aView({})), []);
    assert.deepEqual(dealsTree('pipeline/gone/won', await aView({})), []);
  });
});
