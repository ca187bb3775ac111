/**
 * The short form that people know from issue trackers, `stage:won amount>10k owner:@me touched<30d -tag:x`, put
 * into the words of the expression language: the same thing written shorter.
 */
import { nearest } from '../model/nearMiss.ts';
import type { Schema } from '../model/schema.ts';
import { pluralize } from '../schema/words.ts';
import type { ExpressionIssue, Span } from './ast.ts';
import type { ExprType } from './exprType.ts';
import { anyType } from './exprType.ts';
import type { Members } from './members.ts';
import { membersOf } from './members.ts';
import { quoteName } from './rewriteExpression.ts';
import { scanExpression } from './scanExpression.ts';
import type { ShortTarget } from './shortFormConditions.ts';
import { shortCondition } from './shortFormConditions.ts';
import type { ShortPieces, ShortTerm, ShortWord } from './shortFormTerms.ts';
import { splitShortForm } from './shortFormTerms.ts';

/** A term and the part of the expression that it became. */
export interface TranslatedTerm extends Span {
  readonly expression: Span;
}

export interface ShortFormTranslation {
  /** The terms as an expression, joined by &&; empty where there are none. */
  readonly expression: string;
  /** The words that are no terms, for search. */
  readonly rest: string;
  /** Places are those of the short form. */
  readonly issues: readonly ExpressionIssue[];
  readonly terms: readonly TranslatedTerm[];
}

export interface ShortFormOptions {
  /** What a term with an unknown name is: a filter on an undeclared field (`--where`), or words to search for. */
  readonly unknown?: 'field' | 'words';
}

/** Names of the short form beside those of fields. */
const flagNames: Readonly<Record<string, string>> = {
  open: 'is_open',
  won: 'is_won',
  lost: 'is_lost',
  overdue: 'overdue',
  rotting: 'rotting',
  stale: 'stale',
};
const loneFlags = new Set(['overdue', 'rotting', 'stale']);
const nameOfTerm = new Set(['is', 'has', 'no', 'touched', 'tag']);

/** Signs of the expression language: a text with one of them outside of quotes is no short form. */
const languageSigns = new Set([
  '==',
  '!=',
  '&&',
  '||',
  '(',
  ')',
  '[',
  ']',
  '?',
  '!',
  '+',
  '*',
  '/',
  '%',
]);

/** True for a text that reads as the short form: it has a term, and nothing that only an expression has. */
export function isShortForm(text: string): boolean {
  const { terms, words } = splitShortForm(text);
  const hasTerm =
    terms.length > 0 || words.some(({ text: word, negated }) => negated && loneFlags.has(word));
  if (!hasTerm) return false;
  const between = words.map(({ text: word }) => word).join(' ');
  if (words.some(({ text: word }) => word === 'in')) return false;
  const signs = scanExpression(between).filter(({ kind }) => kind === 'sign');
  return (
    !signs.some(({ text: sign }) => languageSigns.has(sign) || /^[<>=]/.test(sign)) &&
    !terms.some(looksLikeCode)
  );
}

/** `close_date<date('2026-01-01')`, `a>b&&c`: a term only by accident. */
function looksLikeCode({ values }: ShortTerm): boolean {
  return values.some(({ text, quoted }) => !quoted && /[()[\]]|&&|\|\||==/.test(text));
}

/** Puts a short form about records of a type into an expression. It never fails: what it cannot use is an issue. */
export function translateShortForm(
  text: string,
  schema: Schema,
  type: string,
  options: ShortFormOptions = {},
): ShortFormTranslation {
  const pieces = splitShortForm(text);
  return translatePieces(pieces, schema, type, [type], options);
}

/** The same for one of several types that are searched at once: a name that any of them knows is no word. */
export function translatePieces(
  pieces: ShortPieces,
  schema: Schema,
  type: string,
  types: readonly string[],
  { unknown = 'field' }: ShortFormOptions,
): ShortFormTranslation {
  const translator = new Translator(membersOf(schema), type, types, unknown);
  for (const term of pieces.terms) translator.term(term);
  for (const word of pieces.words) translator.word(word);
  return translator.finish();
}

class Translator {
  readonly #members: Members;
  readonly #type: string;
  readonly #types: readonly string[];
  readonly #unknown: 'field' | 'words';
  readonly #issues: ExpressionIssue[] = [];
  readonly #conditions: { readonly condition: string; readonly span: Span }[] = [];
  readonly #rest: { readonly text: string; readonly start: number }[] = [];

  constructor(
    members: Members,
    type: string,
    types: readonly string[],
    unknown: 'field' | 'words',
  ) {
    this.#members = members;
    this.#type = type;
    this.#types = types;
    this.#unknown = unknown;
  }

