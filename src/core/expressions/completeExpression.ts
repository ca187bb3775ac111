/** What can be written at a place of an expression, finished or not. */
import type { Schema } from '../model/schema.ts';
import type { Binding, Subject } from './analysis.ts';
import { analysePart, recordSubject } from './analyseExpression.ts';
import type { Span } from './ast.ts';
import type { ExprType } from './exprType.ts';
import { anyType, describeType } from './exprType.ts';
import type { FunctionSpec } from './functionSpec.ts';
import { functions } from './functions.ts';
import { macroNamed, macros } from './macros.ts';
import type { Member } from './members.ts';
import { constants } from './members.ts';
import { parseExpression } from './parseExpression.ts';
import { quoteName, quoteText } from './rewriteExpression.ts';
import type { Token } from './scanExpression.ts';
import { scanExpression } from './scanExpression.ts';

export type CompletionKind =
  'field' | 'computed' | 'backReference' | 'variable' | 'constant' | 'function' | 'macro' | 'value';

export interface CompletionItem {
  readonly label: string;
  /** Text to put in place of `replace`. */
  readonly insert: string;
  readonly kind: CompletionKind;
  /** Its type in a few words. */
  readonly detail: string;
  readonly documentation: string;
  /** What is already written of it. */
  readonly replace: Span;
}

/** Completions at an offset, those that fit best first. What does not begin as written is left to the editor to filter. */
export function completeExpression(
  source: string,
  offset: number,
  schema: Schema,
  typeName: string,
): readonly CompletionItem[] {
  const subject = recordSubject(schema, typeName);
  return subject ? new Completer(source, offset, subject).complete() : [];
}

class Completer {
  readonly #source: string;
  readonly #subject: Subject;
  /** Tokens that end at or before the place. */
  readonly #before: readonly Token[];
  /** The token that is being written, if any. */
  readonly #current: Token | undefined;
  readonly #offset: number;

  constructor(source: string, offset: number, subject: Subject) {
    const tokens = scanExpression(source).filter(({ kind }) => kind !== 'comment');
    this.#source = source;
    this.#offset = offset;
    this.#subject = subject;
    this.#current = tokens.find(
      ({ kind, start, end, open }) =>
        start < offset &&
        (kind === 'text'
          ? offset < end || (open && offset <= end)
          : offset <= end && kind !== 'sign' && kind !== 'number'),
    );
    const limit = this.#current?.start ?? offset;
    this.#before = tokens.filter(({ end }) => end <= limit);
  }

  complete(): readonly CompletionItem[] {
    const current = this.#current;
    if (current?.kind === 'text') return this.#values(textSpan(current), false);
    const replace = current ?? { start: this.#offset, end: this.#offset };
    const span = { start: replace.start, end: replace.end };
    if (this.#before.at(-1)?.text === '.') return this.#afterDot(span);
    return [...this.#values(span, true), ...this.#names(span)];
  }

  /** Options of what stands on the other side of a comparison. */
  #values(replace: Span, needsQuotes: boolean): readonly CompletionItem[] {
    const type = this.#comparedType();
    const element = type?.kind === 'list' ? type.of : type;
    const options = element ? this.#optionsOf(element) : [];
    return options.map(({ value, documentation }) => ({
      label: value,
      insert: needsQuotes ? quoteText(value) : value,
      kind: 'value',
      detail: element ? describeType(element) : '',
      documentation,
      replace,
    }));
  }

  #optionsOf(
    type: ExprType,
  ): readonly { readonly value: string; readonly documentation: string }[] {
    if (type.kind === 'text') return type.choices.map((value) => ({ value, documentation: '' }));
    if (type.kind !== 'person') return [];
    return this.#subject.members.schema.people.map(({ key, name }) => ({
      value: key,
      documentation: name,
    }));
  }

  /** The type of the part before `==`, `!=`, `<`… or before `in [` on the way to the place. */
  #comparedType(): ExprType | undefined {
    const tokens = this.#before;
    let at = tokens.length - 1;
    if (tokens[at]?.text === ',' || tokens[at]?.text === '[') {
      while (at >= 0 && tokens[at]?.text !== '[') at--;
      if (tokens[at - 1]?.text !== 'in') return undefined;
      at -= 1;
    } else if (!/^(?:[=!]=|[<>]=?)$/.test(tokens[at]?.text ?? '')) return undefined;
    return this.#typeOfChain(at);
  }

  /** The type of the chain of names, dots and calls that ends before a token. */
  #typeOfChain(end: number): ExprType | undefined {
    const start = chainStart(this.#before, end);
    const [first, last] = [this.#before[start], this.#before[end - 1]];
    if (!first || !last || start >= end) return undefined;
    const bindings = this.#bindingsAt(first.start);
    return this.#typeOf(this.#source.slice(first.start, last.end), bindings);
  }

  #typeOf(text: string, bindings: readonly Binding[]): ExprType | undefined {
    const parsed = parseExpression(text);
    return parsed.ok ? analysePart(parsed.ast, this.#subject, bindings).type : undefined;
  }

  /** Names of items in the macros that are open at a place: `deals.exists(d, |`. */
  #bindingsAt(place: number): readonly Binding[] {
    const bindings: Binding[] = [];
    const tokens = this.#before;
    const closings: number[] = [];
    for (let at = 0; at < tokens.length; at++) {
      const token = tokens[at];
      if (!token || token.end > place) break;
      if (token.text === '(') closings.push(bindings.length);
      else if (token.text === ')') bindings.length = closings.pop() ?? 0;
      const name = tokens[at + 2];
      const opensMacro =
        macroNamed(token.text) &&
        tokens[at - 1]?.text === '.' &&
        tokens[at + 1]?.text === '(' &&
        name?.kind === 'name' &&
        tokens[at + 3]?.text === ',';
      if (!opensMacro) continue;
      const start = chainStart(tokens, at - 1);
      const list = this.#source.slice(tokens[start]?.start ?? 0, tokens[at - 2]?.end ?? 0);
      const type = this.#typeOf(list, bindings);
      closings.push(bindings.length);
      bindings.push(bindingOf(name.text, type, bindings.length));
      at += 1;
    }
    return bindings;
  }

  #afterDot(replace: Span): readonly CompletionItem[] {
    const type = this.#typeOfChain(this.#before.length - 1);
    if (!type) return [];
    const methods = functions
      .filter((spec) => spec.form !== 'function' && accepts(spec, type))
      .map((spec) => functionItem(spec, replace, true));
    if (type.kind === 'list')
      return [...macros.map((macro) => macroItem(macro, replace)), ...methods];
    return [...this.#membersOf(type, replace), ...methods];
  }

  #membersOf(type: ExprType, replace: Span): readonly CompletionItem[] {
    const { members } = this.#subject;
    if (type.kind === 'map') {
      return type.fields.map((spec) => ({
        label: spec.name,
        insert: quoteName(spec.name),
        kind: 'field',
        detail: describeType(members.typeOf(spec)),
        documentation: spec.description,
        replace,
      }));
    }
    if (type.kind !== 'record') return [];
    const types = type.types.length === 0 ? members.typeNames : type.types;
    const found = new Map<string, Member>();
    for (const name of types) {
      for (const [key, member] of members.of(name)) if (!found.has(key)) found.set(key, member);
    }
    return memberItems(found, replace);
  }

  #names(replace: Span): readonly CompletionItem[] {
    const variables = this.#bindingsAt(this.#offset).map(({ name, type }): CompletionItem => ({
      label: name,
      insert: name,
      kind: 'variable',
      detail: describeType(type),
      documentation: 'The item of the list.',
      replace,
    }));
    const constantItems = Object.entries(constants).map(
      ([name, documentation]): CompletionItem => ({
        label: name,
        insert: name,
        kind: 'constant',
        detail: name === 'today' ? 'a date' : 'a person',
        documentation,
        replace,
      }),
    );
    const calls = functions
      .filter(({ form }) => form !== 'method')
      .map((spec) => functionItem(spec, replace, false));
    return [
      ...variables,
      ...memberItems(this.#subject.own, replace),
      ...constantItems,
      hasItem(replace),
      ...calls,
    ];
  }
}

