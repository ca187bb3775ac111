import * as vscode from 'vscode';
import type { RecordCard } from '../../../core/engine/engineApi.ts';
import type { CrmFolder } from '../../platform/crmFolder.ts';
import type { CrmFolders } from '../../platform/crmFolders.ts';
import { Disposables } from '../../platform/disposables.ts';

const remembered = 30;

export interface RecentRecord {
  readonly folder: CrmFolder;
  readonly card: RecordCard;
}

/** The files that were looked at in this window, the last one first. */
export class RecentRecords implements vscode.Disposable {
  readonly #folders: CrmFolders;
  readonly #disposables = new Disposables();
  #uris: readonly vscode.Uri[] = [];

  constructor(folders: CrmFolders) {
    this.#folders = folders;
    this.#disposables.add(
      vscode.window.onDidChangeActiveTextEditor((editor) => this.#note(editor)),
    );
    this.#note(vscode.window.activeTextEditor);
  }

  #note(editor: vscode.TextEditor | undefined): void {
    if (!editor) return;
    const { uri } = editor.document;
    if (!this.#folders.locate(uri)) return;
    const others = this.#uris.filter((known) => known.toString() !== uri.toString());
    this.#uris = [uri, ...others].slice(0, remembered);
  }

  /** Those of the files that are records now, but the one that is open before everybody's eyes. */
  async list(): Promise<RecentRecord[]> {
    const open = vscode.window.activeTextEditor?.document.uri.toString();
    const byFolder = new Map<CrmFolder, string[]>();
    for (const uri of this.#uris) {
      const place = uri.toString() === open ? undefined : this.#folders.locate(uri);
      if (!place) continue;
      const paths = byFolder.get(place.folder);
      if (paths) paths.push(place.path);
      else byFolder.set(place.folder, [place.path]);
    }
    const lists = await Promise.all(
      [...byFolder].map(async ([folder, paths]) => {
        const cards = (await folder.api?.cardsAt(paths)) ?? [];
        return cards.map((card) => ({ folder, card }));
      }),
    );
    return lists.flat();
  }

  dispose(): void {
    this.#disposables.dispose();
  }
}
