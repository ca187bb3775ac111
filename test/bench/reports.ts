/**
 * Reports and their renderings against one pass over the same records, with the groupings that cost most; the goals
 * are about the defaults, which queries.ts measures. Alone: `npx tsx test/bench/reports.ts [records]`.
 */
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Engine } from '../../src/core/engine/engine.ts';
import type { Snapshot } from '../../src/core/model/snapshot.ts';
import { computeReport } from '../../src/core/reports/registry.ts';
import { renderHtmlFragment } from '../../src/core/reports/renderHtml.ts';
import { renderJson } from '../../src/core/reports/renderJson.ts';
import type { Report } from '../../src/core/reports/reportModel.ts';
import { fixedClock } from '../../src/node/nodeClock.ts';
import { NodeFiles } from '../../src/node/nodeFiles.ts';
import { generateWorkspace } from './generateWorkspace.ts';
import type { BenchRow } from './measure.ts';
import { interleaved, median, ratioRow } from './measure.ts';

const silent = { debug() {}, info() {}, warn() {}, error() {} };
const today = '2026-11-23';
const rounds = 9;

function computed(
  snapshot: Snapshot,
  name: string,
  parameters: Readonly<Record<string, string>>,
): Report {
  const outcome = computeReport(snapshot, name, parameters, today);
  if (!outcome.ok) throw new Error(outcome.problems.map(({ message }) => message).join('; '));
  return outcome.report;
}

/** Reads one field of every record and adds a number up. */
function onePass(snapshot: Snapshot): number {
  let sum = 0;
  for (const { fields } of snapshot.all()) {
    const { stage, owner } = fields;
    if (typeof stage === 'string') sum += stage.length;
    if (typeof owner === 'string') sum += owner.length;
  }
  return sum;
}

const cases: readonly (readonly [name: string, parameters: Readonly<Record<string, string>>])[] = [
  ['pipeline', {}],
  ['pipeline', { by: 'account' }],
  ['pipeline', { by: 'account.industry,close_date:quarter' }],
  ['win-loss', {}],
  ['win-loss', { by: 'owner' }],
  ['win-loss', { where: 'amount > 50000' }],
  ['quality', {}],
  ['quality', { by: 'record' }],
];

/** One row for each report and rendering, over a generated workspace of `total` records. */
export async function benchReports(total = 100_000): Promise<BenchRow[]> {
  const folder = generateWorkspace(path.join(tmpdir(), 'rapport-bench'), total);
  const clock = fixedClock(today);
  const files = new NodeFiles(folder);
  const { snapshot } = await Engine.open({ files, clock, log: silent, withSearch: false });
  snapshot.problems();
  const rows: BenchRow[] = [];
  const measure = async (what: string, run: () => unknown): Promise<void> => {
    const runs = [() => onePass(snapshot), run];
    const [pass = [], ours = []] = await interleaved(rounds, runs, true);
    const yardstick = { yardstick: 'one pass', yardstickValue: median(pass) };
    rows.push(ratioRow({ what, value: median(ours), unit: 'ms', ...yardstick, goal: Infinity }));
  };
  for (const [name, parameters] of cases) {
    const words = Object.entries(parameters).map(([key, value]) => ` --${key} ${value}`);
    await measure(`${name}${words.join('')}`, () => computed(snapshot, name, parameters));
  }
  const report = computed(snapshot, 'win-loss', { by: 'account' });
  await measure('win-loss by account as HTML', () => renderHtmlFragment(report));
  await measure('win-loss by account as JSON', () => renderJson(report));
  return rows;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const row of await benchReports(Number(process.argv[2] ?? 100_000))) {
    const [value, pass] = [row.value.toFixed(1), (row.yardstickValue ?? NaN).toFixed(1)];
    console.log(`${row.ratio.toFixed(2)} × (${value} / ${pass} ms) ${row.what}`);
  }
}
