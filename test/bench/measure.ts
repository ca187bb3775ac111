/** Measuring on a noisy machine: interleaved runs, medians, ratios to a yardstick of the same run. */

export interface BenchRow {
  /** What was measured. */
  readonly what: string;
  /** Median, in `unit`. */
  readonly value: number;
  readonly unit: string;
  /** What it is compared with, and its median in the same unit; absent for absolute goals. */
  readonly yardstick?: string;
  readonly yardstickValue?: number;
  /** value / yardstickValue, or the value itself for absolute goals. */
  readonly ratio: number;
  /** The goal for the ratio: at most this. */
  readonly goal: number;
  readonly ok: boolean;
  readonly note?: string;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** The value below which a share of the values lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

/** Milliseconds of a call. */
export async function timed(run: () => unknown): Promise<number> {
  const start = performance.now();
  await run();
  return performance.now() - start;
}

/** Runs A B A B …; gives each one's times. The first round warms up and is not counted where `warmUp` is set. */
export async function interleaved(
  rounds: number,
  runs: readonly (() => unknown)[],
  warmUp = false,
): Promise<readonly (readonly number[])[]> {
  const times: number[][] = runs.map(() => []);
  for (let round = warmUp ? -1 : 0; round < rounds; round++) {
    for (const [index, run] of runs.entries()) {
      const time = await timed(run);
      if (round >= 0) times[index]?.push(time);
    }
  }
  return times;
}

export interface Ratio {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  readonly yardstick: string;
  readonly yardstickValue: number;
  readonly goal: number;
  readonly note?: string;
}

export function ratioRow(row: Ratio): BenchRow {
  const ratio = row.value / row.yardstickValue;
  return { ...row, ratio, ok: ratio <= row.goal };
}

export function absoluteRow(row: Omit<Ratio, 'yardstick' | 'yardstickValue'>): BenchRow {
  return { ...row, ratio: row.value, ok: row.value <= row.goal };
}
