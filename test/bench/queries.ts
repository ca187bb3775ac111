/** Reports, and a list by an expression, over all records in memory. */
import { Engine } from '../../src/core/engine/engine.ts';
import { compileExpression } from '../../src/core/expressions/compileExpression.ts';
import { decimalToNumber } from '../../src/core/model/decimal.ts';
import { isMoney } from '../../src/core/model/money.ts';
import type { CrmRecord } from '../../src/core/model/record.ts';
import { computeReport } from '../../src/core/reports/registry.ts';
import { fixedClock } from '../../src/node/nodeClock.ts';
import { NodeFiles } from '../../src/node/nodeFiles.ts';
import type { BenchRow } from './measure.ts';
import { interleaved, median, ratioRow } from './measure.ts';

const silent = { debug() {}, info() {}, warn() {}, error() {} };
const today = '2026-11-23';

/** One pass over records that touches what a report must touch: fields of each, a number added up. */
function onePass(records: readonly CrmRecord[]): number {
  let sum = 0;
  const byStage = new Map<string, number>();
  for (const record of records) {
    const { amount, stage } = record.fields;
    const value = isMoney(amount) ? decimalToNumber(amount) : 0;
    sum += value;
    if (typeof stage === 'string') byStage.set(stage, (byStage.get(stage) ?? 0) + value);
  }
  return sum + byStage.size;
}

export async function benchQueries({
  folder,
  rounds,
}: {
  readonly folder: string;
  readonly rounds: number;
}): Promise<BenchRow[]> {
  const engine = await Engine.open({
    files: new NodeFiles(folder),
    clock: fixedClock(today),
    log: silent,
    withSearch: false,
  });
  const { snapshot } = engine;
  snapshot.problems();
  const all = snapshot.all();
  const deals = snapshot.records('deal');
  const rows: BenchRow[] = [];
  const label = all.length.toLocaleString('en-US');
  for (const name of ['pipeline', 'win-loss', 'quality']) {
    const [pass = [], report = []] = await interleaved(
      rounds * 2,
      [() => onePass(all), () => computeReport(snapshot, name, {}, today)],
      true,
    );
    rows.push(
      ratioRow({
        what: `report ${name}, ${label} records`,
        value: median(report),
        unit: 'ms',
        yardstick: 'one pass over the records',
        yardstickValue: median(pass),
        goal: 3,
      }),
    );
  }
  const source = "stage == 'proposal' && amount > money('50000 EUR') && close_date > today";
  const compiled = compileExpression(source, { snapshot, type: 'deal' });
  if (!compiled.ok)
    throw new Error(`the expression does not compile: ${JSON.stringify(compiled.issues)}`);
  const byExpression = (): number => deals.filter((deal) => compiled.test(deal, today)).length;
  const byFunction = (): number => deals.filter((deal) => isWanted(deal, snapshot)).length;
  if (byExpression() !== byFunction()) throw new Error('the expression and the function disagree');
  const [functionTimes = [], expressionTimes = []] = await interleaved(
    rounds * 4,
    [byFunction, byExpression],
    true,
  );
  rows.push(
    ratioRow({
      what: `list by an expression, ${deals.length.toLocaleString('en-US')} deals`,
      value: median(expressionTimes),
      unit: 'ms',
      yardstick: 'the same predicate as a function',
      yardstickValue: median(functionTimes),
      goal: 10,
    }),
  );
  return rows;
}

function isWanted(deal: CrmRecord, snapshot: Engine['snapshot']): boolean {
  const { stage, amount, close_date: date } = deal.fields;
  if (stage !== 'proposal' || !isMoney(amount) || typeof date !== 'string' || date <= today)
    return false;
  const converted = snapshot.convert(amount, date);
  return converted.ok && decimalToNumber(converted.money) > 50_000;
}
