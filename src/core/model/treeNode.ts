/** One row of a tree, as any front end may show it. Plain data: it crosses threads. */
export interface TreeNode {
  /** Stable across refreshes and unique in its view: selection and expansion hang on it. */
  readonly id: string;
  readonly label: string;
  /** Shown dimmed after the label: counts, sums, dates. */
  readonly description: string;
  /** Markdown that answers the next question. Rows of records have none: theirs is asked for when it is needed. */
  readonly tooltip: string;
  /** Codicon id. */
  readonly icon: string;
  /** Meaning of the colour, if any: front ends map it to theme colours. */
  readonly tone?: 'good' | 'warning' | 'error' | 'muted';
  /** What menus go by: `record.account`, `stage`, `topic`, `report`, `group`… */
  readonly context: string;
  readonly hasChildren: boolean;
  /** True where the row opens by itself the first time it is shown. */
  readonly expanded?: true;
  /** The file behind the row, with the 0-based line. */
  readonly path?: string;
  readonly line?: number;
  /** `type/id` of the record behind the row. */
  readonly record?: string;
  /** Name of the report behind the row. */
  readonly report?: string;
  /** On a row that stands for those not shown: how many rows its parent is to show next. */
  readonly showRows?: number;
  /** Spoken instead of label and description where they would be unclear. */
  readonly accessibleLabel?: string;
}

export const treeViews = ['accounts', 'deals', 'knowledge', 'strategy', 'reports'] as const;
export type TreeView = (typeof treeViews)[number];
