import { inBaseCurrency } from '../expressions/computed/computedField.ts';
import type { Outcome } from '../expressions/computed/deals.ts';
import { outcomeOf } from '../expressions/computed/deals.ts';
import { dateOf, daysBetween } from '../model/date.ts';
import { compareDecimals, zero } from '../model/decimal.ts';
import type { Decimal } from '../model/decimal.ts';
import { isMoney } from '../model/money.ts';
import type { CrmRecord } from '../model/record.ts';
import type { Pipeline, Stage } from '../model/schema.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { TreeNode } from '../model/treeNode.ts';
import { describeValue } from './describeValue.ts';
import { nodeId, partsOfNodeId } from './nodeId.ts';
import type { ViewContext } from './nodes.ts';
import {
  byTitle,
  childId,
  groupNode,
  joined,
  newestFirst,
  page,
  recordNode,
  rowsPerPage,
} from './nodes.ts';
import { countAndSum, leftOutWords, sumOfAmounts, wholeSum } from './sums.ts';

const strayPart = '?';

/**
 * Rows of the Deals view: pipelines (where there are several), stages in the order of the board, deals. A
 * closed stage with more deals than a page is divided by the months in which they were closed.
 */
export function dealsTree(node: string | undefined, context: ViewContext): TreeNode[] {
  const deals = groupDeals(context.snapshot);
  if (node === undefined) return topRows(deals, context);
  const [part, pipelineId = '', stageKey, month] = partsOfNodeId(node);
  if (part === strayPart) {
    const strays = [...deals.strays].sort(byTitle);
    return page(strays, node, context, (deal) => dealNode(deal, node, context, 'stage'));
  }
  const { pipelines } = context.snapshot.schema;
  const pipeline = pipelines.find(({ id }) => id === pipelineId);
  if (!pipeline) return [];
  const byStage = deals.byPipeline.get(pipeline) ?? new Map<string, CrmRecord[]>();
  if (stageKey === undefined) return stageNodes(pipeline, byStage, context);
  const inStage = byStage.get(stageKey) ?? [];
  const stage = pipeline.stages.find(({ id }) => id === stageKey);
  return stage?.outcome === undefined
    ? openRows(inStage, node, context)
    : closedRows(inStage, month, node, context);
}

interface GroupedDeals {
  /** By stage id; deals of a stage that the pipeline does not have under `?` and what is written. */
  readonly byPipeline: ReadonlyMap<Pipeline, ReadonlyMap<string, CrmRecord[]>>;
  /** Deals of a pipeline that crm.yaml does not have. */
  readonly strays: readonly CrmRecord[];
}

function groupDeals(snapshot: Snapshot): GroupedDeals {
  const byPipeline = new Map<Pipeline, Map<string, CrmRecord[]>>();
  const strays: CrmRecord[] = [];
  for (const deal of snapshot.records('deal')) {
    const pipeline = snapshot.pipelineOf(deal);
    if (!pipeline) {
      strays.push(deal);
      continue;
    }
    const key = snapshot.stageOf(deal)?.id ?? unknownKey(deal);
    let byStage = byPipeline.get(pipeline);
    if (!byStage) byPipeline.set(pipeline, (byStage = new Map()));
    const known = byStage.get(key);
    if (known) known.push(deal);
    else byStage.set(key, [deal]);
  }
  return { byPipeline, strays };
}

function unknownKey(deal: CrmRecord): string {
  const { stage } = deal.fields;
  return `?${typeof stage === 'string' ? stage : ''}`;
}

function topRows(deals: GroupedDeals, context: ViewContext): TreeNode[] {
  const used = context.snapshot.schema.pipelines.flatMap((pipeline) => {
    const byStage = deals.byPipeline.get(pipeline);
    return byStage ? [{ pipeline, byStage }] : [];
  });
  const [first] = used;
  const top =
    first && used.length === 1
      ? stageNodes(first.pipeline, first.byStage, context)
      : used.map(({ pipeline, byStage }) => pipelineNode(pipeline, byStage, context));
  if (deals.strays.length === 0) return top;
  const stray = groupNode({
    id: nodeId(strayPart),
    label: 'Unknown pipeline',
    icon: 'question',
    tone: 'warning',
    description: countAndSum(deals.strays, context),
    tooltip: 'Deals whose pipeline is not in crm.yaml.',
  });
  return [...top, stray];
}

function pipelineNode(
  pipeline: Pipeline,
  byStage: ReadonlyMap<string, readonly CrmRecord[]>,
  context: ViewContext,
): TreeNode {
  const open = pipeline.stages.flatMap(({ id, outcome }) =>
    outcome === undefined ? (byStage.get(id) ?? []) : [],
  );
  const sum = sumOfAmounts(open, context);
  return groupNode({
    id: nodeId('pipeline', pipeline.id),
    label: pipeline.name,
    icon: 'project',
    context: 'pipeline',
    description: joined(`${open.length} open`, sum.without < open.length ? wholeSum(sum) : ''),
    tooltip: leftOutWords(sum),
    expanded: true,
  });
}

