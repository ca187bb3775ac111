/** The engine as front ends see it: every answer plain data. */
import { recordKey } from '../model/record.ts';
import type { CrmRecord } from '../model/record.ts';
import type { Problem } from '../model/problem.ts';
import type { TreeNode } from '../model/treeNode.ts';
import { computeReport, listReports } from '../reports/registry.ts';
import { renderHtmlFragment } from '../reports/renderHtml.ts';
import type { Report } from '../reports/reportModel.ts';
import { recordsBehind } from '../reports/reportModel.ts';
import { computeMembers } from '../segments/computeMembers.ts';
import { readSegment } from '../segments/segment.ts';
import { accountsTree } from '../views/accountsTree.ts';
import { dealsTree } from '../views/dealsTree.ts';
import { describeRecord } from '../views/describeRecord.ts';
import { knowledgeTree } from '../views/knowledgeTree.ts';
import type { ViewContext } from '../views/nodes.ts';
import { recordTooltip } from '../views/recordTooltip.ts';
import { referenceTo } from '../views/referenceTo.ts';
import { reportsTree } from '../views/reportsTree.ts';
import { strategyTree } from '../views/strategyTree.ts';
import { checks } from './checks.ts';
import { Engine } from './engine.ts';
import type { EngineChange, EngineOptions } from './engine.ts';
import type {
  EngineApi,
  FigureRequest,
  FileChange,
  Overview,
  RecordCard,
  ReportAnswer,
  ReportInfo,
  ReportRequest,
  SearchAnswer,
  SearchRequest,
  TreeRequest,
} from './engineApi.ts';
import { searchRecords } from './searchRecords.ts';

export interface EngineServiceOptions extends EngineOptions {
  /** Makes the text of an open editor the truth (or, with null, the disk again). */
  readonly setOverlay?: (path: string, text: string | null) => void;
}

export class EngineService implements EngineApi {
  readonly #engine: Engine;
  readonly #setOverlay: EngineServiceOptions['setOverlay'];
  readonly #overlaid: Set<string>;
  /** The report shown last: a figure clicked in it must not be computed again. */
  #lastReport:
    { readonly key: string; readonly version: number; readonly report: Report } | undefined;

  private constructor(
    engine: Engine,
    overlaid: Set<string>,
    setOverlay: EngineServiceOptions['setOverlay'],
  ) {
    this.#engine = engine;
    this.#overlaid = overlaid;
    this.#setOverlay = setOverlay;
  }

  static async open(options: EngineServiceOptions): Promise<EngineService> {
    const overlaid = new Set<string>();
    const engine = await Engine.open({
      checks,
      isOverlaid: (path) => overlaid.has(path),
      ...options,
    });
    return new EngineService(engine, overlaid, options.setOverlay);
  }

  get engine(): Engine {
    return this.#engine;
  }

  overview(): Promise<Overview> {
    const { snapshot, today, fileCount } = this.#engine;
    const counts: Record<string, number> = {};
    for (const type of snapshot.schema.types)
      counts[type.name] = snapshot.records(type.name).length;
    const tally = { error: 0, warning: 0, hint: 0 };
    for (const problem of snapshot.problems()) tally[problem.severity]++;
    return Promise.resolve({
      name: snapshot.schema.name,
      version: snapshot.version,
      files: fileCount,
      records: snapshot.all().length,
      counts,
      errors: tally.error,
      warnings: tally.warning,
      hints: tally.hint,
      hasConfig: this.#engine.hasConfig,
      currency: snapshot.schema.currency,
      today,
    });
  }

  tree(request: TreeRequest): Promise<readonly TreeNode[]> {
    return Promise.resolve(this.#rows(request));
  }

  #rows({ view, node, rows, me }: TreeRequest): readonly TreeNode[] {
    const { snapshot, today } = this.#engine;
    const context: ViewContext = { snapshot, today, rows };
    switch (view) {
      case 'accounts':
        return accountsTree(node, context);
      case 'deals':
        return dealsTree(node, context);
      case 'knowledge':
        return knowledgeTree(node, context);
      case 'strategy':
        return strategyTree(node, context, (segment) => {
          const found = computeMembers(snapshot, readSegment(segment, snapshot), today, me);
          return {
            members: found.members,
            issues: found.issues
              .filter(({ severity }) => severity === 'error')
              .map(({ message }) => message),
          };
        });
      case 'reports':
        return reportsTree(node, listReports(snapshot));
    }
  }

