import { daysBetween } from '../model/date.ts';
import { compareDecimals, zero } from '../model/decimal.ts';
import { isMoney } from '../model/money.ts';
import type { CrmRecord } from '../model/record.ts';
import type { Pipeline, Stage } from '../model/schema.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { TreeNode } from '../model/treeNode.ts';
import type { ViewContext } from './nodes.ts';
import { byTitle, countAndSum, describeValue, groupNode, page, recordNode } from './nodes.ts';

/** Open: in a stage that is neither won nor lost; a deal in an unknown stage is open until somebody says otherwise. */
export function isOpenDeal(deal: CrmRecord, snapshot: Snapshot): boolean {
  return snapshot.stageOf(deal)?.outcome === undefined;
}

/** Rows of the Deals view: pipelines (where there are several), stages in the order of the board, deals. */
export function dealsTree(node: string | undefined, context: ViewContext): TreeNode[] {
  const { pipelines } = context.snapshot.schema;
  const deals = context.snapshot.records('deal');
  const used = pipelines.filter((pipeline) =>
    deals.some((deal) => context.snapshot.pipelineOf(deal) === pipeline),
  );
  if (node === undefined) {
    const only = used.length === 1 ? used[0] : undefined;
    const top = only
      ? stageNodes(only, context)
      : used.map((pipeline) => pipelineNode(pipeline, context));
    return [...top, ...strayNodes(context)];
  }
  if (node === 'stray')
    return page(strays(context.snapshot), node, context, (deal) =>
      dealNode(deal, node, context, true),
    );
  const [, pipelineId, stageId] = node.split('\u0000');
  const pipeline = pipelines.find((candidate) => candidate.id === pipelineId);
  if (!pipeline) return [];
  if (stageId === undefined) return stageNodes(pipeline, context);
  const inStage = dealsIn(pipeline, stageId, context.snapshot);
  return page([...inStage].sort(byAmount(context)), node, context, (deal) =>
    dealNode(deal, node, context, false),
  );
}

function dealsOf(pipeline: Pipeline, snapshot: Snapshot): readonly CrmRecord[] {
  return snapshot.records('deal').filter((deal) => snapshot.pipelineOf(deal) === pipeline);
}

/** Deals of a stage; the stage `?id` gathers those of a stage that the pipeline does not know. */
function dealsIn(pipeline: Pipeline, stageId: string, snapshot: Snapshot): readonly CrmRecord[] {
  return dealsOf(pipeline, snapshot).filter((deal) => stageKey(deal, pipeline) === stageId);
}

function stageKey(deal: CrmRecord, pipeline: Pipeline): string {
  const id = deal.fields['stage'];
  const known = pipeline.stages.some((stage) => stage.id === id);
  return known ? String(id) : `?${typeof id === 'string' ? id : ''}`;
}

function pipelineNode(pipeline: Pipeline, context: ViewContext): TreeNode {
  const open = dealsOf(pipeline, context.snapshot).filter((deal) =>
    isOpenDeal(deal, context.snapshot),
  );
  return groupNode({
    id: `pipeline\u0000${pipeline.id}`,
    label: pipeline.name,
    icon: 'project',
    context: 'pipeline',
    description: `${countAndSum(open, 'amount', context)} open`,
  });
}

function stageNodes(pipeline: Pipeline, context: ViewContext): TreeNode[] {
  const byStage = new Map<string, CrmRecord[]>();
  for (const deal of dealsOf(pipeline, context.snapshot)) {
    const key = stageKey(deal, pipeline);
    const list = byStage.get(key);
    if (list) list.push(deal);
    else byStage.set(key, [deal]);
  }
  const known = pipeline.stages.map((stage) =>
    stageNode(pipeline, stage, byStage.get(stage.id) ?? [], context),
  );
  const unknown = [...byStage.keys()].filter((key) => key.startsWith('?')).sort();
  return [
    ...known,
    ...unknown.map((key) => unknownStageNode(pipeline, key, byStage.get(key) ?? [], context)),
  ];
}

