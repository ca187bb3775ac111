import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import {
  aFolder,
  ensureBuilt,
  projectRoot,
  removeFolders,
  runCli,
  runJson,
  treeOf,
  writeAll,
} from './runCli.ts';

const data = path.join(projectRoot, '../shared/data/maven-crm');
const maps = path.join(projectRoot, 'test/cli/maps');

interface ImportResult {
  readonly created: readonly string[];
  readonly updated: readonly string[];
  readonly unchanged: readonly string[];
  readonly refused: readonly unknown[];
  readonly left_out: readonly unknown[];
  readonly unresolved: readonly unknown[];
}

interface CheckResult {
  readonly records: number;
  readonly files: number;
  readonly errors: number;
  readonly problems: readonly {
    readonly path: string;
    readonly line: number;
    readonly code: string;
    readonly message: string;
    readonly fixes: readonly string[];
  }[];
}

describe('the sales book of the Maven data', function () {
  this.timeout(180_000);
  let root = '';
  const imports = new Map<string, ImportResult>();

  const importTable = (map: string, table: string): Promise<unknown> =>
    runJson(
      [
        'import',
        'csv',
        path.join(data, table),
        '--map',
        path.join(maps, map),
        '--yes',
        '--today',
        '2018-01-15',
      ],
      { cwd: root, seconds: 170 },
    );
  const tables = [
    ['products.yaml', 'products.csv'],
    ['accounts.yaml', 'accounts.csv'],
    ['sales-teams.yaml', 'sales_teams.csv'],
    ['sales-pipeline.yaml', 'sales_pipeline.csv'],
  ] as const;

  before(ensureBuilt);
  before(async function () {
    if (!existsSync(data)) {
      // The data has no licence to be copied here: it lies beside the project or nowhere.
      console.log('      skipped: ../shared/data/maven-crm is not there');
      return this.skip();
    }
    const people = readFileSync(path.join(data, 'sales_teams.csv'), 'utf8')
      .split('\r\n')
      .slice(1)
      .flatMap((line) => line.split(',')[0] || [])
      .map((name) => `  ${name.toLowerCase().replace(/\W+/g, '_')}: {name: ${name}}`);
    const config = readFileSync(path.join(maps, 'workspace.yaml'), 'utf8');
    root = aFolder();
    writeAll(root, { 'crm.yaml': `${config}people:\n${people.join('\n')}\n` });
    for (const [map, table] of tables) {
      imports.set(table, (await importTable(map, table)) as ImportResult);
    }
  });
  after(removeFolders);

  it('imports 85 accounts, 7 products, 35 agents and 8,800 deals, and leaves no column out', () => {
    const counts = [...imports.values()].map(({ created, refused, left_out }) => [
      created.length,
      refused.length,
      left_out.length,
    ]);
    assert.deepEqual(counts, [
      [7, 0, 0],
      [85, 0, 0],
      [35, 0, 0],
      [8800, 0, 0],
    ]);
    assert.deepEqual(imports.get('sales_pipeline.csv')?.unresolved, [
      { field: 'lines.product', value: 'GTXPro', rows: 1480 },
    ]);
  });

  it('writes files as a person would', () => {
    const account = readFileSync(path.join(root, 'accounts/bluth-company.md'), 'utf8');
    assert.equal(
      account,
      '---\nname: Bluth Company\nindustry: technolgy\nemployees: 3027\nannual_revenue: 1242320000 USD\n' +
        'parent: acme-corporation\ncountry: United States\nfounded: 1993\n---\n',
    );
    const deal = readFileSync(path.join(root, 'deals/2016/10/1c1i7a6r.md'), 'utf8');
    assert.equal(
      deal,
      '---\nname: Cancity GTX Plus Basic\naccount: cancity\nstage: won\nowner: moses_frase\namount: 1054 USD\n' +
        'created: 2016-10-20\nclosed: 2017-03-01\nlines:\n  - {product: gtx-plus-basic, quantity: 1}\n---\n',
    );
    // Deals without a date go where they were imported; no folder grows past what tools can show.
    assert.equal(readdirSync(path.join(root, 'deals/2018/01')).length, 500);
    const sizes = Object.keys(treeOf(path.join(root, 'deals'))).map((file) => path.dirname(file));
    assert(sizes.length === 8800 && Math.max(...counted(sizes)) < 3000);
  });

  it('changes nothing when the same tables are imported again', async () => {
    const before = treeOf(root);
    for (const [map, table] of tables) {
      const again = (await importTable(map, table)) as ImportResult;
      const { created, updated, unchanged, refused } = again;
      assert.deepEqual([created, updated, refused], [[], [], []], table);
      assert.equal(unchanged.length, imports.get(table)?.created.length);
    }
    assert.deepEqual(treeOf(root), before);
  });

  it('gives the known figures of won and lost deals', async () => {
    const { stdout } = await runCli(['report', 'win-loss'], { cwd: root });
    for (const figure of ['4,238', '2,473', '63.15 %', '10,005,534.00', '51.78', '57']) {
      assert(stdout.includes(figure), `${figure} is missing:\n${stdout}`);
    }
    const report = (await runJson(['report', 'win-loss'], { cwd: root })) as {
      readonly totals: Readonly<Record<string, unknown>> | null;
      readonly rows: readonly Readonly<Record<string, unknown>>[];
    };
    const figures = report.totals ?? report.rows[0];
    assert.equal(figures?.['won'], 4238);
    assert.equal(figures['lost'], 2473);
    assert.equal(Math.round(Number(figures['win_rate']) * 10_000), 6315);
    assert.deepEqual(figures['won_amount'], { amount: '10005534.00', currency: 'USD' });
    assert.equal(Number(figures['cycle_mean']).toFixed(2), '51.78');
    assert.equal(figures['cycle_median'], 57);
  });

  it('reports each GTXPro and each open deal without account, and drops none', async () => {
    const { code, stdout } = await runCli(['check', '--json'], { cwd: root });
    const result = JSON.parse(stdout) as CheckResult;
    assert.equal(code, 1);
    assert.equal(result.records, 7 + 85 + 35 + 8800);
    assert.equal(result.files, result.records);
    const products = result.problems.filter(({ code: one }) => one === 'ref-unresolved');
    assert.equal(products.length, 1480);
    assert(products.every(({ message, line }) => message.includes('GTXPro') && line > 1));
    const accounts = result.problems.filter(({ code: one }) => one === 'field-missing');
    assert.equal(accounts.length, 1425);
    assert.equal(new Set(accounts.map((problem) => problem.path)).size, 1425);
    assert.equal(result.errors, 1480 + 1425);
  });

  it('lists all 8,800 deals', async () => {
    const deals = (await runJson(['list', 'deal'], { cwd: root })) as readonly unknown[];
    assert.equal(deals.length, 8800);
    const { stdout } = await runCli(
      ['list', 'deal', '--where', 'stage:engaging', '--json', '--fields', 'account'],
      { cwd: root },
    );
    assert.equal((JSON.parse(stdout) as unknown[]).length, 1589);
  });
});

function counted(names: readonly string[]): readonly number[] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts.values()];
}
