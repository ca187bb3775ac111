import * as vscode from 'vscode';
import { treeViews } from '../../../core/model/treeNode.ts';
import type { Log } from '../../../core/ports/log.ts';
import { viewIds } from '../../ids.ts';
import type { CrmFolders } from '../../platform/crmFolders.ts';
import { Disposables } from '../../platform/disposables.ts';
import { registerCommand } from '../../platform/typedApi.ts';
import { RecordTree } from './recordTree.ts';

/** The views of the container. */
export function registerTrees(folders: CrmFolders, log: Log): vscode.Disposable {
  const started = performance.now();
  const disposables = new Disposables();
  const trees = treeViews.map((view) => {
    const tree = disposables.add(new RecordTree(view, folders, log, started));
    disposables.add(
      vscode.window.createTreeView(viewIds[view], {
        treeDataProvider: tree,
        showCollapseAll: true,
        canSelectMany: false,
      }),
    );
    return tree;
  });
  disposables.add(
    registerCommand('rapport.showMore', log, (row) => {
      for (const tree of trees) tree.showMore(row);
    }),
  );
  return disposables;
}