function textSpan({ start, end, text, open }: Token): Span {
  const opening = /^[bBrR]?('''|"""|'|")/.exec(text);
  const quote = opening?.[1]?.length ?? 1;
  return { start: start + (opening?.[0].length ?? 1), end: open ? end : end - quote };
}

function bindingOf(name: string, listType: ExprType | undefined, depth: number): Binding {
  const type = listType?.kind === 'list' ? listType.of : anyType;
  return { name, type, depth, list: { op: 'self', type: listType ?? anyType, start: 0, end: 0 } };
}

/** Index of the first token of the chain that ends before a token: names, dots, and what stands in brackets. */
function chainStart(tokens: readonly Token[], end: number): number {
  let at = end;
  while (at > 0) {
    const token = tokens[at - 1];
    if (!token) break;
    const isName = token.kind === 'name' || token.kind === 'quotedName';
    if (token.text === ')' || token.text === ']') at = openingOf(tokens, at - 1);
    else if (token.text === '.' || isName) at--;
    else break;
    // Two names side by side are not one chain.
    const before = tokens[at - 1];
    if (isName && before?.text !== '.') break;
  }
  return at;
}

/** Index of the bracket that a closing one belongs to. */
function openingOf(tokens: readonly Token[], closing: number): number {
  let depth = 0;
  for (let at = closing; at >= 0; at--) {
    const text = tokens[at]?.text;
    if (text === ')' || text === ']') depth++;
    else if (text === '(' || text === '[') depth--;
    if (depth === 0) return at;
  }
  return 0;
}

function accepts(spec: FunctionSpec, type: ExprType): boolean {
  const kinds = spec.parameters[0]?.kinds ?? [];
  return type.kind === 'any' || kinds.length === 0 || kinds.includes(type.kind);
}

function memberItems(
  members: ReadonlyMap<string, Member>,
  replace: Span,
): readonly CompletionItem[] {
  const kinds = {
    field: 'field',
    computed: 'computed',
    intrinsic: 'field',
    backReferences: 'backReference',
  } as const;
  return [...members].map(([name, member]) => ({
    label: name,
    insert: quoteName(name),
    kind: kinds[member.from],
    detail: describeType(member.type),
    documentation: member.description,
    replace,
  }));
}

function functionItem(spec: FunctionSpec, replace: Span, asMethod: boolean): CompletionItem {
  const parameters = spec.parameters
    .slice(asMethod ? 1 : 0)
    .map(({ name, optional }) => (optional ? `${name}?` : name));
  return {
    label: spec.name,
    insert: `${spec.name}()`,
    kind: 'function',
    detail: `${spec.name}(${parameters.join(', ')}${spec.repeats ? ', …' : ''})`,
    documentation: spec.description,
    replace,
  };
}

function macroItem(
  { name, example, description }: (typeof macros)[number],
  replace: Span,
): CompletionItem {
  return {
    label: name,
    insert: `${name}()`,
    kind: 'macro',
    detail: example,
    documentation: description,
    replace,
  };
}

function hasItem(replace: Span): CompletionItem {
  const documentation =
    'True where a field is present: a missing value makes every comparison false.';
  return {
    label: 'has',
    insert: 'has()',
    kind: 'function',
    detail: 'has(field)',
    documentation,
    replace,
  };
}
