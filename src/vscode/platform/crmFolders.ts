import * as vscode from 'vscode';
import type { EngineChange } from '../../core/engine/engine.ts';
import type { Log } from '../../core/ports/log.ts';
import type { AppState } from '../ids.ts';
import { CrmFolder } from './crmFolder.ts';
import { Disposables } from './disposables.ts';
import type { EnginePorts } from './enginePorts.ts';
import { setContextKey } from './typedApi.ts';

export interface FolderChange {
  readonly folder: CrmFolder;
  readonly change: EngineChange;
}

/** The workspace's folders that are CRMs, side by side. */
export class CrmFolders implements vscode.Disposable {
  readonly #ports: EnginePorts;
  readonly #log: Log;
  readonly #disposables = new Disposables();
  readonly #folders = new Map<
    string,
    { readonly folder: CrmFolder; readonly hooks: Disposables }
  >();
  readonly #changed = this.#disposables.add(new vscode.EventEmitter<FolderChange>());
  readonly #stateChanged = this.#disposables.add(new vscode.EventEmitter<AppState>());
  readonly #progressed = this.#disposables.add(new vscode.EventEmitter<CrmFolder>());

  readonly onDidChange = this.#changed.event;
  /** A folder came, went, or turned ready or not. */
  readonly onDidChangeState = this.#stateChanged.event;
  /** More of a folder's files have been read. */
  readonly onDidProgress = this.#progressed.event;

  constructor(ports: EnginePorts, log: Log) {
    this.#ports = ports;
    this.#log = log;
    this.#disposables.add(vscode.workspace.onDidChangeWorkspaceFolders(() => this.#syncFolders()));
    this.#syncFolders();
  }

  /** Folders whose engine answers. */
  get ready(): readonly CrmFolder[] {
    return this.all.filter((folder) => folder.api !== undefined);
  }

  get all(): readonly CrmFolder[] {
    return [...this.#folders.values()].map(({ folder }) => folder);
  }

  get(key: string): CrmFolder | undefined {
    return this.#folders.get(key)?.folder;
  }

  /** The folder that a file lies in, with its path there. */
  locate(uri: vscode.Uri): { readonly folder: CrmFolder; readonly path: string } | undefined {
    for (const folder of this.all) {
      const path = folder.pathOf(uri);
      if (path !== undefined) return { folder, path };
    }
    return undefined;
  }

  get state(): AppState {
    const states = this.all.map((folder) => folder.state);
    if (states.length === 0) return 'noFolder';
    for (const state of ['ready', 'loading', 'failed'] as const)
      if (states.includes(state)) return state;
    return 'noConfig';
  }

  /** Settles when a folder is ready, or none can become so. */
  async whenSettled(): Promise<void> {
    while (this.state === 'loading') {
      await new Promise<void>((resolve) => {
        const once = this.onDidChangeState(() => {
          once.dispose();
          resolve();
        });
      });
    }
  }

  async refresh(): Promise<void> {
    await Promise.all(this.all.map((folder) => folder.refresh()));
  }

  #syncFolders(): void {
    const wanted = new Map(
      (vscode.workspace.workspaceFolders ?? []).map((folder) => [folder.uri.toString(), folder]),
    );
    for (const [key, { hooks }] of this.#folders) {
      if (wanted.has(key)) continue;
      this.#folders.delete(key);
      hooks.dispose();
    }
    for (const [key, workspaceFolder] of wanted) {
      if (this.#folders.has(key)) continue;
      const hooks = new Disposables();
      const folder = hooks.add(new CrmFolder(workspaceFolder, this.#ports, this.#log));
      hooks.add(folder.onDidChange((change) => this.#changed.fire({ folder, change })));
      hooks.add(folder.onDidChangeState(() => this.#stateDidChange()));
      hooks.add(folder.onDidProgress(() => this.#progressed.fire(folder)));
      this.#folders.set(key, { folder, hooks });
    }
    this.#stateDidChange();
  }

  #stateDidChange(): void {
    setContextKey('rapport.state', this.state);
    this.#stateChanged.fire(this.state);
  }

  dispose(): void {
    for (const { hooks } of this.#folders.values()) hooks.dispose();
    this.#folders.clear();
    this.#disposables.dispose();
  }
}
