/** Amounts compare exactly; those of different currencies by the rate of their record's date. */
import type { Decimal } from '../model/decimal.ts';
import { compareDecimals, roundDecimal } from '../model/decimal.ts';
import type { Money } from '../model/money.ts';
import type { ComparisonOperator } from './ast.ts';
import type { Compiler, Evaluate, Test } from './compiler.ts';
import { convertMoney, rateRecord } from './compiler.ts';
import { isConstant } from './constants.ts';
import type { Typed } from './typed.ts';

interface Sides {
  readonly left: Typed;
  readonly right: Typed;
}

/**
 * The test of a comparison between amounts. With a constant on the right, what is compared with it is converted
 * to its currency; else both are converted to the base currency where they differ.
 */
export function compareMoneyTest(
  compiler: Compiler,
  operator: ComparisonOperator,
  left: Evaluate<Money>,
  right: Evaluate<Money>,
  sides: Sides,
): Test {
  const accepts = acceptedOrders(operator);
  const leftRecord = rateRecord(compiler, sides.left);
  if (isConstant(sides.right)) {
    const constant = right(undefined as never);
    if (!constant) return () => false;
    const compare = comparerWith(constant);
    return (record) => {
      const money = left(record);
      if (money === undefined) return false;
      const same =
        money.currency === constant.currency
          ? money
          : convertMoney(compiler, money, constant.currency, leftRecord(record) ?? record);
      return same !== undefined && accepts(compare(same));
    };
  }
  const rightRecord = rateRecord(compiler, sides.right);
  const { currency } = compiler.snapshot.schema;
  return (record) => {
    const a = left(record);
    const b = a && right(record);
    if (!a || !b) return false;
    if (a.currency === b.currency) return accepts(compareDecimals(a, b));
    const baseA = convertMoney(compiler, a, currency, leftRecord(record) ?? record);
    const baseB = convertMoney(compiler, b, currency, rightRecord(record) ?? record);
    return baseA !== undefined && baseB !== undefined && accepts(compareDecimals(baseA, baseB));
  };
}

/** What an operator asks of an order, without a call for each kind. */
function acceptedOrders(operator: ComparisonOperator): (order: number) => boolean {
  const less = operator === '<' || operator === '<=' || operator === '!=';
  const equal = operator === '==' || operator === '<=' || operator === '>=';
  const greater = operator === '>' || operator === '>=' || operator === '!=';
  return (order) => (order < 0 ? less : order > 0 ? greater : equal);
}

const preparedScales = 7;

/** Compares with one amount over and over: its coefficient is ready for every usual number of decimals. */
function comparerWith(constant: Decimal): (value: Decimal) => number {
  const coefficients: (number | undefined)[] = [];
  for (let scale = 0; scale < preparedScales; scale++) {
    const scaled = scale < constant.scale ? undefined : roundDecimal(constant, scale).coefficient;
    coefficients.push(typeof scaled === 'number' ? scaled : undefined);
  }
  return (value) => {
    const prepared = coefficients[value.scale];
    return prepared !== undefined && typeof value.coefficient === 'number'
      ? value.coefficient - prepared
      : compareDecimals(value, constant);
  };
}
