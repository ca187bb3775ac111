import assert from 'node:assert/strict';
import type { CompletionItem } from '../../../src/core/expressions/completeExpression.ts';
import { completeExpression } from '../../../src/core/expressions/completeExpression.ts';
import { theFirm } from './aFirm.ts';

/** Completions at the bar `|`. */
async function completed(marked: string, type: string): Promise<readonly CompletionItem[]> {
  const offset = marked.indexOf('|');
  const source = marked.slice(0, offset) + marked.slice(offset + 1);
  return completeExpression(source, offset, (await theFirm()).schema, type);
}

async function labels(marked: string, type: string): Promise<readonly string[]> {
  return (await completed(marked, type)).map(({ label }) => label);
}

function includes(
  all: readonly string[],
  wanted: readonly string[],
  unwanted: readonly string[] = [],
): void {
  for (const label of wanted) assert.ok(all.includes(label), `${label} is offered`);
  for (const label of unwanted) assert.ok(!all.includes(label), `${label} is not offered`);
}

describe('completeExpression', () => {
  it('offers fields, computed fields, back-references, constants and functions at the start of a part', async () => {
    for (const marked of ['|', 'sta|', "status == 'x' && |", '(|', '!|', 'has(|']) {
      const all = await labels(marked, 'account');
      includes(
        all,
        ['status', 'revenue', 'last_activity', 'deals', 'today', 'me', 'has', 'days'],
        ['contains'],
      );
    }
  });

  it('says what each one is', async () => {
    const items = await completed('|', 'account');
    const of = (label: string): CompletionItem | undefined =>
      items.find((item) => item.label === label);
    assert.deepEqual(
      ['status', 'last_activity', 'deals', 'today', 'days'].map((label) => [
        of(label)?.kind,
        of(label)?.detail,
      ]),
      [
        ['field', 'text'],
        ['computed', 'a date'],
        ['backReference', 'a list of records'],
        ['constant', 'a date'],
        ['function', 'days(count)'],
      ],
    );
    assert.match(of('last_activity')?.documentation ?? '', /last activity/);
  });

  it('offers the fields of a referenced record after a dot', async () => {
    includes(
      await labels('account.|', 'deal'),
      ['industry', 'parent', 'deals', 'contact_policy'],
      ['stage', 'today'],
    );
    includes(await labels('account.parent.ind|', 'deal'), ['industry']);
    includes(
      await labels('account.contact_policy.|', 'deal'),
      ['opt_out', 'channels'],
      ['industry'],
    );
    includes(await labels("x == 'y' && (account).|", 'deal'), ['industry']);
  });

  it('offers macros on lists, and methods on texts', async () => {
    includes(
      await labels('deals.|', 'account'),
      ['filter', 'exists', 'sum', 'size'],
      ['stage', 'contains'],
    );
    includes(await labels("deals.filter(d, d.stage == 'won').|", 'account'), ['filter', 'size']);
    includes(await labels('name.|', 'account'), ['contains', 'matches', 'lower'], ['exists']);
  });

  it('knows the items of the lists it stands in', async () => {
    includes(await labels('deals.exists(d, |', 'account'), ['d', 'status', 'today']);
    includes(
      await labels('deals.exists(d, d.|', 'account'),
      ['stage', 'amount', 'account'],
      ['status'],
    );
    includes(await labels('deals.exists(d, d.lines.exists(l, l.product.|', 'account'), [
      'sku',
      'category',
    ]);
    includes(await labels('deals.exists(d, d.is_open) && d|', 'account'), ['deals'], ['d']);
  });

  it('offers the values that a field can have, in quotes where there are none', async () => {
    const [first] = await completed('stage == |', 'deal');
    assert.deepEqual([first?.label, first?.insert, first?.kind], ['qualify', "'qualify'", 'value']);
    assert.deepEqual(await labels("stage == 'pro|'", 'deal'), [
      'qualify',
      'proposal',
      'commit',
      'won',
      'lost',
      'upcoming',
      'renewed',
      'churned',
    ]);
    assert.deepEqual(await labels("account.status != '|", 'deal'), [
      'prospect',
      'customer',
      'partner',
      'former',
    ]);
    assert.deepEqual(await labels("owner == '|'", 'deal'), ['ana', 'bo']);
    assert.deepEqual(await labels("owner in ['ana', '|", 'deal'), ['ana', 'bo']);
    assert.deepEqual(await labels("deals.exists(d, d.forecast == '|')", 'account'), [
      'pipeline',
      'best_case',
      'commit',
      'closed',
      'omitted',
    ]);
    assert.deepEqual(await labels("name == '|'", 'account'), []);
  });

  it('replaces what is already written, and nothing else', async () => {
    const [value] = await completed("stage == 'pro|' && x", 'deal');
    assert.deepEqual([value?.insert, value?.replace], ['qualify', { start: 10, end: 13 }]);
    const field = (await completed('owner == me && am|o', 'deal')).find(
      ({ label }) => label === 'amount',
    );
    assert.deepEqual(field?.replace, { start: 15, end: 18 });
  });

  it('puts names that need it in backticks', async () => {
    const field = (await completed('|', 'account')).find(({ label }) => label === 'lead-score');
    assert.equal(field?.insert, '`lead-score`');
  });

  it('offers something wherever the cursor stands, and never throws', async () => {
    const { schema } = await theFirm();
    const source =
      "deals.exists(d, d.stage == 'won' && (d.amount > money('5 EUR') || d.x[0] in ['a', `b`])) ? 21d : !@me // end";
    for (let offset = 0; offset <= source.length; offset++) {
      for (const text of [source, source.slice(0, offset), source.slice(offset)]) {
        const at = Math.min(offset, text.length);
        for (const { replace } of completeExpression(text, at, schema, 'account')) {
          assert.ok(replace.start <= at && at <= replace.end && replace.end <= text.length);
        }
      }
    }
  });
});
