/** One workspace folder as a CRM: its engine, kept current with the files and the open editors. */
import * as vscode from 'vscode';
import type { EngineChange } from '../../core/engine/engine.ts';
import type { EngineApi, FileChange } from '../../core/engine/engineApi.ts';
import type { Log } from '../../core/ports/log.ts';
import { Disposables } from './disposables.ts';
import type { EnginePorts, StartedEngine } from './enginePorts.ts';

export type FolderState = 'noConfig' | 'loading' | 'ready' | 'failed';

/** More changed files than this at once (a branch switch) are found by comparing the whole folder. */
const manyFiles = 300;
const settleMilliseconds = 60;
const typingMilliseconds = 250;

export class CrmFolder implements vscode.Disposable {
  readonly folder: vscode.WorkspaceFolder;
  readonly #ports: EnginePorts;
  readonly #log: Log;
  readonly #disposables = new Disposables();
  readonly #changed = this.#disposables.add(new vscode.EventEmitter<EngineChange>());
  readonly #stateChanged = this.#disposables.add(new vscode.EventEmitter<FolderState>());
  readonly #pending = new Map<string, string | null | undefined>();
  #engine: StartedEngine | undefined;
  #state: FolderState = 'loading';
  #timer: ReturnType<typeof setTimeout> | undefined;
  #saveTimer: ReturnType<typeof setTimeout> | undefined;
  #queue: Promise<void> = Promise.resolve();
  #progress = 0;

  readonly onDidChange = this.#changed.event;
  readonly onDidChangeState = this.#stateChanged.event;

  constructor(folder: vscode.WorkspaceFolder, ports: EnginePorts, log: Log) {
    this.folder = folder;
    this.#ports = ports;
    this.#log = log;
    this.#watch();
    void this.start();
  }

  get key(): string {
    return this.folder.uri.toString();
  }

  get state(): FolderState {
    return this.#state;
  }

  /** Share of the files read while loading, 0 to 1. */
  get progress(): number {
    return this.#progress;
  }

  /** The engine once it answers; undefined in every other state. */
  get api(): EngineApi | undefined {
    return this.#state === 'ready' ? this.#engine?.api : undefined;
  }

  uriOf(path: string): vscode.Uri {
    return vscode.Uri.joinPath(this.folder.uri, ...path.split('/'));
  }

  /** The path below the folder; undefined for what lies elsewhere. */
  pathOf(uri: vscode.Uri): string | undefined {
    const root = this.folder.uri.path.endsWith('/')
      ? this.folder.uri.path
      : `${this.folder.uri.path}/`;
    if (uri.scheme !== this.folder.uri.scheme || uri.authority !== this.folder.uri.authority)
      return undefined;
    return uri.path.startsWith(root) ? uri.path.slice(root.length) : undefined;
  }

