import assert from 'node:assert/strict';
import {
  mean,
  quantile,
  quantileOfDecimals,
  sortNumbers,
  wilsonInterval,
} from '../../../src/core/reports/statistics.ts';
import { decimalToString } from '../../../src/core/model/decimal.ts';
import { money } from './aReport.ts';

describe('statistics', () => {
  it('takes the mean, and has none of nothing', () => {
    assert.equal(mean([1, 2, 6]), 3);
    assert.equal(mean([]), null);
  });

  it('averages the middle two for the median of an even number of values', () => {
    assert.equal(quantile(sortNumbers([9, 1, 4, 2]), 0.5), 3);
    assert.equal(quantile(sortNumbers([9, 1, 4]), 0.5), 4);
  });

  it('interpolates the 90th percentile between the closest ranks', () => {
    // rank (11 - 1) * 0.9 = 9 of 0, 10 … 100; with ten values rank 8.1 lies a tenth of the way from 80 to 90
    const values = [0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100];
    assert.equal(quantile(sortNumbers(values), 0.9), 90);
    assert.equal(quantile(sortNumbers(values.slice(0, 10)), 0.9)?.toFixed(9), '81.000000000');
    assert.equal(quantile(sortNumbers([7]), 0.9), 7);
    assert.equal(quantile(sortNumbers([]), 0.9), null);
  });

  it('sorts numbers by value, not by their text', () => {
    assert.deepEqual([...sortNumbers([10, 9, -1])], [-1, 9, 10]);
  });

  it('takes quantiles of money exactly', () => {
    const amounts = [money('0.10'), money('0.30'), money('100000000000000.01')];
    const [median, p90] = [quantileOfDecimals(amounts, 5), quantileOfDecimals(amounts, 9)];
    assert.equal(median && decimalToString(median), '0.300');
    // rank 1.8: 0.30 + 0.8 * (100000000000000.01 - 0.30)
    assert.equal(p90 && decimalToString(p90), '80000000000000.068');
    assert.equal(quantileOfDecimals([], 5), null);
  });

  it('gives the Wilson interval of a share', () => {
    // Newcombe (1998), table 1: 81 of 263 is 0.2553 to 0.3662 by the score method without correction
    const interval = wilsonInterval(81, 263);
    assert.equal(interval?.low.toFixed(4), '0.2553');
    assert.equal(interval?.high.toFixed(4), '0.3662');
    assert.equal(wilsonInterval(0, 0), null);
    assert.equal(wilsonInterval(0, 5)?.low, 0);
    assert.equal(wilsonInterval(5, 5)?.high, 1);
  });
});
