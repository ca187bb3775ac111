/** The tree of an expression, our own: plain data with places in the source as the user wrote it. */
import type { Decimal } from '../model/decimal.ts';
import type { Severity } from '../model/problem.ts';

/** UTF-16 offsets in the source. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Something wrong with an expression, or doubtful about it. */
export interface ExpressionIssue extends Span {
  readonly severity: Severity;
  readonly message: string;
  /** Text that would be right in place of the span. */
  readonly suggestion?: string;
}

interface TextNode extends Span {
  readonly kind: 'text';
  readonly value: string;
}

interface NumberNode extends Span {
  readonly kind: 'number';
  readonly value: number;
  /** Exactly as written, for sums of money; undefined where the notation is not plain (1e400). */
  readonly decimal: Decimal | undefined;
}

interface BooleanNode extends Span {
  readonly kind: 'boolean';
  readonly value: boolean;
}

interface NullNode extends Span {
  readonly kind: 'null';
}

export interface NameNode extends Span {
  readonly kind: 'name';
  readonly name: string;
}

/** `object.name` */
export interface MemberNode extends Span {
  readonly kind: 'member';
  readonly object: AstNode;
  readonly name: string;
  readonly nameSpan: Span;
}

/** `object[index]` */
export interface IndexNode extends Span {
  readonly kind: 'index';
  readonly object: AstNode;
  readonly index: AstNode;
}

/** `name(args)` or `target.name(args)` */
export interface CallNode extends Span {
  readonly kind: 'call';
  readonly name: string;
  readonly nameSpan: Span;
  readonly target: AstNode | undefined;
  readonly args: readonly AstNode[];
}

interface ListNode extends Span {
  readonly kind: 'list';
  readonly items: readonly AstNode[];
}

/** `{key: value}`: parsed, and refused by the check. */
interface MapNode extends Span {
  readonly kind: 'map';
}

interface ConditionalNode extends Span {
  readonly kind: 'conditional';
  readonly test: AstNode;
  readonly consequent: AstNode;
  readonly alternate: AstNode;
}

/** A chain of `&&` or of `||`, as one node. */
interface LogicalNode extends Span {
  readonly kind: 'and' | 'or';
  readonly operands: readonly AstNode[];
}

export interface UnaryNode extends Span {
  readonly kind: 'not' | 'negate';
  readonly operand: AstNode;
}

export type ComparisonOperator = '==' | '!=' | '<' | '<=' | '>' | '>=';
export type ArithmeticOperator = '+' | '-' | '*' | '/' | '%';
export type BinaryOperator = ComparisonOperator | ArithmeticOperator | 'in';

export interface BinaryNode extends Span {
  readonly kind: 'binary';
  readonly operator: BinaryOperator;
  readonly left: AstNode;
  readonly right: AstNode;
}

export type AstNode =
  | TextNode
  | NumberNode
  | BooleanNode
  | NullNode
  | NameNode
  | MemberNode
  | IndexNode
  | CallNode
  | ListNode
  | MapNode
  | ConditionalNode
  | LogicalNode
  | UnaryNode
  | BinaryNode;
