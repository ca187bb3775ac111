/** The index: cold, warm, growing, changing by one file, and the memory it takes. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildSync } from 'esbuild';
import { Engine } from '../../src/core/engine/engine.ts';
import { fixedClock } from '../../src/node/nodeClock.ts';
import { NodeFiles } from '../../src/node/nodeFiles.ts';
import type { BenchRow } from './measure.ts';
import { absoluteRow, median, ratioRow } from './measure.ts';

const silent = { debug() {}, info() {}, warn() {}, error() {} };

interface Measured {
  readonly milliseconds: number;
  readonly cpu: number;
  readonly rss: number;
  readonly records: number;
}

/** The measuring script as one file, as the product ships: loading it is not what is measured. */
function bundleChild(folder: string): string {
  const outfile = path.join(folder, 'engineChild.cjs');
  buildSync({
    entryPoints: [path.resolve('test/bench/engineChild.ts')],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    outfile,
    mainFields: ['module', 'main'],
    logLevel: 'error',
  });
  return outfile;
}

function measure(script: string, mode: string, folder: string, cache: string): Measured {
  const part = path.resolve('dist/partWorker.js');
  const output = execFileSync(
    process.execPath,
    ['--expose-gc', script, mode, folder, cache, part],
    {
      encoding: 'utf8',
      maxBuffer: 1 << 20,
    },
  );
  return JSON.parse(output) as Measured;
}

export interface EngineBenchOptions {
  readonly folderOf: (records: number) => string;
  readonly sizes: readonly number[];
  readonly rounds: number;
}

export async function benchEngine({
  folderOf,
  sizes,
  rounds,
}: EngineBenchOptions): Promise<BenchRow[]> {
  const temporary = mkdtempSync(path.join(tmpdir(), 'rapport-bench-'));
  try {
    const script = bundleChild(temporary);
    const rows: BenchRow[] = [];
    const cold = new Map<number, number>();
    for (const size of sizes) {
      const measured = benchSize(script, folderOf(size), temporary, rounds, size);
      cold.set(size, measured.index);
      rows.push(...measured.rows);
    }
    rows.push(...growth(cold));
    rows.push(...(await benchUpdates(sizes, folderOf)));
    return rows;
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

function benchSize(
  script: string,
  folder: string,
  temporary: string,
  rounds: number,
  size: number,
): { readonly index: number; readonly rows: BenchRow[] } {
  const cache = path.join(temporary, `${size}.index`);
  const runs: Record<string, Measured[]> = {
    read: [],
    index: [],
    indexText: [],
    indexShared: [],
    save: [],
    warm: [],
  };
  for (let round = 0; round < rounds; round++) {
    for (const [mode, list] of Object.entries(runs)) {
      // A cache that is there already would not be made again.
      if (mode === 'save') rmSync(cache, { force: true });
      list.push(measure(script, mode, folder, cache));
    }
  }
  const of = (mode: string, pick: (measured: Measured) => number): number =>
    median((runs[mode] ?? []).map(pick));
  const wall = (measured: Measured): number => measured.milliseconds;
  const read = of('read', wall);
  const index = of('index', wall);
  const text = of('indexText', wall);
  const disk = diskSize(folder);
  const label = size.toLocaleString('en-US');
  return {
    index,
    rows: [
      ratioRow({
        what: `cold index, ${label} records`,
        value: index,
        unit: 'ms',
        yardstick: 'readFileSync of the same files',
        yardstickValue: read,
        goal: 2.5,
        note: `${of('index', (m) => m.cpu).toFixed(0)} ms of CPU`,
      }),
      ratioRow({
        what: `cold index with full text, ${label}`,
        value: text,
        unit: 'ms',
        yardstick: 'readFileSync of the same files',
        yardstickValue: read,
        goal: 6,
        note: `${of('indexText', (m) => m.cpu).toFixed(0)} ms of CPU`,
      }),
      ratioRow({
        what: `cold index with full text by two threads, ${label}`,
        value: of('indexShared', wall),
        unit: 'ms',
        yardstick: 'readFileSync of the same files',
        yardstickValue: read,
        goal: 4,
      }),
      ratioRow({
        what: `warm start, validated, records and search, ${label}`,
        value: of('warm', wall),
        unit: 'ms',
        yardstick: 'its cold index',
        yardstickValue: text,
        goal: 0.05,
      }),
      ratioRow({
        what: `memory with index and search, ${label}`,
        value: of('indexText', (m) => m.rss) / 1e6,
        unit: 'MB',
        yardstick: 'files on disk',
        yardstickValue: disk / 1e6,
        goal: 3,
      }),
      ratioRow({
        what: `cache on disk, ${label}`,
        value: statSync(cache).size / 1e6,
        unit: 'MB',
        yardstick: 'files on disk',
        yardstickValue: disk / 1e6,
        goal: 3,
      }),
    ],
  };
}

function diskSize(folder: string): number {
  return Number(execFileSync('du', ['-sb', folder], { encoding: 'utf8' }).split('\t')[0]);
}

function growth(cold: ReadonlyMap<number, number>): BenchRow[] {
  const small = cold.get(10_000);
  const large = cold.get(100_000);
  if (small === undefined || large === undefined) return [];
  return [
    ratioRow({
      what: 'growth from 10,000 to 100,000 records',
      value: large / small,
      unit: '×',
      yardstick: 'ten times the records',
      yardstickValue: 10,
      goal: 1.1,
    }),
  ];
}

/** One file changed: index, references, problems and search current again, at each size. */
async function benchUpdates(
  sizes: readonly number[],
  folderOf: (records: number) => string,
): Promise<BenchRow[]> {
  const engines: {
    readonly size: number;
    readonly engine: Engine;
    readonly file: string;
    readonly text: string;
    readonly cpu: number[];
  }[] = [];
  for (const size of sizes) {
    const folder = folderOf(size);
    const engine = await Engine.open({
      files: new NodeFiles(folder),
      clock: fixedClock('2026-11-23'),
      log: silent,
    });
    engine.problems();
    const file = engine.snapshot.records('deal')[3]?.path ?? '';
    engines.push({
      size,
      engine,
      file,
      text: readFileSync(path.join(folder, file), 'utf8'),
      cpu: [],
    });
  }
  for (let round = 0; round < 200; round++) {
    for (const entry of engines) {
      const target = path.join(folderOf(entry.size), entry.file);
      writeFileSync(target, entry.text.replace('next_step: ', `next_step: round${round} `));
      const before = process.cpuUsage();
      await entry.engine.update([entry.file]);
      entry.engine.problems(entry.file);
      const used = process.cpuUsage(before);
      if (round >= 50) entry.cpu.push((used.user + used.system) / 1000);
    }
  }
  for (const entry of engines)
    writeFileSync(path.join(folderOf(entry.size), entry.file), entry.text);
  const base = engines[0];
  if (!base) return [];
  const rows = [
    absoluteRow({
      what: `one file changed, ${base.size.toLocaleString('en-US')} records`,
      value: median(base.cpu),
      unit: 'ms of CPU',
      goal: 1,
    }),
  ];
  for (const entry of engines.slice(1)) {
    rows.push(
      ratioRow({
        what: `one file changed, ${entry.size.toLocaleString('en-US')} records`,
        value: median(entry.cpu),
        unit: 'ms of CPU',
        yardstick: `the same at ${base.size.toLocaleString('en-US')}`,
        yardstickValue: median(base.cpu),
        goal: 1.2,
      }),
    );
  }
  return rows;
}
