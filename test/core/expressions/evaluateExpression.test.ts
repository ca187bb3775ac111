import assert from 'node:assert/strict';
import { compileExpression } from '../../../src/core/expressions/compileExpression.ts';
import { exclusionsOf, matching, theFirm, theRecord, today, valueOf } from './aFirm.ts';

/** Expressions about one record, each with what it must give. */
function gives(key: string, expectations: Readonly<Record<string, unknown>>): void {
  for (const [source, expected] of Object.entries(expectations)) {
    it(`${source}  gives  ${JSON.stringify(expected) ?? 'nothing'}`, async () => {
      assert.deepEqual(await valueOf(source, key), expected);
    });
  }
}

describe('an expression about a record', () => {
  describe('reads its fields', () => {
    gives('account/acme', {
      name: 'Acme Works',
      employees: 250,
      'gross_margin + 2': 42,
      annual_revenue: '1000000.10 EUR',
      revenue: '1000000.10 EUR',
      tags: ['saas', 'key-account'],
      'contact_policy.opt_out': true,
      'contact_policy.max_touches_per_30d': 2,
      "'email' in contact_policy.channels": true,
      "contact_policy['opt_out']": true,
      'tags[1]': 'key-account',
      'tags[9]': undefined,
      статус: 'активен',
      '`lead-score` > 70': true,
      unlisted: 7,
      'unlisted + 1': 8,
      'details.floor == 3': true,
      'details.nothing.further': undefined,
      "company_link == '[[bolt]]'": true,
      'company_link.name': 'Bolt Brothers',
      id: 'acme',
      path: 'accounts/acme.md',
      type: 'account',
      title: 'Acme Works',
    });
  });

  describe('is not deceived by names that every object answers to', () => {
    gives('account/acme', {
      constructor: 'mason',
      toString: undefined,
      'details.constructor': undefined,
    });
    gives('account/bolt', {
      constructor: undefined,
      __proto__: undefined,
      'has(hasOwnProperty)': false,
    });
  });

  describe('follows the rule of missing values: a comparison with one is false, its negation true', () => {
    gives('account/bolt', {
      "industry == 'steel'": false,
      "industry != 'steel'": false,
      "!(industry == 'steel')": true,
      'nps < 5': false,
      'nps > 5': false,
      '!(nps < 5)': true,
      'annual_revenue < 5': false,
      "annual_revenue != money('1 EUR')": false,
      'since < today': false,
      'since != today': false,
      'parent == parent': false,
      "parent == 'acme'": false,
      "parent != 'acme'": false,
      'nps + 1': undefined,
      'nps + 1 > 0': false,
      'industry + "!"': undefined,
      "industry.contains('s')": undefined,
      "!industry.contains('s')": true,
      'nps in [1, 2]': false,
      '!(nps in [1, 2])': true,
      "'saas' in tags": false,
      'tags.size()': 0,
      'tags.size() == 0': true,
      'industry.size() == 0': false,
      'contact_policy.opt_out': undefined,
      '!contact_policy.opt_out': true,
      'contact_policy.opt_out || true': true,
      'contact_policy.opt_out ? 1 : 2': 2,
      'has(nps)': false,
      'has(employees)': true,
      'employees == 0': true,
      'has(tags)': false,
      'has(contact_policy)': false,
      'nps == null': true,
      'nps != null': false,
      'employees == null': false,
      'null != employees': true,
      'coalesce(nps, 5)': 5,
      'coalesce(employees, 5)': 0,
      'parent.parent.name': undefined,
      'has(parent.name)': false,
      'contacts.exists(c, true)': false,
      'contacts.all(c, false)': true,
      '[nps, employees].size()': 1,
    });
  });

  describe('takes a value that does not fit its field for missing, and an unknown stage for no stage', () => {
    gives('deal/typo', {
      'has(amount)': false,
      'amount > 0': false,
      'close_date < today': false,
      "stage == 'propsal'": true,
      is_open: undefined,
      '!is_open': true,
      'has(account)': true,
    });
  });

  describe('calculates with numbers', () => {
    gives('account/acme', {
      'employees / 4': 62.5,
      'employees % 100': 50,
      '-employees': -250,
      '2 + 3 * 4 - 1': 13,
      '7 / 2': 3.5,
      'employees / 0': undefined,
      'employees % 0': undefined,
      '1e308 * 10': undefined,
      'round(2.5)': 3,
      'round(-2.5)': -3,
      'round(1.005, 2)': 1.01,
      'floor(1.7) + ceil(1.2)': 3,
      'abs(3 - 10)': 7,
      'min(3, 1, 2)': 1,
      'max(3, 1, 2)': 3,
      "number('12.5') + int(3.9)": 15.5,
      "number('many')": undefined,
    });
  });

  describe('works on text', () => {
    gives('account/acme', {
      "name.contains('Works')": true,
      "name.startsWith('Acme') && name.endsWith('Works')": true,
      "name.lower() + '!'": 'acme works!',
      "'  x '.trim()": 'x',
      "'straße'.upper()": 'STRASSE',
      "'ÄB'.lowerAscii()": 'Äb',
      'name.size()': 10,
      "size('😀')": 1,
      "name.matches('^Acme\\\\s\\\\w+$')": true,
      "name.split(' ')": ['Acme', 'Works'],
      "name < 'B' && 'A' < name": true,
      'string(employees) + "!"': '250!',
    });
  });

  describe('knows people by key, name, alias and e-mail', () => {
    gives('account/acme', {
      "owner == 'ana'": true,
      "owner == 'Ana Ruiz'": true,
      "owner == 'A.RUIZ@old.example'": true,
      'owner == me': true,
      'owner == @me': true,
      "owner != 'bo'": true,
      "owner in ['bo', 'Ana Ruiz']": true,
      "'Bo Lund' in team": true,
      'me in team': true,
      'team == @ana': true,
    });
    gives('account/bolt', {
      "owner == 'clara unknown'": true,
      "owner == 'ana'": false,
      'owner == me': false,
    });

    it('finds nobody in me where nobody asks', async () => {
      const snapshot = await theFirm();
      const compiled = compileExpression('owner == me', { snapshot, type: 'account' });
      assert.ok(compiled.ok);
      assert.equal(compiled.test(await theRecord('account/acme'), today), false);
    });
  });

  describe('counts with dates', () => {
    gives('account/acme', {
      today,
      'today - days(90)': '2026-08-25',
      'today - 3mo': '2026-08-23',
      "date('2026-01-31') + months(1)": '2026-02-28',
      'since + years(1)': '2021-02-28',
      'weeks(1) + today': '2026-11-30',
      'today - since': 2459,
      "date('2026-11-25') - today > 1": true,
      "date('2026-11-25') - today < days(3)": true,
      "since == date('2020-02-29')": true,
      "since == '2020-02-29'": true,
      "since < date('2020-03-01')": true,
      'year(since) * 100 + month(since)': 202002,
      'quarter(today) + weekday(today) + day(today)': 28,
      'since.getFullYear() + since.getMonth()': 2021,
      "start_of('month', today)": '2026-11-01',
      "start_of('quarter', today) - start_of('year', today)": 273,
      'today + days(1.9)': '2026-11-24',
      'today + years(9000)': undefined,
      'max(since, today)': today,
    });
    gives('activity/call', {
      "date == date('2026-11-20')": true,
      'date == today': false,
      'date < today && date > today - 7d': true,
      "date > date('2026-11-20')": false,
      "date >= date('2026-11-20')": true,
      "date == datetime('2026-11-20T16:30')": true,
      "date > datetime('2026-11-20T16:00')": true,
      "date == datetime('2026-11-20T15:30Z')": true,
      "date == datetime('2026-11-20T16:30Z')": false,
      'today - date': 3,
      "date in [date('2026-11-20')]": true,
    });
    gives('activity/mail', {
      "date > datetime('2026-11-22T10:00')": false,
      "date == datetime('2026-11-22T10:00')": true,
    });
  });

  describe('compares durations', () => {
    gives('activity/call', {
      'duration > 30m && duration < 1h': true,
      "duration == duration('45m')": true,
      "duration == '45m'": true,
      'duration > 44': true,
      'duration * 2 == 90m': true,
      'duration / 45m': 1,
      '(1h - duration) == 15m': true,
      'months(1) > days(29) && months(1) < days(31)': true,
      'today - (months(1) + days(1))': '2026-10-22',
    });
  });

  describe('compares and adds money exactly', () => {
    gives('account/acme', {
      "annual_revenue > money('1000000 EUR')": true,
      "annual_revenue > money('1000000.10 EUR')": false,
      "annual_revenue >= money('1000000.10 EUR')": true,
      "annual_revenue == money('1000000.1 EUR')": true,
      'annual_revenue > 1000000': true,
      'annual_revenue == 1000000.10': true,
      "annual_revenue == '1000000.10 EUR'": true,
      '1000000 < annual_revenue': true,
      "money('0.1 EUR') + money('0.2 EUR') == money('0.3 EUR')": true,
      "money('0.1 EUR') + money('0.2 EUR')": '0.3 EUR',
      'annual_revenue * 3': '3000000.30 EUR',
      'annual_revenue * 0.1': '100000.010 EUR',
      'annual_revenue / 3': '333333.366666666667 EUR',
      'annual_revenue / 2': '500000.05 EUR',
      'annual_revenue - annual_revenue': '0.00 EUR',
      '-annual_revenue': '-1000000.10 EUR',
      'annual_revenue / annual_revenue': 1,
      'annual_revenue / 0': undefined,
      "money(5, 'USD')": '5 USD',
      "money('9007199254740993 EUR') > money('9007199254740992 EUR')": true,
      "annual_revenue in [money('1000000.1 EUR')]": true,
      'string(annual_revenue)': '1000000.10 EUR',
    });

    it('keeps a million cents apart over thousands of additions', async () => {
      const sum = Array.from({ length: 100 }, () => "money('0.01 EUR')").join(' + ');
      assert.equal(await valueOf(sum, 'account/acme'), '1.00 EUR');
    });
  });

  describe('converts other currencies by the rate of the record’s own date', () => {
    it('uses the rate of the closing', async () => {
      // 25,000 dollars are 20,000 euros in February and 12,500 from March on.
      assert.equal(await valueOf('amount > 19999', 'deal/bolts'), true);
      assert.equal(await valueOf('amount > 20000', 'deal/bolts'), false);
      assert.equal(await valueOf("amount == money('25000 USD')", 'deal/bolts'), true);
      assert.equal(await valueOf("amount > money('3199999 JPY')", 'deal/bolts'), true);
      assert.equal(await valueOf("amount + money('1 EUR')", 'deal/bolts'), '20001.00 EUR');
      assert.equal(await valueOf("amount / money('10000 EUR')", 'deal/bolts'), 2);
    });

    it('uses the rate of the deal where another record asks about it', async () => {
      assert.equal(await valueOf('deals.sum(d, d.amount)', 'account/bolt'), '20000.00 EUR');
      assert.equal(await valueOf('deals.exists(d, d.amount > 19999)', 'account/bolt'), true);
      assert.equal(await valueOf('deals.max(d, d.amount)', 'account/bolt'), '25000 USD');
    });

    it('finds nothing without a rate, and says which record it could not count', async () => {
      assert.equal(await valueOf('amount > 1', 'deal/roubles'), false);
      assert.equal(await valueOf('amount < 1', 'deal/roubles'), false);
      assert.equal(await valueOf("amount == money('900000 RUB')", 'deal/roubles'), true);
      assert.deepEqual(await exclusionsOf('amount > 1', 'deal'), [
        'roubles: no RUB rate on or before 2026-12-01',
      ]);
      assert.deepEqual(await exclusionsOf('deals.sum(d, d.amount)', 'account'), [
        'roubles: no RUB rate on or before 2026-12-01',
      ]);
    });
  });

  describe('follows references', () => {
    gives('deal/anvils', {
      account: 'account/acme',
      "account == 'acme'": true,
      "account == 'account/acme'": true,
      "account == 'accounts/acme.md'": true,
      "account == '[[acme]]'": true,
      "account == 'ACME'": true,
      "account != 'bolt'": true,
      "account in ['bolt', 'acme']": true,
      "'acme' == account": true,
      'account.industry': 'steel',
      "account.owner == 'ana'": true,
      'account.contact_policy.opt_out': true,
      'account.parent.name': undefined,
      'contacts.size()': 2,
      "'ada' in contacts": true,
      "'contacts/bob' in contacts": true,
      'contacts.map(c, c.account.name)': ['Acme Works', 'Acme Works'],
      "contacts[0].role == 'champion'": true,
      'lines[0].product.name': 'Anvil',
      "lines.exists(l, l.product == 'anvil')": true,
      "lines.filter(l, l.product.category == 'forge').size()": 1,
      'lines.sum(l, l.product.price * l.quantity)': '320.30 EUR',
      'contacts.exists(c, c.account == account)': true,
      'activities.map(a, a.kind)': ['visit'],
    });
    gives('deal/renewal', {
      'has(account)': true,
      "account == 'nowhere'": true,
      "account == '[[nowhere]]'": true,
      "account == 'acme'": false,
      'account.name': undefined,
    });
    gives('activity/visit', {
      'about.map(r, r.type)': ['deal'],
      "about.exists(r, r.type == 'deal' && r.stage == 'proposal')": true,
      "'deals/anvils' in about": true,
      "about.exists(r, r.account.name == 'Acme Works')": true,
    });
  });

  describe('goes back from a record to those that refer to it', () => {
    gives('account/acme', {
      'deals.size()': 4,
      "deals.filter(d, d.stage == 'won').size() >= 1": true,
      'deals.map(d, d.name)': ['Anvils', 'Hammers', 'Roubles', 'Typo'],
      "contacts.exists(c, c.role == 'champion')": true,
      'contacts.exists_one(c, has(c.emails))': true,
      "contacts.all(c, c.role == 'champion')": false,
      'deals.count(d, d.is_open)': 2,
      'deals.map(d, d.is_won, d.name)': ['Hammers'],
      'deals.min(d, d.created)': '2026-08-01',
      'deals.max(d, d.probability)': 100,
      'deals.avg(d, d.probability)': 60,
      'deals.filter(d, d.is_won).first().name': 'Hammers',
      'deals.filter(d, d.is_won).sum(d, d.amount)': '5000 EUR',
      'deals.filter(d, false).sum(d, d.amount)': '0 EUR',
      'deals.filter(d, false).avg(d, d.amount)': undefined,
      'deals.map(d, d.probability).sum()': 180,
      'accounts.map(a, a.name)': ['Acme North'],
      "vehicles.exists(v, v.plate == 'B-AB 1')": true,
      'deals.exists(d, deals.exists(e, e.name != d.name && e.is_won && d.is_open))': true,
      'deals.map(d, d.contacts.map(c, c.name).size())': [2, 0, 0, 0],
      // Direct, by its contact, by its deal, by the case of its contact.
      'activities.map(a, a.kind)': ['call', 'chat', 'meeting', 'email', 'visit'],
    });
    gives('product/anvil', { 'deals.size() + invoices.size() + articles.size()': 3 });
  });

  describe('compares stages by the board', () => {
    it('of each deal’s own pipeline', async () => {
      assert.deepEqual(await matching("stage >= 'proposal'", 'deal'), [
        'anvils',
        'hammers',
        'roubles',
      ]);
      assert.deepEqual(await matching("stage < 'proposal'", 'deal'), ['bolts']);
      assert.deepEqual(await matching("'upcoming' <= stage", 'deal'), ['renewal']);
    });
  });

  describe('finds the records for which a condition holds', () => {
    const cases: readonly (readonly [source: string, type: string, ids: readonly string[]])[] = [
      ["pipeline == 'sales'", 'deal', ['anvils', 'bolts', 'hammers', 'roubles', 'typo']],
      ["stage in ['won', 'lost']", 'deal', ['hammers']],
      ["!(stage in ['won', 'lost', 'qualify'])", 'deal', ['anvils', 'renewal', 'roubles', 'typo']],
      ["stage != 'won' && has(amount)", 'deal', ['anvils', 'bolts', 'roubles']],
      ["account_tier == 'Gold'", 'account', ['acme']],
      ['is_open && close_date < today + days(30)', 'deal', ['bolts', 'roubles']],
      ['has(owner) && !(owner == me)', 'deal', ['bolts']],
      ["for == 'deal'", 'template', ['offer']],
      ["topics.exists(t, t.startsWith('metal/'))", 'article', ['rust']],
      ['true', 'case', ['done', 'dull']],
    ];
    for (const [source, type, ids] of cases) {
      it(source, async () => assert.deepEqual(await matching(source, type), ids));
    }
  });

  it('gives the same answer about another day', async () => {
    const snapshot = await theFirm();
    const record = await theRecord('deal/anvils');
    const compiled = compileExpression('close_date - today', { snapshot, type: 'deal' });
    assert.ok(compiled.ok);
    assert.equal(compiled.evaluate(record, '2026-11-23'), 53);
    assert.equal(compiled.evaluate(record, '2027-01-14'), 1);
    assert.equal(compiled.evaluate(record, '2026-11-23'), 53);
  });

  it('compiles in spite of warnings, and not with an error', async () => {
    const snapshot = await theFirm();
    const warned = compileExpression("stage == 'wom'", { snapshot, type: 'deal' });
    assert.deepEqual([warned.ok, warned.issues.length], [true, 1]);
    const failed = compileExpression('stage == won', { snapshot, type: 'deal' });
    assert.deepEqual([failed.ok, failed.issues.length], [false, 1]);
  });
});