function stageNode(
  pipeline: Pipeline,
  stage: Stage,
  deals: readonly CrmRecord[],
  context: ViewContext,
): TreeNode {
  const icon =
    stage.outcome === 'won'
      ? 'pass'
      : stage.outcome === 'lost'
        ? 'circle-slash'
        : 'circle-large-outline';
  const tone =
    stage.outcome === 'won'
      ? ({ tone: 'good' } as const)
      : stage.outcome === 'lost'
        ? ({ tone: 'muted' } as const)
        : {};
  return groupNode({
    id: `pipeline\u0000${pipeline.id}\u0000${stage.id}`,
    label: stage.name,
    icon,
    context: 'stage',
    description: countAndSum(deals, 'amount', context),
    hasChildren: deals.length > 0,
    tooltip: `${stage.probability} % probability`,
    ...tone,
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
    id: `pipeline\u0000${pipeline.id}\u0000${key}`,
    icon: 'question',
    context: 'stage',
    tone: 'warning',
    label: name === '' ? 'No stage' : `Unknown stage: ${name}`,
    description: countAndSum(deals, 'amount', context),
  });
}

/** Deals of a pipeline that crm.yaml does not know. */
function strays(snapshot: Snapshot): readonly CrmRecord[] {
  return snapshot.records('deal').filter((deal) => !snapshot.pipelineOf(deal));
}

function strayNodes(context: ViewContext): TreeNode[] {
  const deals = strays(context.snapshot);
  if (deals.length === 0) return [];
  const description = countAndSum(deals, 'amount', context);
  return [
    groupNode({
      id: 'stray',
      label: 'Unknown pipeline',
      icon: 'question',
      tone: 'warning',
      description,
    }),
  ];
}

function byAmount(context: ViewContext): (a: CrmRecord, b: CrmRecord) => number {
  const amounts = new Map<number, ReturnType<typeof amountOf>>();
  const get = (deal: CrmRecord): ReturnType<typeof amountOf> => {
    const known = amounts.get(deal.slot) ?? amountOf(deal, context);
    amounts.set(deal.slot, known);
    return known;
  };
  return (a, b) => compareDecimals(get(b), get(a)) || byTitle(a, b);
}

function amountOf(deal: CrmRecord, { snapshot, today }: ViewContext): typeof zero {
  const value = deal.fields['amount'];
  if (!isMoney(value)) return zero;
  const converted = snapshot.convert(value, today);
  return converted.ok ? converted.money : zero;
}

export function dealNode(
  deal: CrmRecord,
  under: string,
  context: ViewContext,
  withStage: boolean,
): TreeNode {
  const { snapshot, today } = context;
  const stage = snapshot.stageOf(deal);
  const open = stage?.outcome === undefined;
  const due = deal.fields['close_date'];
  const overdue = open && typeof due === 'string' && daysBetween(today, due) < 0;
  const closed = deal.fields['closed'];
  const parts = [
    describeValue(deal, 'amount', context),
    withStage
      ? (stage?.name ?? describeValue(deal, 'stage', context))
      : describeValue(deal, 'account', context),
    overdue
      ? `overdue since ${due}`
      : open
        ? typeof due === 'string'
          ? due
          : ''
        : typeof closed === 'string'
          ? closed
          : '',
  ];
  const icon =
    stage?.outcome === 'won'
      ? 'pass'
      : stage?.outcome === 'lost'
        ? 'circle-slash'
        : (snapshot.type('deal')?.icon ?? 'briefcase');
  const tone: TreeNode['tone'] =
    overdue || (open && !stage)
      ? 'warning'
      : stage?.outcome === 'won'
        ? 'good'
        : stage?.outcome === 'lost'
          ? 'muted'
          : undefined;
  return recordNode(deal, context, under, {
    description: parts.filter((part) => part !== '').join(' · '),
    icon,
    ...(tone && { tone }),
  });
}
