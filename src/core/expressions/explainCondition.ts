/** Why a condition holds for a record or does not: each part with the values it looked at. */
import type { IsoDate } from '../model/date.ts';
import type { CrmRecord, FieldValue } from '../model/record.ts';
import { analyseExpression, recordSubject } from './analyseExpression.ts';
import type { ExpressionIssue } from './ast.ts';
import { personKey } from './coerce.ts';
import type { CompileContext } from './compileExpression.ts';
import { LimitReached } from './compiler.ts';
import { compileTyped } from './compileTyped.ts';
import { formatValue } from './formatValue.ts';
import { parseExpression } from './parseExpression.ts';
import { sliceBalanced } from './scanExpression.ts';
import type { Typed } from './typed.ts';
import type { Value } from './value.ts';
import { isList, storedValue } from './value.ts';

/** A value that a condition looked at. */
export interface ConditionValue {
  /** The part of the expression that gave it. */
  readonly text: string;
  /** Undefined: missing. */
  readonly value: FieldValue | undefined;
  /** In words: `status is customer`, `deals has 3 items`, `owner is missing`. */
  readonly words: string;
}

export interface ExplainedCondition {
  /** The condition as written. */
  readonly text: string;
  readonly holds: boolean;
  readonly values: readonly ConditionValue[];
  /** The values in one sentence. */
  readonly words: string;
}

export type Explanation =
  | {
      readonly ok: true;
      readonly holds: boolean;
      /** The top-level conditions, joined by &&, in order. */
      readonly conditions: readonly ExplainedCondition[];
    }
  | { readonly ok: false; readonly issues: readonly ExpressionIssue[] };

export type ExplainContext = Omit<CompileContext, 'condition' | 'type'>;

/** Evaluates a condition for one record part by part. */
export function explainCondition(
  source: string,
  record: CrmRecord,
  today: IsoDate,
  { snapshot, me }: ExplainContext,
): Explanation {
  const parsed = parseExpression(source);
  if (!parsed.ok) return parsed;
  const subject = recordSubject(snapshot.schema, record.type);
  if (!subject) return { ok: false, issues: [] };
  const { typed, issues } = analyseExpression(parsed.ast, subject, true);
  if (issues.some(({ severity }) => severity === 'error')) return { ok: false, issues };
  const person = me === undefined ? undefined : personKey(snapshot, me);
  const explainer = new Explainer(source, record, (node) => {
    const program = compileTyped(node, snapshot, today, person);
    program.run.begin(undefined);
    return program;
  });
  const written = parsed.ast.kind === 'and' && typed.op === 'and';
  const conditions = (written ? typed.operands : [typed]).map((node) => explainer.explain(node));
  return { ok: true, holds: conditions.every(({ holds }) => holds), conditions };
}

class Explainer {
  readonly #source: string;
  readonly #record: CrmRecord;
  readonly #compile: (node: Typed) => ReturnType<typeof compileTyped>;

  constructor(
    source: string,
    record: CrmRecord,
    compile: (node: Typed) => ReturnType<typeof compileTyped>,
  ) {
    this.#source = source;
    this.#record = record;
    this.#compile = compile;
  }

  explain(node: Typed): ExplainedCondition {
    const seen = new Map<string, ConditionValue>();
    for (const part of partsOf(node)) {
      const value = this.#look(part);
      if (!seen.has(value.words)) seen.set(value.words, value);
    }
    const values = [...seen.values()];
    return {
      text: sliceBalanced(this.#source, node),
      holds: this.#guarded(() => this.#compile(node).test(this.#record)) ?? false,
      values,
      words: values.map(({ words }) => words).join(', '),
    };
  }

  #look(part: Typed): ConditionValue {
    const text = sliceBalanced(this.#source, part);
    const value = this.#guarded(() => this.#compile(part).evaluate(this.#record));
    return { text, value: storedValue(value), words: `${text} ${inWords(value)}` };
  }

  #guarded<T>(evaluate: () => T): T | undefined {
    try {
      return evaluate();
    } catch (error) {
      if (error instanceof LimitReached) return undefined;
      throw error;
    }
  }
}

function inWords(value: Value | undefined): string {
  if (isList(value) && value.some((item) => typeof item === 'object')) {
    return value.length === 1 ? 'has 1 item' : `has ${value.length} items`;
  }
  return `is ${formatValue(value)}`;
}

/** The parts of a condition whose values decide it. */
function partsOf(node: Typed): readonly Typed[] {
  switch (node.op) {
    case 'literal':
    case 'today':
    case 'self':
      return [];
    case 'and':
    case 'or':
      return node.operands.flatMap(partsOf);
    case 'not':
    case 'has':
    case 'negate':
      return node.operand.type.kind === 'boolean' && node.op === 'not'
        ? partsOf(node.operand)
        : [node.operand];
    case 'compare':
      return [node.left, node.right].flatMap(operandParts);
    case 'in':
      return [node.item, node.list].flatMap(operandParts);
    case 'conditional':
      return [...partsOf(node.test), ...partsOf(node.consequent), ...partsOf(node.alternate)];
    case 'call':
      return node.type.kind === 'boolean' ? node.args.flatMap(operandParts) : [node];
    case 'macro':
      return node.type.kind === 'boolean' ? [node.list] : [node];
    default:
      return [node];
  }
}

/** A side of a comparison; what is written out in it needs no telling. */
function operandParts(node: Typed): readonly Typed[] {
  if (node.op === 'literal' || node.op === 'today') return [];
  if (node.op === 'list') return node.items.flatMap(operandParts);
  if (node.op === 'call' && node.args.every(({ op }) => op === 'literal')) return [];
  return [node];
}
