/** The command line as a whole process. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { BenchRow } from './measure.ts';
import { interleaved, median, ratioRow } from './measure.ts';

export async function benchCommandLine({
  folder,
  rounds,
}: {
  readonly folder: string;
  readonly rounds: number;
}): Promise<BenchRow[]> {
  const cache = mkdtempSync(path.join(tmpdir(), 'rapport-bench-cache-'));
  const env = { ...process.env, RAPPORT_CACHE_DIR: cache };
  const run = (...args: readonly string[]): string =>
    execFileSync(process.execPath, args, { env, encoding: 'utf8', maxBuffer: 1 << 26 });
  const script = path.resolve('dist/cli/rapport.mjs');
  const query = [script, '-C', folder, 'list', 'account', '--limit', '10', '--json'];
  try {
    run(...query);
    run(...query);
    const [empty = [], version = [], warm = []] = await interleaved(
      rounds,
      [() => run('-e', '0'), () => run(script, '--version'), () => run(...query)],
      true,
    );
    const yardstick = { unit: 'ms', yardstick: 'node -e 0', yardstickValue: median(empty) };
    return [
      ratioRow({
        what: 'command line, start to first output',
        value: median(version),
        goal: 1.2,
        ...yardstick,
      }),
      ratioRow({
        what: 'command line, a query on a warm workspace',
        value: median(warm),
        goal: 1.5,
        ...yardstick,
      }),
    ];
  } finally {
    rmSync(cache, { recursive: true, force: true });
  }
}
