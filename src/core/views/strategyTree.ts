import { dateOf, daysBetween } from '../model/date.ts';
import type { CrmRecord } from '../model/record.ts';
import type { TreeNode } from '../model/treeNode.ts';
import { countOf } from '../model/words.ts';
import { describeValue } from './describeValue.ts';
import { nodeId, partsOfNodeId } from './nodeId.ts';
import type { ViewContext } from './nodes.ts';
import { byTitle, groupNode, joined, page, recordNode } from './nodes.ts';

/** Members of a segment, computed by the segments room and handed in. */
export type MembersOf = (segment: CrmRecord) => {
  readonly members: readonly CrmRecord[];
  readonly issues: readonly string[];
};

const groups = [
  { id: 'strategy', type: 'strategy', label: 'Strategy', icon: 'compass' },
  { id: 'segments', type: 'segment', label: 'Segments', icon: 'filter' },
  { id: 'campaigns', type: 'campaign', label: 'Campaigns', icon: 'megaphone' },
] as const;

/** Rows of the Strategy & Segments view: documents, segments with their members, campaigns. */
export function strategyTree(
  node: string | undefined,
  context: ViewContext,
  membersOf: MembersOf,
): TreeNode[] {
  const { snapshot } = context;
  if (node === undefined) {
    return groups.flatMap(({ id, type, label, icon }) => {
      const description = String(snapshot.records(type).length);
      const row = groupNode({ id: nodeId(id), label, icon, description, expanded: true });
      return description === '0' ? [] : [row];
    });
  }
  const [groupId, path] = partsOfNodeId(node);
  const group = groups.find(({ id }) => id === groupId);
  if (!group) return [];
  if (path === undefined) {
    const records = [...snapshot.records(group.type)].sort(byTitle);
    return page(records, node, context, (record) =>
      record.type === 'segment'
        ? segmentNode(record, node, context, membersOf(record))
        : documentNode(record, node, context),
    );
  }
  const segment = snapshot.byPath(path);
  if (segment?.type !== 'segment') return [];
  const members = [...membersOf(segment).members].sort(byTitle);
  return page(members, node, context, (member) => memberNode(member, node, context));
}

function documentNode(record: CrmRecord, under: string, context: ViewContext): TreeNode {
  const { snapshot, today } = context;
  const review = record.fields['review_by'];
  const isDue = typeof review === 'string' && daysBetween(today, dateOf(review)) < 0;
  return recordNode(record, context, under, {
    description: joined(
      describeValue(record, record.type === 'campaign' ? 'status' : 'kind', snapshot),
      isDue ? `review was due ${dateOf(review)}` : '',
    ),
    ...(isDue && { tone: 'warning' as const }),
  });
}

function segmentNode(
  segment: CrmRecord,
  under: string,
  context: ViewContext,
  { members, issues }: ReturnType<MembersOf>,
): TreeNode {
  const { snapshot } = context;
  const of = segment.fields['of'] === 'contact' ? 'contact' : 'account';
  const [issue] = issues;
  return recordNode(segment, context, under, {
    description:
      issue ?? joined(countOf(members.length, of), describeValue(segment, 'stance', snapshot)),
    hasChildren: members.length > 0,
    ...(issue !== undefined && { tone: 'error' as const, icon: 'warning' }),
  });
}

function memberNode(member: CrmRecord, under: string, context: ViewContext): TreeNode {
  const field = member.type === 'contact' ? 'account' : 'status';
  return recordNode(member, context, under, {
    description: describeValue(member, field, context.snapshot),
  });
}
