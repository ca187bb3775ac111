/** The tree of an expression after the check: every name is resolved, every operator knows what it works on. */
import type { Money } from '../model/money.ts';
import type { FieldSpec } from '../model/schema.ts';
import type { ArithmeticOperator, ComparisonOperator, Span } from './ast.ts';
import type { ExprType } from './exprType.ts';
import type { FunctionSpec } from './functionSpec.ts';
import type { Member } from './members.ts';
import type { Period } from './value.ts';

/** How two values are compared. */
export type ComparisonMode =
  | 'number'
  | 'text'
  | 'stage'
  | 'person'
  | 'date'
  /** Datetimes, as moments. */
  | 'moment'
  | 'duration'
  | 'money'
  | 'boolean'
  | 'record'
  | 'list'
  /** What is not known before evaluation. */
  | 'dynamic';

export type ArithmeticMode =
  | 'number'
  | 'text'
  | 'list'
  /** date ± duration */
  | 'dateShift'
  /** date − date, in days */
  | 'dateDifference'
  | 'duration'
  /** duration × or ÷ number */
  | 'durationScale'
  /** duration ÷ duration */
  | 'durationRatio'
  | 'money'
  | 'moneyScale'
  | 'moneyRatio'
  | 'dynamic';

export type MacroName =
  'filter' | 'map' | 'exists' | 'all' | 'exists_one' | 'count' | 'sum' | 'avg' | 'min' | 'max';

interface TypedBase extends Span {
  readonly type: ExprType;
}

export interface LiteralTyped extends TypedBase {
  readonly op: 'literal';
  readonly value: string | number | boolean | Money | Period | undefined;
}

export interface VariableTyped extends TypedBase {
  readonly op: 'variable';
  /** 0 is the outermost. */
  readonly depth: number;
  /** What it runs through. */
  readonly list: Typed;
}

export interface MemberTyped extends TypedBase {
  readonly op: 'member';
  readonly owner: Typed;
  readonly member: Member;
}

/** A member of a record whose type is known only at evaluation. */
export interface VariousTyped extends TypedBase {
  readonly op: 'various';
  readonly owner: Typed;
  readonly name: string;
  /** By type name; types without the member have an undeclared field of that name. */
  readonly cases: ReadonlyMap<string, Member>;
}

export interface InnerTyped extends TypedBase {
  readonly op: 'inner';
  readonly owner: Typed;
  readonly name: string;
  readonly spec: FieldSpec | undefined;
}

export interface MacroTyped extends TypedBase {
  readonly op: 'macro';
  readonly name: MacroName;
  readonly list: Typed;
  readonly depth: number;
  readonly condition: Typed | undefined;
  readonly transform: Typed | undefined;
}

export type Typed =
  | LiteralTyped
  | VariableTyped
  | MemberTyped
  | VariousTyped
  | InnerTyped
  | MacroTyped
  /** The record that the expression is about. */
  | (TypedBase & { readonly op: 'self' | 'today' | 'me' })
  | (TypedBase & { readonly op: 'index'; readonly object: Typed; readonly index: Typed })
  | (TypedBase & { readonly op: 'list'; readonly items: readonly Typed[] })
  | (TypedBase & {
      readonly op: 'conditional';
      readonly test: Typed;
      readonly consequent: Typed;
      readonly alternate: Typed;
    })
  | (TypedBase & { readonly op: 'and' | 'or'; readonly operands: readonly Typed[] })
  | (TypedBase & { readonly op: 'not' | 'negate' | 'has'; readonly operand: Typed })
  | (TypedBase & {
      readonly op: 'compare';
      readonly operator: ComparisonOperator;
      readonly mode: ComparisonMode;
      readonly left: Typed;
      readonly right: Typed;
    })
  | (TypedBase & {
      readonly op: 'in';
      readonly mode: ComparisonMode;
      readonly item: Typed;
      readonly list: Typed;
    })
  | (TypedBase & {
      readonly op: 'arithmetic';
      readonly operator: ArithmeticOperator;
      readonly mode: ArithmeticMode;
      readonly left: Typed;
      readonly right: Typed;
    })
  | (TypedBase & {
      readonly op: 'call';
      readonly spec: FunctionSpec;
      readonly args: readonly Typed[];
    });

/** The record to whose field a value belongs: relative references in it and rates for it start from there. */
export function recordOf(node: Typed): Typed | undefined {
  switch (node.op) {
    case 'self':
      return node;
    case 'member':
    case 'various':
      return node.owner;
    case 'inner':
      return recordOf(node.owner);
    case 'variable':
      return node.type.kind === 'record' ? node : recordOf(node.list);
    case 'index':
      return node.type.kind === 'record' ? node : recordOf(node.object);
    case 'macro':
      return recordOf(node.list);
    case 'arithmetic':
      return recordOf(node.left) ?? recordOf(node.right);
    case 'negate':
      return recordOf(node.operand);
    default:
      return undefined;
  }
}
