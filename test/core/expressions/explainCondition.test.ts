import assert from 'node:assert/strict';
import { explainCondition } from '../../../src/core/expressions/explainCondition.ts';
import { theFirm, theRecord, today } from './aFirm.ts';

/** Each condition as `✓ words` or `✗ words`. */
async function explained(source: string, key: string): Promise<readonly string[]> {
  const snapshot = await theFirm();
  const explanation = explainCondition(source, await theRecord(key), today, {
    snapshot,
    me: 'ana',
  });
  assert.ok(explanation.ok);
  const { conditions, holds } = explanation;
  assert.equal(
    holds,
    conditions.every((condition) => condition.holds),
  );
  return conditions.map(({ holds: one, text, words }) => `${one ? '✓' : '✗'} ${text} | ${words}`);
}

describe('explainCondition', () => {
  it('tells of each condition whether it holds and what it saw', async () => {
    const rule =
      "status == 'customer' && annual_revenue > money('2000000 EUR') && last_activity > today - days(90) && 'saas' in tags";
    assert.deepEqual(await explained(rule, 'account/acme'), [
      "✓ status == 'customer' | status is customer",
      "✗ annual_revenue > money('2000000 EUR') | annual_revenue is 1000000.10 EUR",
      '✓ last_activity > today - days(90) | last_activity is 2026-11-22, today - days(90) is 2026-08-25',
      "✓ 'saas' in tags | tags is saas, key-account",
    ]);
  });

  it('names what is missing', async () => {
    assert.deepEqual(
      await explained("industry != 'steel' && !has(nps) && has(owner)", 'account/bolt'),
      [
        "✗ industry != 'steel' | industry is missing",
        '✓ !has(nps) | nps is missing',
        '✓ has(owner) | owner is Clara Unknown',
      ],
    );
  });

  it('keeps alternatives, negations and brackets together', async () => {
    const source = "(status == 'partner' || nps > 5) && !(employees < 100) && (nps + 1) * 2 == 20";
    assert.deepEqual(await explained(source, 'account/acme'), [
      "✓ status == 'partner' || nps > 5 | status is customer, nps is 9",
      '✓ !(employees < 100) | employees is 250',
      '✓ (nps + 1) * 2 == 20 | (nps + 1) * 2 is 20',
    ]);
  });

  it('counts the items of lists, and names records by their titles', async () => {
    const source =
      "deals.filter(d, d.stage == 'won').size() >= 2 && contacts.exists(c, c.role == 'champion') && is_open";
    assert.deepEqual(await explained(source.replace(' && is_open', ''), 'account/acme'), [
      "✗ deals.filter(d, d.stage == 'won').size() >= 2 | deals.filter(d, d.stage == 'won').size() is 1",
      "✓ contacts.exists(c, c.role == 'champion') | contacts has 2 items",
    ]);
    assert.deepEqual(await explained("account == 'acme' && owner == me", 'deal/anvils'), [
      "✓ account == 'acme' | account is Acme Works",
      '✓ owner == me | owner is ana, me is ana',
    ]);
  });

  it('takes a rule with one condition for what it is', async () => {
    assert.deepEqual(await explained('overdue', 'deal/bolts'), ['✓ overdue | overdue is true']);
  });

  it('says why a rule cannot be explained', async () => {
    const snapshot = await theFirm();
    const explanation = explainCondition('status == ', await theRecord('account/acme'), today, {
      snapshot,
    });
    assert.ok(!explanation.ok);
    assert.equal(explanation.issues.length, 1);
  });
});
