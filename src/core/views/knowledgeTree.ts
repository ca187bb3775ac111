import { daysBetween } from '../model/date.ts';
import type { CrmRecord } from '../model/record.ts';
import type { TreeNode } from '../model/treeNode.ts';
import type { ViewContext } from './nodes.ts';
import { byTitle, groupNode, page, recordNode } from './nodes.ts';

const types = ['article', 'script'] as const;
const untold = '?';

/** Rows of the Knowledge view: topics as a tree of their parts, articles and guided scripts under each. */
export function knowledgeTree(node: string | undefined, context: ViewContext): TreeNode[] {
  const records = types.flatMap((type) => context.snapshot.records(type));
  const prefix = node === undefined ? '' : node.slice('topic:'.length);
  if (prefix === untold) {
    const loose = records.filter((record) => topicsOf(record).length === 0);
    return page(loose.sort(byTitle), 'topic:?', context, (record) =>
      articleNode(record, 'topic:?', context),
    );
  }
  const below = new Map<string, Set<CrmRecord>>();
  const here: CrmRecord[] = [];
  for (const record of records) {
    for (const topic of topicsOf(record)) sortIn(record, topic, prefix, below, here);
  }
  const groups = [...below]
    .sort((a, b) => (a[0] < b[0] ? -1 : 1))
    .map(([name, found]) => topicNode(join(prefix, name), name, found.size));
  const under = `topic:${prefix}`;
  const rows = page([...new Set(here)].sort(byTitle), under, context, (record) =>
    articleNode(record, under, context),
  );
  const loose =
    prefix === '' ? records.filter((record) => topicsOf(record).length === 0).length : 0;
  return [...groups, ...rows, ...(loose > 0 ? [looseNode(loose)] : [])];
}

function topicsOf(record: CrmRecord): readonly string[] {
  const topics = record.fields['topics'];
  return Array.isArray(topics)
    ? topics.filter((topic): topic is string => typeof topic === 'string' && topic !== '')
    : [];
}

function sortIn(
  record: CrmRecord,
  topic: string,
  prefix: string,
  below: Map<string, Set<CrmRecord>>,
  here: CrmRecord[],
): void {
  if (topic === prefix) {
    here.push(record);
    return;
  }
  if (prefix !== '' && !topic.startsWith(`${prefix}/`)) return;
  const rest = prefix === '' ? topic : topic.slice(prefix.length + 1);
  const name = rest.split('/')[0] ?? rest;
  const found = below.get(name) ?? new Set();
  found.add(record);
  below.set(name, found);
}

function join(prefix: string, name: string): string {
  return prefix === '' ? name : `${prefix}/${name}`;
}

function topicNode(topic: string, name: string, count: number): TreeNode {
  return groupNode({
    id: `topic:${topic}`,
    label: name.replaceAll(/[-_]/g, ' '),
    icon: 'book',
    context: 'topic',
    description: String(count),
    tooltip: topic.replaceAll('`', ''),
  });
}

function looseNode(count: number): TreeNode {
  return groupNode({
    id: 'topic:?',
    label: 'Without a topic',
    icon: 'question',
    context: 'topic',
    description: String(count),
  });
}

function articleNode(record: CrmRecord, under: string, context: ViewContext): TreeNode {
  const status = record.fields['status'];
  const language = record.fields['language'];
  const review = record.fields['review_by'];
  const due =
    typeof review === 'string' && daysBetween(context.today, review) < 0 && status !== 'retired';
  const parts = [
    record.type === 'script'
      ? 'guided script'
      : typeof status === 'string' && status !== 'published'
        ? status
        : '',
    typeof language === 'string' ? language : '',
    due ? `review was due ${review}` : '',
  ];
  const tone = due
    ? ({ tone: 'warning' } as const)
    : status === 'retired'
      ? ({ tone: 'muted' } as const)
      : {};
  return recordNode(record, context, under, {
    description: parts.filter((part) => part !== '').join(' · '),
    ...tone,
  });
}
