/** Issues of an expression that stands in a field, as problems of the file. */
import type { Fix, Problem } from '../model/problem.ts';
import type { Range } from '../model/range.ts';
import { startOfFile } from '../model/range.ts';
import type { CrmRecord } from '../model/record.ts';
import { placeOf } from '../records/places.ts';
import type { ExpressionIssue } from './ast.ts';
import type { CheckedExpression } from './checkExpression.ts';

/** The problems of an expression in a top-level field; their places are exact where the file writes it on one line. */
export function expressionProblems(
  record: CrmRecord,
  field: string,
  source: string,
  { resultKind, issues }: CheckedExpression,
): readonly Problem[] {
  const whole = placeOf(record, field) ?? startOfFile;
  const code = resultKind === undefined ? 'expression-syntax' : 'expression-check';
  return issues.map((issue) => {
    const exact = exactRange(whole, source, issue);
    const fixes =
      exact && issue.suggestion !== undefined ? [fixOf(record, exact, issue.suggestion)] : [];
    const { severity, message } = issue;
    return { path: record.path, range: exact ?? whole, severity, code, message, fixes };
  });
}

/** The range of an issue in a plain scalar, or in quotes without escapes; undefined where the text is laid out otherwise. */
function exactRange(whole: Range, source: string, issue: ExpressionIssue): Range | undefined {
  const { start, end } = whole;
  if (start.line !== end.line) return undefined;
  const extra = end.column - start.column - source.length;
  if (extra !== 0 && extra !== 2) return undefined;
  const column = (offset: number): number => start.column + extra / 2 + offset;
  return {
    start: { line: start.line, column: column(issue.start) },
    end: { line: start.line, column: column(issue.end) },
  };
}

function fixOf({ path }: CrmRecord, range: Range, newText: string): Fix {
  return { title: `Write ${newText}`, safe: false, edits: [{ path, range, newText }] };
}
