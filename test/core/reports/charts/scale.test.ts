import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  bandScale,
  compactNumber,
  linearScale,
  spreadLabels,
} from '../../../../src/core/reports/charts/scale.ts';

describe('a scale', () => {
  it('has ticks at round numbers and holds zero', () => {
    assert.deepEqual(linearScale([3, 97], [0, 100], 5).ticks, [0, 20, 40, 60, 80, 100]);
    assert.deepEqual(linearScale([0.1, 0.33], [0, 100], 4).ticks, [0, 0.1, 0.2, 0.3, 0.4]);
    assert.deepEqual(linearScale([-40, 60], [0, 100], 5).ticks, [-40, -20, 0, 20, 40, 60]);
  });

  it('counts in whole steps', () => {
    assert.deepEqual(linearScale([1, 2], [0, 100], 5, 'count').ticks, [0, 1, 2]);
  });

  it('can draw nothing but zeros', () => {
    assert.equal(linearScale([0, 0], [100, 0]).position(0), 100);
    assert.equal(linearScale([], [100, 0]).ticks.length > 1, true);
  });

  it('places every value within its range', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -1e12, max: 1e12, noNaN: true }), { minLength: 1 }),
        (values) => {
          const scale = linearScale(values, [0, 500]);
          return values.every((value) => {
            const position = scale.position(value);
            return position >= -0.001 && position <= 500.001;
          });
        },
      ),
    );
  });

  it('writes ticks short', () => {
    assert.equal(compactNumber(1_250_000, 'money'), '1.25M');
    assert.equal(compactNumber(50_000, 'money'), '50k');
    assert.equal(compactNumber(999_960, 'money'), '1M');
    assert.equal(compactNumber(0.25, 'ratio'), '25 %');
    assert.equal(compactNumber(-1500, 'number'), '-1.5k');
    assert.equal(compactNumber(12.34, 'days'), '12.3');
  });

  it('divides a range into bands', () => {
    const bands = bandScale(4, [0, 100], 0.2);
    assert.equal(bands.bandWidth, 20);
    assert.deepEqual([0, 1, 2, 3].map(bands.centre), [12.5, 37.5, 62.5, 87.5]);
  });
});

describe('labels that would overlap', () => {
  it('are moved apart in their order, within the range', () => {
    assert.deepEqual(spreadLabels([10, 12, 11], 10, [0, 100]), [10, 30, 20]);
    assert.deepEqual(spreadLabels([95, 99], 10, [0, 100]), [90, 100]);
    assert.deepEqual(spreadLabels([10, 50], 10, [0, 100]), [10, 50]);
  });

  it('stand apart wherever there is room for all', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(300), { maxLength: 20 }), (positions) => {
        const places = spreadLabels(positions, 10, [0, 300]).sort((a, b) => a - b);
        return places.every((place, at) => at === 0 || place - (places[at - 1] ?? 0) >= 10 - 1e-9);
      }),
    );
  });
});
