/** What the rows of every tree are made of. */
import type { IsoDate } from '../model/date.ts';
import type { CrmRecord } from '../model/record.ts';
import { recordKey } from '../model/record.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { TreeNode } from '../model/treeNode.ts';
import { groupThousands } from '../model/words.ts';
import { nodeId } from './nodeId.ts';

/** What every tree is built from. */
export interface ViewContext {
  readonly snapshot: Snapshot;
  readonly today: IsoDate;
  /** Rows to show under the node; undefined for the first page. */
  readonly rows?: number | undefined;
}

export const rowsPerPage = 200;

/**
 * The first rows under a parent, and a row that stands for the rest. Each time it is opened it shows as many
 * again, so that thousands of rows are a few clicks away and still come in messages of bearable size.
 */
export function page<T>(
  items: readonly T[],
  parent: string,
  { rows, firstPage = rowsPerPage }: { readonly rows?: number | undefined; firstPage?: number },
  toNode: (item: T) => TreeNode,
): TreeNode[] {
  const limit = rows ?? firstPage;
  const nodes = items.slice(0, limit).map(toNode);
  const rest = items.length - limit;
  if (rest <= 0) return nodes;
  const next = Math.min(rest, Math.max(limit, firstPage));
  nodes.push({
    id: childId(parent, '…'),
    label: `Show ${groupThousands(String(next))} more`,
    description: `${groupThousands(String(rest))} not shown`,
    tooltip: '',
    icon: 'ellipsis',
    context: 'more',
    hasChildren: false,
    showRows: limit + next,
  });
  return nodes;
}

type GroupRow = Pick<TreeNode, 'id' | 'label' | 'icon'> & Partial<TreeNode>;

/** A row that gathers others. */
export function groupNode(row: GroupRow): TreeNode {
  return { description: '', tooltip: '', context: 'group', hasChildren: true, ...row };
}

/** A row of a record under the row with the id `under` (empty for the top). */
export function recordNode(
  record: CrmRecord,
  { snapshot }: Pick<ViewContext, 'snapshot'>,
  under: string,
  more: Partial<TreeNode> = {},
): TreeNode {
  const node: TreeNode = {
    // by path: two files with one id are two rows
    id: childId(under, record.path),
    label: record.title,
    description: '',
    tooltip: '',
    icon: snapshot.type(record.type)?.icon ?? 'file',
    context: `record.${record.type}`,
    hasChildren: false,
    path: record.path,
    record: recordKey(record),
    ...(record.inlineLine !== undefined && { line: record.inlineLine }),
    ...more,
  };
  return record.broken ? flagged(node) : node;
}

/** What could be read in part only stays in sight, and says so by more than a colour. */
function flagged(node: TreeNode): TreeNode {
  const spoken = node.accessibleLabel ?? [node.label, node.description].filter(Boolean).join(', ');
  return {
    ...node,
    icon: 'warning',
    tone: 'error',
    accessibleLabel: `${spoken}, could not be read in full`,
  };
}

/** The id of a row under another. */
export function childId(under: string, part: string): string {
  return under === '' ? nodeId(part) : `${under}/${nodeId(part)}`;
}

/** Texts that are there, joined by a middle dot. */
export function joined(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' · ');
}

/** Letters of any script in their place, and numbers by their value: "Quote 9" comes before "Quote 10". */
const collator = new Intl.Collator('en', { numeric: true });

export function byTitle(a: CrmRecord, b: CrmRecord): number {
  return collator.compare(a.title, b.title) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

/** Latest first by a date field; records without one last. */
export function newestFirst(field: string): (a: CrmRecord, b: CrmRecord) => number {
  const key = (record: CrmRecord): string => {
    const value = record.fields[field];
    return typeof value === 'string' ? value : '';
  };
  return (a, b) => (key(a) > key(b) ? -1 : key(a) < key(b) ? 1 : byTitle(a, b));
}
