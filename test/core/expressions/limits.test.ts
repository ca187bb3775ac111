import assert from 'node:assert/strict';
import { compileExpression } from '../../../src/core/expressions/compileExpression.ts';
import type { CrmRecord } from '../../../src/core/model/record.ts';
import { aWorkspace } from '../../support/inMemoryWorkspace.ts';
import { today } from './aFirm.ts';

/** An account with three hundred deals and a text of two million letters. */
async function aBusyFirm() {
  const files: Record<string, string> = {
    'accounts/acme.md': `---\nname: Acme\naddress: ${'a'.repeat(200_000)}\n---\n`,
    'accounts/bolt.md': '---\nname: Bolt\n---\n',
  };
  for (let i = 0; i < 300; i++) files[`deals/d${i}.md`] = `---\nname: D${i}\naccount: acme\n---\n`;
  return aWorkspace(files);
}

async function evaluated(source: string) {
  const snapshot = await aBusyFirm();
  const compiled = compileExpression(source, { snapshot, type: 'account' });
  assert.ok(compiled.ok, compiled.issues[0]?.message);
  const excluded: string[] = [];
  const exclude = (record: CrmRecord, reason: string): void => {
    excluded.push(`${record.id}: ${reason}`);
  };
  const values = snapshot.records('account').map((r) => compiled.evaluate(r, today, { exclude }));
  return { values, excluded };
}

describe('an expression that would take too long', () => {
  const hostile: Readonly<Record<string, string>> = {
    'lists in lists in lists':
      'deals.all(a, deals.all(b, deals.all(c, deals.all(d, has(d.name)))))',
    'lists that grow': 'deals.map(a, deals.map(b, deals + deals + deals)).size() > 0',
    'texts that grow':
      'deals.all(a, deals.all(b, deals.all(c, size(address + address + address) > 0)))',
    'sums in sums': 'deals.sum(a, deals.sum(b, deals.sum(c, 1))) > 0',
    'patterns over long texts':
      "deals.all(a, deals.all(b, address.matches('(a|aa|aaa)*b') || true))",
    'texts rewritten': 'deals.all(a, deals.all(b, deals.all(c, address.lower() == address)))',
    'texts looked through': "deals.all(a, deals.all(b, deals.all(c, !address.contains('b'))))",
    'texts in pieces': "deals.all(a, address.split('').size() > 0)",
  };
  for (const [what, source] of Object.entries(hostile)) {
    it(`is given up for that record, and said: ${what}`, async () => {
      const { values, excluded } = await evaluated(source);
      assert.equal(values[0], undefined);
      assert.deepEqual(excluded, ['acme: the expression visits too many items']);
      assert.notEqual(values[1], undefined, 'the account without deals is judged');
    });
  }

  it('does not hold as a condition', async () => {
    const snapshot = await aBusyFirm();
    const source = 'deals.all(a, deals.all(b, deals.all(c, true)))';
    const compiled = compileExpression(source, { snapshot, type: 'account', condition: true });
    assert.ok(compiled.ok);
    const held = snapshot.records('account').map((record) => compiled.test(record, today));
    assert.deepEqual(held, [false, true]);
  });

  it('is not mistaken for one that visits many items in reason', async () => {
    const { values, excluded } = await evaluated(
      'deals.exists(a, deals.count(b, a.name == b.name) > 1)',
    );
    assert.deepEqual([values[0], excluded], [false, []]);
  });

  it('does not stop a long-lived filter after many cheap evaluations', async () => {
    const snapshot = await aBusyFirm();
    const compiled = compileExpression('deals.size() >= 0 && deals.all(d, has(d.name))', {
      snapshot,
      type: 'account',
    });
    assert.ok(compiled.ok);
    const bolt = snapshot.get('account', 'bolt');
    assert.ok(bolt);
    for (let i = 0; i < 50_000; i++) assert.equal(compiled.test(bolt, today), true);
  });

  it('looks only at the beginning of a very long text when it matches a pattern', async () => {
    const { values } = await evaluated("address.matches('^a+$')");
    assert.equal(values[0], true);
  });
});
