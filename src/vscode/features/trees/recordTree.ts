import * as vscode from 'vscode';
import type { TreeNode, TreeView } from '../../../core/model/treeNode.ts';
import type { Log } from '../../../core/ports/log.ts';
import type { TreeRow } from '../../ids.ts';
import type { CrmFolders } from '../../platform/crmFolders.ts';
import { Disposables } from '../../platform/disposables.ts';
import { asCommand, readSetting } from '../../platform/typedApi.ts';

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
  /** How many rows the user asked for under a node, by folder and node. */
  readonly #limits = new Map<string, number>();
  readonly #parents = new Map<string, Row>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(view: TreeView, folders: CrmFolders, log: Log) {
    this.#view = view;
    this.#folders = folders;
    this.#log = log;
    this.#disposables.add(
      folders.onDidChange(({ change }) => {
        if (change.everything || change.paths.length > 0) this.#refreshSoon();
      }),
    );
    this.#disposables.add(folders.onDidChangeState(() => this.#refreshSoon()));
    this.#disposables.add(
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('rapport.tree')) this.#refreshSoon();
      }),
    );
  }

  /** Many changes in a row are one refresh. */
  #refreshSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#changed.fire(undefined), 30);
  }

  async getChildren(parent?: Row): Promise<Row[]> {
    if (parent) return this.#rows(parent.folder, parent.node);
    await this.#folders.whenSettled();
    const ready = this.#folders.ready;
    const only = ready.length === 1 ? ready[0] : undefined;
    return only
      ? this.#rows(only.key, undefined)
      : ready.map((folder) => ({ folder: folder.key, node: undefined }));
  }

  async #rows(folder: string, node: TreeNode | undefined): Promise<Row[]> {
    const api = this.#folders.get(folder)?.api;
    if (!api) return [];
    try {
      const limit =
        this.#limits.get(`${folder}\n${node?.id ?? ''}`) ??
        readSetting('rapport.tree.pageSize', 200);
      const nodes = await api.tree({ view: this.#view, limit, ...(node && { node: node.id }) });
      const rows = nodes.map((child): TreeRow => ({ folder, node: child }));
      for (const row of rows)
        if (row.node.context === 'more')
          this.#parents.set(`${folder}\n${row.node.id}`, { folder, node } as Row);
      return rows;
    } catch (error) {
      this.#log.error(`The rows of ${this.#view} could not be had`, error);
      return [];
    }
  }

  /** Shows the next page under the parent of a "more" row. */
  showMore(row: TreeRow): void {
    const parent = this.#parents.get(`${row.folder}\n${row.node.id}`);
    if (!parent) return;
    const size = readSetting('rapport.tree.pageSize', 200);
    const key = `${row.folder}\n${parent.node?.id ?? ''}`;
    this.#limits.set(key, (this.#limits.get(key) ?? size) + size);
    this.#changed.fire(parent.node ? parent : undefined);
  }

  getTreeItem(row: Row): vscode.TreeItem {
    return row.node ? this.#itemOf(row) : this.#folderItem(row);
  }

  #folderItem(row: FolderRow): vscode.TreeItem {
    const folder = this.#folders.get(row.folder);
    const item = new vscode.TreeItem(
      folder?.folder.name ?? row.folder,
      vscode.TreeItemCollapsibleState.Expanded,
    );
    item.id = row.folder;
    item.iconPath = new vscode.ThemeIcon('root-folder');
    item.contextValue = 'folder';
    return item;
  }

  #itemOf({ folder, node }: TreeRow): vscode.TreeItem {
    const { Collapsed, None } = vscode.TreeItemCollapsibleState;
    const item = new vscode.TreeItem(node.label, node.hasChildren ? Collapsed : None);
    item.id = `${folder}\n${node.id}`;
    item.description = node.description;
    item.iconPath = new vscode.ThemeIcon(node.icon, toneColors[node.tone ?? 'none']);
    item.contextValue = node.context;
    item.accessibilityInformation = {
      label:
        node.accessibleLabel ??
        [node.label, node.description].filter((part) => part !== '').join(', '),
    };
    if (node.tooltip !== '') item.tooltip = new vscode.MarkdownString(node.tooltip, true);
    const command = this.#commandOf({ folder, node });
    if (command) item.command = command;
    return item;
  }

  #commandOf(row: TreeRow): vscode.Command | undefined {
    const { folder, node } = row;
    if (node.context === 'more') return asCommand('rapport.showMore', node.label, row);
    if (node.report !== undefined)
      return asCommand('rapport.openReport', node.label, { folder, name: node.report });
    if (node.path === undefined) return undefined;
    const place = { folder, path: node.path, ...(node.line !== undefined && { line: node.line }) };
    return asCommand('rapport.openRecord', node.label, place);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#disposables.dispose();
  }
}

const toneColors: Readonly<
  Record<NonNullable<TreeNode['tone']> | 'none', vscode.ThemeColor | undefined>
> = {
  good: new vscode.ThemeColor('testing.iconPassed'),
  warning: new vscode.ThemeColor('list.warningForeground'),
  error: new vscode.ThemeColor('list.errorForeground'),
  muted: new vscode.ThemeColor('disabledForeground'),
  none: undefined,
};
