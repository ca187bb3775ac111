import { dateOf, daysBetween } from '../model/date.ts';
import type { CrmRecord } from '../model/record.ts';
import type { TreeNode } from '../model/treeNode.ts';
import { describeValue } from './describeValue.ts';
import { nodeId, partsOfNodeId } from './nodeId.ts';
import type { ViewContext } from './nodes.ts';
import { byTitle, groupNode, joined, page, recordNode } from './nodes.ts';

const types = ['article', 'script'] as const;
const loosePart = '?';
const topicPart = 'topic';

/** Rows of the Knowledge view: topics as a tree of their parts, articles and guided scripts under each. */
export function knowledgeTree(node: string | undefined, context: ViewContext): TreeNode[] {
  const records = types.flatMap((type) => context.snapshot.records(type));
  if (node === nodeId(loosePart)) {
    const loose = records.filter((record) => topicsOf(record).length === 0);
    return page(loose.sort(byTitle), node, context, (record) => articleNode(record, node, context));
  }
  const prefix = node === undefined ? '' : (partsOfNodeId(node)[1] ?? '');
  const { below, here } = splitTopic(records, prefix);
  const under = node ?? '';
  const loose = prefix === '' ? records.filter((record) => topicsOf(record).length === 0) : [];
  return [
    ...[...below]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, found]) =>
        topicNode(prefix === '' ? name : `${prefix}/${name}`, name, found.size),
      ),
    ...page([...here].sort(byTitle), under, context, (record) =>
      articleNode(record, under, context),
    ),
    ...(loose.length > 0 ? [looseNode(loose.length)] : []),
  ];
}

/** The topics of a record, written `type/category/subcategory`; parts that say nothing are left out. */
function topicsOf(record: CrmRecord): readonly string[] {
  const { topics } = record.fields;
  const written = Array.isArray(topics) ? topics : [];
  return written
    .map((topic) => (typeof topic === 'string' ? normalTopic(topic) : ''))
    .filter((topic) => topic !== '');
}

function normalTopic(topic: string): string {
  return topic
    .split('/')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .join('/');
}

/** Records of a topic: those of its parts by part, and those of the topic itself. */
function splitTopic(
  records: readonly CrmRecord[],
  prefix: string,
): {
  readonly below: ReadonlyMap<string, ReadonlySet<CrmRecord>>;
  readonly here: ReadonlySet<CrmRecord>;
} {
  const below = new Map<string, Set<CrmRecord>>();
  const here = new Set<CrmRecord>();
  for (const record of records) {
    for (const topic of topicsOf(record)) {
      if (topic === prefix) here.add(record);
      if (prefix !== '' && !topic.startsWith(`${prefix}/`)) continue;
      const rest = prefix === '' ? topic : topic.slice(prefix.length + 1);
      const [name = rest] = rest.split('/');
      const known = below.get(name);
      if (known) known.add(record);
      else below.set(name, new Set([record]));
    }
  }
  return { below, here };
}

function topicNode(topic: string, name: string, count: number): TreeNode {
  return groupNode({
    id: nodeId(topicPart, topic),
    label: name.replaceAll(/[-_]/g, ' '),
    icon: 'book',
    context: 'topic',
    description: String(count),
  });
}

function looseNode(count: number): TreeNode {
  return groupNode({
    id: nodeId(loosePart),
    label: 'Without a topic',
    icon: 'question',
    context: 'topic',
    description: String(count),
  });
}

function articleNode(record: CrmRecord, under: string, context: ViewContext): TreeNode {
  const { status, review_by: review } = record.fields;
  const isRetired = status === 'retired';
  const isDue =
    typeof review === 'string' && daysBetween(context.today, dateOf(review)) < 0 && !isRetired;
  return recordNode(record, context, under, {
    description: joined(
      record.type === 'script' ? 'guided script' : '',
      status === 'published' ? '' : describeValue(record, 'status', context.snapshot),
      describeValue(record, 'language', context.snapshot),
      isDue ? `review was due ${dateOf(review)}` : '',
    ),
    ...(isRetired && { tone: 'muted' as const }),
    ...(isDue && { tone: 'warning' as const }),
  });
}
