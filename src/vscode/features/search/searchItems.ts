import * as vscode from 'vscode';
import type { SearchAnswer } from '../../../core/engine/engineApi.ts';
import type { SearchResult } from '../../../core/model/searchResult.ts';
import type { RecordPlace } from '../../ids.ts';
import type { CrmFolder } from '../../platform/crmFolder.ts';
import type { CrmFolders } from '../../platform/crmFolders.ts';
import { plainLabel } from '../../platform/labels.ts';
import { askerOf } from '../../platform/typedApi.ts';

export interface ResultItem extends vscode.QuickPickItem {
  /** Where the record lies; none on a row that only says something. */
  readonly place?: RecordPlace;
}

const shownResults = 50;

/** What is found in every open CRM, best first within each. */
export async function searchItems(folders: CrmFolders, text: string): Promise<ResultItem[]> {
  if (text.trim() === '') return [];
  const ready = folders.ready;
  const answers = await Promise.all(ready.map((folder) => search(folder, text)));
  const items = ready.flatMap((folder, index) => {
    const answer = answers[index];
    if (!answer) return [];
    const rows = [
      ...answer.issues.map((issue) => noteItem(issue, 'info')),
      ...answer.results.map((result) => resultItem(result, folder)),
    ];
    const { Separator } = vscode.QuickPickItemKind;
    return ready.length > 1 && rows.length > 0
      ? [{ label: folder.folder.name, kind: Separator }, ...rows]
      : rows;
  });
  if (items.some(({ place }) => place)) return items;
  return [...items, noteItem(vscode.l10n.t('Nothing found for “{0}”', text.trim()), 'search-stop')];
}

async function search(folder: CrmFolder, text: string): Promise<SearchAnswer | undefined> {
  return folder.api?.search({ text, limit: shownResults, ...askerOf(folder.folder.uri) });
}

function noteItem(text: string, icon: string): ResultItem {
  return { label: plainLabel(text), iconPath: new vscode.ThemeIcon(icon), alwaysShow: true };
}

function resultItem(result: SearchResult, { key }: CrmFolder): ResultItem {
  const description = [result.typeLabel, result.description].filter((part) => part !== '');
  return {
    label: plainLabel(result.title),
    iconPath: new vscode.ThemeIcon(result.icon),
    description: plainLabel(description.join(' · ')),
    detail: plainLabel(result.snippet),
    alwaysShow: true,
    buttons: [
      {
        iconPath: new vscode.ThemeIcon('split-horizontal'),
        tooltip: vscode.l10n.t('Open to the Side'),
      },
    ],
    place: { folder: key, path: result.path, line: result.line },
  };
}
