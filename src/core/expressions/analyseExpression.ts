/** The check: a tree of names becomes a tree that knows what every part is, and what is wrong with it. */
import type { FieldSpec, Schema } from '../model/schema.ts';
import type { AstNode, BinaryNode, ExpressionIssue, UnaryNode } from './ast.ts';
import type { Analysis, Binding, Subject } from './analysis.ts';
import { literal, refuse } from './analysis.ts';
import { analyseArithmetic } from './analyseArithmetic.ts';
import { analyseCall } from './analyseCall.ts';
import { analyseComparison, analyseIn } from './analyseComparison.ts';
import { expectCondition } from './analyseCondition.ts';
import { analyseIndex, analyseMember, analyseName } from './analyseNames.ts';
import type { ExprType } from './exprType.ts';
import { anyType, booleanType, describeType, listOf, numberType, textType } from './exprType.ts';
import { membersOf } from './members.ts';
import type { Typed } from './typed.ts';

/** Records of a type as the subject of an expression; undefined for a type that the schema does not have. */
export function recordSubject(schema: Schema, typeName: string): Subject | undefined {
  const members = membersOf(schema);
  const spec = members.typeSpec(typeName);
  return spec && { members, typeName, label: spec.label, own: members.of(typeName) };
}

/** Rows with columns as the subject: measures and `having` of a saved report. */
export function rowSubject(schema: Schema, columns: readonly FieldSpec[]): Subject {
  const members = membersOf(schema);
  return { members, typeName: '', label: 'a row', own: members.ofColumns(columns) };
}

export interface AnalysedExpression {
  readonly typed: Typed;
  /** In order of place. */
  readonly issues: readonly ExpressionIssue[];
}

export function analyseExpression(
  ast: AstNode,
  subject: Subject,
  asCondition: boolean,
): AnalysedExpression {
  const issues: ExpressionIssue[] = [];
  const analyser = new Analyser(subject, [], issues);
  const typed = analyser.analyse(ast);
  const checked = asCondition ? expectCondition(analyser, typed) : typed;
  issues.sort((a, b) => a.start - b.start || a.end - b.end);
  return { typed: checked, issues };
}

/** The check of a part that stands within macros: `bindings` are the names of their items, outermost first. */
export function analysePart(ast: AstNode, subject: Subject, bindings: readonly Binding[]): Typed {
  return new Analyser(subject, bindings, []).analyse(ast);
}

class Analyser implements Analysis {
  readonly subject: Subject;
  readonly bindings: readonly Binding[];
  readonly #issues: ExpressionIssue[];

  constructor(subject: Subject, bindings: readonly Binding[], issues: ExpressionIssue[]) {
    this.subject = subject;
    this.bindings = bindings;
    this.#issues = issues;
  }

  report(issue: ExpressionIssue): void {
    this.#issues.push(issue);
  }

  analyseWith(binding: Binding, node: AstNode): Typed {
    return new Analyser(this.subject, [...this.bindings, binding], this.#issues).analyse(node);
  }

  analyse(node: AstNode): Typed {
    const { start, end } = node;
    switch (node.kind) {
      case 'text':
        return literal(node.value, textType, node);
      case 'number':
        return literal(node.value, numberType, node);
      case 'boolean':
        return literal(node.value, booleanType, node);
      case 'null':
        return literal(undefined, { kind: 'null' }, node);
      case 'name':
        return analyseName(this, node);
      case 'member':
        return analyseMember(this, node);
      case 'index':
        return analyseIndex(this, node);
      case 'call':
        return analyseCall(this, node);
      case 'list':
        return this.#list(node);
      case 'map':
        return refuse(this, node, 'A map in { } has no use in an expression');
      case 'conditional':
        return this.#conditional(node);
      case 'and':
      case 'or': {
        const operands = node.operands.map((operand) =>
          expectCondition(this, this.analyse(operand)),
        );
        return { op: node.kind, operands, type: booleanType, start, end };
      }
      case 'not':
      case 'negate':
        return this.#unary(node);
      case 'binary':
        return this.#binary(node);
    }
  }

  #list(node: AstNode & { kind: 'list' }): Typed {
    const items = node.items.map((item) => this.analyse(item));
    return { op: 'list', items, type: listOf(commonType(items)), start: node.start, end: node.end };
  }

  #conditional(node: AstNode & { kind: 'conditional' }): Typed {
    const test = expectCondition(this, this.analyse(node.test));
    const consequent = this.analyse(node.consequent);
    const alternate = this.analyse(node.alternate);
    const type = commonType([consequent, alternate]);
    return {
      op: 'conditional',
      test,
      consequent,
      alternate,
      type,
      start: node.start,
      end: node.end,
    };
  }

  #unary(node: UnaryNode): Typed {
    const { start, end } = node;
    const operand = this.analyse(node.operand);
    if (node.kind === 'not') {
      return { op: 'not', operand: expectCondition(this, operand), type: booleanType, start, end };
    }
    const { kind } = operand.type;
    if (kind === 'number' || kind === 'money' || kind === 'duration' || kind === 'any') {
      return { op: 'negate', operand, type: operand.type, start, end };
    }
    const advice = kind === 'boolean' ? ': write !' : '';
    return refuse(this, node, `Cannot take the negative of ${describeType(operand.type)}${advice}`);
  }

  #binary(node: BinaryNode): Typed {
    switch (node.operator) {
      case '==':
      case '!=':
      case '<':
      case '<=':
      case '>':
      case '>=':
        return analyseComparison(this, node, node.operator);
      case 'in':
        return analyseIn(this, node);
      case '+':
      case '-':
      case '*':
      case '/':
      case '%':
        return analyseArithmetic(this, node, node.operator);
    }
  }
}

/** The type that all parts have; parts that give nothing fit any. */
function commonType(parts: readonly Typed[]): ExprType {
  const types = parts.map(({ type }) => type).filter(({ kind }) => kind !== 'null');
  const [first = anyType, ...rest] = types;
  if (rest.some(({ kind }) => kind !== first.kind)) return anyType;
  if (first.kind === 'record') {
    const named = types.map((type) => (type.kind === 'record' ? type.types : []));
    const types_ = named.some((list) => list.length === 0) ? [] : [...new Set(named.flat())];
    return { kind: 'record', types: types_ };
  }
  return first.kind === 'text' && rest.length > 0 ? textType : first;
}
