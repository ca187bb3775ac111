import * as vscode from 'vscode';
import type { TreeNode, TreeView } from '../../../core/model/treeNode.ts';
import type { Log } from '../../../core/ports/log.ts';
import type { TreeRow } from '../../ids.ts';
import { emptyKeys } from '../../ids.ts';
import type { CrmFolders } from '../../platform/crmFolders.ts';
import { Disposables } from '../../platform/disposables.ts';
import { asCommand, askerOf, setContextKey } from '../../platform/typedApi.ts';

/** A workspace folder as the top of its rows, where there are several. */
interface FolderRow {
  readonly folder: string;
  readonly node: undefined;
}

export type Row = TreeRow | FolderRow;

/** One view of the engine's rows. It filters and sorts nothing: that is the engine's work. */
export class RecordTree implements vscode.TreeDataProvider<Row>, vscode.Disposable {
  readonly #view: TreeView;
  readonly #folders: CrmFolders;
  readonly #log: Log;
  readonly #disposables = new Disposables();
  readonly #changed = this.#disposables.add(new vscode.EventEmitter<Row | undefined>());
  /** How many rows the user asked for under a row, by folder and row. */
  readonly #rowsWanted = new Map<string, number>();
  /** The rows whose children go on after a page; undefined is the top. */
  readonly #parentsOfMore = new Map<string, Row | undefined>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isStale = false;
  /** The folders whose rows were last asked for; undefined before that. */
  #shownFolders: string | undefined;
  /** When the extension was activated; undefined once the first rows have been shown. */
  #started: number | undefined;

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(view: TreeView, folders: CrmFolders, log: Log, started: number) {
    this.#started = started;
    this.#view = view;
    this.#folders = folders;
    this.#log = log;
    this.#disposables.add(
      folders.onDidChange(({ change }) => {
        if (change.everything || change.paths.length > 0) this.#refreshSoon();
      }),
    );
    this.#disposables.add(folders.onDidChangeState(() => this.#refreshSoon('folders')));
    this.#disposables.add(
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('rapport.me')) this.#refreshSoon();
      }),
    );
  }

  /** Many changes in a row are one refresh; where only folders may have come or gone, perhaps none. */
  #refreshSoon(reason: 'records' | 'folders' = 'records'): void {
    this.#isStale ||= reason === 'records';
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      if (!this.#isStale && this.#shownFolders === this.#readyFolders()) return;
      this.#isStale = false;
      this.#changed.fire(undefined);
    }, 30);
  }

  #readyFolders(): string {
    return this.#folders.ready.map(({ key }) => key).join('\n');
  }

  async getChildren(parent?: Row): Promise<Row[]> {
    if (parent) return this.#rows(parent.folder, parent);
    await this.#folders.whenSettled();
    const ready = this.#folders.ready;
    this.#shownFolders = this.#readyFolders();
    const [only] = ready;
    const rows: Row[] =
      only && ready.length === 1
        ? await this.#rows(only.key, undefined)
        : ready.map((folder) => ({ folder: folder.key, node: undefined }));
    setContextKey(emptyKeys[this.#view], ready.length > 0 && rows.length === 0);
    if (this.#started !== undefined && rows.length > 0) {
      const milliseconds = Math.round(performance.now() - this.#started);
      this.#log.debug(`First rows of ${this.#view} ${milliseconds} ms after activation`);
      this.#started = undefined;
    }
    return rows;
  }

  async #rows(folder: string, parent: Row | undefined): Promise<Row[]> {
    const crm = this.#folders.get(folder);
    if (!crm?.api) return [];
    const node = parent?.node?.id;
    const rows = this.#rowsWanted.get(keyOf(folder, node));
    try {
      const nodes = await crm.api.tree({
        view: this.#view,
        ...askerOf(crm.folder.uri),
        ...(node !== undefined && { node }),
        ...(rows !== undefined && { rows }),
      });
      for (const { id, showRows } of nodes)
        if (showRows !== undefined) this.#parentsOfMore.set(keyOf(folder, id), parent);
      return nodes.map((child): TreeRow => ({ folder, node: child }));
    } catch (error) {
      // an engine that stops or starts anew has said so itself, and the rows come again with it
      if (crm.api) this.#log.error(`The rows of ${this.#view} could not be had`, error);
      return [];
    }
  }

  /** Shows what the row stands for; does nothing where the row is of another view. */
  showMore({ folder, node }: TreeRow): void {
    const key = keyOf(folder, node.id);
    if (node.showRows === undefined || !this.#parentsOfMore.has(key)) return;
    const parent = this.#parentsOfMore.get(key);
    this.#rowsWanted.set(keyOf(folder, parent?.node?.id), node.showRows);
    this.#changed.fire(parent);
  }

  getTreeItem(row: Row): vscode.TreeItem {
    return row.node ? this.#itemOf(row) : this.#folderItem(row);
  }

  async resolveTreeItem(item: vscode.TreeItem, { folder, node }: Row): Promise<vscode.TreeItem> {
    if (node?.record === undefined || node.path === undefined) return item;
    const text = await this.#folders.get(folder)?.api?.tooltip(node.path);
    if (text !== undefined && text !== '') item.tooltip = new vscode.MarkdownString(text);
    return item;
  }

  #folderItem({ folder }: FolderRow): vscode.TreeItem {
    const name = this.#folders.get(folder)?.folder.name ?? folder;
    const item = new vscode.TreeItem(name, vscode.TreeItemCollapsibleState.Expanded);
    item.id = folder;
    item.iconPath = new vscode.ThemeIcon('root-folder');
    item.contextValue = 'folder';
    return item;
  }

  #itemOf(row: TreeRow): vscode.TreeItem {
    const { folder, node } = row;
    const item = new vscode.TreeItem(node.label, collapsibleState(node));
    item.id = keyOf(folder, node.id);
    item.description = node.description;
    item.iconPath = new vscode.ThemeIcon(node.icon, node.tone && toneColors[node.tone]);
    item.contextValue = node.context;
    item.accessibilityInformation = {
      label: node.accessibleLabel ?? [node.label, node.description].filter(Boolean).join(', '),
    };
    if (node.tooltip !== '') item.tooltip = new vscode.MarkdownString(node.tooltip);
    // with its file a row shows, as the Explorer does, what git and the Problems panel know of it
    const uri = node.path === undefined ? undefined : this.#folders.get(folder)?.uriOf(node.path);
    if (uri) item.resourceUri = uri;
    const command = commandOf(row);
    if (command) item.command = command;
    return item;
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#disposables.dispose();
  }
}

function keyOf(folder: string, node = ''): string {
  return `${folder}\n${node}`;
}

function collapsibleState({ hasChildren, expanded }: TreeNode): vscode.TreeItemCollapsibleState {
  const { Collapsed, Expanded, None } = vscode.TreeItemCollapsibleState;
  if (!hasChildren) return None;
  return expanded ? Expanded : Collapsed;
}

function commandOf(row: TreeRow): vscode.Command | undefined {
  const { folder, node } = row;
  if (node.showRows !== undefined) return asCommand('rapport.showMore', node.label, row);
  if (node.report !== undefined)
    return asCommand('rapport.openReport', node.label, { folder, name: node.report });
  if (node.path === undefined) return undefined;
  const place = { folder, path: node.path, ...(node.line !== undefined && { line: node.line }) };
  return asCommand('rapport.openRecord', node.label, place);
}

const toneColors: Readonly<Record<NonNullable<TreeNode['tone']>, vscode.ThemeColor>> = {
  good: new vscode.ThemeColor('testing.iconPassed'),
  warning: new vscode.ThemeColor('list.warningForeground'),
  error: new vscode.ThemeColor('list.errorForeground'),
  muted: new vscode.ThemeColor('disabledForeground'),
};
