import assert from 'node:assert/strict';
import {
  activitiesAround,
  indexByAccount,
} from '../../../../src/core/expressions/computed/activities.ts';
import {
  computedField,
  computedFields,
  computedFieldsOf,
} from '../../../../src/core/expressions/computed/computedFields.ts';
import { isMoney, moneyToString } from '../../../../src/core/model/money.ts';
import type { CrmRecord, FieldValue } from '../../../../src/core/model/record.ts';
import { aWorkspace } from '../../../support/inMemoryWorkspace.ts';
import { theFirm, theRecord, today, valueOf } from '../aFirm.ts';

/** Computed fields of one record, each with its value; money as text. */
function has(key: string, expectations: Readonly<Record<string, FieldValue | undefined>>): void {
  for (const [name, expected] of Object.entries(expectations)) {
    it(`${key} has ${name} ${JSON.stringify(expected) ?? '(missing)'}`, async () => {
      const record = await theRecord(key);
      const field = computedField(record.type, name);
      assert.ok(field, `${name} is a computed field of ${record.type}`);
      const value = field.compute(record, { snapshot: await theFirm(), today });
      assert.deepEqual(isMoney(value) ? moneyToString(value) : value, expected);
    });
  }
}

async function excludedFrom(key: string, name: string): Promise<readonly string[]> {
  const record = await theRecord(key);
  const excluded: string[] = [];
  const exclude = (of: CrmRecord, reason: string): void => {
    excluded.push(`${of.id}: ${reason}`);
  };
  const snapshot = await theFirm();
  computedField(record.type, name)?.compute(record, { snapshot, today, exclude });
  return excluded;
}

describe('computed fields', () => {
  describe('of accounts', () => {
    has('account/acme', {
      // Ada's mail of yesterday; the invitation of December is no touch yet.
      last_activity: '2026-11-22',
      days_since_last_activity: 1,
      touches_30d: 2,
      next_step: 'Write the offer',
      next_step_date: '2026-11-25',
      open_deals: 2,
      open_amount: '12000.50 EUR',
      won_amount: '5000 EUR',
      open_cases: 1,
      stale: false,
      backlink_count: 16,
    });
    has('account/bolt', {
      last_activity: undefined,
      touches_30d: 0,
      next_step: 'Call back',
      open_amount: '20000.00 EUR',
      won_amount: '0 EUR',
      open_cases: 0,
      stale: undefined,
    });
    has('account/acme-north', { stale: true, age: 691, days_since_update: 691 });

    it('count as complete what fills the required and recommended fields', async () => {
      const expected = { acme: 4 / 6, bolt: 2 / 6, 'acme-north': 2 / 6 };
      for (const [id, share] of Object.entries(expected)) {
        assert.equal(await valueOf('completeness', `account/${id}`), share);
      }
    });

    it('say which amounts they could not count', async () => {
      assert.deepEqual(await excludedFrom('account/acme', 'open_amount'), [
        'roubles: no RUB rate on or before 2026-12-01',
      ]);
    });
  });

  describe('of contacts', () => {
    has('contact/ada', { last_activity: '2026-11-22', touches_30d: 1 });
    has('contact/bob', { last_activity: undefined, touches_30d: 0 });
  });

  describe('of deals', () => {
    has('deal/anvils', {
      outcome: 'open',
      is_open: true,
      is_won: false,
      probability: 40,
      forecast: 'best_case',
      pipeline: 'sales',
      weighted_amount: '4800.20 EUR',
      days_open: 60,
      days_in_stage: 20,
      last_activity: '2026-10-01',
      rotting: false,
      overdue: false,
      subtotal: '370.26 EUR',
      total: '370.26 EUR',
    });
    has('deal/bolts', {
      rotting: true,
      overdue: true,
      stale: true,
      probability: 10,
      weighted_amount: '2500 USD',
      days_in_stage: 317,
    });
    has('deal/hammers', {
      outcome: 'won',
      is_won: true,
      is_open: false,
      // What is closed is never stale.
      stale: false,
      rotting: false,
      days_open: 61,
      overdue: false,
      subtotal: undefined,
    });
    has('deal/typo', {
      outcome: undefined,
      is_open: undefined,
      is_won: undefined,
      probability: undefined,
      weighted_amount: undefined,
      rotting: undefined,
      overdue: false,
    });
    has('deal/renewal', {
      pipeline: 'renewals',
      probability: 50,
      outcome: 'open',
      days_open: undefined,
    });
  });

  describe('of tasks and cases', () => {
    has('task/offer', { is_open: true, overdue: false });
    has('task/late', { is_open: true, overdue: true });
    has('task/done', { is_open: false, overdue: false });
    has('case/dull', { is_open: true, age: 146, days_open: 146, time_to_resolve: undefined });
    has('case/done', { is_open: false, days_open: 1, time_to_resolve: 1.5 });
  });

  describe('of invoices', () => {
    // 3 × 100.10 less 10 % is 270.27, and 9.99; taxes of 19 % and 7 % on them.
    has('invoice/one', {
      subtotal: '280.26 EUR',
      tax_total: '52.0506 EUR',
      total: '332.3106 EUR',
      paid_amount: '0 EUR',
      open_amount: '332.3106 EUR',
      is_open: true,
      overdue: true,
    });
    // Ten dollars are five euros from March on.
    has('invoice/two', {
      total: '15.00 EUR',
      paid_amount: '15.00 EUR',
      open_amount: '0.00 EUR',
      is_open: false,
      overdue: false,
    });
    has('invoice/priceless', { total: undefined, open_amount: undefined });

    it('give no total where a line has no price, and say which', async () => {
      assert.deepEqual(await excludedFrom('invoice/priceless', 'total'), [
        'priceless: line 1 has no price',
      ]);
    });
  });

  describe('of articles', () => {
    has('article/rust', { days_to_review: -20, overdue: true, stale: true });
  });

  it('are described, and each type has each name once', () => {
    for (const field of computedFields) assert.match(field.description, /^[A-Z].{10,}\.$/);
    for (const type of [
      'account',
      'contact',
      'deal',
      'task',
      'case',
      'invoice',
      'article',
      'vehicle',
    ]) {
      const fields = computedFields.filter(
        ({ types }) => types.length === 0 || types.includes(type),
      );
      assert.equal(computedFieldsOf(type).size, fields.length, `${type} has a name twice`);
    }
  });

  it('find the activities of an account from either side', async () => {
    const snapshot = await theFirm();
    const index = indexByAccount(snapshot);
    for (const account of snapshot.records('account')) {
      assert.deepEqual(
        activitiesAround(snapshot, account).map(({ id }) => id),
        (index.get(account.slot) ?? []).map(({ id }) => id),
        account.id,
      );
    }
  });

  it('are current after a file changed', async () => {
    const account = { 'accounts/acme.md': '---\nname: Acme\n---\n' };
    const call = (date: string) => `---\nkind: call\ndate: ${date}\naccount: acme\n---\n`;
    const before = await aWorkspace({ ...account, 'activities/a.md': call('2026-01-01') });
    const acme = before.get('account', 'acme');
    assert.ok(acme);
    const field = computedField('account', 'last_activity');
    assert.equal(field?.compute(acme, { snapshot: before, today }), '2026-01-01');
    const after = await aWorkspace({ 'activities/a.md': call('2026-02-02') });
    const [draft] = after.records('activity');
    assert.ok(draft);
    before.setFile({ path: 'activities/a.md', drafts: [draft], problems: [], text: '' });
    assert.equal(field?.compute(acme, { snapshot: before, today }), '2026-02-02');
  });
});
