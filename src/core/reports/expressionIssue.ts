import type { ExpressionIssue } from '../expressions/ast.ts';

/** The first error of an expression in words, with its column from 1. */
export function issueInWords(issues: readonly ExpressionIssue[], source: string): string {
  const issue = issues.find(({ severity }) => severity === 'error') ?? issues[0];
  if (!issue) return `"${source}" cannot be used`;
  const hint = issue.suggestion === undefined ? '' : `; did you mean "${issue.suggestion}"?`;
  return `${issue.message} (column ${issue.start + 1} of ${source})${hint}`;
}
