/**
 * Filtering records by an expression against the same predicate written as a function; the goal is at most ten
 * times the function. Alone: `npx tsx test/bench/expressions.ts [records]`.
 */
import { fileURLToPath } from 'node:url';
import { compileExpression } from '../../src/core/expressions/compileExpression.ts';
import { lastActivityDate } from '../../src/core/expressions/computed/activities.ts';
import { addDays } from '../../src/core/model/date.ts';
import { compareDecimals } from '../../src/core/model/decimal.ts';
import { isMoney, parseMoney } from '../../src/core/model/money.ts';
import type { Money } from '../../src/core/model/money.ts';
import type { CrmRecord } from '../../src/core/model/record.ts';
import type { Snapshot } from '../../src/core/model/snapshot.ts';
import { aWorkspace } from '../support/inMemoryWorkspace.ts';
import type { BenchRow } from './measure.ts';
import { interleaved, median, ratioRow } from './measure.ts';

const today = '2026-11-23';
const rounds = 7;

const config = `version: 1
currency: EUR
rates: rates.csv
people:
  ana: {name: Ana Ruiz, email: ana@firm.example}
  bo: {name: Bo Lund, email: bo@firm.example}
pipelines:
  sales:
    stages:
      - {id: qualify, name: Qualify, probability: 10}
      - {id: proposal, name: Proposal, probability: 40}
      - {id: won, name: Won, probability: 100, outcome: won}
      - {id: lost, name: Lost, probability: 0, outcome: lost}
`;

