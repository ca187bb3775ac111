/** `--where` and the filters of the search box: an expression or the short form, about one type or about all. */
import type { IsoDate } from '../model/date.ts';
import type { CrmRecord } from '../model/record.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { ExpressionIssue } from './ast.ts';
import type { CompiledExpression, EvaluateOptions, FailedExpression } from './compileExpression.ts';
import { compileExpression } from './compileExpression.ts';
import { parseExpression } from './parseExpression.ts';
import type { ShortFormTranslation } from './shortForm.ts';
import { isShortForm, translatePieces, translateShortForm } from './shortForm.ts';
import { splitShortForm } from './shortFormTerms.ts';

export interface WhereContext {
  readonly snapshot: Snapshot;
  /** The type of the records; without it, records of every type are tested. */
  readonly type?: string | undefined;
  /** Who asks: key, name, alias or e-mail. */
  readonly me?: string | undefined;
}

export interface CompiledWhere {
  readonly ok: true;
  /** As an expression, where it is about one type. */
  readonly expression: string | undefined;
  readonly issues: readonly ExpressionIssue[];
  readonly test: (record: CrmRecord, today: IsoDate, options?: EvaluateOptions) => boolean;
}

/** Compiles a condition in either form. Places of issues are those of the text as written. */
export function compileWhere(
  text: string,
  context: WhereContext,
): CompiledWhere | FailedExpression {
  return context.type === undefined
    ? compileForEveryType(text, context)
    : compileForType(text, context.type, context);
}

function compileForType(
  text: string,
  type: string,
  { snapshot, me }: WhereContext,
): CompiledWhere | FailedExpression {
  const compiled = isShortForm(text)
    ? compileShort(text, translateShortForm(text, snapshot.schema, type), type, snapshot, me)
    : compileExpression(text, { snapshot, type, me, condition: true });
  if (compiled.ok) return { ...asWhere(compiled), issues: compiled.issues };
  // `amount>limit` reads as either; where only the other form makes sense, that was meant.
  if (!isShortForm(text) || !parseExpression(text).ok) return compiled;
  const other = compileExpression(text, { snapshot, type, me, condition: true });
  return other.ok && other.issues.length === 0 ? asWhere(other) : compiled;
}

function asWhere(compiled: CompiledExpression): CompiledWhere {
  return {
    ok: true,
    expression: compiled.source,
    issues: compiled.issues,
    test: (record, today, options) => compiled.test(record, today, options),
  };
}

function compileShort(
  text: string,
  translation: ShortFormTranslation,
  type: string,
  snapshot: Snapshot,
  me: string | undefined,
): CompiledExpression | FailedExpression {
  const issues = [...translation.issues];
  if (translation.rest !== '') issues.push(wordsIssue(text, translation.rest));
  if (issues.some(({ severity }) => severity === 'error')) return { ok: false, issues };
  const compiled = compileExpression(translation.expression, {
    snapshot,
    type,
    me,
    condition: true,
  });
  for (const issue of compiled.issues) {
    const placed = placedIssue(issue, translation);
    const isKnown = issues.some(({ start, end }) => start >= placed.start && end <= placed.end);
    if (!isKnown) issues.push(placed);
  }
  if (!compiled.ok) return { ok: false, issues };
  return withIssues(compiled, issues);
}

function withIssues(
  compiled: CompiledExpression,
  issues: readonly ExpressionIssue[],
): CompiledExpression {
  return {
    ok: true,
    source: compiled.source,
    resultKind: compiled.resultKind,
    issues,
    evaluate: (record, today, options) => compiled.evaluate(record, today, options),
    test: (record, today, options) => compiled.test(record, today, options),
  };
}

/** Words among the terms of a condition say nothing that could be tested. */
function wordsIssue(text: string, rest: string): ExpressionIssue {
  const [first = rest] = rest.split(' ');
  const start = Math.max(0, text.indexOf(first));
  const message = `${first} is not a condition: write field:value, as in stage:won`;
  return { start, end: start + first.length, severity: 'error', message };
}

