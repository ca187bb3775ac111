import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  addDecimals,
  decimalToString,
  multiplyDecimals,
  subtractDecimals,
  zero,
} from '../../../src/core/model/decimal.ts';
import type { Decimal } from '../../../src/core/model/decimal.ts';
import { moneyToString } from '../../../src/core/model/money.ts';
import {
  averageMoney,
  DecimalTotal,
  decimalRatio,
  exactMoney,
  trimDecimal,
} from '../../../src/core/reports/moneyTotal.ts';
import { money } from './aReport.ts';

const anyDecimal: fc.Arbitrary<Decimal> = fc.oneof(
  fc.record({ coefficient: fc.maxSafeInteger(), scale: fc.nat(8) }),
  fc.record({ coefficient: fc.integer({ min: -99999, max: 99999 }), scale: fc.nat(3) }),
  fc.record({ coefficient: fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), scale: fc.nat(24) }),
);

function isEqual(a: Decimal, b: Decimal): boolean {
  return BigInt(subtractDecimals(a, b).coefficient) === 0n;
}

describe('sums of money', () => {
  it('never pass through binary fractions', () => {
    const total = new DecimalTotal();
    for (let i = 0; i < 10; i++) total.add(money('0.10'));
    assert.equal(decimalToString(total.value), '1.00');
  });

  it('are those of exact arithmetic, whatever is added', () => {
    fc.assert(
      fc.property(fc.array(anyDecimal), (addends) => {
        const total = new DecimalTotal();
        for (const addend of addends) total.add(addend);
        return isEqual(total.value, addends.reduce(addDecimals, zero));
      }),
    );
  });

  it('weigh amounts exactly', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(anyDecimal, anyDecimal)), (pairs) => {
        const total = new DecimalTotal();
        for (const [value, factor] of pairs) total.addProduct(value, factor);
        const expected = pairs.reduce(
          (sum, [v, f]) => addDecimals(sum, multiplyDecimals(v, f)),
          zero,
        );
        return isEqual(total.value, expected);
      }),
    );
  });

  it('keep every digit that counts and at least those of the currency', () => {
    assert.equal(moneyToString(exactMoney(money('1234.5000'), 'EUR')), '1234.50 EUR');
    assert.equal(moneyToString(exactMoney(money('1234.5025'), 'EUR')), '1234.5025 EUR');
    assert.equal(moneyToString(exactMoney(money('1234'), 'EUR')), '1234.00 EUR');
    assert.equal(moneyToString(exactMoney(money('1234.00'), 'JPY')), '1234 JPY');
    assert.equal(decimalToString(trimDecimal(money('-0.500'), 0)), '-0.5');
  });

  it('average to the digits of the currency, and to nothing over nothing', () => {
    const average = averageMoney(money('100'), 3, 'EUR');
    assert.equal(average && moneyToString(average), '33.33 EUR');
    assert.equal(averageMoney(money('100'), 0, 'EUR'), null);
  });

  it('give a ratio, which is empty where the whole is zero', () => {
    assert.equal(decimalRatio(money('1'), money('4')), 0.25);
    assert.equal(decimalRatio(money('1'), zero), null);
  });
});
