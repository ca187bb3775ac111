import assert from 'node:assert/strict';
import { compileRowExpression } from '../../../src/core/expressions/compileExpression.ts';
import { moneyToString, isMoney, parseMoney } from '../../../src/core/model/money.ts';
import type { FieldMap } from '../../../src/core/model/record.ts';
import { plainField } from '../../../src/core/schema/fieldBuilder.ts';
import { theFirm, today } from './aFirm.ts';

const columns = [
  plainField('count', 'number'),
  plainField('amount', 'money'),
  plainField('latest', 'date'),
  plainField('owner', 'person'),
];

function aRow(count: number, amount: string): FieldMap {
  return { count, amount: parseMoney(amount, 'EUR') ?? null, latest: '2026-11-01', owner: 'ana' };
}

async function valueOf(source: string, row: FieldMap) {
  const compiled = compileRowExpression(source, { snapshot: await theFirm(), columns });
  assert.ok(compiled.ok, compiled.issues[0]?.message);
  const value = compiled.evaluate(row, today);
  return isMoney(value) ? moneyToString(value) : value;
}

describe('compileRowExpression', () => {
  it('calculates with the columns of a row', async () => {
    assert.equal(await valueOf('amount / count', aRow(4, '10.00 EUR')), '2.50 EUR');
    assert.equal(await valueOf('amount / count', aRow(0, '10.00 EUR')), undefined);
    assert.equal(await valueOf('count > 1 && amount > 5', aRow(4, '10.00 EUR')), true);
    assert.equal(await valueOf('today - latest', aRow(1, '1 EUR')), 22);
    assert.equal(await valueOf("owner == 'Ana Ruiz'", aRow(1, '1 EUR')), true);
    assert.equal(await valueOf('round(amount / money(3), 2)', aRow(1, '10 EUR')), 3.33);
  });

  it('tests rows for having', async () => {
    const context = { snapshot: await theFirm(), columns, condition: true };
    const having = compileRowExpression('count > 1', context);
    assert.ok(having.ok);
    assert.deepEqual(
      [1, 2].map((count) => having.test(aRow(count, '1'), today)),
      [false, true],
    );
  });

  it('guesses which column was meant', async () => {
    const compiled = compileRowExpression('amuont / count', { snapshot: await theFirm(), columns });
    assert.equal(compiled.issues[0]?.suggestion, 'amount');
    const failed = compileRowExpression('count', {
      snapshot: await theFirm(),
      columns,
      condition: true,
    });
    assert.equal(failed.ok, false);
  });
});
