import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { parseMoney } from '../../../src/core/model/money.ts';
import { describeRecord } from '../../../src/core/views/describeRecord.ts';
import { nodeId, partsOfNodeId } from '../../../src/core/views/nodeId.ts';
import { referenceTo } from '../../../src/core/views/referenceTo.ts';
import { shortSum, wholeSum } from '../../../src/core/views/sums.ts';
import { aView, record } from './aTree.ts';

describe('ids of rows', () => {
  it('give back the parts that they were made of, whatever these hold', () => {
    const parts = fc.array(fc.string({ unit: 'binary' }), { minLength: 1 });
    fc.assert(fc.property(parts, (way) => assert.deepEqual(partsOfNodeId(nodeId(...way)), way)));
  });
});

describe('sums in rows', () => {
  const sum = (text: string, leftOut = 0) => {
    const money = parseMoney(text, 'EUR');
    assert.ok(money);
    return { money, leftOut, without: 0 };
  };

  it('are short where the room is scarce, without saying anything wrong', () => {
    const pairs = [
      ['0', '0 EUR'],
      ['9999.49', '9,999 EUR'],
      ['9999.50', '10k EUR'],
      ['12345', '12k EUR'],
      ['999499', '999k EUR'],
      ['999500', '1M EUR'],
      ['2815098', '2.8M EUR'],
      ['99949999', '100M EUR'],
      ['1234567890', '1.2bn EUR'],
      ['-340000', '-340k EUR'],
      ['99999999999999', '99,999,999,999,999 EUR'],
    ];
    assert.deepEqual(
      pairs.map(([amount = '']) => [amount, shortSum(sum(amount).money)]),
      pairs,
    );
  });

  it('say what is left out', () => {
    assert.equal(wholeSum(sum('1234.56', 2)), '1,235 EUR + 2 without rate');
  });
});

describe('a reference to copy', () => {
  it('is the shortest that leads to the record from anywhere', async () => {
    const { snapshot } = await aView({
      'accounts/acme.md': record('name: Acme'),
      'accounts/eu/berlin.md': record('name: Berlin'),
      'accounts/twin.md': record('name: Twin'),
      'contacts/twin.md': record('name: Twin'),
      'accounts/same.md': record('name: Same'),
      'accounts/same/index.md': record('name: Same'),
    });
    const reference = (path: string): string => {
      const found = snapshot.byPath(path);
      assert.ok(found);
      return referenceTo(found, snapshot);
    };
    assert.equal(reference('accounts/acme.md'), '[[acme]]');
    assert.equal(reference('accounts/eu/berlin.md'), '[[berlin]]');
    assert.equal(reference('contacts/twin.md'), '[[contacts/twin]]');
    assert.equal(reference('accounts/same/index.md'), '[[accounts/same/index.md]]');
  });
});

describe('a record among others', () => {
  it('is told apart by what its type is told apart by', async () => {
    const { snapshot } = await aView({
      'accounts/acme.md': record('name: Acme\nstatus: customer\ncity: Berlin'),
      'deals/a.md': record(
        'name: A\naccount: acme\nstage: qualify\namount: 5 EUR\nclose_date: 2027-01-31',
      ),
      'cases/c.md': record('title: C\naccount: acme\nstatus: new\nopened: 2026-11-20T10:00:00Z'),
    });
    const described = snapshot
      .all()
      .map((found) => `${found.title}: ${describeRecord(found, snapshot)}`);
    assert.deepEqual(described.sort(), [
      'A: Acme · Qualify · 5 EUR · 2027-01-31',
      'Acme: Customer · Berlin',
      'C: New · Acme · 2026-11-20',
    ]);
  });
});
