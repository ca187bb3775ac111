import type { TreeNode } from '../../../src/core/model/treeNode.ts';
import type { ViewContext } from '../../../src/core/views/nodes.ts';
import { aWorkspace, testToday } from '../../support/inMemoryWorkspace.ts';

export const config = `version: 1
name: Firm
currency: EUR
rates: rates.csv
people:
  ana: {name: Ana Ruiz, email: ana@firm.example}
pipelines:
  sales:
    stages:
      - {id: qualify, name: Qualify, probability: 10}
      - {id: proposal, name: Proposal, probability: 40}
      - {id: won, name: Won, probability: 100, outcome: won}
      - {id: lost, name: Lost, probability: 0, outcome: lost}
`;
/** 1.25 dollars for a euro. */
export const rates = 'date,currency,rate\n2020-01-01,USD,1.25\n';

/** What trees of a workspace are built from, on the day of the tests. */
export async function aView(files: Readonly<Record<string, string>>): Promise<ViewContext> {
  const snapshot = await aWorkspace({ 'crm.yaml': config, 'rates.csv': rates, ...files });
  return { snapshot, today: testToday };
}

/** A record's file of nothing but frontmatter. */
export function record(fields: string): string {
  return `---\n${fields.trim()}\n---\n`;
}

/** Rows as people read them: label and description. */
export function words(nodes: readonly TreeNode[]): string[] {
  return nodes.map(({ label, description }) => [label, description].filter(Boolean).join(' | '));
}

type Rows = (node: string | undefined, context: ViewContext) => readonly TreeNode[];

/** The row that one comes to by opening rows with these labels, one below the other. */
export function find(rows: Rows, context: ViewContext, ...way: readonly string[]): TreeNode {
  let found: TreeNode | undefined;
  for (const label of way) {
    const below = rows(found?.id, context);
    found = below.find((node) => node.label === label);
    if (!found)
      throw new Error(`no row ${label} among ${below.map((node) => node.label).join(', ')}`);
  }
  if (!found) throw new Error('no way given');
  return found;
}

/** The rows below the row that one comes to by opening rows with these labels. */
export function below(
  rows: Rows,
  context: ViewContext,
  ...way: readonly string[]
): readonly TreeNode[] {
  return rows(way.length === 0 ? undefined : find(rows, context, ...way).id, context);
}

/** Opens every row to a depth; fails where two rows of the view have one id. */
export function allIds(rows: Rows, context: ViewContext, depth = 4): ReadonlySet<string> {
  const ids = new Set<string>();
  const walk = (node: string | undefined, left: number): void => {
    for (const row of rows(node, context)) {
      if (ids.has(row.id)) throw new Error(`two rows have the id ${row.id}`);
      ids.add(row.id);
      if (row.hasChildren && left > 1) walk(row.id, left - 1);
    }
  };
  walk(undefined, depth);
  return ids;
}
