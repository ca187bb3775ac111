import type { TreeNode } from '../model/treeNode.ts';
import { escapeMarkdown } from './escapeMarkdown.ts';
import { nodeId } from './nodeId.ts';
import { childId, groupNode } from './nodes.ts';

/** What the view needs to know of a report; the reports room hands it in. */
export interface ReportEntry {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** The file of a saved report. */
  readonly path?: string;
}

const groups = [
  {
    id: 'builtin',
    label: 'Built in',
    icon: 'graph',
    isOf: (entry: ReportEntry) => entry.path === undefined,
  },
  {
    id: 'saved',
    label: 'Saved',
    icon: 'bookmark',
    isOf: (entry: ReportEntry) => entry.path !== undefined,
  },
];

/** Rows of the Reports view: the built-in reports, then those saved in the workspace. */
export function reportsTree(node: string | undefined, reports: readonly ReportEntry[]): TreeNode[] {
  if (node !== undefined) {
    const group = groups.find(({ id }) => nodeId(id) === node);
    return reports
      .filter((report) => group?.isOf(report))
      .map((report) => reportNode(report, node));
  }
  return groups.flatMap(({ id, label, icon, isOf }) => {
    const count = reports.filter(isOf).length;
    const description = String(count);
    return count > 0
      ? [groupNode({ id: nodeId(id), label, icon, description, expanded: true })]
      : [];
  });
}

function reportNode({ id, title, description, path }: ReportEntry, under: string): TreeNode {
  return {
    id: childId(under, id),
    label: title,
    description: '',
    tooltip: escapeMarkdown(description),
    icon: path === undefined ? 'graph' : 'graph-line',
    context: path === undefined ? 'report' : 'report.saved',
    hasChildren: false,
    report: id,
    ...(path !== undefined && { path }),
  };
}
