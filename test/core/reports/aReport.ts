import type { Report } from '../../../src/core/reports/reportModel.ts';
import { moneyOf } from '../../../src/core/model/money.ts';
import type { Money } from '../../../src/core/model/money.ts';
import { parseDecimal } from '../../../src/core/model/decimal.ts';

/** Money from plain decimal text. */
export function money(amount: string, currency = 'EUR'): Money {
  const decimal = parseDecimal(amount);
  if (!decimal) throw new Error(`not a decimal: ${amount}`);
  return moneyOf(decimal, currency);
}

/** A small report with every kind of column; a test overrides what it is about. */
export function aReport(overrides: Partial<Report> = {}): Report {
  return {
    report: 'example',
    title: 'Deals by owner',
    description: 'Won and lost deals of each owner.',
    asOf: { commit: null, date: '2026-11-22' },
    parameters: { by: ['owner'], currency: 'EUR' },
    currency: 'EUR',
    columns: [
      { id: 'owner', label: 'Owner', type: 'text', formula: 'owner of the deal', group: true },
      { id: 'won', label: 'Won', type: 'count', formula: 'deals won', group: false },
      { id: 'win_rate', label: 'Win rate', type: 'ratio', formula: 'won ÷ closed', group: false },
      {
        id: 'amount',
        label: 'Amount',
        type: 'money',
        unit: 'EUR',
        formula: 'sum of amounts',
        group: false,
      },
      { id: 'cycle', label: 'Cycle', type: 'days', unit: 'days', formula: 'mean', group: false },
    ],
    rows: [
      {
        cells: {
          owner: { value: 'ana', label: 'Ana Ruiz' },
          won: 2,
          win_rate: 2 / 3,
          amount: money('1234567.5'),
          cycle: 51.784,
        },
        records: ['deal/a', 'deal/b', 'deal/c'],
        cellRecords: { won: ['deal/a', 'deal/b'] },
      },
      {
        cells: { owner: null, won: 0, win_rate: null, amount: money('-80'), cycle: null },
        records: ['deal/d'],
      },
    ],
    totals: {
      cells: { won: 2, win_rate: 0.5, amount: money('1234487.50'), cycle: 51.784 },
      records: ['deal/a', 'deal/b', 'deal/c', 'deal/d'],
    },
    series: [
      {
        id: 'win_rate',
        title: 'Win rate',
        kind: 'number',
        x: { label: '', type: 'text', values: [] },
        ys: [{ id: 'win_rate', label: 'Win rate', type: 'ratio', values: [0.5] }],
        formula: 'won ÷ (won + lost)',
      },
      {
        id: 'won',
        title: 'Won by owner',
        kind: 'bar',
        x: { label: 'Owner', type: 'text', values: [{ value: 'ana', label: 'Ana Ruiz' }, null] },
        ys: [{ id: 'won', label: 'Won', type: 'count', values: [2, 0] }],
        rows: [0, 1],
      },
    ],
    excluded: [{ id: 'deal/d', path: 'deals/d.md', reason: 'no created date', column: 'cycle' }],
    notes: ['Amounts are converted on the day of closing.'],
    ...overrides,
  };
}
