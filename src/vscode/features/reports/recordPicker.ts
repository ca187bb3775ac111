import * as vscode from 'vscode';
import type { RecordCard } from '../../../core/engine/engineApi.ts';
import { formatNumber, plainLabel } from '../../platform/labels.ts';
import { runCommand } from '../../platform/typedApi.ts';

interface CardItem extends vscode.QuickPickItem {
  readonly card: RecordCard;
}

/** Opens the only record at once; of several the user picks one. `label` names the figure they stand behind. */
export async function openCards(
  folder: string,
  cards: readonly RecordCard[],
  label: string,
): Promise<void> {
  const card = cards.length > 1 ? await pickCard(cards, label) : cards[0];
  if (!card) return;
  const { path, line } = card;
  await runCommand('rapport.openRecord', { folder, path, ...(line > 0 && { line }) });
}

async function pickCard(
  cards: readonly RecordCard[],
  label: string,
): Promise<RecordCard | undefined> {
  const items = cards.map((card): CardItem => ({
    label: plainLabel(card.title),
    iconPath: new vscode.ThemeIcon(card.icon),
    description: plainLabel(card.description),
    detail: card.path,
    card,
  }));
  const title = vscode.l10n.t('{0} records', formatNumber(cards.length));
  const picked = await vscode.window.showQuickPick(items, {
    title: label === '' ? title : `${label} · ${title}`,
    placeHolder: vscode.l10n.t('Open a record'),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return picked?.card;
}
