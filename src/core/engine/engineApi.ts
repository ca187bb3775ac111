/**
 * What front ends ask of the engine. Arguments and answers are plain data, so the engine may live in this
 * thread or in another; every call is asynchronous for that reason.
 */
import type { Problem } from '../model/problem.ts';
import type { SearchResult } from '../model/searchResult.ts';
import type { TreeNode, TreeView } from '../model/treeNode.ts';
import type { EngineChange } from './engine.ts';

export interface Overview {
  readonly name: string;
  readonly version: number;
  readonly files: number;
  readonly records: number;
  /** Type name -> number of records. */
  readonly counts: Readonly<Record<string, number>>;
  readonly errors: number;
  readonly warnings: number;
  readonly hints: number;
  /** False where there is no crm.yaml. */
  readonly hasConfig: boolean;
  readonly currency: string;
  readonly today: string;
}

/** A changed file; `text` is that of an open editor, null once the editor agrees with the disk again. */
export interface FileChange {
  readonly path: string;
  readonly text?: string | null;
}

export interface TreeRequest {
  readonly view: TreeView;
  /** Id of the node whose rows are asked for; undefined for the top. */
  readonly node?: string;
  /** Rows to show under a node where the user asked for more than the first page. */
  readonly limit?: number;
}

export interface SearchRequest {
  /** Words, with short-form filters among them (`type:deal stage:won owner:@me`). */
  readonly text: string;
  readonly type?: string;
  /** An expression or short form that hits must satisfy. */
  readonly where?: string;
  readonly limit: number;
  /** Key, name or e-mail of the person who asks: the meaning of `@me`. */
  readonly me?: string;
}

export interface SearchAnswer {
  readonly results: readonly SearchResult[];
  /** What was wrong with a filter, in words. */
  readonly issues: readonly string[];
}

/** A record in a list: enough to show and to open it. */
export interface RecordCard {
  readonly id: string;
  readonly type: string;
  readonly title: string;
  readonly description: string;
  readonly path: string;
  readonly line: number;
  readonly icon: string;
}

export interface ReportInfo {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** The file of a saved report. */
  readonly path?: string;
}

export interface ReportRequest {
  readonly name: string;
  readonly parameters: Readonly<Record<string, string>>;
}

export type ReportAnswer =
  | {
      readonly ok: true;
      readonly title: string;
      /** HTML of the page's content: text is escaped, no script. Figures carry ids of `figures`. */
      readonly html: string;
      /** The same report in the forms one may take away. */
      readonly json: string;
    }
  | { readonly ok: false; readonly message: string };

/** A figure of a report: what was clicked. */
export interface FigureRequest extends ReportRequest {
  /** The figure's id in the report's HTML (`data-records`). */
  readonly figure: string;
}

export interface EngineApi {
  overview(): Promise<Overview>;
  tree(request: TreeRequest): Promise<readonly TreeNode[]>;
  search(request: SearchRequest): Promise<SearchAnswer>;
  /** Problems of the whole workspace, or of some files. */
  problems(paths?: readonly string[]): Promise<readonly Problem[]>;
  reports(): Promise<readonly ReportInfo[]>;
  report(request: ReportRequest): Promise<ReportAnswer>;
  /** Cards of the records behind a figure. */
  figure(request: FigureRequest): Promise<readonly RecordCard[]>;
  /** Cards of records by `type/id`, in the order asked for; unknown ones are left out. */
  cards(keys: readonly string[]): Promise<readonly RecordCard[]>;
  update(changes: readonly FileChange[]): Promise<EngineChange>;
  refresh(): Promise<EngineChange>;
  save(): Promise<void>;
}
