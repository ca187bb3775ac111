import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import type { Workspace } from '../../../src/core/workspace/workspace.ts';
import { formatAmount } from '../../../src/core/model/words.ts';
import { formatNumber, formatRatio } from '../../../src/core/reports/format.ts';
import { isMoney } from '../../../src/core/model/money.ts';
import type { Cell } from '../../../src/core/reports/reportModel.ts';
import { aWorkspace } from '../../support/inMemoryWorkspace.ts';
import { record } from './aSalesFirm.ts';
import { asJson, computed } from './compute.ts';

const folder = path.join(import.meta.dirname, '../../../../shared/data/maven-crm');

const crmYaml = `version: 1
name: Maven
currency: USD
pipelines:
  sales:
    stages:
      - {id: prospecting, name: Prospecting, probability: 10}
      - {id: engaging, name: Engaging, probability: 40}
      - {id: won, name: Won, probability: 100, outcome: won}
      - {id: lost, name: Lost, probability: 0, outcome: lost}
`;

type Line = Readonly<Record<string, string>>;

function lines(name: string): Line[] {
  return parse(readFileSync(path.join(folder, name)), { columns: true });
}

function slug(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
}

/** The opportunities as deals: what is empty in the table is not written. */
function mavenWorkspace(): Promise<Workspace> {
  const files: Record<string, string> = { 'crm.yaml': crmYaml };
  for (const line of lines('accounts.csv')) {
    files[`accounts/${slug(line['account'] ?? '')}.md`] = record({
      name: line['account'] ?? '',
      industry: line['sector'] ?? '',
    });
  }
  for (const line of lines('sales_pipeline.csv')) {
    const fields = {
      name: line['opportunity_id'] ?? '',
      account: slug(line['account'] ?? ''),
      owner: line['sales_agent'] ?? '',
      stage: (line['deal_stage'] ?? '').toLowerCase(),
      product: line['product'] ?? '',
      amount: line['close_value'] ?? '',
      created: line['engage_date'] ?? '',
      closed: line['close_date'] ?? '',
    };
    const written = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ''));
    files[`deals/${line['opportunity_id'] ?? ''}.md`] = record(written);
  }
  return aWorkspace(files);
}

describe('the 8,800 opportunities of Maven Analytics', function () {
  let workspace: Workspace;

  before(async function () {
    if (!existsSync(folder)) {
      // The data have no licence that would let them lie in this repository.
      this.skip();
    }
    workspace = await mavenWorkspace();
  });

  it('have the win rate, revenue and cycle that are known of them', () => {
    const cells = computed(workspace, 'win-loss').totals?.cells ?? {};
    const number = (cell: Cell | undefined): number => (typeof cell === 'number' ? cell : NaN);
    const revenue = cells['won_amount'] ?? null;
    assert.equal(cells['won'], 4238);
    assert.equal(cells['lost'], 2473);
    assert.equal(formatRatio(number(cells['win_rate'])), '63.15 %');
    assert.equal(
      typeof revenue === 'object' && revenue !== null && isMoney(revenue) && formatAmount(revenue),
      '10,005,534.00',
    );
    assert.equal(formatNumber(number(cells['cycle_mean'])), '51.78');
    assert.equal(formatNumber(number(cells['cycle_median'])), '57');
  });

  it('are all counted: open deals without account, amount or date too', () => {
    const { rows, excluded } = asJson(workspace, 'pipeline');
    assert.deepEqual(
      rows.map((row) => [row['stage'], row['count']]),
      [
        ['prospecting', 500],
        ['engaging', 1589],
      ],
    );
    assert.equal(excluded.filter(({ reason }) => reason === 'no amount').length, 2089);
  });

  it('add up over the rows of any grouping', () => {
    const table = lines('sales_pipeline.csv');
    for (const [field, column] of [
      ['owner', 'sales_agent'],
      ['product', 'product'],
    ] as const) {
      const expected = new Map<string, number>();
      for (const line of table) {
        if (line['deal_stage'] !== 'Won') continue;
        const name = line[column] ?? '';
        expected.set(name, (expected.get(name) ?? 0) + Number(line['close_value']));
      }
      const { rows } = asJson(workspace, 'win-loss', { by: field });
      const sums = rows.map((row) => {
        const { amount } = row['won_amount'] as { amount: string };
        return [row[field], Number(amount)];
      });
      assert.deepEqual(new Map(sums as [string, number][]), expected);
    }
  });

  it('are 4,238 won in the quarters of 2017 together', () => {
    const { rows } = asJson(workspace, 'win-loss', {
      by: 'closed:quarter',
      from: '2017',
      to: '2018',
    });
    const won = rows.map((row) => row['won'] as number);
    assert.equal(won.length, 4);
    assert.equal(
      won.reduce((a, b) => a + b, 0),
      4238,
    );
  });
});
