/** Scales: from values to positions, with ticks at round numbers. */
import { groupThousands } from '../../model/words.ts';
import type { ColumnType } from '../reportModel.ts';

export interface LinearScale {
  readonly low: number;
  readonly high: number;
  readonly ticks: readonly number[];
  position(value: number): number;
}

/** The step of about `count` ticks over a span: 1, 2, 2.5 or 5 times a power of ten; whole for counts. */
export function tickStep(span: number, count: number, whole: boolean): number {
  const rough = span / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(rough));
  const digit = rough / power;
  const factors = whole && power < 10 ? [1, 2, 5] : [1, 2, 2.5, 5];
  const step = power * (factors.find((factor) => digit <= factor) ?? 10);
  return whole ? Math.max(1, step) : step;
}

/** A scale that holds zero and every value, from `start` to `end`, its ends at ticks. */
export function linearScale(
  values: readonly number[],
  range: readonly [start: number, end: number],
  tickCount = 5,
  type: ColumnType = 'number',
): LinearScale {
  let least = 0;
  let most = 0;
  for (const value of values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  // Nothing to tell apart: any axis will do.
  if (most - least < 1e-9) most = least + 1;
  const step = tickStep(most - least, tickCount, type === 'count');
  const first = Math.floor(least / step + 1e-9);
  const last = Math.ceil(most / step - 1e-9);
  const ticks: number[] = [];
  // Multiples of the step, not sums of it: 0.30000000000000004 is nobody's tick.
  for (let n = first; n <= last; n++) ticks.push(n === 0 ? 0 : Number((n * step).toPrecision(12)));
  const low = ticks[0] ?? 0;
  const high = ticks.at(-1) ?? 1;
  const [start, end] = range;
  return {
    low,
    high,
    ticks,
    position: (value) => start + ((value - low) / (high - low)) * (end - start),
  };
}

const magnitudes: readonly (readonly [number, string])[] = [
  [1e12, 'T'],
  [1e9, 'B'],
  [1e6, 'M'],
  [1e3, 'k'],
];

/** A short number for a tick or a label within a chart: `1.2M`, `50k`, `0.25`, `63 %`. */
export function compactNumber(value: number, type: ColumnType): string {
  if (type === 'ratio') return `${shortDecimal(value * 100)} %`;
  if (type === 'percent') return `${shortDecimal(value)} %`;
  for (const [size, letter] of magnitudes) {
    // 999,950 would round to 1000k
    if (Math.abs(value) >= size * 0.99995 && Math.abs(value) >= 1000) {
      return shortDecimal(value / size) + letter;
    }
  }
  return shortDecimal(value);
}

function shortDecimal(value: number): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  const text = Number(value.toFixed(digits));
  return groupThousands(String(Object.is(text, -0) ? 0 : text));
}

export interface BandScale {
  /** Middle of each band. */
  readonly centre: (index: number) => number;
  readonly bandWidth: number;
  readonly step: number;
}

/** Bands of equal width with a gap between them; `gapShare` of each step is gap. */
export function bandScale(
  count: number,
  range: readonly [start: number, end: number],
  gapShare = 0.3,
): BandScale {
  const [start, end] = range;
  const step = (end - start) / Math.max(1, count);
  return {
    step,
    bandWidth: step * (1 - gapShare),
    centre: (index) => start + step * (index + 0.5),
  };
}

/** Moves labels apart that would overlap, keeping their order and staying within the range where they fit. */
export function spreadLabels(
  positions: readonly number[],
  distance: number,
  range: readonly [start: number, end: number],
): number[] {
  const order = positions
    .map((position, at) => ({ position, at }))
    .sort((a, b) => a.position - b.position || a.at - b.at);
  const [start, end] = range;
  let least = start;
  for (const label of order) {
    label.position = Math.max(label.position, least);
    least = label.position + distance;
  }
  let most = end;
  for (const label of order.toReversed()) {
    label.position = Math.min(label.position, most);
    most = label.position - distance;
  }
  const spread = [...positions];
  for (const { position, at } of order) spread[at] = position;
  return spread;
}
