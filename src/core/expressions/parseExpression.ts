/**
 * Source text -> tree. The grammar is that of CEL, by a library which is used for nothing else: checking and
 * evaluating are ours. This is the only file that imports it.
 */
import type { ASTNode } from '@marcbachmann/cel-js';
import { Environment, ParseError } from '@marcbachmann/cel-js';
import { parseDecimal } from '../model/decimal.ts';
import type { AstNode, BinaryOperator, ExpressionIssue, Span } from './ast.ts';
import { limits } from './limits.ts';
import type { Rewritten } from './rewriteExpression.ts';
import { rewriteExpression } from './rewriteExpression.ts';
import { describeParseError } from './describeParseError.ts';

export type ParsedExpression =
  | { readonly ok: true; readonly ast: AstNode }
  | { readonly ok: false; readonly issues: readonly ExpressionIssue[] };

let environment: Environment | undefined;

/** Made at first use: an expression is not the first thing that anyone asks for. */
function parser(): Environment {
  environment ??= new Environment({
    unlistedVariablesAreDyn: true,
    limits: {
      maxAstNodes: limits.nodes,
      maxDepth: limits.depth * 2,
      maxListElements: limits.nodes,
      maxMapEntries: limits.nodes,
      maxCallArguments: 32,
    },
  });
  return environment;
}

/**
 * Parses an expression. Where it cannot be read, one issue says at which character and what was expected. Its size
 * is limited (limits.ts), so what it returns is safe to walk recursively.
 */
export function parseExpression(source: string): ParsedExpression {
  if (source.length > limits.sourceLength) {
    const span = { start: limits.sourceLength, end: source.length };
    return failed(span, `The expression is longer than ${limits.sourceLength} characters`);
  }
  if (source.trim() === '')
    return failed({ start: 0, end: source.length }, 'Expected an expression');
  const rewritten = rewriteExpression(source);
  try {
    const { ast } = parser().parse(rewritten.text);
    return { ok: true, ast: new Converter(rewritten).convert(ast, 0) };
  } catch (error) {
    if (error instanceof Refusal) return failed(error.span, error.message);
    if (error instanceof ParseError) {
      return { ok: false, issues: [describeParseError(error, source, rewritten)] };
    }
    if (error instanceof RangeError) {
      return failed({ start: 0, end: source.length }, 'The expression is nested too deeply');
    }
    throw error;
  }
}

function failed(span: Span, message: string): ParsedExpression {
  return { ok: false, issues: [{ ...span, severity: 'error', message }] };
}

/** Something that the grammar allows and we do not. */
class Refusal extends Error {
  readonly span: Span;

  constructor(span: Span, message: string) {
    super(message);
    this.span = span;
  }
}

class Converter {
  readonly #rewritten: Rewritten;

  constructor(rewritten: Rewritten) {
    this.#rewritten = rewritten;
  }

  convert(node: ASTNode, depth: number): AstNode {
    const span = this.#span(node);
    if (depth > limits.depth) {
      throw new Refusal(span, `The expression is nested deeper than ${limits.depth} levels`);
    }
    switch (node.op) {
      case 'value':
        return this.#literal(node.args, span);
      case 'id':
        return { kind: 'name', name: this.#name(node.args), ...span };
      case '.':
      case '.?':
        return this.#member(node, node.args[0], node.args[1], depth);
      case '[]':
      case '[?]':
        return this.#index(span, node.args, depth);
      case 'call':
        return this.#call(node, node.args[0], undefined, node.args[1], depth);
      case 'rcall':
        return this.#call(node, node.args[0], node.args[1], node.args[2], depth);
      case 'list':
        return { kind: 'list', items: this.#all(node.args, depth + 1), ...span };
      case 'map':
        return { kind: 'map', ...span };
      case '?:':
        return this.#conditional(span, node.args, depth);
      case '&&':
      case '||':
        return this.#logical(node, depth);
      case '!_':
        return { kind: 'not', operand: this.convert(node.args, depth + 1), ...span };
      case '-_':
        return { kind: 'negate', operand: this.convert(node.args, depth + 1), ...span };
      default:
        return this.#binary(span, node.op, node.args, depth);
    }
  }

  #span(node: Span): Span {
    return this.#rewritten.spanOf({ start: node.start, end: node.end });
  }

  #name(name: string): string {
    return this.#rewritten.nameOf(name);
  }

