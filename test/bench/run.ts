/**
 * Measures what the goals name, each as a ratio to a yardstick of the same run; prints a table and writes JSON.
 * `npm run bench -- --sizes 1000,10000 --rounds 3 --only engine,search` narrows it. No test asserts a time.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { benchCommandLine } from './commandLine.ts';
import { benchEngine } from './engine.ts';
import { benchExpressions } from './expressions.ts';
import { generateWorkspace } from './generateWorkspace.ts';
import type { BenchRow } from './measure.ts';
import { benchPeers } from './peers.ts';
import { benchQueries } from './queries.ts';
import { benchReports } from './reports.ts';
import { benchSearch } from './search.ts';
import { benchSizes } from './sizes.ts';

const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '1000,10000,100000' },
    rounds: { type: 'string', default: '5' },
    only: { type: 'string', default: 'engine,queries,reports,expressions,search,peers,cli,sizes' },
    folder: { type: 'string', default: path.join(tmpdir(), 'rapport-bench') },
    out: { type: 'string', default: 'out/bench.json' },
  },
});

const sizes = values.sizes.split(',').map(Number);
const rounds = Number(values.rounds);
const largest = Math.max(...sizes);

function folderOf(records: number): string {
  return generateWorkspace(values.folder, records);
}

const benches: Readonly<Record<string, () => Promise<readonly BenchRow[]>>> = {
  engine: () => benchEngine({ folderOf, sizes, rounds }),
  queries: () => benchQueries({ folder: folderOf(largest), rounds }),
  reports: () => benchReports(largest),
  expressions: () => benchExpressions(),
  peers: () => benchPeers(),
  search: () => benchSearch({ documents: Math.min(50_000, largest) }),
  cli: () =>
    benchCommandLine({
      folder: folderOf(sizes.find((size) => size >= 10_000) ?? largest),
      rounds: rounds * 3,
    }),
  sizes: benchSizes,
};

async function main(): Promise<void> {
  const rows: BenchRow[] = [];
  for (const name of values.only.split(',')) {
    const bench = benches[name];
    if (!bench) throw new Error(`there is no bench "${name}": ${Object.keys(benches).join(', ')}`);
    process.stderr.write(`measuring ${name}…\n`);
    rows.push(...(await bench()));
  }
  process.stdout.write(`${table(rows)}\n`);
  mkdirSync(path.dirname(values.out), { recursive: true });
  const machine = {
    node: process.version,
    processors: cpus().length,
    model: cpus()[0]?.model ?? '',
  };
  writeFileSync(values.out, `${JSON.stringify({ machine, sizes, rounds, rows }, null, 2)}\n`);
  process.stderr.write(`written to ${values.out}\n`);
}

function table(rows: readonly BenchRow[]): string {
  const cells = rows.map((row) => [
    Number.isFinite(row.goal) ? (row.ok ? 'met' : 'missed') : '',
    row.what,
    `${format(row.value)} ${row.unit}`,
    row.yardstick === undefined
      ? ''
      : `${row.yardstick}: ${format(row.yardstickValue ?? Number.NaN)} ${row.unit}`,
    format(row.ratio),
    Number.isFinite(row.goal) ? `≤ ${format(row.goal)}` : '',
    row.note ?? '',
  ]);
  const all = [['goal', 'what', 'measured', 'yardstick', 'ratio', 'wanted', ''], ...cells];
  const widths =
    all[0]?.map((_, column) => Math.max(...all.map((line) => line[column]?.length ?? 0))) ?? [];
  return all
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function format(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  return Math.abs(value) >= 100
    ? value.toFixed(0)
    : Math.abs(value) >= 1
      ? value.toFixed(2)
      : value.toPrecision(2);
}

main().catch((error: unknown) => {
  process.stderr.write(
    `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  process.exitCode = 1;
});
