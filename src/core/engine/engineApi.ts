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

/** Whose question it is: key, name or e-mail of a person, the meaning of `me` in rules and `@me` in searches. */
export interface Asker {
  readonly me?: string;
}

export interface TreeRequest extends Asker {
  readonly view: TreeView;
  /** Id of the node whose rows are asked for; undefined for the top. */
  readonly node?: string;
  /** Rows to show under the node where the user asked for more than the first page. */
  readonly rows?: number;
}

export interface SearchRequest extends Asker {
  /** Words, with short-form filters among them (`type:deal stage:won owner:@me`). */
  readonly text: string;
  readonly type?: string;
  /** An expression or short form that hits must satisfy. */
  readonly where?: string;
  readonly limit: number;
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

export interface ReportRequest extends Asker {
  readonly name: string;
  readonly parameters: Readonly<Record<string, string>>;
}

export type ReportAnswer =
  | {
      readonly ok: true;
      readonly title: string;
      /** HTML of the page's content: text is escaped, no script. Figures carry ids of `figures`. */
      readonly html: string;
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
  /** Markdown about the record of a file, for hovering over its row; empty where there is none. */
  tooltip(path: string): Promise<string>;
  /** A wikilink to the record of a file that leads there from anywhere; empty where there is none. */
  reference(path: string): Promise<string>;
  search(request: SearchRequest): Promise<SearchAnswer>;
  /** The files that have problems, in order. A large workspace is asked about them a part at a time. */
  problemPaths(): Promise<readonly string[]>;
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
