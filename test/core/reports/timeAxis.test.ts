import assert from 'node:assert/strict';
import type { Bucket } from '../../../src/core/model/date.ts';
import { startOfPeriod } from '../../../src/core/model/date.ts';
import { formatPeriod } from '../../../src/core/reports/format.ts';
import { fillPeriods } from '../../../src/core/reports/timeAxis.ts';

const cell = (date: string, bucket: Bucket): { value: string; label: string } => {
  const value = startOfPeriod(date, bucket, 4);
  return { value, label: formatPeriod(value, bucket, 4) };
};

function filled(dates: readonly string[], bucket: Bucket): (string | null)[] {
  const column = { type: 'date', unit: bucket } as const;
  return fillPeriods(
    dates.map((date) => cell(date, bucket)),
    column,
    4,
  ).map((one) => (one !== null && typeof one === 'object' && 'label' in one ? one.label : null));
}

describe('time on a chart', () => {
  it('runs evenly: periods in which nothing happened have their place', () => {
    assert.deepEqual(filled(['2026-11-20', '2027-02-01'], 'month'), [
      '2026-11',
      '2026-12',
      '2027-01',
      '2027-02',
    ]);
    assert.deepEqual(filled(['2026-12-28', '2027-01-11'], 'week'), [
      '2026-W53',
      '2027-W01',
      '2027-W02',
    ]);
    assert.deepEqual(filled(['2026-01-01', '2026-12-01'], 'fiscal_quarter'), [
      'FY2025/26 Q4',
      'FY2026/27 Q1',
      'FY2026/27 Q2',
      'FY2026/27 Q3',
    ]);
    assert.deepEqual(filled(['2024-05-01', '2026-05-01'], 'fiscal_year'), [
      'FY2024/25',
      'FY2025/26',
      'FY2026/27',
    ]);
    assert.deepEqual(filled(['2026-02-27', '2026-03-01'], 'day').length, 3);
  });

  it('leaves what is sorted by something else, and what would be too much', () => {
    assert.equal(filled(['2026-11-01', '2026-03-01'], 'month').length, 2);
    assert.equal(filled(['1990-01-01', '2026-03-01'], 'day').length, 2);
  });

  it('keeps what has no date at its end', () => {
    const column = { type: 'date', unit: 'month' } as const;
    const cells = [cell('2026-01-01', 'month'), cell('2026-03-01', 'month'), null];
    assert.equal(fillPeriods(cells, column, 1).at(-1), null);
    assert.equal(fillPeriods(cells, column, 1).length, 4);
    assert.equal(fillPeriods(['a', 'b'], { type: 'text' }, 1).length, 2);
  });
});
