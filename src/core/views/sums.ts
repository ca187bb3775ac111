/** Sums of money as rows of trees show them. */
import { inBaseCurrency } from '../expressions/computed/computedField.ts';
import { decimalToNumber, decimalToString, roundDecimal, zero } from '../model/decimal.ts';
import type { Money } from '../model/money.ts';
import { addMoney, isMoney, moneyOf } from '../model/money.ts';
import type { CrmRecord } from '../model/record.ts';
import { countOf, groupThousands } from '../model/words.ts';
import type { ViewContext } from './nodes.ts';

export interface Sum {
  /** In the base currency, each amount at the rate of its record's own date. */
  readonly money: Money;
  /** Amounts that could not be converted, so they are not in the sum. */
  readonly leftOut: number;
  /** Records without an amount. */
  readonly without: number;
}

/** The sum of the `amount` of records. */
export function sumOfAmounts(records: readonly CrmRecord[], context: ViewContext): Sum {
  let money = moneyOf(zero, context.snapshot.schema.currency);
  let leftOut = 0;
  let without = 0;
  for (const record of records) {
    const { amount } = record.fields;
    if (!isMoney(amount)) {
      without++;
      continue;
    }
    const converted = inBaseCurrency(amount, record, context);
    if (converted) money = addMoney(money, converted);
    else leftOut++;
  }
  return { money, leftOut, without };
}

/** `853,449 EUR`: whole units, for cents say nothing in a list; what is left out is said. */
export function wholeSum(sum: Sum): string {
  return `${wholeAmount(sum.money)}${leftOutNote(sum)}`;
}

function wholeAmount(money: Money): string {
  return `${groupThousands(decimalToString(roundDecimal(money, 0)))} ${money.currency}`;
}

/** ` + 2 without rate`, or nothing. */
export function leftOutNote({ leftOut }: Sum): string {
  return leftOut > 0 ? ` + ${leftOut} without rate` : '';
}

const steps = [
  { digits: 3, letter: 'k' },
  { digits: 6, letter: 'M' },
  { digits: 9, letter: 'bn' },
] as const;

/** `853k EUR`, `2.8M EUR`: for rows whose label needs the room; under ten thousand in full. */
export function shortSum(money: Money): string {
  const whole = roundDecimal(money, 0);
  if (Math.abs(decimalToNumber(whole)) < 10_000) return wholeAmount(money);
  for (const { digits, letter } of steps) {
    const inStep = { coefficient: whole.coefficient, scale: digits };
    const tenths = roundDecimal(inStep, 1);
    const short = Math.abs(decimalToNumber(tenths)) < 10 ? tenths : roundDecimal(inStep, 0);
    if (Math.abs(decimalToNumber(short)) >= 1000) continue;
    return `${decimalToString(short).replace(/\.0$/, '')}${letter} ${money.currency}`;
  }
  return wholeAmount(money);
}

/** `12 · 340,000 EUR`; only the count where there is nothing to add up. */
export function countAndSum(records: readonly CrmRecord[], context: ViewContext): string {
  const count = groupThousands(String(records.length));
  const sum = sumOfAmounts(records, context);
  return sum.without === records.length ? count : `${count} · ${wholeSum(sum)}`;
}

/** What a sum leaves out, as a sentence for a tooltip; empty where it is complete. */
export function leftOutWords({ leftOut, without }: Sum): string {
  const parts = [
    leftOut > 0 ? `${countOf(leftOut, 'amount')} without an exchange rate` : '',
    without > 0 ? `${countOf(without, 'deal')} without an amount` : '',
  ].filter((part) => part !== '');
  return parts.length > 0 ? `Not in the sum: ${parts.join(', ')}.` : '';
}
