import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { accountsTree } from '../../../src/core/views/accountsTree.ts';
import { aView, allIds, below, find, record, words } from './aTree.ts';

describe('the Accounts view', () => {
  it('lists top accounts by name with what is open there, and their status', async () => {
    const view = await aView({
      'accounts/zeta.md': record('name: Zeta\nstatus: customer'),
      'accounts/alpha.md': record('name: alpha\nstatus: prospect'),
      'accounts/oel.md': record('name: Öl und Gas\nstatus: customer'),
      'accounts/plain.md': record('name: Plain'),
      'deals/a.md': record('name: A\naccount: zeta\nstage: qualify\namount: 12500 USD'),
      'deals/b.md': record('name: B\naccount: zeta\nstage: won\namount: 900000 EUR'),
      'deals/c.md': record('name: C\naccount: alpha\nstage: proposal'),
      'deals/d.md': record('name: D\naccount: zeta\nstage: qualify\namount: 5 NOK'),
    });
    assert.deepEqual(words(accountsTree(undefined, view)), [
      'alpha | 1 open deal · Prospect',
      'Öl und Gas | Customer',
      'Plain',
      'Zeta | 10k EUR open + 1 without rate · Customer',
    ]);
  });

  it('says by words, not only by colour, that an account does badly', async () => {
    const view = await aView({
      'accounts/a.md': record('name: A\nstatus: customer\nhealth: 35'),
      'accounts/b.md': record('name: B\nstatus: former\nhealth: 5'),
    });
    const rows = accountsTree(undefined, view);
    assert.deepEqual(words(rows), ['A | health 35 · Customer', 'B | Former']);
    assert.deepEqual(
      rows.map(({ tone }) => tone),
      ['warning', 'muted'],
    );
  });

  it('shows under an account only what it has, with counts', async () => {
    const view = await aView({
      'accounts/acme.md': record('name: Acme'),
      'accounts/north.md': record('name: Acme North\nparent: acme'),
      'contacts/ada.md': record(
        'name: Ada\naccount: acme\njob_title: Head of Anvils\nrole: champion',
      ),
      'deals/open.md': record('name: Open\naccount: acme\nstage: qualify\namount: 1000 EUR'),
      'deals/won.md': record('name: Won\naccount: acme\nstage: won\namount: 7 EUR'),
      'cases/dull.md': record('title: Dull\naccount: acme\nstatus: new\nopened: 2026-11-20'),
      'cases/old.md': record('title: Old\naccount: acme\nstatus: closed\nopened: 2026-01-20'),
      'activities/call.md': record('title: Call\nkind: call\ndate: 2026-11-20\ncontacts: [ada]'),
    });
    assert.deepEqual(words(below(accountsTree, view, 'Acme')), [
      'Subsidiaries | 1',
      'Contacts | 1',
      'Deals | 1 of 2 open · 1,000 EUR',
      'Cases | 1 of 2 open',
      'Recent activities | 1',
    ]);
    assert.deepEqual(words(below(accountsTree, view, 'Acme', 'Contacts')), [
      'Ada | Head of Anvils · Champion',
    ]);
    assert.deepEqual(words(below(accountsTree, view, 'Acme', 'Cases')), [
      'Dull | New · opened 3 days ago',
      'Old | Closed',
    ]);
    assert.deepEqual(below(accountsTree, view, 'Acme', 'Subsidiaries', 'Acme North'), []);
  });

  it('puts the deal that should close next first, and the closed ones after it, latest first', async () => {
    const deal = (name: string, rest: string): string =>
      record(`name: ${name}\naccount: acme\n${rest}`);
    const view = await aView({
      'accounts/acme.md': record('name: Acme'),
      'deals/a.md': deal('Later', 'stage: qualify\nclose_date: 2027-03-01'),
      'deals/b.md': deal('Won before', 'stage: won\nclosed: 2025-01-01\namount: 5 EUR'),
      'deals/c.md': deal('Late already', 'stage: proposal\nclose_date: 2026-11-01'),
      'deals/d.md': deal('Lost lately', 'stage: lost\nclosed: 2026-10-01'),
      'deals/e.md': deal('Undated', 'stage: qualify'),
    });
    assert.deepEqual(words(below(accountsTree, view, 'Acme', 'Deals')), [
      'Late already | overdue since 2026-11-01 · Proposal',
      'Later | 2027-03-01 · Qualify',
      'Undated | Qualify',
      'Lost lately | 2026-10-01 · Lost',
      'Won before | 5 EUR · 2025-01-01 · Won',
    ]);
  });

  it('shows the latest activities first, a page at a time, and tells their kind to those who cannot see it', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 30 }, (_, at) => [
        `activities/${at}.md`,
        record(
          `title: Call ${at}\nkind: call\ndate: 2026-10-${String(at + 1).padStart(2, '0')}\naccount: acme`,
        ),
      ]),
    );
    const view = await aView({ 'accounts/acme.md': record('name: Acme'), ...files });
    const rows = below(accountsTree, view, 'Acme', 'Recent activities');
    assert.equal(rows.length, 26);
    assert.deepEqual(words(rows).slice(0, 2), ['Call 29 | 24 days ago', 'Call 28 | 25 days ago']);
    assert.equal(rows[0]?.accessibleLabel, 'Call 29, Call, 2026-10-30, 24 days ago');
    assert.equal(words(rows).at(-1), 'Show 5 more | 5 not shown');
    const parent = find(accountsTree, view, 'Acme', 'Recent activities').id;
    const more = accountsTree(parent, { ...view, rows: rows.at(-1)?.showRows });
    assert.equal(more.length, 30);
  });

  it('keeps records whose account is missing or leads nowhere in sight', async () => {
    const view = await aView({
      'accounts/acme.md': record('name: Acme'),
      'contacts/lost.md': record('name: Lost'),
      'deals/nowhere.md': record('name: Nowhere\naccount: nobody\nstage: qualify'),
      'deals/person.md': record('name: Of a person\naccount: contacts/lost\nstage: qualify'),
      'cases/hers.md': record('title: Of a contact\ncontact: at-acme\nopened: 2026-11-01'),
      'contacts/at-acme.md': record('name: At Acme\naccount: acme'),
    });
    assert.deepEqual(words(accountsTree(undefined, view)), ['Acme', 'Without an account | 3']);
    assert.deepEqual(words(below(accountsTree, view, 'Without an account')), [
      'Contacts | 1',
      'Deals | 2',
    ]);
    assert.deepEqual(words(below(accountsTree, view, 'Without an account', 'Deals')), [
      'Nowhere | Qualify',
      'Of a person | Qualify',
    ]);
    assert.deepEqual(words(below(accountsTree, view, 'Acme', 'Cases')).length, 1);
  });

  it('keeps a circle of parents in sight, and ends where it began', async () => {
    const view = await aView({
      'accounts/a.md': record('name: A\nparent: b'),
      'accounts/b.md': record('name: B\nparent: a'),
      'accounts/c.md': record('name: C\nparent: a'),
      'accounts/self.md': record('name: Self\nparent: self'),
      'accounts/odd.md': record('name: Odd\nparent: nobody'),
    });
    assert.deepEqual(words(accountsTree(undefined, view)), ['A', 'B', 'Odd', 'Self']);
    assert.deepEqual(words(below(accountsTree, view, 'A', 'Subsidiaries')), ['B', 'C']);
    assert.deepEqual(words(below(accountsTree, view, 'A', 'Subsidiaries', 'B')), []);
    assert.deepEqual(words(below(accountsTree, view, 'Self')), []);
    allIds(accountsTree, view, 9);
  });

  it('shows two files with one id as two rows', async () => {
    const view = await aView({
      'accounts/acme.md': record('name: One'),
      'accounts/acme/index.md': record('name: Two'),
      'contacts/ada.md': record('name: Ada\naccount: acme'),
    });
    assert.deepEqual(words(accountsTree(undefined, view)).slice(0, 2), ['One', 'Two']);
    allIds(accountsTree, view);
  });

  it('flags a file that can only be read in part', async () => {
    const view = await aView({
      'accounts/broken.md': '---\nname: [Broken\nstatus: customer\n---\n',
    });
    const [row] = accountsTree(undefined, view);
    assert.equal(row?.icon, 'warning');
    assert.equal(row?.tone, 'error');
    assert.match(row?.accessibleLabel ?? '', /could not be read in full$/);
  });

  it('finds rows again whatever a file is called', async () => {
    const view = await aView({
      'accounts/50% off/…/a b.md': record('name: Odd'),
      'contacts/ada.md': record('name: Ada\naccount: "[[accounts/50% off/…/a b]]"'),
    });
    assert.deepEqual(words(below(accountsTree, view, 'Odd')), ['Contacts | 1']);
    allIds(accountsTree, view);
  });

  it('answers a row that is no longer there with nothing', async () => {
    const view = await aView({});
    assert.deepEqual(accountsTree(undefined, view), []);
    for (const gone of ['accounts%2Fgone.md', 'accounts%2Fgone.md/deals', 'x/y/z', '?/deal', ''])
      assert.deepEqual(accountsTree(gone, view), []);
  });
});
