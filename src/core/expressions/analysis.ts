/** What the parts of the check share: the schema, the names in scope, the issues found. */
import type { AstNode, ExpressionIssue, Span } from './ast.ts';
import type { ExprType } from './exprType.ts';
import { anyType } from './exprType.ts';
import type { Member, Members } from './members.ts';
import type { LiteralTyped, Typed, VariableTyped } from './typed.ts';

/** What an expression is about: records of a type, or rows with columns. */
export interface Subject {
  readonly members: Members;
  /** Empty for rows. */
  readonly typeName: string;
  /** How messages call it: the label of the type. */
  readonly label: string;
  readonly own: ReadonlyMap<string, Member>;
}

export interface Binding {
  readonly name: string;
  readonly type: ExprType;
  readonly depth: number;
  readonly list: Typed;
}

export interface Analysis {
  readonly subject: Subject;
  readonly bindings: readonly Binding[];
  analyse(node: AstNode): Typed;
  /** With one more name in scope. */
  analyseWith(binding: Binding, node: AstNode): Typed;
  report(issue: ExpressionIssue): void;
}

/** Reports an error and stands in for the part that has it. */
export function refuse(
  analysis: Analysis,
  span: Span,
  message: string,
  suggestion?: string,
): LiteralTyped {
  const { start, end } = span;
  const issue = { start, end, severity: 'error' as const, message };
  analysis.report(suggestion === undefined ? issue : { ...issue, suggestion });
  return missing(span);
}

export function warn(analysis: Analysis, span: Span, message: string, suggestion?: string): void {
  const { start, end } = span;
  const issue = { start, end, severity: 'warning' as const, message };
  analysis.report(suggestion === undefined ? issue : { ...issue, suggestion });
}

/** A part that gives nothing: it stands where an error was, so that the rest is still checked. */
export function missing({ start, end }: Span): LiteralTyped {
  return { op: 'literal', value: undefined, type: anyType, start, end };
}

export function literal(
  value: LiteralTyped['value'],
  type: ExprType,
  { start, end }: Span,
): LiteralTyped {
  return { op: 'literal', value, type, start, end };
}

export function variable(binding: Binding, { start, end }: Span): VariableTyped {
  return {
    op: 'variable',
    depth: binding.depth,
    list: binding.list,
    type: binding.type,
    start,
    end,
  };
}