/** An issue of the translated expression, at the term that it comes from. */
function placedIssue(issue: ExpressionIssue, { terms }: ShortFormTranslation): ExpressionIssue {
  const term = terms.find(
    ({ expression }) => issue.start >= expression.start && issue.start <= expression.end,
  );
  const { severity, message } = issue;
  return { start: term?.start ?? 0, end: term?.end ?? 0, severity, message };
}

/** Each type has its own compiled condition, made when its first record is met. */
function compileForEveryType(
  text: string,
  context: WhereContext,
): CompiledWhere | FailedExpression {
  const { snapshot, me } = context;
  const types = snapshot.schema.types.map(({ name }) => name);
  const pieces = isShortForm(text) ? splitShortForm(text) : undefined;
  const compile = (type: string): CompiledExpression | FailedExpression => {
    if (!pieces) return compileExpression(text, { snapshot, type, me, condition: true });
    const translation = translatePieces(pieces, snapshot.schema, type, types, {});
    return compileShort(text, translation, type, snapshot, me);
  };
  const attempts = types.map((type) => [type, compile(type)] as const);
  const compiled = new Map(
    attempts.flatMap(([type, result]) => (result.ok ? [[type, result] as const] : [])),
  );
  if (compiled.size === 0) {
    const fewest = attempts.map(([, { issues }]) => issues).sort((a, b) => a.length - b.length)[0];
    return { ok: false, issues: fewest ?? [] };
  }
  return {
    ok: true,
    expression: undefined,
    issues: sharedIssues([...compiled.values()].map(({ issues }) => issues)),
    test: (record, today, options) =>
      compiled.get(record.type)?.test(record, today, options) ?? false,
  };
}

/** What is doubtful about every type is doubtful; a field that only some types have is not. */
function sharedIssues(lists: readonly (readonly ExpressionIssue[])[]): readonly ExpressionIssue[] {
  const [first = [], ...others] = lists;
  return first.filter((issue) =>
    others.every((list) =>
      list.some(({ start, end }) => start === issue.start && end === issue.end),
    ),
  );
}

export interface SearchText {
  /** What is left to search for. */
  readonly words: string;
  /** True where there is anything to filter by. */
  readonly filters: boolean;
  readonly issues: readonly ExpressionIssue[];
  readonly test: (record: CrmRecord, today: IsoDate) => boolean;
}

/**
 * Takes the filters out of what is typed into a search box: terms of the short form whose name some type
 * knows. Everything else stays a word. A term that cannot be used is an issue and filters nothing.
 */
export function compileSearchText(text: string, { snapshot, type, me }: WhereContext): SearchText {
  const types = type === undefined ? snapshot.schema.types.map(({ name }) => name) : [type];
  const pieces = splitShortForm(text);
  const translations = new Map<string, ShortFormTranslation>();
  const translate = (name: string): ShortFormTranslation => {
    let translation = translations.get(name);
    if (!translation) {
      translation = translatePieces(pieces, snapshot.schema, name, types, { unknown: 'words' });
      translations.set(name, translation);
    }
    return translation;
  };
  const first = types[0] === undefined ? undefined : translate(types[0]);
  if (!first || (pieces.terms.length === 0 && pieces.words.every(({ negated }) => !negated))) {
    return { words: text, filters: false, issues: [], test: () => true };
  }
  const compiled = new Map<string, CompiledExpression | undefined>();
  const conditionFor = (name: string): CompiledExpression | undefined => {
    if (!compiled.has(name)) compiled.set(name, conditionOf(translate(name), name, snapshot, me));
    return compiled.get(name);
  };
  const filters = types.some((name) => translate(name).terms.length > 0);
  return {
    words: first.rest,
    filters,
    issues: sharedIssues(types.map((name) => translate(name).issues)),
    test: (record, today) =>
      (type === undefined || record.type === type) &&
      (!filters || (conditionFor(record.type)?.test(record, today) ?? false)),
  };
}

function conditionOf(
  { expression }: ShortFormTranslation,
  type: string,
  snapshot: Snapshot,
  me: string | undefined,
): CompiledExpression | undefined {
  const source = expression === '' ? 'true' : expression;
  const compiled = compileExpression(source, { snapshot, type, me, condition: true });
  return compiled.ok ? compiled : undefined;
}
