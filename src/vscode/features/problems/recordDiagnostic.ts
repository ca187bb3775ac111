import * as vscode from 'vscode';
import type { Fix, Problem } from '../../../core/model/problem.ts';
import { toRange } from '../../platform/ranges.ts';

const severities = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  hint: vscode.DiagnosticSeverity.Information,
} as const;

/** A problem as VS Code shows it, with the fixes that VS Code does not keep. */
export class RecordDiagnostic extends vscode.Diagnostic {
  readonly fixes: readonly Fix[];

  constructor(problem: Problem) {
    super(toRange(problem.range), problem.message, severities[problem.severity]);
    this.code = problem.code;
    this.source = 'Rapport';
    this.fixes = problem.fixes;
  }
}
