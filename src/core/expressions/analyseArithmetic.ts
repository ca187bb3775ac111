/** Arithmetic: which values can be added, subtracted, multiplied and divided, and what comes of it. */
import type { ArithmeticOperator, BinaryNode } from './ast.ts';
import type { Analysis } from './analysis.ts';
import { refuse } from './analysis.ts';
import type { ExprType } from './exprType.ts';
import {
  anyType,
  dateType,
  daysType,
  describeType,
  durationType,
  moneyType,
  numberType,
  textType,
} from './exprType.ts';
import type { ArithmeticMode, Typed } from './typed.ts';

interface Outcome {
  readonly mode: ArithmeticMode;
  readonly type: ExprType;
}

export function analyseArithmetic(
  analysis: Analysis,
  node: BinaryNode,
  operator: ArithmeticOperator,
): Typed {
  const { start, end } = node;
  const left = analysis.analyse(node.left);
  const right = analysis.analyse(node.right);
  const outcome = outcomeOf(operator, left.type, right.type);
  if (outcome) return { op: 'arithmetic', operator, left, right, ...outcome, start, end };
  const [a, b] = [describeType(left.type), describeType(right.type)];
  return refuse(
    analysis,
    node,
    `${verbs[operator](a, b)}${adviceFor(operator, left.type, right.type)}`,
  );
}

const verbs: Readonly<Record<ArithmeticOperator, (a: string, b: string) => string>> = {
  '+': (a, b) => `Cannot add ${a} and ${b}`,
  '-': (a, b) => `Cannot subtract ${b} from ${a}`,
  '*': (a, b) => `Cannot multiply ${a} by ${b}`,
  '/': (a, b) => `Cannot divide ${a} by ${b}`,
  '%': (a, b) => `Cannot take the rest of ${a} by ${b}`,
};

function adviceFor(operator: ArithmeticOperator, left: ExprType, right: ExprType): string {
  const kinds = new Set([left.kind, right.kind]);
  if (kinds.has('date') && kinds.has('number'))
    return `: write ${operator} days(30) or ${operator} 30d`;
  if (kinds.has('money') && kinds.has('number')) return ": write money('500 EUR')";
  if (kinds.has('text') && operator === '+') return ': write string(x) to make a text of it';
  if (kinds.has('list')) return ': write .sum(x, x.amount), .size() or .map(x, …)';
  return '';
}

/** Dates stand for both kinds of date, so that the table below is short. */
function plainKind({ kind }: ExprType): string {
  return kind === 'datetime' ? 'date' : kind;
}

const outcomes: Readonly<Record<string, Outcome>> = {
  'number+number': { mode: 'number', type: numberType },
  'text+text': { mode: 'text', type: textType },
  'date+duration': { mode: 'dateShift', type: dateType },
  'duration+date': { mode: 'dateShift', type: dateType },
  'duration+duration': { mode: 'duration', type: durationType },
  'money+money': { mode: 'money', type: moneyType },
  'number-number': { mode: 'number', type: numberType },
  'date-date': { mode: 'dateDifference', type: daysType },
  'date-duration': { mode: 'dateShift', type: dateType },
  'duration-duration': { mode: 'duration', type: durationType },
  'money-money': { mode: 'money', type: moneyType },
  'number*number': { mode: 'number', type: numberType },
  'money*number': { mode: 'moneyScale', type: moneyType },
  'number*money': { mode: 'moneyScale', type: moneyType },
  'duration*number': { mode: 'durationScale', type: durationType },
  'number*duration': { mode: 'durationScale', type: durationType },
  'number/number': { mode: 'number', type: numberType },
  'money/number': { mode: 'moneyScale', type: moneyType },
  'money/money': { mode: 'moneyRatio', type: numberType },
  'duration/number': { mode: 'durationScale', type: durationType },
  'duration/duration': { mode: 'durationRatio', type: numberType },
  'number%number': { mode: 'number', type: numberType },
};

function outcomeOf(
  operator: ArithmeticOperator,
  left: ExprType,
  right: ExprType,
): Outcome | undefined {
  if (left.kind === 'any' || right.kind === 'any') return { mode: 'dynamic', type: anyType };
  if (left.kind === 'list' && right.kind === 'list' && operator === '+') {
    return {
      mode: 'list',
      type: left.of.kind === right.of.kind ? left : { kind: 'list', of: anyType },
    };
  }
  if (left.kind === 'number' && right.kind === 'number')
    return { mode: 'number', type: numberOf(operator, left, right) };
  return outcomes[plainKind(left) + operator + plainKind(right)];
}

/** Days plus, minus or times a number stay days. */
function numberOf(operator: ArithmeticOperator, left: ExprType, right: ExprType): ExprType {
  const isDays = (type: ExprType): boolean => type.kind === 'number' && type.unit === 'days';
  if (operator === '/' || operator === '%')
    return isDays(left) && !isDays(right) ? daysType : numberType;
  return isDays(left) || isDays(right) ? daysType : numberType;
}
