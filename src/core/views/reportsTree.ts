import type { TreeNode } from '../model/treeNode.ts';
import type { ViewContext } from './nodes.ts';
import { groupNode } from './nodes.ts';

/** What the view needs to know of a report; the reports room hands it in. */
export interface ReportEntry {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** The file of a saved report. */
  readonly path?: string;
  readonly chart?: string;
}

/** Rows of the Reports view: the built-in reports, then those saved in the workspace. */
export function reportsTree(
  node: string | undefined,
  reports: readonly ReportEntry[],
  _context: ViewContext,
): TreeNode[] {
  const saved = reports.filter((report) => report.path !== undefined);
  const builtin = reports.filter((report) => report.path === undefined);
  if (node === undefined) {
    return [
      groupNode({
        id: 'builtin',
        label: 'Built in',
        icon: 'graph',
        description: String(builtin.length),
      }),
      ...(saved.length > 0
        ? [
            groupNode({
              id: 'saved',
              label: 'Saved',
              icon: 'bookmark',
              description: String(saved.length),
            }),
          ]
        : []),
    ];
  }
  return (node === 'saved' ? saved : builtin).map((report) => ({
    id: `${node}/${report.id}`,
    label: report.title,
    description: '',
    tooltip: report.description,
    icon: report.path === undefined ? 'graph' : 'graph-line',
    context: report.path === undefined ? 'report' : 'report.saved',
    hasChildren: false,
    report: report.id,
    ...(report.path !== undefined && { path: report.path }),
  }));
}
