/** The check of an expression against a schema, for problems, editors and the command line. */
import type { Schema } from '../model/schema.ts';
import { analyseExpression, recordSubject } from './analyseExpression.ts';
import type { ExpressionIssue } from './ast.ts';
import type { ResultKind } from './exprType.ts';
import { resultKindOf } from './exprType.ts';
import { parseExpression } from './parseExpression.ts';

export interface CheckedExpression {
  /** What the expression gives; undefined where it cannot be read. */
  readonly resultKind: ResultKind | undefined;
  /** Errors keep it from being evaluated; warnings and hints do not. In order of place. */
  readonly issues: readonly ExpressionIssue[];
}

export interface CheckOptions {
  /** True where the expression must be a condition, as in `where`. */
  readonly condition?: boolean;
}

/** Checks an expression about records of a type. */
export function checkExpression(
  source: string,
  schema: Schema,
  typeName: string,
  { condition = false }: CheckOptions = {},
): CheckedExpression {
  const parsed = parseExpression(source);
  if (!parsed.ok) return { resultKind: undefined, issues: parsed.issues };
  const subject = recordSubject(schema, typeName);
  if (!subject) {
    const message = `There is no type ${typeName}`;
    return {
      resultKind: undefined,
      issues: [{ start: 0, end: source.length, severity: 'error', message }],
    };
  }
  const { typed, issues } = analyseExpression(parsed.ast, subject, condition);
  return { resultKind: resultKindOf(typed.type), issues };
}
