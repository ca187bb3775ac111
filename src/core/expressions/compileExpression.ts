/** An expression ready to be evaluated over the records of a snapshot. */
import type { IsoDate } from '../model/date.ts';
import type { CrmRecord, FieldMap, FieldValue } from '../model/record.ts';
import type { FieldSpec } from '../model/schema.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { Subject } from './analysis.ts';
import { analyseExpression, recordSubject, rowSubject } from './analyseExpression.ts';
import type { ExpressionIssue } from './ast.ts';
import { personKey } from './coerce.ts';
import { LimitReached } from './compiler.ts';
import type { Program } from './compileTyped.ts';
import { compileTyped } from './compileTyped.ts';
import type { Exclude } from './computed/computedField.ts';
import { rowRecord } from './constants.ts';
import type { ResultKind } from './exprType.ts';
import { resultKindOf } from './exprType.ts';
import { parseExpression } from './parseExpression.ts';
import type { Typed } from './typed.ts';
import type { Value } from './value.ts';
import { storedValue } from './value.ts';

export interface CompileContext {
  readonly snapshot: Snapshot;
  /** The type of the records that it will be evaluated over. */
  readonly type: string;
  /** Who asks: key, name, alias or e-mail; without it `me` is missing. */
  readonly me?: string | undefined;
  /** True where the expression must be a condition, as in `where`. */
  readonly condition?: boolean;
}

export interface EvaluateOptions {
  /** Told of what could not be counted: amounts without a rate, an evaluation beyond its limits. */
  readonly exclude?: Exclude;
}

export interface CompiledExpression {
  readonly ok: true;
  readonly source: string;
  readonly resultKind: ResultKind;
  /** Warnings and hints. */
  readonly issues: readonly ExpressionIssue[];
  /** The value for a record, records as `type/id`; undefined: missing. */
  evaluate(record: CrmRecord, today: IsoDate, options?: EvaluateOptions): FieldValue | undefined;
  /** Whether the condition holds; what is missing or not a condition does not. */
  test(record: CrmRecord, today: IsoDate, options?: EvaluateOptions): boolean;
}

export interface FailedExpression {
  readonly ok: false;
  /** At least one of them an error. */
  readonly issues: readonly ExpressionIssue[];
}

/**
 * Compiles an expression over the records of one type. Everything known beforehand (schema, today, rates, people,
 * the record a text names) is worked out once, so use the result for many records of the same snapshot. It is not
 * to be entered again from its own `exclude`.
 */
export function compileExpression(
  source: string,
  { snapshot, type, me, condition = false }: CompileContext,
): CompiledExpression | FailedExpression {
  const subject = recordSubject(snapshot.schema, type);
  if (subject) return compileFor(source, subject, condition, snapshot, me);
  const issue = { start: 0, end: source.length, severity: 'error' as const };
  return { ok: false, issues: [{ ...issue, message: `There is no type ${type}` }] };
}

function compileFor(
  source: string,
  subject: Subject,
  condition: boolean,
  snapshot: Snapshot,
  me: string | undefined,
): CompiledExpression | FailedExpression {
  const parsed = parseExpression(source);
  if (!parsed.ok) return { ok: false, issues: parsed.issues };
  const { typed, issues } = analyseExpression(parsed.ast, subject, condition);
  if (issues.some(({ severity }) => severity === 'error')) return { ok: false, issues };
  const person = me === undefined ? undefined : personKey(snapshot, me);
  return new Compiled(source, typed, issues, snapshot, person);
}

const keptPrograms = 4;

class Compiled implements CompiledExpression {
  readonly ok = true;
  readonly source: string;
  readonly resultKind: ResultKind;
  readonly issues: readonly ExpressionIssue[];
  readonly #typed: Typed;
  readonly #snapshot: Snapshot;
  readonly #me: string | undefined;
  /** By the day they are for: reports compare two days, hardly more. */
  readonly #programs = new Map<IsoDate, Program>();
  #day: IsoDate | undefined;
  #version: number | undefined;
  #program: Program | undefined;

  constructor(
    source: string,
    typed: Typed,
    issues: readonly ExpressionIssue[],
    snapshot: Snapshot,
    me: string | undefined,
  ) {
    this.source = source;
    this.#typed = typed;
    this.issues = issues;
    this.resultKind = resultKindOf(typed.type);
    this.#snapshot = snapshot;
    this.#me = me;
  }

  evaluate(record: CrmRecord, today: IsoDate, options?: EvaluateOptions): FieldValue | undefined {
    return storedValue(this.value(record, today, options));
  }

  /** The value as evaluation knows it: records as records. */
  value(record: CrmRecord, today: IsoDate, options?: EvaluateOptions): Value | undefined {
    try {
      const program = this.#programFor(today);
      program.run.begin(options?.exclude);
      return program.evaluate(record);
    } catch (error) {
      return excluded(error, record, options);
    }
  }

  test(record: CrmRecord, today: IsoDate, options?: EvaluateOptions): boolean {
    try {
      const program = this.#programFor(today);
      program.run.begin(options?.exclude);
      return program.test(record);
    } catch (error) {
      return excluded(error, record, options) ?? false;
    }
  }

  /** What is worked out beforehand holds for one day, and until a record changes. */
  #programFor(today: IsoDate): Program {
    const { version } = this.#snapshot;
    if (today === this.#day && version === this.#version && this.#program) return this.#program;
    if (version !== this.#version || this.#programs.size >= keptPrograms) this.#programs.clear();
    let program = this.#programs.get(today);
    if (!program) {
      program = compileTyped(this.#typed, this.#snapshot, today, this.#me);
      this.#programs.set(today, program);
    }
    this.#day = today;
    this.#version = version;
    this.#program = program;
    return program;
  }
}

/** An evaluation beyond its limits gives nothing, and says so; anything else is a fault of ours. */
function excluded(
  error: unknown,
  record: CrmRecord,
  options: EvaluateOptions | undefined,
): undefined {
  if (!(error instanceof LimitReached)) throw error;
  options?.exclude?.(record, error.message);
}

export interface CompiledRowExpression {
  readonly ok: true;
  readonly resultKind: ResultKind;
  readonly issues: readonly ExpressionIssue[];
  evaluate(row: FieldMap, today: IsoDate): FieldValue | undefined;
  test(row: FieldMap, today: IsoDate): boolean;
}

export interface RowContext {
  readonly snapshot: Snapshot;
  /** What a row has; kinds as in the schema. */
  readonly columns: readonly FieldSpec[];
  readonly condition?: boolean;
}

/** Compiles an expression over rows of a table rather than records: measures over measures, `having`. */
export function compileRowExpression(
  source: string,
  { snapshot, columns, condition = false }: RowContext,
): CompiledRowExpression | FailedExpression {
  const subject = rowSubject(snapshot.schema, columns);
  const compiled = compileFor(source, subject, condition, snapshot, undefined);
  if (!compiled.ok) return compiled;
  const { resultKind, issues } = compiled;
  return {
    ok: true,
    resultKind,
    issues,
    evaluate: (row, today) => compiled.evaluate(rowRecord(row), today),
    test: (row, today) => compiled.test(rowRecord(row), today),
  };
}