  finish(): ShortFormTranslation {
    this.#conditions.sort((a, b) => a.span.start - b.span.start);
    let expression = '';
    const terms: TranslatedTerm[] = [];
    for (const { condition, span } of this.#conditions) {
      if (expression !== '') expression += ' && ';
      const start = expression.length;
      expression += condition;
      terms.push({ ...span, expression: { start, end: expression.length } });
    }
    const rest = this.#rest.sort((a, b) => a.start - b.start).map(({ text }) => text);
    const issues = this.#issues.sort((a, b) => a.start - b.start);
    return { expression, rest: rest.join(' '), issues, terms };
  }

  word({ text, negated, start, end }: ShortWord): void {
    const alone = this.#types.length === 1 && loneFlags.has(text);
    if (alone && this.#members.of(this.#type).has(text)) {
      this.#add(negated ? `!${text}` : text, { start, end });
    } else this.#rest.push({ text: negated ? `-${text}` : text, start });
  }

  term(term: ShortTerm): void {
    if (this.#isWords(term)) {
      const value = term.values.map(({ text }) => text).join(',');
      const text = `${term.negated ? '-' : ''}${term.name}${term.operator}${value}`;
      this.#rest.push({ text, start: term.start });
      return;
    }
    const condition = this.#conditionOf(term);
    if (condition !== undefined) this.#add(term.negated ? `!(${condition})` : condition, term);
  }

  /** True for a term whose name no type knows, where such a term is to be searched for. */
  #isWords(term: ShortTerm): boolean {
    if (this.#unknown === 'field' || this.#knownSomewhere(term.name)) return false;
    this.#hintNear(term);
    return true;
  }