  async start(): Promise<void> {
    await this.#engine?.dispose();
    this.#engine = undefined;
    if (!(await this.#hasConfig())) return this.#setState('noConfig');
    this.#setState('loading');
    const engine = this.#ports.startEngine(this.folder.uri, {
      log: this.#log,
      onProgress: (done, total) => {
        this.#progress = total > 0 ? done / total : 0;
        if (this.#state === 'loading') this.#stateChanged.fire('loading');
      },
      onExit: (message) => {
        this.#log.error('The engine stopped', message);
        if (this.#engine === engine) this.#setState('failed');
      },
    });
    this.#engine = engine;
    try {
      await engine.ready;
      await this.#sendDirtyEditors(engine);
      if (this.#engine === engine) this.#setState('ready');
      this.#saveSoon();
    } catch (error) {
      if (this.#engine === engine) {
        this.#log.error(`${this.folder.name} could not be read`, error);
        this.#setState('failed');
      }
    }
  }

  async #hasConfig(): Promise<boolean> {
    if (!this.#ports.canOpen(this.folder.uri)) return false;
    try {
      await vscode.workspace.fs.stat(this.uriOf('crm.yaml'));
      return true;
    } catch {
      return false;
    }
  }

  #setState(state: FolderState): void {
    this.#state = state;
    this.#stateChanged.fire(state);
  }

  /** Compares everything with the disk: for events that never came. */
  async refresh(): Promise<void> {
    if (this.#state === 'ready') return this.#enqueue((api) => api.refresh());
    if (this.#state !== 'loading') await this.start();
    return undefined;
  }

  #watch(): void {
    const pattern = new vscode.RelativePattern(this.folder, '**/*');
    const watcher = this.#disposables.add(vscode.workspace.createFileSystemWatcher(pattern));
    const note = (uri: vscode.Uri): void => this.#noteUri(uri);
    for (const event of [watcher.onDidChange, watcher.onDidCreate, watcher.onDidDelete])
      this.#disposables.add(event(note));
    this.#disposables.add(
      // The first edit of a saved file comes as two events: its text while still counted as clean, then
      // only that it is dirty.
      vscode.workspace.onDidChangeTextDocument(({ document }) =>
        this.#noteDocument(document, document.isDirty),
      ),
    );
    this.#disposables.add(
      vscode.workspace.onDidSaveTextDocument((document) => this.#noteDocument(document, false)),
    );
    this.#disposables.add(
      vscode.workspace.onDidCloseTextDocument((document) => this.#noteDocument(document, false)),
    );
    this.#disposables.add(
      vscode.window.onDidChangeWindowState(({ focused }) => {
        if (focused) void this.refreshIfReady();
      }),
    );
  }

  async refreshIfReady(): Promise<void> {
    if (this.#state === 'ready') await this.#enqueue((api) => api.refresh());
  }

  #noteUri(uri: vscode.Uri): void {
    const path = this.pathOf(uri);
    if (
      path === undefined ||
      path.startsWith('.git/') ||
      path.includes('/.git/') ||
      path.includes('node_modules/')
    )
      return;
    if (path === 'crm.yaml' && this.#state !== 'ready') {
      if (this.#state !== 'loading') void this.start();
      return;
    }
    if (!this.#pending.has(path)) this.#pending.set(path, undefined);
    this.#flushIn(settleMilliseconds);
  }

  /** An open editor is the truth, saved or not; once it agrees with the disk the disk is. */
  #noteDocument(document: vscode.TextDocument, isDirty: boolean): void {
    const path = this.pathOf(document.uri);
    if (path === undefined || !/\.(md|markdown|ya?ml|csv)$/i.test(path)) return;
    this.#pending.set(path, isDirty ? document.getText() : null);
    this.#flushIn(isDirty ? typingMilliseconds : settleMilliseconds);
  }

  async #sendDirtyEditors(engine: StartedEngine): Promise<void> {
    const changes: FileChange[] = [];
    for (const document of vscode.workspace.textDocuments) {
      const path = document.isDirty ? this.pathOf(document.uri) : undefined;
      if (path !== undefined) changes.push({ path, text: document.getText() });
    }
    if (changes.length > 0) await engine.api.update(changes);
  }

  #flushIn(milliseconds: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#flush(), milliseconds);
  }

  #flush(): void {
    if (this.#pending.size === 0 || this.#state !== 'ready') return;
    const changes = [...this.#pending].map(([path, text]) =>
      text === undefined ? { path } : { path, text },
    );
    this.#pending.clear();
    // A path without an extension may be a folder that came or went: then only a comparison tells.
    const mayBeFolder = changes.some(
      ({ path, text }) => text === undefined && !/\.[^/.]+$/.test(path),
    );
    const compare = mayBeFolder || changes.length > manyFiles;
    const editors = compare ? changes.filter(({ text }) => text !== undefined) : changes;
    if (editors.length > 0) void this.#enqueue((api) => api.update(editors));
    if (compare) void this.#enqueue((api) => api.refresh());
  }

  #enqueue(ask: (api: EngineApi) => Promise<EngineChange>): Promise<void> {
    this.#queue = this.#queue.then(async () => {
      const api = this.api;
      if (!api) return;
      try {
        const change = await ask(api);
        if (change.everything || change.paths.length > 0 || change.problemPaths.length > 0) {
          this.#changed.fire(change);
          this.#saveSoon();
        }
      } catch (error) {
        this.#log.error('A change could not be taken in', error);
      }
    });
    return this.#queue;
  }

  #saveSoon(): void {
    clearTimeout(this.#saveTimer);
    this.#saveTimer = setTimeout(() => {
      this.api
        ?.save()
        .catch((error: unknown) => this.#log.warn('The index could not be saved', error));
    }, 3000);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#saveTimer);
    this.#disposables.dispose();
    const engine = this.#engine;
    this.#engine = undefined;
    engine?.dispose().catch((error: unknown) => this.#log.warn('The engine did not stop', error));
  }
}
