import * as vscode from 'vscode';

/** Text of a record for a label of VS Code: it draws no icon and stays on one line. */
export function plainLabel(text: string): string {
  return text.replaceAll('$(', '$\u200b(').replace(/\s+/g, ' ');
}

/** A count as the user's language writes it. */
export function formatNumber(value: number): string {
  return new Intl.NumberFormat(vscode.env.language).format(value);
}
