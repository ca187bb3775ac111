import * as vscode from 'vscode';
import type { Problem } from '../../../core/model/problem.ts';
import type { Log } from '../../../core/ports/log.ts';
import type { CrmFolder } from '../../platform/crmFolder.ts';
import { readSetting } from '../../platform/typedApi.ts';
import { RecordDiagnostic } from './recordDiagnostic.ts';

/**
 * Files whose problems are fetched and handed to VS Code at once. It drops without a word what exceeds 1,100 in
 * one call, and a long call would hold up everything else in the extension host.
 */
const filesAtOnce = 100;
const problemsAtOnce = 500;

const ranks = { error: 0, warning: 1, hint: 2 } as const;

/** The problems of one folder in the Problems panel. */
export class ProblemList implements vscode.Disposable {
  readonly #folder: CrmFolder;
  readonly #log: Log;
  readonly #collection: vscode.DiagnosticCollection;
  /** Showing one after the other, so that an older answer never replaces a newer one. */
  #queue: Promise<void> = Promise.resolve();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isDisposed = false;

  constructor(folder: CrmFolder, log: Log) {
    this.#folder = folder;
    this.#log = log;
    this.#collection = vscode.languages.createDiagnosticCollection(`rapport ${folder.key}`);
  }

  showAllIn(milliseconds: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.show(undefined), milliseconds);
  }

  /** Shows the problems of some files, or of all. */
  show(paths: readonly string[] | undefined): void {
    this.#queue = this.#queue
      .then(() => this.#show(paths))
      .catch((error: unknown) => {
        if (this.#folder.api) this.#log.error('The problems could not be shown', error);
      });
  }

  async #show(changed: readonly string[] | undefined): Promise<void> {
    const paths = changed ?? (await this.#folder.api?.problemPaths());
    if (!paths) return;
    if (!changed) {
      const flagged = new Set(paths);
      for (const path of this.#shownPaths())
        if (!flagged.has(path)) this.#collection.delete(this.#folder.uriOf(path));
    }
    for (let from = 0; from < paths.length; from += filesAtOnce) {
      const part = paths.slice(from, from + filesAtOnce);
      const problems = await this.#folder.api?.problems(part);
      if (!problems || this.#isDisposed) return;
      await this.#set(part, this.#diagnostics(problems));
    }
  }

  async #set(
    paths: readonly string[],
    byPath: ReadonlyMap<string, vscode.Diagnostic[]>,
  ): Promise<void> {
    let call: [vscode.Uri, vscode.Diagnostic[]][] = [];
    let size = 0;
    for (const path of paths) {
      const list = byPath.get(path) ?? [];
      if (size + list.length > problemsAtOnce && call.length > 0) {
        this.#collection.set(call);
        await pause();
        if (this.#isDisposed) return;
        call = [];
        size = 0;
      }
      call.push([this.#folder.uriOf(path), list]);
      size += list.length;
    }
    if (call.length > 0) this.#collection.set(call);
  }

  #diagnostics(problems: readonly Problem[]): Map<string, vscode.Diagnostic[]> {
    const { uri } = this.#folder.folder;
    const least = ranks[readSetting('rapport.problems.minimumSeverity', 'hint', uri)];
    const byPath = new Map<string, vscode.Diagnostic[]>();
    for (const problem of problems) {
      if (ranks[problem.severity] > least) continue;
      const list = byPath.get(problem.path);
      if (list) list.push(new RecordDiagnostic(problem));
      else byPath.set(problem.path, [new RecordDiagnostic(problem)]);
    }
    return byPath;
  }

  #shownPaths(): string[] {
    const paths: string[] = [];
    this.#collection.forEach((uri) => {
      const path = this.#folder.pathOf(uri);
      if (path !== undefined) paths.push(path);
    });
    return paths;
  }

  dispose(): void {
    this.#isDisposed = true;
    clearTimeout(this.#timer);
    this.#collection.dispose();
  }
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
