/** Comparisons: which values can be compared, and how. */
import { isIsoDatetime, parseDuration } from '../model/date.ts';
import { parseMoney } from '../model/money.ts';
import { nearest } from '../model/nearMiss.ts';
import type { AstNode, BinaryNode, ComparisonOperator } from './ast.ts';
import type { Analysis } from './analysis.ts';
import { literal, missing, refuse, warn } from './analysis.ts';
import type { ExprType, TypeKind } from './exprType.ts';
import { booleanType, dateType, describeType, durationType, moneyType } from './exprType.ts';
import { quoteText } from './rewriteExpression.ts';
import type { ComparisonMode, LiteralTyped, Typed } from './typed.ts';
import { dateFromText } from './value.ts';

interface Pair {
  readonly left: Typed;
  readonly right: Typed;
}

export function analyseComparison(
  analysis: Analysis,
  node: BinaryNode,
  operator: ComparisonOperator,
): Typed {
  const forgotten =
    forgottenQuotes(analysis, node.left, node.right) ??
    forgottenQuotes(analysis, node.right, node.left);
  if (forgotten) return forgotten;
  if (node.left.kind === 'null' || node.right.kind === 'null')
    return comparedWithNull(analysis, node, operator);
  const { start, end } = node;
  const left = analysis.analyse(node.left);
  const right = analysis.analyse(node.right);
  const pair = understood(analysis, { left, right });
  if (!pair) return missing(node);
  const membership = comparedWithList(analysis, node, operator, pair);
  if (membership) return membership;
  const mode = modeOf(pair.left.type, pair.right.type);
  if (!mode) return incomparable(analysis, node, pair);
  if (operator !== '==' && operator !== '!=' && unordered.has(mode)) {
    return refuse(
      analysis,
      node,
      `${capital(describeType(pair.left.type))} has no order: only == and != can be asked`,
    );
  }
  checkChoice(analysis, pair.left, pair.right);
  checkChoice(analysis, pair.right, pair.left);
  if (mode === 'duration') hintMinutes(analysis, pair);
  const isStage =
    mode === 'text' &&
    operator !== '==' &&
    operator !== '!=' &&
    (isStageType(pair.left) || isStageType(pair.right));
  return {
    op: 'compare',
    operator,
    mode: isStage ? 'stage' : mode,
    ...withChoices(pair),
    type: booleanType,
    start,
    end,
  };
}

/** `duration > 30`: as records write durations, a bare number counts minutes. */
function hintMinutes(analysis: Analysis, { left, right }: Pair): void {
  for (const side of [left, right]) {
    if (side.type.kind !== 'number' || side.type.unit === 'days' || side.op !== 'literal') continue;
    const written = typeof side.value === 'number' ? `${side.value}m` : '30m';
    warn(
      analysis,
      side,
      `A number counts minutes here: write ${written}, or a unit such as 2h or 3d`,
      written,
    );
  }
}

const unordered: ReadonlySet<ComparisonMode> = new Set<ComparisonMode>([
  'person',
  'record',
  'boolean',
  'list',
]);

function isStageType({ type }: Typed): boolean {
  return type.kind === 'text' && type.fieldKind === 'stage';
}

export function analyseIn(analysis: Analysis, node: BinaryNode): Typed {
  const { start, end } = node;
  const item = analysis.analyse(node.left);
  const list = analysis.analyse(node.right);
  if (list.type.kind === 'any') {
    return { op: 'in', mode: 'dynamic', item, list, type: booleanType, start, end };
  }
  if (list.type.kind === 'text' && item.type.kind === 'text') {
    return refuse(analysis, node, 'To look for a text in a text, write text.contains(part)');
  }
  if (list.type.kind !== 'list') {
    return refuse(
      analysis,
      node.right,
      `Expected a list after in, as in ['a', 'b'], found ${describeType(list.type)}`,
    );
  }
  if (list.op === 'list') return inWrittenList(analysis, node, item, list);
  const sample = understood(analysis, { left: item, right: typeOnly(list, list.type.of) });
  const mode = sample && modeOf(sample.left.type, list.type.of);
  if (!sample || !mode)
    return incomparable(analysis, node, { left: item, right: typeOnly(list, list.type.of) });
  checkChoice(analysis, typeOnly(list, list.type.of), item);
  return {
    op: 'in',
    mode,
    item: canonicalText(sample.left, list.type.of),
    list,
    type: booleanType,
    start,
    end,
  };
}

