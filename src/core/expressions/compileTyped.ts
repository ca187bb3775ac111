/** A checked tree -> closures, for one snapshot and one day. */
import type { IsoDate } from '../model/date.ts';
import type { CrmRecord } from '../model/record.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { compileArithmetic, negateValue } from './compileArithmetic.ts';
import { compileCompare } from './compileComparison.ts';
import {
  compileInner,
  compileMember,
  compileVarious,
  isInherited,
  readField,
} from './compileFields.ts';
import { compileIn } from './compileIn.ts';
import { compileMacro } from './compileMacro.ts';
import type { Compiler, Evaluate, Test } from './compiler.ts';
import { Run } from './compiler.ts';
import type { ComputedContext } from './computed/computedField.ts';
import { isConstant } from './constants.ts';
import type { FunctionContext } from './functionSpec.ts';
import type { Typed } from './typed.ts';
import type { Value } from './value.ts';
import { isList } from './value.ts';

export interface Program {
  readonly run: Run;
  readonly evaluate: Evaluate;
  readonly test: Test;
}

export function compileTyped(
  typed: Typed,
  snapshot: Snapshot,
  today: IsoDate,
  me: string | undefined,
): Program {
  const compiler = new TypedCompiler(snapshot, today, me);
  const evaluate = compiler.compile(typed);
  return { run: compiler.run, evaluate, test: compiler.compileTest(typed) };
}

class TypedCompiler implements Compiler {
  readonly snapshot: Snapshot;
  readonly today: IsoDate;
  readonly me: string | undefined;
  readonly run = new Run();
  readonly computed: ComputedContext;
  readonly #functions: FunctionContext;

  constructor(snapshot: Snapshot, today: IsoDate, me: string | undefined) {
    this.snapshot = snapshot;
    this.today = today;
    this.me = me;
    const exclude = (record: CrmRecord, reason: string): void => this.run.exclude?.(record, reason);
    this.computed = { snapshot, today, exclude };
    this.#functions = { snapshot, today, spend: (steps) => this.run.spend(steps) };
  }

  /** A property, so that it can be taken apart from the compiler. */
  readonly compile = (node: Typed): Evaluate => {
    if (node.op !== 'literal' && isConstant(node)) {
      const value = this.#compileOpen(node)(constantRecord);
      return () => value;
    }
    return this.#compileOpen(node);
  };

  readonly compileTest = (node: Typed): Test => {
    switch (node.op) {
      case 'compare':
        return compileCompare(this, node);
      case 'in':
        return compileIn(this, node);
      case 'has':
        return this.#has(node.operand);
      case 'not': {
        const test = this.compileTest(node.operand);
        return (record) => !test(record);
      }
      case 'and':
      case 'or':
        return logical(node.op, node.operands.map(this.compileTest));
      default: {
        // A missing value, or one that is not true, does not hold.
        const evaluate = this.compile(node);
        return (record) => evaluate(record) === true;
      }
    }
  };

  #compileOpen(node: Typed): Evaluate {
    switch (node.op) {
      case 'literal':
        return fixed(node.value);
      case 'today':
        return fixed(this.today);
      case 'me':
        return fixed(this.me);
      case 'self':
        return (record) => record;
      case 'variable': {
        const { items } = this.run;
        const { depth } = node;
        return () => items[depth];
      }
      case 'member':
        return compileMember(this, node);
      case 'various':
        return compileVarious(this, node);
      case 'inner':
        return compileInner(this, node);
      case 'index':
        return this.#index(node);
      case 'list':
        return this.#list(node.items);
      case 'conditional':
        return this.#conditional(node);
      case 'negate': {
        const operand = this.compile(node.operand);
        return (record) => {
          const value = operand(record);
          return value === undefined ? undefined : negateValue(value);
        };
      }
      case 'arithmetic':
        return compileArithmetic(this, node);
      case 'call':
        return this.#call(node);
      case 'macro':
        return compileMacro(this, node);
      case 'and':
      case 'or':
      case 'not':
      case 'has':
      case 'compare':
      case 'in':
        return this.compileTest(node);
    }
  }

  /** Present: something is written, or computed, or in the list. */
  #has(operand: Typed): Test {
    if (operand.op === 'member' && operand.owner.op === 'self' && operand.member.from === 'field') {
      const { name } = operand.member.spec;
      if (isInherited(name)) return (record) => isPresent(readField(record, name));
      return (record) => {
        const value = record.fields[name];
        return value !== undefined && value !== '' && isPresent(value);
      };
    }
    const evaluate = this.compile(operand);
    return (record) => isPresent(evaluate(record));
  }

  #index({ object, index }: Typed & { op: 'index' }): Evaluate {
    const list = this.compile(object);
    const position = this.compile(index);
    return (record) => {
      const values = list(record);
      const at = position(record);
      return isList(values) && typeof at === 'number' ? values[at] : undefined;
    };
  }

  #list(items: readonly Typed[]): Evaluate {
    const evaluates = items.map(this.compile);
    return (record) => {
      const values: Value[] = [];
      for (const evaluate of evaluates) {
        const value = evaluate(record);
        if (value !== undefined) values.push(value);
      }
      return values;
    };
  }

  #conditional({ test, consequent, alternate }: Typed & { op: 'conditional' }): Evaluate {
    const holds = this.compileTest(test);
    const [whenTrue, whenFalse] = [this.compile(consequent), this.compile(alternate)];
    return (record) => (holds(record) ? whenTrue(record) : whenFalse(record));
  }

  #call({ spec, args }: Typed & { op: 'call' }): Evaluate {
    const context = this.#functions;
    const [first, second, ...rest] = args.map(this.compile);
    if (spec.acceptsMissing || rest.length > 0 || !first)
      return this.#longCall(spec, args.map(this.compile));
    if (!second) {
      return (record) => {
        const value = first(record);
        return value === undefined ? undefined : spec.evaluate([value], context);
      };
    }
    return (record) => {
      const a = first(record);
      if (a === undefined) return undefined;
      const b = second(record);
      return b === undefined ? undefined : spec.evaluate([a, b], context);
    };
  }

  #longCall(spec: FunctionSpecOf, args: readonly Evaluate[]): Evaluate {
    const context = this.#functions;
    return (record) => {
      const values = args.map((evaluate) => evaluate(record));
      if (!spec.acceptsMissing && values.includes(undefined)) return undefined;
      return spec.evaluate(values, context);
    };
  }
}

type FunctionSpecOf = (Typed & { op: 'call' })['spec'];

/** What a constant is evaluated over: it looks at nothing of it. */
const constantRecord = undefined as unknown as CrmRecord;

function fixed(value: Value | undefined): Evaluate {
  return () => value;
}

function isPresent(value: unknown): boolean {
  return (
    value !== undefined && value !== null && value !== '' && !(isList(value) && value.length === 0)
  );
}

function logical(op: 'and' | 'or', tests: readonly Test[]): Test {
  const [first, second, third] = tests;
  if (first && second && tests.length === 2) {
    return op === 'and' ? (r) => first(r) && second(r) : (r) => first(r) || second(r);
  }
  if (first && second && third && tests.length === 3) {
    return op === 'and'
      ? (r) => first(r) && second(r) && third(r)
      : (r) => first(r) || second(r) || third(r);
  }
  const wanted = op === 'or';
  return (record) => {
    for (const test of tests) if (test(record) === wanted) return wanted;
    return !wanted;
  };
}
