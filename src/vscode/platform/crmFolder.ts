/** One workspace folder as a CRM: its engine, kept current with the files and the open editors. */
import * as vscode from 'vscode';
import type { EngineChange } from '../../core/engine/engine.ts';
import type { EngineApi, FileChange } from '../../core/engine/engineApi.ts';
import type { Log } from '../../core/ports/log.ts';
import { Disposables } from './disposables.ts';
import type { EnginePorts, StartedEngine } from './enginePorts.ts';
import { FileChanges } from './fileChanges.ts';

export type FolderState = 'noConfig' | 'loading' | 'ready' | 'failed';

/** More changed files than this at once (a branch switch) are found by comparing the whole folder. */
const manyFiles = 300;
/** The index is saved when nothing has changed for so long: soon after it was built, later after edits. */
const saveAfterStart = 2000;
const saveAfterChange = 30_000;
/** Coming back to the window compares the folder with the index, but not at every glance. */
const compareAtMostEvery = 60_000;

const everythingChanged: EngineChange = {
  version: -1,
  paths: [],
  problemPaths: [],
  everything: true,
};

export class CrmFolder implements vscode.Disposable {
  readonly folder: vscode.WorkspaceFolder;
  readonly #ports: EnginePorts;
  readonly #log: Log;
  readonly #disposables = new Disposables();
  readonly #changed = this.#disposables.add(new vscode.EventEmitter<EngineChange>());
  readonly #stateChanged = this.#disposables.add(new vscode.EventEmitter<FolderState>());
  readonly #progressed = this.#disposables.add(new vscode.EventEmitter<number>());
  readonly #files: FileChanges;
  #engine: StartedEngine | undefined;
  #state: FolderState = 'loading';
  #isDisposed = false;
  #progress = 0;
  /** Starts, updates and comparisons, one after the other. */
  #queue: Promise<void> = Promise.resolve();
  #saveTimer: ReturnType<typeof setTimeout> | undefined;
  #comparedAt = 0;
  #day = new Date().toDateString();

  readonly onDidChange = this.#changed.event;
  readonly onDidChangeState = this.#stateChanged.event;
  readonly onDidProgress = this.#progressed.event;

  constructor(folder: vscode.WorkspaceFolder, ports: EnginePorts, log: Log) {
    this.folder = folder;
    this.#ports = ports;
    this.#log = log;
    this.#files = this.#disposables.add(
      new FileChanges(
        folder,
        (uri) => this.pathOf(uri),
        (changes) => this.#take(changes),
      ),
    );
    this.#disposables.add(
      vscode.window.onDidChangeWindowState(({ focused }) => {
        if (focused) this.#comeBack();
      }),
    );
    void this.#restart();
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
    const root = this.folder.uri.path.replace(/\/?$/, '/');
    if (uri.scheme !== this.folder.uri.scheme || uri.authority !== this.folder.uri.authority)
      return undefined;
    return uri.path.startsWith(root) ? uri.path.slice(root.length) : undefined;
  }

  /** Compares everything with the disk, for events that never came; starts anew where there is no engine. */
  refresh(): Promise<void> {
    if (this.#state === 'loading') return this.#queue;
    return this.#state === 'ready' ? this.#compare() : this.#restart();
  }

  #restart(): Promise<void> {
    return this.#enqueue('The engine could not be started', () => this.#start());
  }

  async #start(): Promise<void> {
    const old = this.#engine;
    this.#engine = undefined;
    await old?.dispose();
    const hasConfig = await this.#hasConfig();
    if (this.#isDisposed) return;
    if (!hasConfig) return this.#setState('noConfig');
    this.#progress = 0;
    this.#setState('loading');
    const started = Date.now();
    const engine = this.#startEngine();
    this.#engine = engine;
    try {
      await engine.ready;
      const dirty = this.#files.dirtyEditors();
      if (dirty.length > 0) await engine.api.update(dirty);
    } catch (error) {
      if (this.#engine !== engine) return;
      this.#log.error(`${this.folder.name} could not be read`, error);
      return this.#setState('failed');
    }
    if (this.#engine !== engine) return;
    this.#log.info(`${this.folder.name} is ready after ${Date.now() - started} ms`);
    this.#comparedAt = Date.now();
    this.#setState('ready');
    this.#saveIn(saveAfterStart);
  }

  #startEngine(): StartedEngine {
    const engine = this.#ports.startEngine(this.folder.uri, {
      log: this.#log,
      onProgress: (done, total) => {
        this.#progress = total > 0 ? done / total : 0;
        this.#progressed.fire(this.#progress);
      },
      onExit: (message) => {
        if (this.#engine !== engine) return;
        this.#log.error('The engine stopped', message);
        this.#setState('failed');
      },
    });
    return engine;
  }

  #hasConfig(): Promise<boolean> {
    return this.#ports.hasConfig(this.folder.uri);
  }

  #setState(state: FolderState): void {
    if (this.#isDisposed) return;
    this.#state = state;
    this.#stateChanged.fire(state);
  }

  #take(changes: readonly FileChange[]): void {
    void this.#enqueue('A change could not be taken in', async () => {
      const config = changes.find(({ path }) => path === 'crm.yaml');
      if (config && this.#state !== 'loading') {
        const isThere = typeof config.text === 'string' || (await this.#hasConfig());
        if (isThere !== (this.#state === 'ready')) return this.#start();
      }
      // a path without text may be a folder: the engine looks
      const compare = changes.length > manyFiles;
      const editors = compare ? changes.filter(({ text }) => text !== undefined) : changes;
      if (editors.length > 0) await this.#ask((api) => api.update(editors));
      if (compare) await this.#ask((api) => api.refresh());
      return undefined;
    });
  }

  #compare(): Promise<void> {
    this.#comparedAt = Date.now();
    return this.#enqueue('The folder could not be compared', () =>
      this.#ask((api) => api.refresh()),
    );
  }

  #comeBack(): void {
    const today = new Date().toDateString();
    if (today !== this.#day && this.api) this.#changed.fire(everythingChanged);
    this.#day = today;
    if (this.api && Date.now() - this.#comparedAt > compareAtMostEvery) void this.#compare();
  }

  async #ask(ask: (api: EngineApi) => Promise<EngineChange>): Promise<void> {
    const { api } = this;
    if (!api) return;
    const change = await ask(api);
    if (!change.everything && change.paths.length === 0 && change.problemPaths.length === 0) return;
    this.#changed.fire(change);
    this.#saveIn(saveAfterChange);
  }

  #enqueue(failure: string, run: () => Promise<void>): Promise<void> {
    this.#queue = this.#queue.then(run).catch((error: unknown) => {
      if (!this.#isDisposed) this.#log.error(failure, error);
    });
    return this.#queue;
  }

  #saveIn(milliseconds: number): void {
    clearTimeout(this.#saveTimer);
    this.#saveTimer = setTimeout(() => {
      this.api
        ?.save()
        .catch((error: unknown) => this.#log.warn('The index could not be saved', error));
    }, milliseconds);
  }

  dispose(): void {
    this.#isDisposed = true;
    clearTimeout(this.#saveTimer);
    this.#disposables.dispose();
    const engine = this.#engine;
    this.#engine = undefined;
    engine?.dispose().catch((error: unknown) => this.#log.warn('The engine did not stop', error));
  }
}
