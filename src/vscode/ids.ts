/** Every id that the manifest declares, as whole literals, with the argument that each command takes. */
import type { TreeNode, TreeView } from '../core/model/treeNode.ts';

/** What a row of a tree hands to a command. */
export interface TreeRow {
  /** The workspace folder, as a URI. */
  readonly folder: string;
  readonly node: TreeNode;
}

/** A record to open, from wherever. */
export interface RecordPlace {
  readonly folder: string;
  readonly path: string;
  /** 0-based. */
  readonly line?: number;
  readonly toTheSide?: boolean;
}

/** A report of a workspace folder. */
export interface ReportTarget {
  readonly folder: string;
  readonly name: string;
}

export interface CommandArguments {
  'rapport.search': [text?: string];
  'rapport.openReport': [report?: ReportTarget];
  'rapport.refresh': [];
  'rapport.showLog': [];
  'rapport.showProblems': [];
  'rapport.openRecord': [place: RecordPlace];
  'rapport.openToSide': [row: TreeRow];
  'rapport.copyReference': [row: TreeRow];
  'rapport.showMore': [row: TreeRow];
  'rapport.openReportSource': [row: TreeRow];
  'rapport.createConfig': [];
}

export type CommandId = keyof CommandArguments;

/** Complete by type: a command without an entry here does not compile. */
export const commandIds: readonly CommandId[] = Object.keys({
  'rapport.search': null,
  'rapport.openReport': null,
  'rapport.refresh': null,
  'rapport.showLog': null,
  'rapport.showProblems': null,
  'rapport.openRecord': null,
  'rapport.openToSide': null,
  'rapport.copyReference': null,
  'rapport.showMore': null,
  'rapport.openReportSource': null,
  'rapport.createConfig': null,
} satisfies { readonly [K in CommandId]: null }) as CommandId[];

export const viewIds = {
  accounts: 'rapport.accounts',
  deals: 'rapport.deals',
  knowledge: 'rapport.knowledge',
  strategy: 'rapport.strategy',
  reports: 'rapport.reports',
} as const satisfies Readonly<Record<TreeView, string>>;

export interface Settings {
  'rapport.me': string;
  'rapport.problems.minimumSeverity': 'error' | 'warning' | 'hint';
}

export const settingIds: readonly (keyof Settings)[] = Object.keys({
  'rapport.me': null,
  'rapport.problems.minimumSeverity': null,
} satisfies { readonly [K in keyof Settings]: null }) as (keyof Settings)[];

/** `rapport.state`: what welcome views and commands go by. */
export type AppState = 'noFolder' | 'noConfig' | 'loading' | 'ready' | 'failed';

/** The when-clause keys that the extension sets, with their values. */
export interface ContextKeys {
  'rapport.state': AppState;
  /** Views that were read and have no row. */
  'rapport.accounts.isEmpty': boolean;
  'rapport.deals.isEmpty': boolean;
  'rapport.knowledge.isEmpty': boolean;
  'rapport.strategy.isEmpty': boolean;
  'rapport.reports.isEmpty': boolean;
}

export const emptyKeys = {
  accounts: 'rapport.accounts.isEmpty',
  deals: 'rapport.deals.isEmpty',
  knowledge: 'rapport.knowledge.isEmpty',
  strategy: 'rapport.strategy.isEmpty',
  reports: 'rapport.reports.isEmpty',
} as const satisfies Readonly<Record<TreeView, keyof ContextKeys>>;

export const reportPanelType = 'rapport.report';