/** `x in ['a', 'b']`: each item is understood as if it were compared by itself. */
function inWrittenList(
  analysis: Analysis,
  node: BinaryNode,
  item: Typed,
  list: Typed & { readonly op: 'list' },
): Typed {
  const { start, end } = node;
  const items: Typed[] = [];
  let mode: ComparisonMode | undefined;
  for (const candidate of list.items) {
    const pair = understood(analysis, { left: elementOf(item), right: candidate });
    const own = pair && modeOf(pair.left.type, pair.right.type);
    if (!pair || !own) return incomparable(analysis, node, { left: item, right: candidate });
    checkChoice(analysis, pair.left, pair.right);
    items.push(canonicalText(pair.right, pair.left.type));
    mode = mode === undefined || mode === own ? own : 'dynamic';
  }
  const typedList: Typed = { ...list, items };
  return {
    op: 'in',
    mode: mode ?? 'dynamic',
    item,
    list: typedList,
    type: booleanType,
    start,
    end,
  };
}

/** A list field on the left of `in` asks whether any of its values is in the list. */
function elementOf(item: Typed): Typed {
  return item.type.kind === 'list' ? typeOnly(item, item.type.of) : item;
}

function typeOnly({ start, end }: Typed, type: ExprType): Typed {
  return { op: 'self', type, start, end };
}

/** `x == null` asks whether x is missing. */
function comparedWithNull(
  analysis: Analysis,
  node: BinaryNode,
  operator: ComparisonOperator,
): Typed {
  const { start, end } = node;
  if (operator !== '==' && operator !== '!=') {
    return refuse(analysis, node, 'null has no order: ask has(x) or !has(x)');
  }
  if (node.left.kind === 'null' && node.right.kind === 'null') {
    return literal(operator === '==', booleanType, node);
  }
  const operand = analysis.analyse(node.left.kind === 'null' ? node.right : node.left);
  const has: Typed = { op: 'has', operand, type: booleanType, start, end };
  return operator === '!=' ? has : { op: 'not', operand: has, type: booleanType, start, end };
}

/** `tags == 'vip'`: is it among them? Said, and understood. */
function comparedWithList(
  analysis: Analysis,
  node: BinaryNode,
  operator: ComparisonOperator,
  { left, right }: Pair,
): Typed | undefined {
  const leftIsList = left.type.kind === 'list';
  if (
    leftIsList === (right.type.kind === 'list') ||
    left.type.kind === 'any' ||
    right.type.kind === 'any'
  )
    return undefined;
  const list = leftIsList ? left : right;
  const item = leftIsList ? right : left;
  const of = list.type.kind === 'list' ? list.type.of : list.type;
  const pair = understood(analysis, { left: item, right: typeOnly(list, of) });
  const mode = pair && modeOf(pair.left.type, of);
  if (!pair || !mode) return incomparable(analysis, node, { left, right });
  if (operator !== '==' && operator !== '!=') {
    return refuse(
      analysis,
      node,
      `${capital(describeType(list.type))} has no order: ask with .exists(x, x ${operator} …), .min() or .max()`,
    );
  }
  warn(
    analysis,
    node,
    `This is ${describeType(list.type)}: write ${operator === '!=' ? '!(… in …)' : '… in …'} to ask whether it holds a value`,
  );
  checkChoice(analysis, typeOnly(list, of), item);
  const { start, end } = node;
  const found: Typed = {
    op: 'in',
    mode,
    item: canonicalText(pair.left, of),
    list,
    type: booleanType,
    start,
    end,
  };
  if (operator === '==') return found;
  const has: Typed = { op: 'has', operand: list, type: booleanType, start, end };
  const notFound: Typed = { op: 'not', operand: found, type: booleanType, start, end };
  return { op: 'and', operands: [has, notFound], type: booleanType, start, end };
}

/** `status == customer`: the option without its quotes. */
function forgottenQuotes(analysis: Analysis, node: AstNode, other: AstNode): Typed | undefined {
  if (node.kind !== 'name' || (other.kind !== 'name' && other.kind !== 'member')) return undefined;
  const { own, members } = analysis.subject;
  if (own.has(node.name) || analysis.bindings.some(({ name }) => name === node.name))
    return undefined;
  const type = other.kind === 'name' ? own.get(other.name)?.type : undefined;
  const isChoice = type?.kind === 'text' && type.choices.includes(node.name);
  const isPerson =
    type?.kind === 'person' && members.schema.people.some(({ key }) => key === node.name);
  if (!isChoice && !isPerson) return undefined;
  return refuse(
    analysis,
    node,
    `Write ${quoteText(node.name)} in quotes: without them it would be a field`,
    quoteText(node.name),
  );
}

/** Literals in the other side's terms: a text may stand for a date, an amount or a duration. */
function understood(analysis: Analysis, { left, right }: Pair): Pair | undefined {
  const newLeft = left.op === 'literal' ? literalAs(analysis, left, right.type) : left;
  const newRight = right.op === 'literal' ? literalAs(analysis, right, left.type) : right;
  return newLeft && newRight && { left: newLeft, right: newRight };
}

