/** What happens to the files of a folder, on disk and in editors, gathered until it pauses. */
import * as vscode from 'vscode';
import type { FileChange } from '../../core/engine/engineApi.ts';
import { Disposables } from './disposables.ts';

/** Long enough for a program that writes many files to be seen as one change. */
const settleMilliseconds = 60;
/** Short enough for problems to keep up with typing. */
const typingMilliseconds = 250;
/** Nothing waits longer than this, however busy the disk is. */
const longestMilliseconds = 2000;

const readable = /\.(?:md|markdown|ya?ml|csv)$/i;
const never = /(?:^|\/)(?:\.git|node_modules)(?:\/|$)/;

export class FileChanges implements vscode.Disposable {
  readonly #pathOf: (uri: vscode.Uri) => string | undefined;
  readonly #take: (changes: readonly FileChange[]) => void;
  readonly #disposables = new Disposables();
  /** Path -> the editor that is the truth, null where one agrees with the disk again, undefined for the disk. */
  readonly #pending = new Map<string, vscode.TextDocument | null | undefined>();
  /** Paths whose editor is the truth. */
  readonly #dirty = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #since: number | undefined;

  constructor(
    folder: vscode.WorkspaceFolder,
    pathOf: (uri: vscode.Uri) => string | undefined,
    take: (changes: readonly FileChange[]) => void,
  ) {
    this.#pathOf = pathOf;
    this.#take = take;
    const pattern = new vscode.RelativePattern(folder, '**/*');
    const watcher = this.#disposables.add(vscode.workspace.createFileSystemWatcher(pattern));
    this.#disposables.add(watcher.onDidChange((uri) => this.#noteFile(uri, readable)));
    // any name may be that of a folder, whose files come or go with it
    this.#disposables.add(watcher.onDidCreate((uri) => this.#noteFile(uri)));
    this.#disposables.add(watcher.onDidDelete((uri) => this.#noteFile(uri)));
    this.#watchEditors();
  }

  #watchEditors(): void {
    const { workspace } = vscode;
    this.#disposables.add(
      workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        const path = this.#pathOf(document.uri);
        if (path === undefined || !readable.test(path)) return;
        // The first edit of a saved file comes as two events: its text while it still counts as clean, then
        // only that it is dirty. Undoing it comes likewise.
        const turns = document.isDirty !== this.#dirty.has(path);
        if (contentChanges.length > 0 || turns) this.#noteEditor(path, document);
      }),
    );
    const isTheDisk = (document: vscode.TextDocument): void => {
      const path = this.#pathOf(document.uri);
      if (path !== undefined && this.#dirty.has(path)) this.#noteEditor(path, undefined);
    };
    this.#disposables.add(workspace.onDidSaveTextDocument(isTheDisk));
    this.#disposables.add(workspace.onDidCloseTextDocument(isTheDisk));
  }

  /** Editors whose text is not on disk yet. */
  dirtyEditors(): readonly FileChange[] {
    return vscode.workspace.textDocuments.flatMap((document) => {
      const path = document.isDirty ? this.#pathOf(document.uri) : undefined;
      if (path === undefined || !readable.test(path)) return [];
      this.#dirty.add(path);
      return [{ path, text: document.getText() }];
    });
  }

  #noteFile(uri: vscode.Uri, wanted?: RegExp): void {
    const path = this.#pathOf(uri);
    if (path === undefined || never.test(path) || (wanted && !wanted.test(path))) return;
    if (!this.#pending.has(path)) this.#pending.set(path, undefined);
    this.#flushIn(settleMilliseconds);
  }

  /** A dirty editor is the truth; once it agrees with the disk, or is closed, the disk is. */
  #noteEditor(path: string, document: vscode.TextDocument | undefined): void {
    if (document?.isDirty) this.#dirty.add(path);
    else this.#dirty.delete(path);
    this.#pending.set(path, document?.isDirty ? document : null);
    this.#flushIn(document?.isDirty ? typingMilliseconds : settleMilliseconds);
  }

  #flushIn(milliseconds: number): void {
    this.#since ??= Date.now();
    const left = Math.max(0, this.#since + longestMilliseconds - Date.now());
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#flush(), Math.min(milliseconds, left));
  }

  #flush(): void {
    this.#since = undefined;
    const changes = [...this.#pending].map(([path, editor]) =>
      editor === undefined ? { path } : { path, text: editor && editor.getText() },
    );
    this.#pending.clear();
    this.#take(changes);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#disposables.dispose();
  }
}