  #add(condition: string, { start, end }: Span): void {
    this.#conditions.push({ condition, span: { start, end } });
  }

  #error({ start, end }: Span, message: string): undefined {
    this.#issues.push({ start, end, severity: 'error', message });
  }

  #conditionOf(term: ShortTerm): string | undefined {
    const { name, values } = term;
    if (name === 'is') return anyOf(values.map((value) => this.#flag(value.text, value)));
    if (name === 'has' || name === 'no') {
      const not = name === 'no' ? '!' : '';
      return anyOf(values.map((value) => this.#presence(value.text, value, not)));
    }
    return this.#compare(term, this.#path(term));
  }

  #flag(text: string, span: Span): string | undefined {
    const members = this.#members.of(this.#type);
    if (text === 'closed')
      return members.has('is_open') ? '!is_open' : this.#unknownFlag(text, span);
    if (text === 'mine')
      return members.has('owner') ? 'owner == me' : this.#unknownFlag(text, span);
    const member = Object.hasOwn(flagNames, text) ? flagNames[text] : text;
    const found = member === undefined ? undefined : members.get(member);
    return found?.type.kind === 'boolean' ? quoteName(found.name) : this.#unknownFlag(text, span);
  }

  #unknownFlag(text: string, span: Span): string | undefined {
    // Searched with other types, a type that cannot be so is simply left out.
    if (this.#types.length > 1) return 'false';
    const members = this.#members.of(this.#type);
    const known = Object.entries(flagNames).filter(([, member]) => members.has(member));
    const names = known.map(([name]) => name);
    const near = nearest(text, names);
    const advice = near === undefined ? `it can be ${names.join(', ')}` : `did you mean ${near}?`;
    return this.#error(span, `is:${text} is not known here: ${advice}`);
  }

  #presence(text: string, span: Span, not: string): string | undefined {
    const path = this.#follow(text.split('.'));
    if (path) return path.wrap(`${not}has(${path.target.expression})`);
    if (this.#knownSomewhere(text)) return not === '' ? 'false' : 'true';
    if (this.#unknown === 'field') this.#warnUnknown(text, span);
    return `${not}has(${text.split('.').map(quoteName).join('.')})`;
  }

  #path(term: ShortTerm): FollowedPath {
    const name = term.name === 'touched' ? this.#touched() : term.name;
    const path = this.#follow(name.split('.'));
    if (path) return path;
    if (!this.#knownSomewhere(name)) this.#warnUnknown(name, term.nameSpan);
    return unknownPath(name);
  }

  #touched(): string {
    return this.#members.of(this.#type).has('last_activity') ? 'last_activity' : 'updated';
  }

  #knownSomewhere(name: string): boolean {
    const [first = ''] = name.split('.');
    if (nameOfTerm.has(first)) return true;
    return this.#types.some((type) => memberNamed(this.#members, type, first) !== undefined);
  }

  #candidates(): readonly string[] {
    const names = this.#types.flatMap((type) => [...this.#members.of(type).keys()]);
    return [...new Set([...names, ...nameOfTerm])];
  }

  #warnUnknown(name: string, { start, end }: Span): void {
    const near = nearest(name, this.#candidates());
    const message = `${name} is not a field of ${this.#members.typeSpec(this.#type)?.label ?? this.#type}`;
    const issue = {
      start,
      end,
      severity: near === undefined ? ('hint' as const) : ('warning' as const),
    };
    if (near === undefined) this.#issues.push({ ...issue, message });
    else
      this.#issues.push({
        ...issue,
        message: `${message}: did you mean ${near}?`,
        suggestion: near,
      });
  }

  #hintNear({ name, nameSpan }: ShortTerm): void {
    const near = nearest(name, this.#candidates());
    if (near === undefined) return;
    const message = `${name} is not a field, so it is searched for: did you mean ${near}?`;
    const { start, end } = nameSpan;
    this.#issues.push({ start, end, severity: 'hint', message, suggestion: near });
  }

  /** Names after dots, through references and into lists. */
  #follow(names: readonly string[]): FollowedPath | undefined {
    let type: ExprType = { kind: 'record', types: [this.#type] };
    let expression = '';
    let wrap = (condition: string): string => condition;
    let depth = 0;
    let lastName = '';
    for (const name of names) {
      if (type.kind === 'list') {
        // A name after a list asks about any of its items.
        const variable = `item${depth++}`;
        const [list, outer] = [expression, wrap];
        wrap = (condition) => outer(`${list}.exists(${variable}, ${condition})`);
        expression = variable;
        type = type.of;
      }
      const step = this.#step(type, name);
      if (!step) return undefined;
      expression =
        expression === '' ? quoteName(step.name) : `${expression}.${quoteName(step.name)}`;
      type = step.type;
      lastName = step.name;
    }
    return { target: { expression, name: lastName, type }, wrap };
  }

  #step(
    type: ExprType,
    name: string,
  ): { readonly name: string; readonly type: ExprType } | undefined {
    if (type.kind === 'record') {
      const types = type.types.length === 0 ? this.#members.typeNames : type.types;
      for (const candidate of types) {
        const member = memberNamed(this.#members, candidate, name);
        if (member) return member;
      }
    }
    if (type.kind !== 'map') return undefined;
    const spec = type.fields.find((field) => field.name === name || field.writtenAs.includes(name));
    return spec && { name: spec.name, type: this.#members.typeOf(spec) };
  }

  #compare(term: ShortTerm, { target, wrap }: FollowedPath): string | undefined {
    const found: { readonly condition: string; readonly equals?: string }[] = [];
    for (const value of term.values) {
      const result = shortCondition(target, term.operator, value, this.#members.schema);
      if (!result.ok) return this.#error(value, result.message);
      if (result.warning !== undefined) {
        const { start, end } = value;
        const issue = { start, end, severity: 'warning' as const, message: result.warning };
        this.#issues.push(
          result.suggestion === undefined ? issue : { ...issue, suggestion: result.suggestion },
        );
      }
      found.push(result);
    }
    const equals = found.map((result) => result.equals);
    if (found.length > 1 && equals.every((value) => value !== undefined)) {
      return wrap(`${target.expression} in [${equals.join(', ')}]`);
    }
    const condition = anyOf(found.map((result) => result.condition));
    return condition === undefined ? undefined : wrap(condition);
  }
}

interface FollowedPath {
  readonly target: ShortTarget;
  /** Puts a condition on the target into the lists that lead to it. */
  readonly wrap: (condition: string) => string;
}

function unknownPath(name: string): FollowedPath {
  const expression = name.split('.').map(quoteName).join('.');
  return { target: { expression, name, type: anyType }, wrap: (condition) => condition };
}

/** A member by its name, or by its singular (`tag`, `email`, `topic`). */
function memberNamed(
  members: Members,
  type: string,
  name: string,
): { name: string; type: ExprType } | undefined {
  const all = members.of(type);
  const folded = name.toLowerCase();
  return (
    all.get(name) ??
    all.get(folded) ??
    all.get(folded.replaceAll('-', '_')) ??
    all.get(pluralize(folded))
  );
}

function anyOf(conditions: readonly (string | undefined)[]): string | undefined {
  const usable = conditions.filter((condition) => condition !== undefined);
  if (usable.length === 0) return undefined;
  const [only] = usable;
  if (usable.length === 1) return only;
  return `(${usable.map((condition) => (condition.includes(' && ') ? `(${condition})` : condition)).join(' || ')})`;
}
