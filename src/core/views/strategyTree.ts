import { daysBetween } from '../model/date.ts';
import type { CrmRecord } from '../model/record.ts';
import type { TreeNode } from '../model/treeNode.ts';
import type { ViewContext } from './nodes.ts';
import { byTitle, describeValue, groupNode, page, recordNode } from './nodes.ts';

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
      const count = snapshot.records(type).length;
      return count > 0 ? [groupNode({ id, label, icon, description: String(count) })] : [];
    });
  }
  const group = groups.find((candidate) => candidate.id === node);
  if (group) {
    const records = [...snapshot.records(group.type)].sort(byTitle);
    return page(records, node, context, (record) => documentNode(record, node, context, membersOf));
  }
  const segment = snapshot.get('segment', node.slice('segments/segment/'.length));
  if (!segment) return [];
  const { members } = membersOf(segment);
  return page([...members].sort(byTitle), node, context, (member) =>
    recordNode(member, context, node, {
      description: describeValue(member, member.type === 'contact' ? 'account' : 'status', context),
    }),
  );
}

function documentNode(
  record: CrmRecord,
  under: string,
  context: ViewContext,
  membersOf: MembersOf,
): TreeNode {
  if (record.type === 'segment') return segmentNode(record, under, context, membersOf);
  const review = record.fields['review_by'];
  const due = typeof review === 'string' && daysBetween(context.today, review) < 0;
  const words = describeValue(
    record,
    record.type === 'campaign' ? 'status' : 'kind',
    context,
  ).replaceAll('_', ' ');
  return recordNode(record, context, under, {
    description: [words, due ? `review was due ${review}` : '']
      .filter((part) => part !== '')
      .join(' · '),
    ...(due && { tone: 'warning' as const }),
  });
}

function segmentNode(
  segment: CrmRecord,
  under: string,
  context: ViewContext,
  membersOf: MembersOf,
): TreeNode {
  const { members, issues } = membersOf(segment);
  const stance = describeValue(segment, 'stance', context).replaceAll('_', ' ');
  const parts = [String(members.length), stance, issues.length > 0 ? (issues[0] ?? '') : ''];
  return recordNode(segment, context, under, {
    description: parts.filter((part) => part !== '').join(' · '),
    hasChildren: members.length > 0,
    ...(issues.length > 0 && { tone: 'error' as const, icon: 'warning' }),
  });
}