function stageNodes(
  pipeline: Pipeline,
  byStage: ReadonlyMap<string, readonly CrmRecord[]>,
  context: ViewContext,
): TreeNode[] {
  const known = pipeline.stages.map((stage) =>
    stageNode(pipeline, stage, byStage.get(stage.id) ?? [], context),
  );
  const unknown = [...byStage.keys()].filter((key) => key.startsWith('?')).sort();
  return [
    ...known,
    ...unknown.map((key) => unknownStageNode(pipeline, key, byStage.get(key) ?? [], context)),
  ];
}

const outcomeLooks = {
  open: { icon: 'circle-large-outline' },
  won: { icon: 'pass', tone: 'good' },
  lost: { icon: 'circle-slash', tone: 'muted' },
} as const satisfies Readonly<Record<Outcome, Partial<TreeNode>>>;

function stageNode(
  pipeline: Pipeline,
  stage: Stage,
  deals: readonly CrmRecord[],
  context: ViewContext,
): TreeNode {
  const sum = sumOfAmounts(deals, context);
  const odds = stage.outcome === undefined ? `${stage.probability} % probability` : '';
  return groupNode({
    id: nodeId('pipeline', pipeline.id, stage.id),
    label: stage.name,
    context: 'stage',
    description: countAndSum(deals, context),
    hasChildren: deals.length > 0,
    tooltip: [odds, leftOutWords(sum)].filter((line) => line !== '').join('\n\n'),
    ...outcomeLooks[stage.outcome ?? 'open'],
  });
}

function unknownStageNode(
  pipeline: Pipeline,
  key: string,
  deals: readonly CrmRecord[],
  context: ViewContext,
): TreeNode {
  const name = key.slice(1);
  return groupNode({
    id: nodeId('pipeline', pipeline.id, key),
    icon: 'question',
    context: 'stage',
    tone: 'warning',
    label: name === '' ? 'Without a stage' : `Unknown stage: ${name}`,
    description: countAndSum(deals, context),
    tooltip: 'Their stage is not in the pipeline of crm.yaml.',
  });
}

/** The largest first. */
function openRows(deals: readonly CrmRecord[], node: string, context: ViewContext): TreeNode[] {
  const amounts = new Map(deals.map((deal) => [deal, amountInBase(deal, context)]));
  const sorted = [...deals].sort(
    (a, b) => compareDecimals(amounts.get(b) ?? zero, amounts.get(a) ?? zero) || byTitle(a, b),
  );
  return page(sorted, node, context, (deal) => dealNode(deal, node, context, 'account'));
}

function amountInBase(deal: CrmRecord, context: ViewContext): Decimal {
  const { amount } = deal.fields;
  return (isMoney(amount) && inBaseCurrency(amount, deal, context)) || zero;
}

/** The latest first. */
function closedRows(
  deals: readonly CrmRecord[],
  month: string | undefined,
  node: string,
  context: ViewContext,
): TreeNode[] {
  if (month === undefined && deals.length > rowsPerPage) return monthNodes(deals, node, context);
  const found = month === undefined ? deals : deals.filter((deal) => closedMonth(deal) === month);
  const sorted = [...found].sort(newestFirst('closed'));
  return page(sorted, node, context, (deal) => dealNode(deal, node, context, 'account'));
}

/** `2026-11`, or empty where the deal does not say when it was closed. */
function closedMonth(deal: CrmRecord): string {
  const { closed } = deal.fields;
  return typeof closed === 'string' ? closed.slice(0, 7) : '';
}

function monthNodes(deals: readonly CrmRecord[], node: string, context: ViewContext): TreeNode[] {
  const byMonth = new Map<string, CrmRecord[]>();
  for (const deal of deals) {
    const month = closedMonth(deal);
    const known = byMonth.get(month);
    if (known) known.push(deal);
    else byMonth.set(month, [deal]);
  }
  return [...byMonth]
    .sort(([a], [b]) => (a > b ? -1 : 1))
    .map(([month, closed]) =>
      groupNode({
        id: childId(node, month),
        label: month === '' ? 'Without a date of closing' : month,
        icon: month === '' ? 'question' : 'calendar',
        description: countAndSum(closed, context),
        tooltip: leftOutWords(sumOfAmounts(closed, context)),
      }),
    );
}

/** A deal's row, with its account or, where the account is plain to see, its stage. */
export function dealNode(
  deal: CrmRecord,
  under: string,
  context: ViewContext,
  withField: 'account' | 'stage',
): TreeNode {
  const { snapshot, today } = context;
  const outcome = outcomeOf(snapshot, deal);
  const due = deal.fields['close_date'];
  const closed = deal.fields['closed'];
  const isOverdue =
    outcome === 'open' && typeof due === 'string' && daysBetween(today, dateOf(due)) < 0;
  const date = outcome === 'open' || outcome === undefined ? due : closed;
  const when = typeof date === 'string' ? dateOf(date) : '';
  return recordNode(deal, context, under, {
    description: joined(
      describeValue(deal, 'amount', snapshot),
      isOverdue ? `overdue since ${when}` : when,
      describeValue(deal, withField, snapshot),
    ),
    ...(outcome === 'won' || outcome === 'lost' ? outcomeLooks[outcome] : {}),
    ...((isOverdue || outcome === undefined) && { tone: 'warning' as const }),
  });
}