  #all(nodes: readonly ASTNode[], depth: number): AstNode[] {
    return nodes.map((node) => this.convert(node, depth));
  }

  #literal(value: unknown, span: Span): AstNode {
    if (typeof value === 'string') return { kind: 'text', value, ...span };
    if (typeof value === 'boolean') return { kind: 'boolean', value, ...span };
    if (value === null) return { kind: 'null', ...span };
    if (typeof value === 'number') {
      return { kind: 'number', value, decimal: parseDecimal(String(value)), ...span };
    }
    if (value instanceof Uint8Array)
      throw new Refusal(span, 'Bytes have no use here: write a text without b');
    // An integer: a bigint, or an unsigned one that prints as a bigint does.
    const digits = typeof value === 'bigint' ? String(value) : String(Object(value).valueOf());
    return { kind: 'number', value: Number(digits), decimal: parseDecimal(digits), ...span };
  }

  #member(node: ASTNode, object: ASTNode, name: string, depth: number): AstNode {
    const nameSpan = this.#rewritten.spanOf({ start: node.pos, end: node.end });
    const converted = this.convert(object, depth + 1);
    return {
      kind: 'member',
      object: converted,
      name: this.#name(name),
      nameSpan,
      ...this.#span(node),
    };
  }

  #index(span: Span, [object, index]: readonly [ASTNode, ASTNode], depth: number): AstNode {
    const converted = this.convert(object, depth + 1);
    return { kind: 'index', object: converted, index: this.convert(index, depth + 1), ...span };
  }

  #call(
    node: ASTNode,
    name: string,
    target: ASTNode | undefined,
    args: readonly ASTNode[],
    depth: number,
  ): AstNode {
    const nameStart = target ? this.#nameAfter(target, name) : node.start;
    return {
      kind: 'call',
      name: this.#name(name),
      nameSpan: this.#rewritten.spanOf({ start: nameStart, end: nameStart + name.length }),
      target: target && this.convert(target, depth + 1),
      args: this.#all(args, depth + 1),
      ...this.#span(node),
    };
  }

  /** Between a target and the name of its method stand only brackets, spaces, comments and the dot. */
  #nameAfter(target: ASTNode, name: string): number {
    const form = /(?:[\s)]|\/\/[^\n]*)*\.(?:\s|\/\/[^\n]*)*/y;
    form.lastIndex = target.end;
    const between = form.exec(this.#rewritten.text)?.[0] ?? '';
    const start = target.end + between.length;
    return this.#rewritten.text.startsWith(name, start) ? start : target.end;
  }

  #conditional(
    span: Span,
    [test, consequent, alternate]: readonly [ASTNode, ASTNode, ASTNode],
    depth: number,
  ): AstNode {
    return {
      kind: 'conditional',
      test: this.convert(test, depth + 1),
      consequent: this.convert(consequent, depth + 1),
      alternate: this.convert(alternate, depth + 1),
      ...span,
    };
  }

  /** `a && b && c` is one node with three operands, so that a long list of conditions is not a deep one. */
  #logical(node: ASTNode & { op: '&&' | '||' }, depth: number): AstNode {
    const operands: AstNode[] = [];
    let left: ASTNode = node;
    while (left.op === node.op) {
      const [next, right] = (left as typeof node).args;
      operands.unshift(this.convert(right, depth + 1));
      left = next;
    }
    operands.unshift(this.convert(left, depth + 1));
    return { kind: node.op === '&&' ? 'and' : 'or', operands, ...this.#span(node) };
  }

  #binary(
    span: Span,
    operator: BinaryOperator,
    [left, right]: readonly [ASTNode, ASTNode],
    depth: number,
  ): AstNode {
    // The left side of `a + b + c` is the chain itself, not a level below it.
    const sameLevel = left.op === operator ? depth : depth + 1;
    return {
      kind: 'binary',
      operator,
      left: this.convert(left, sameLevel),
      right: this.convert(right, depth + 1),
      ...span,
    };
  }
}