function literalAs(analysis: Analysis, node: LiteralTyped, wanted: ExprType): Typed | undefined {
  const { value } = node;
  if (typeof value !== 'string' || node.type.kind !== 'text') return node;
  switch (wanted.kind) {
    case 'date':
    case 'datetime': {
      const date = dateFromText(value);
      if (date === undefined) {
        refuse(analysis, node, `${quoteText(value)} is not a date: write date('YYYY-MM-DD')`);
        return undefined;
      }
      return isIsoDatetime(value)
        ? literal(value, { kind: 'datetime' }, node)
        : literal(date, dateType, node);
    }
    case 'money': {
      const money = parseMoney(value, analysis.subject.members.schema.currency);
      if (money) return literal(money, moneyType, node);
      refuse(analysis, node, `${quoteText(value)} is not an amount: write money('12000 EUR')`);
      return undefined;
    }
    case 'duration': {
      const seconds = parseDuration(value);
      if (seconds !== undefined) return literal(seconds, durationType, node);
      refuse(analysis, node, `${quoteText(value)} is not a duration such as 90m, 2h or 21d`);
      return undefined;
    }
    default:
      return node;
  }
}

const pairModes: Readonly<Partial<Record<`${TypeKind}/${TypeKind}`, ComparisonMode>>> = {
  'text/person': 'person',
  'text/record': 'record',
  'number/money': 'money',
  'number/duration': 'duration',
  'date/datetime': 'date',
};

const sameModes: Readonly<Partial<Record<TypeKind, ComparisonMode>>> = {
  number: 'number',
  text: 'text',
  person: 'person',
  date: 'date',
  datetime: 'moment',
  duration: 'duration',
  money: 'money',
  boolean: 'boolean',
  record: 'record',
  list: 'list',
  any: 'dynamic',
};

/** How values of two types are compared; undefined where they cannot be. */
function modeOf(left: ExprType, right: ExprType): ComparisonMode | undefined {
  if (left.kind === 'any' && right.kind === 'any') return 'dynamic';
  if (left.kind === 'any') return sameModes[right.kind];
  if (right.kind === 'any' || left.kind === right.kind) return sameModes[left.kind];
  return pairModes[`${left.kind}/${right.kind}`] ?? pairModes[`${right.kind}/${left.kind}`];
}

function incomparable(analysis: Analysis, node: BinaryNode, { left, right }: Pair): Typed {
  const kinds = [describeType(left.type), describeType(right.type)] as const;
  return refuse(
    analysis,
    node,
    `Cannot compare ${kinds[0]} with ${kinds[1]}${adviceFor(left, right)}`,
  );
}

function adviceFor(left: Typed, right: Typed): string {
  const kinds = new Set([left.type.kind, right.type.kind]);
  const isDate = kinds.has('date') || kinds.has('datetime');
  if (isDate && kinds.has('number')) return ': write today - days(30) or today + 30d';
  if (isDate && kinds.has('duration')) return ': write today - days(30), or subtract the dates';
  if (isDate && kinds.has('text')) return ": write date('2026-01-31')";
  if (kinds.has('number') && kinds.has('text')) return ': numbers stand without quotes';
  if (kinds.has('boolean') && kinds.has('text')) return ': true and false stand without quotes';
  if (kinds.has('map')) return ': name one of its fields after a dot';
  return '';
}

/** Warns where a choice is compared with what is none of its options. */
function checkChoice(analysis: Analysis, { type }: Typed, other: Typed): void {
  if (type.kind !== 'text' || type.choices.length === 0) return;
  if (other.op !== 'literal' || typeof other.value !== 'string') return;
  const { value } = other;
  if (type.choices.includes(value) || (type.values && Object.hasOwn(type.values, value))) return;
  const near = nearest(value, type.choices);
  const what = type.fieldKind === 'enum' ? 'option' : type.fieldKind;
  if (near !== undefined) {
    warn(
      analysis,
      other,
      `${quoteText(value)} is not a known ${what}: did you mean ${quoteText(near)}?`,
      quoteText(near),
    );
    return;
  }
  const shown = type.choices.slice(0, 8).join(', ');
  warn(
    analysis,
    other,
    `${quoteText(value)} is not a known ${what}: expected ${shown}${type.choices.length > 8 ? '…' : ''}`,
  );
}

/** A value as this workspace writes it, in the canonical form that records are kept in. */
function withChoices({ left, right }: Pair): Pair {
  return { left: canonicalText(left, right.type), right: canonicalText(right, left.type) };
}

function canonicalText(node: Typed, type: ExprType): Typed {
  if (type.kind !== 'text' || !type.values || node.op !== 'literal') return node;
  const { value } = node;
  if (typeof value !== 'string' || type.choices.includes(value)) return node;
  const canonical = Object.hasOwn(type.values, value) ? type.values[value] : undefined;
  return canonical === undefined ? node : { ...node, value: canonical };
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
