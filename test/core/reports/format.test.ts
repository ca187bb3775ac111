import assert from 'node:assert/strict';
import {
  columnHeading,
  formatCell,
  formatFigure,
  formatNumber,
  formatPeriod,
  formatRatio,
} from '../../../src/core/reports/format.ts';
import { formatMoney, groupThousands } from '../../../src/core/model/words.ts';
import { money } from './aReport.ts';

describe('figures as people read them', () => {
  it('group thousands and keep the decimals', () => {
    assert.equal(groupThousands('-1234567.5'), '-1,234,567.5');
    assert.equal(groupThousands('999'), '999');
    assert.equal(formatMoney(money('10005534', 'USD')), '10,005,534.00 USD');
    assert.equal(formatMoney(money('1234.505')), '1,234.51 EUR');
    assert.equal(formatMoney(money('1234.5', 'JPY')), '1,235 JPY');
    assert.equal(formatMoney(money('0.0005', 'KWD')), '0.001 KWD');
  });

  it('show a ratio as a percentage with two decimals', () => {
    assert.equal(formatRatio(4238 / 6711), '63.15 %');
    assert.equal(formatRatio(0), '0.00 %');
    assert.equal(formatRatio(1), '100.00 %');
    assert.equal(formatRatio(12.5), '1,250.00 %');
  });

  it('never round a share to nothing or to everything', () => {
    assert.equal(formatRatio(0.00001), '<0.01 %');
    assert.equal(formatRatio(0.99999), '>99.99 %');
  });

  it('leave whole numbers whole', () => {
    assert.equal(formatNumber(57), '57');
    assert.equal(formatNumber(51.784568), '51.78');
    assert.equal(formatNumber(1234.5), '1,234.50');
    assert.equal(formatNumber(-0.001), '0.00');
  });

  it('say days where no column does', () => {
    assert.equal(formatFigure(57, 'days'), '57 days');
    assert.equal(formatFigure(1, 'days'), '1 day');
    assert.equal(formatFigure(null, 'ratio'), '–');
    assert.equal(formatFigure(40, 'percent'), '40 %');
  });

  it('name a missing group and leave a missing figure empty', () => {
    assert.equal(formatCell(null, { type: 'text', group: true }), '(none)');
    assert.equal(formatCell(null, { type: 'ratio', group: false }), '–');
    assert.equal(formatCell({ value: 'won', label: 'Won' }, { type: 'text', group: true }), 'Won');
  });

  it('put the unit of a column into its heading, but not the period of a date', () => {
    assert.equal(columnHeading({ label: 'Amount', type: 'money', unit: 'EUR' }), 'Amount (EUR)');
    assert.equal(columnHeading({ label: 'Closed', type: 'date', unit: 'month' }), 'Closed');
    // A label that says it already is left alone.
    assert.equal(columnHeading({ label: 'Days open', type: 'days', unit: 'days' }), 'Days open');
  });

  it('name periods', () => {
    assert.equal(formatPeriod('2026-11-22', 'day'), '2026-11-22');
    assert.equal(formatPeriod('2026-11-22', 'month'), '2026-11');
    assert.equal(formatPeriod('2026-11-22', 'quarter'), '2026 Q4');
    assert.equal(formatPeriod('2026-11-22', 'year'), '2026');
    assert.equal(formatPeriod('2026-11-22', 'fiscal_year'), 'FY2026');
    assert.equal(formatPeriod('2026-11-22', 'fiscal_quarter', 4), 'FY2026/27 Q3');
    assert.equal(formatPeriod('2027-03-31', 'fiscal_year', 4), 'FY2026/27');
  });

  it('name weeks by the year of their Thursday', () => {
    assert.equal(formatPeriod('2026-01-01', 'week'), '2026-W01');
    assert.equal(formatPeriod('2027-01-01', 'week'), '2026-W53');
    assert.equal(formatPeriod('2024-12-30', 'week'), '2025-W01');
  });
});
