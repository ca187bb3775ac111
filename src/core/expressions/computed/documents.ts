/** Computed fields of quotes, orders and invoices: totals of their lines, exact. */
import type { Decimal } from '../../model/decimal.ts';
import {
  decimalFromNumber,
  multiplyDecimals,
  subtractDecimals,
  trimDecimal,
  zero,
} from '../../model/decimal.ts';
import type { Money } from '../../model/money.ts';
import { addMoney, currencyDigits, isMoney, moneyOf, subtractMoney } from '../../model/money.ts';
import type { CrmRecord, FieldMap, FieldValue } from '../../model/record.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import type { ComputedContext, ComputedField } from './computedField.ts';
import { computed, textField } from './computedField.ts';
import { conversionDate } from './conversionDate.ts';

const documents = ['quote', 'order', 'invoice'];
const withLines = [...documents, 'deal'];
const hundred: Decimal = { coefficient: 100, scale: 0 };

export interface Totals {
  /** Lines after discount, before tax. */
  readonly subtotal: Money;
  readonly tax: Money;
  /** subtotal + tax */
  readonly total: Money;
}

/**
 * Totals of the lines of a quote, order, invoice or deal: quantity (1 unless said) × price (the product's unless
 * said) × (1 − discount), plus tax on that; exact, not rounded; in the currency of the first line, others
 * converted by the rate of the record's date. Undefined, and excluded with the reason, where a line has no price
 * or no rate: a total that leaves a line out would be a wrong one. Undefined without lines.
 */
export function computeTotals(record: CrmRecord, context: ComputedContext): Totals | undefined {
  const lines = record.fields['lines'];
  if (!Array.isArray(lines)) return undefined;
  let sum: { subtotal: Money; tax: Money } | undefined;
  for (const [index, line] of lines.entries()) {
    const amounts = isMap(line) ? lineAmounts(line, record, context.snapshot) : undefined;
    if (!amounts) {
      context.exclude?.(record, `line ${index + 1} has no price`);
      return undefined;
    }
    if (!sum) {
      sum = amounts;
      continue;
    }
    const net = inCurrency(amounts.subtotal, sum.subtotal.currency, record, context);
    const tax = inCurrency(amounts.tax, sum.subtotal.currency, record, context);
    if (!net || !tax) return undefined;
    sum = { subtotal: addMoney(sum.subtotal, net), tax: addMoney(sum.tax, tax) };
  }
  if (!sum) return undefined;
  const { subtotal, tax } = sum;
  return {
    subtotal: trimmed(subtotal),
    tax: trimmed(tax),
    total: trimmed(addMoney(subtotal, tax)),
  };
}

/** Without the zeros that percentages leave, but with the digits of the currency. */
function trimmed(money: Money): Money {
  return moneyOf(trimDecimal(money, currencyDigits(money.currency)), money.currency);
}

function isMap(value: FieldValue): value is FieldMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isMoney(value);
}

function lineAmounts(
  line: FieldMap,
  record: CrmRecord,
  snapshot: Snapshot,
): { subtotal: Money; tax: Money } | undefined {
  const price = isMoney(line['price']) ? line['price'] : productPrice(line, record, snapshot);
  const quantity = numberOf(line['quantity'], 1);
  const discount = numberOf(line['discount'], 0);
  const tax = numberOf(line['tax'], 0);
  if (!price || !quantity || !discount || !tax) return undefined;
  const gross = multiplyDecimals(price, quantity);
  const net = percentOf(gross, subtractDecimals(hundred, discount));
  return {
    subtotal: moneyOf(net, price.currency),
    tax: moneyOf(percentOf(net, tax), price.currency),
  };
}

function numberOf(value: FieldValue | undefined, fallback: number): Decimal | undefined {
  return decimalFromNumber(typeof value === 'number' ? value : fallback);
}

function percentOf(amount: Decimal, percent: Decimal): Decimal {
  const product = multiplyDecimals(amount, percent);
  return { coefficient: product.coefficient, scale: product.scale + 2 };
}

function productPrice(line: FieldMap, record: CrmRecord, snapshot: Snapshot): Money | undefined {
  const written = line['product'];
  if (typeof written !== 'string') return undefined;
  const found = snapshot.resolve(written, ['product'], record.path);
  const price = found.kind === 'found' ? found.record.fields['price'] : undefined;
  return isMoney(price) ? price : undefined;
}

function inCurrency(
  money: Money,
  currency: string,
  record: CrmRecord,
  { snapshot, today, exclude }: ComputedContext,
): Money | undefined {
  if (money.currency === currency) return money;
  const converted = snapshot.convert(money, conversionDate(record, today), currency);
  if (converted.ok) return converted.money;
  exclude?.(record, converted.reason);
  return undefined;
}

export function isPaid(record: CrmRecord): boolean {
  return record.fields['paid'] !== undefined || record.fields['status'] === 'paid';
}

/** Statuses in which a document asks nothing more of anyone. */
const settled: Readonly<Record<string, readonly string[]>> = {
  quote: ['accepted', 'declined', 'expired'],
  order: ['delivered', 'cancelled'],
  invoice: ['paid', 'cancelled'],
};

/** True while a document awaits an answer, a delivery or a payment. */
export function isOpenDocument(record: CrmRecord): boolean {
  const status = textField(record, 'status');
  const done = status !== undefined && (settled[record.type] ?? []).includes(status);
  return !done && !(record.type === 'invoice' && isPaid(record));
}

function paidAmount(record: CrmRecord, context: ComputedContext): Money | undefined {
  const totals = computeTotals(record, context);
  return totals && (isPaid(record) ? totals.total : moneyOf(zero, totals.total.currency));
}

export const documentFields: readonly ComputedField[] = [
  computed('subtotal', {
    kind: 'money',
    types: withLines,
    description: 'Sum of quantity × price − discount over its lines.',
    compute: (record, context) => computeTotals(record, context)?.subtotal,
  }),
  computed('tax_total', {
    kind: 'money',
    types: documents,
    description: 'Sum of the tax of its lines.',
    compute: (record, context) => computeTotals(record, context)?.tax,
  }),
  computed('total', {
    kind: 'money',
    types: withLines,
    description: 'Sum of quantity × price − discount + tax over its lines, exact.',
    compute: (record, context) => computeTotals(record, context)?.total,
  }),
  computed('paid_amount', {
    kind: 'money',
    types: ['invoice'],
    description: 'The total once it is paid, before that zero.',
    compute: paidAmount,
  }),
  computed('open_amount', {
    kind: 'money',
    types: ['invoice'],
    description: 'What is still to be paid: total − paid_amount; zero once it is cancelled.',
    compute(record, context) {
      const total = computeTotals(record, context)?.total;
      return total && (isOpenDocument(record) ? total : subtractMoney(total, total));
    },
  }),
];