  tooltip(path: string): Promise<string> {
    const { snapshot, today } = this.#engine;
    const record = snapshot.byPath(path);
    return Promise.resolve(record ? recordTooltip(record, { snapshot, today }) : '');
  }

  reference(path: string): Promise<string> {
    const { snapshot } = this.#engine;
    const record = snapshot.byPath(path);
    return Promise.resolve(record ? referenceTo(record, snapshot) : '');
  }

  #recordOf(key: string): CrmRecord | undefined {
    const slash = key.indexOf('/');
    return this.#engine.snapshot.get(key.slice(0, slash), key.slice(slash + 1));
  }

  search(request: SearchRequest): Promise<SearchAnswer> {
    return searchRecords(this.#engine, request);
  }

  problemPaths(): Promise<readonly string[]> {
    const paths = new Set(this.#engine.snapshot.problems().map(({ path }) => path));
    return Promise.resolve([...paths]);
  }

  problems(paths?: readonly string[]): Promise<readonly Problem[]> {
    const { snapshot } = this.#engine;
    return Promise.resolve(
      paths ? paths.flatMap((path) => snapshot.problems(path)) : snapshot.problems(),
    );
  }

  reports(): Promise<readonly ReportInfo[]> {
    return Promise.resolve(
      listReports(this.#engine.snapshot).map(({ id, title, description, path }) => ({
        id,
        title,
        description,
        ...(path !== undefined && { path }),
      })),
    );
  }

  report(request: ReportRequest): Promise<ReportAnswer> {
    const computed = this.#computeReport(request);
    if (!computed.ok) return Promise.resolve({ ok: false, message: computed.message });
    const { report } = computed;
    return Promise.resolve({ ok: true, title: report.title, html: renderHtmlFragment(report) });
  }

  #computeReport({
    name,
    parameters,
    me,
  }: ReportRequest):
    | { readonly ok: true; readonly report: Report }
    | { readonly ok: false; readonly message: string } {
    const { snapshot, today } = this.#engine;
    const key = JSON.stringify([name, parameters, today, me]);
    if (this.#lastReport?.key === key && this.#lastReport.version === snapshot.version) {
      return { ok: true, report: this.#lastReport.report };
    }
    const computed = computeReport(snapshot, name, parameters, today, { me });
    if (!computed.ok)
      return { ok: false, message: computed.problems.map(({ message }) => message).join('\n') };
    this.#lastReport = { key, version: snapshot.version, report: computed.report };
    return computed;
  }

  figure({ figure, ...request }: FigureRequest): Promise<readonly RecordCard[]> {
    const computed = this.#computeReport(request);
    return computed.ok ? this.cards(recordsBehind(computed.report, figure)) : Promise.resolve([]);
  }

  cards(keys: readonly string[]): Promise<readonly RecordCard[]> {
    return Promise.resolve(
      keys.flatMap((key) => {
        const record = this.#recordOf(key);
        return record ? [this.#cardOf(record)] : [];
      }),
    );
  }

  #cardOf(record: CrmRecord): RecordCard {
    const { snapshot } = this.#engine;
    return {
      id: recordKey(record),
      type: record.type,
      title: record.title,
      description: describeRecord(record, snapshot),
      path: record.path,
      line: record.inlineLine ?? 0,
      icon: snapshot.type(record.type)?.icon ?? 'file',
    };
  }

  update(changes: readonly FileChange[]): Promise<EngineChange> {
    for (const { path, text } of changes) {
      if (text === undefined) continue;
      this.#setOverlay?.(path, text);
      if (text === null) this.#overlaid.delete(path);
      else this.#overlaid.add(path);
    }
    return this.#engine.update(changes.map(({ path }) => path));
  }

  refresh(): Promise<EngineChange> {
    return this.#engine.refresh();
  }

  save(): Promise<void> {
    return this.#engine.saveCache();
  }
}