/** The same numbers on every run. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}

function generate(count: number): Record<string, string> {
  const random = createRandom(7);
  const pick = <T>(values: readonly [T, ...T[]]): T =>
    values[Math.floor(random() * values.length)] ?? values[0];
  const files: Record<string, string> = {
    'crm.yaml': config,
    'rates.csv': 'date,currency,rate\n2020-01-01,USD,1.25\n',
  };
  const accounts = Math.floor(count * 0.2);
  const day = (spread: number): string => addDays(today, Math.floor((random() - 0.5) * spread));
  for (let i = 0; i < accounts; i++) {
    files[`accounts/account-${i}.md`] =
      `---\nname: Account ${i}\nstatus: ${pick(['prospect', 'customer', 'partner', 'former'])}\nowner: ${pick(['ana', 'bo'])}\nindustry: ${pick(['steel', 'software', 'health', 'retail'])}\nannual_revenue: ${Math.floor(random() * 4e6)} EUR\ntags: [${pick(['saas', 'onprem'])}, ${pick(['a', 'b', 'c'])}]\n---\n`;
  }
  for (let i = 0; i < count * 0.4; i++) {
    files[`deals/2026/deal-${i}.md`] =
      `---\nname: Deal ${i}\naccount: account-${Math.floor(random() * accounts)}\nstage: ${pick(['qualify', 'proposal', 'won', 'lost'])}\namount: ${(random() * 50_000).toFixed(2)} ${pick(['EUR', 'EUR', 'EUR', 'USD'])}\nclose_date: ${day(400)}\nowner: ${pick(['ana', 'bo'])}\n---\n`;
  }
  for (let i = 0; i < count * 0.4; i++) {
    files[`activities/2026/activity-${i}.md`] =
      `---\nkind: ${pick(['call', 'email', 'meeting'])}\ndate: ${day(700)}\naccount: account-${Math.floor(random() * accounts)}\nby: ${pick(['ana', 'bo'])}\n---\n`;
  }
  return files;
}

interface Case {
  readonly type: string;
  readonly expression: string;
  readonly predicate: (record: CrmRecord) => boolean;
}

function above(value: unknown, limit: Money, snapshot: Snapshot, record: CrmRecord): boolean {
  if (!isMoney(value)) return false;
  if (value.currency === limit.currency) return compareDecimals(value, limit) > 0;
  const date = record.fields['closed'] ?? record.fields['close_date'];
  const converted = snapshot.convert(value, typeof date === 'string' ? date : today);
  return converted.ok && compareDecimals(converted.money, limit) > 0;
}

function casesOf(snapshot: Snapshot): readonly Case[] {
  const soon = addDays(today, 60);
  const long = addDays(today, -90);
  const limits = [parseMoney('10000 EUR', 'EUR'), parseMoney('1000000 EUR', 'EUR')] as const;
  const [ten, million] = limits;
  if (!ten || !million) throw new Error('the limits are amounts');
  return [
    {
      type: 'deal',
      expression: "stage == 'proposal'",
      predicate: ({ fields }) => fields['stage'] === 'proposal',
    },
    {
      type: 'deal',
      expression: "stage == 'proposal' && owner == 'ana' && close_date < today + days(60)",
      predicate: ({ fields }) =>
        fields['stage'] === 'proposal' &&
        fields['owner'] === 'ana' &&
        typeof fields['close_date'] === 'string' &&
        fields['close_date'] < soon,
    },
    {
      type: 'deal',
      expression: 'amount > 10000',
      predicate: (record) => above(record.fields['amount'], ten, snapshot, record),
    },
    {
      type: 'account',
      expression: "status == 'customer' && annual_revenue > money('1000000 EUR')",
      predicate: (record) =>
        record.fields['status'] === 'customer' &&
        above(record.fields['annual_revenue'], million, snapshot, record),
    },
    {
      type: 'account',
      expression: "'saas' in tags",
      predicate: ({ fields }) => Array.isArray(fields['tags']) && fields['tags'].includes('saas'),
    },
    {
      type: 'deal',
      expression: "account.industry == 'steel'",
      predicate: (record) => snapshot.target(record, 'account')?.fields['industry'] === 'steel',
    },
    {
      type: 'account',
      expression: 'last_activity < today - days(90)',
      predicate: (record) => {
        const last = lastActivityDate(snapshot, record, today);
        return last !== undefined && last < long;
      },
    },
    {
      type: 'account',
      expression: "deals.filter(d, d.stage == 'won').size() >= 2",
      predicate: (record) =>
        snapshot.referrers(record, 'deal').filter(({ fields }) => fields['stage'] === 'won')
          .length >= 2,
    },
  ];
}

async function measure(
  snapshot: Snapshot,
  { type, expression, predicate }: Case,
): Promise<BenchRow> {
  const records = snapshot.records(type);
  const compiled = compileExpression(expression, { snapshot, type, condition: true });
  if (!compiled.ok) throw new Error(`${expression}: ${compiled.issues[0]?.message}`);
  const count = (test: (record: CrmRecord) => boolean): number => {
    let found = 0;
    for (const record of records) if (test(record)) found++;
    return found;
  };
  const test = (record: CrmRecord): boolean => compiled.test(record, today);
  const [found, wanted] = [count(test), count(predicate)];
  if (found !== wanted) throw new Error(`${expression}: ${found} records instead of ${wanted}`);
  const runs = [() => count(test), () => count(predicate)];
  const [ours = [], theirs = []] = await interleaved(rounds, runs, true);
  const nanoseconds = (times: readonly number[]): number =>
    Math.round((median(times) * 1e6) / records.length);
  return ratioRow({
    what: expression,
    value: nanoseconds(ours),
    unit: 'ns a record',
    yardstick: 'the same as a function',
    yardstickValue: nanoseconds(theirs),
    goal: 10,
    note: `${records.length} records`,
  });
}

/** One row for each expression, over a workspace of `total` records in memory. */
export async function benchExpressions(total = 100_000): Promise<BenchRow[]> {
  const snapshot = await aWorkspace(generate(total));
  const rows: BenchRow[] = [];
  for (const entry of casesOf(snapshot)) rows.push(await measure(snapshot, entry));
  return rows;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const row of await benchExpressions(Number(process.argv[2] ?? 100_000))) {
    const { ratio, value, yardstickValue, what, note, ok } = row;
    console.log(
      `${ok ? 'ok ' : 'OVER'} ${ratio.toFixed(2)} × (${value} / ${yardstickValue} ns) ${what} [${note}]`,
    );
  }
}
