import * as vscode from 'vscode';
import type { Range } from '../../core/model/range.ts';

export function toRange({ start, end }: Range): vscode.Range {
  return new vscode.Range(start.line, start.column, end.line, end.column);
}
