/** One value of a short-form term as a condition, by the type of the field. */
import { parseDuration } from '../model/date.ts';
import { decimalToString, multiplyDecimals, parseDecimal } from '../model/decimal.ts';
import { isCurrencyCode } from '../model/money.ts';
import { nearest } from '../model/nearMiss.ts';
import type { Schema } from '../model/schema.ts';
import type { ExprType } from './exprType.ts';
import { describeType } from './exprType.ts';
import { quoteText } from './rewriteExpression.ts';
import { dateCondition } from './shortFormDates.ts';
import type { ShortValue, TermOperator } from './shortFormTerms.ts';

export interface ShortTarget {
  /** The field as an expression. */
  readonly expression: string;
  /** Its own name, for words and for whether its dates lie ahead. */
  readonly name: string;
  readonly type: ExprType;
}

/** A condition, or why there is none; `equals` is the bare value where the condition is a plain equality. */
type ShortCondition =
  | {
      readonly ok: true;
      readonly condition: string;
      readonly equals?: string;
      readonly warning?: string;
      readonly suggestion?: string;
    }
  | { readonly ok: false; readonly message: string };

function condition(text: string, equals?: string): ShortCondition {
  return equals === undefined
    ? { ok: true, condition: text }
    : { ok: true, condition: text, equals };
}

function refused(message: string): ShortCondition {
  return { ok: false, message };
}

export function shortCondition(
  target: ShortTarget,
  operator: TermOperator,
  value: ShortValue,
  schema: Schema,
): ShortCondition {
  const { expression, type } = target;
  const isEquality = operator === ':' || operator === '=';
  if (isEquality && !value.quoted && value.text === 'none') return condition(`!has(${expression})`);
  switch (type.kind) {
    case 'text':
      return textCondition(target, type, operator, value);
    case 'person':
      return isEquality
        ? personCondition(expression, value, schema)
        : refused(`${target.name} has no order: use :`);
    case 'record':
      return isEquality
        ? recordCondition(expression, value)
        : refused(`${target.name} has no order: use :`);
    case 'boolean':
      return booleanCondition(expression, operator, value);
    case 'number':
      return numberCondition(target, type.unit, operator, value);
    case 'money':
      return (
        rangeOr(expression, operator, value.text, moneyValue) ??
        refused(`${value.text} is not an amount: write 10k, 1.5m or 12000 EUR`)
      );
    case 'duration':
      return (
        rangeOr(expression, operator, value.text, durationValue) ??
        refused(`${value.text} is not a duration: write 90m, 2h or 3d`)
      );
    case 'date':
    case 'datetime': {
      const found = dateCondition(expression, target.name, operator, value.text);
      return found === undefined
        ? refused(
            `${value.text} is not a date: write 2026-11-22, 2026-11, today, this-month or 30d`,
          )
        : condition(found);
    }
    case 'list':
      return listCondition(target, type.of, operator, value, schema);
    case 'any':
      return anyCondition(expression, operator, value);
    default:
      return refused(`${target.name} is ${describeType(type)}: name one of its fields after a dot`);
  }
}

type TextType = ExprType & { readonly kind: 'text' };

function textCondition(
  target: ShortTarget,
  type: TextType,
  operator: TermOperator,
  { text, quoted }: ShortValue,
): ShortCondition {
  const { expression, name } = target;
  if (operator !== ':' && operator !== '=') {
    if (type.fieldKind === 'stage')
      return condition(`${expression} ${operator} ${quoteText(text)}`);
    return refused(`${name} has no order: use : or =`);
  }
  if (type.choices.length > 0) return choiceCondition(expression, type, text);
  const literal = quoteText(text);
  const exact = operator === '=' || name === 'id' || name === 'type' || name === 'tags';
  if (exact) return condition(`${expression} == ${literal}`, literal);
  if (type.fieldKind === 'topic' && !quoted) {
    return condition(
      `(${expression} == ${literal} || ${expression}.startsWith(${quoteText(`${text}/`)}))`,
    );
  }
  return condition(`${expression}.lower().contains(${quoteText(text.toLowerCase())})`);
}

function fold(text: string): string {
  return text.toLowerCase().replaceAll(/[\s_-]+/g, '');
}

/** An option by its value, or as this workspace writes it, upper and lower case alike. */
function choiceCondition(expression: string, type: TextType, text: string): ShortCondition {
  const wanted = fold(text);
  const written = Object.entries(type.values ?? {}).find(([name]) => fold(name) === wanted)?.[1];
  const option = type.choices.find((choice) => fold(choice) === wanted) ?? written;
  const literal = quoteText(option ?? text);
  const found = condition(`${expression} == ${literal}`, literal);
  if (option !== undefined || !found.ok) return found;
  const near = nearest(text, type.choices);
  const shown = type.choices.slice(0, 8).join(', ');
  const advice = near === undefined ? `expected ${shown}` : `did you mean ${near}?`;
  const warning = `${text} is not a known value: ${advice}`;
  return near === undefined ? { ...found, warning } : { ...found, warning, suggestion: near };
}

function personCondition(
  expression: string,
  { text, quoted }: ShortValue,
  schema: Schema,
): ShortCondition {
  const name = text.startsWith('@') && !quoted ? text.slice(1) : text;
  if (!quoted && (text === '@me' || text === 'me')) return condition(`${expression} == me`, 'me');
  const wanted = name.toLowerCase();
  const person = schema.people.find(({ key, name: full, email, aliases }) =>
    [key, full, email ?? '', ...aliases].some((known) => known.toLowerCase() === wanted),
  );
  const literal = quoteText(person?.key ?? name);
  return condition(`${expression} == ${literal}`, literal);
}

/** A record by id, or by its title in full, upper and lower case alike. */
function recordCondition(expression: string, { text }: ShortValue): ShortCondition {
  const literal = quoteText(text);
  return condition(
    `(${expression} == ${literal} || ${expression}.title.lower() == ${quoteText(text.toLowerCase())})`,
  );
}

function booleanCondition(
  expression: string,
  operator: TermOperator,
  { text }: ShortValue,
): ShortCondition {
  if (operator !== ':' && operator !== '=') return refused('true and false have no order: use :');
  const folded = text.toLowerCase();
  if (['true', 'yes', 'y', '1'].includes(folded)) return condition(expression);
  if (['false', 'no', 'n', '0'].includes(folded)) return condition(`!${expression}`);
  return refused(`${text} is neither true nor false`);
}

function numberCondition(
  { expression }: ShortTarget,
  unit: 'days' | 'percent' | undefined,
  operator: TermOperator,
  { text }: ShortValue,
): ShortCondition {
  const read =
    unit === 'days' ? (part: string) => daysValue(part) ?? numberValue(part) : numberValue;
  return (
    rangeOr(expression, operator, text, read) ??
    refused(`${text} is not a number: write 5, 10k or 1.5m`)
  );
}

/** A comparison with one value, or with the two ends of `a..b`, both included. */
function rangeOr(
  expression: string,
  operator: TermOperator,
  text: string,
  read: (text: string) => string | undefined,
): ShortCondition | undefined {
  const range = /^(.*?)\.\.(.*)$/.exec(text);
  if (!range) {
    const value = read(text);
    if (value === undefined) return undefined;
    return condition(
      `${expression} ${operator === ':' || operator === '=' ? '==' : operator} ${value}`,
    );
  }
  const [, from = '', to = ''] = range;
  const [low, high] = [from === '' ? '' : read(from), to === '' ? '' : read(to)];
  if (low === undefined || high === undefined || (low === '' && high === '')) return undefined;
  const parts = [
    low === '' ? '' : `${expression} >= ${low}`,
    high === '' ? '' : `${expression} <= ${high}`,
  ];
  return condition(parts.filter((part) => part !== '').join(' && '));
}

const factors: Readonly<Record<string, number>> = { '': 0, k: 3, m: 6, b: 9, bn: 9 };

/** `1.5k` -> `1500`, exactly. */
function plainNumber(text: string): string | undefined {
  const match = /^([+-]?)([\d_]+(?:\.\d+)?)(k|m|bn|b)?$/i.exec(text);
  if (!match) return undefined;
  const decimal = parseDecimal((match[2] ?? '').replaceAll('_', ''));
  const power = factors[(match[3] ?? '').toLowerCase()] ?? 0;
  if (!decimal) return undefined;
  const product = multiplyDecimals(decimal, { coefficient: 10 ** power, scale: 0 });
  const digits = decimalToString(product)
    .replace(/(\.\d*?)0+$/, '$1')
    .replace(/\.$/, '');
  return match[1] === '-' ? `-${digits}` : digits;
}

function numberValue(text: string): string | undefined {
  return plainNumber(text.endsWith('%') ? text.slice(0, -1) : text);
}

function daysValue(text: string): string | undefined {
  const match = /^(\d{1,5})(d|w|mo|y)$/.exec(text);
  const calls: Readonly<Record<string, string>> = {
    d: 'days',
    w: 'weeks',
    mo: 'months',
    y: 'years',
  };
  return match ? `${calls[match[2] ?? 'd']}(${match[1]})` : undefined;
}

function durationValue(text: string): string | undefined {
  return parseDuration(text) === undefined || !/[a-z]$/i.test(text)
    ? undefined
    : `duration('${text}')`;
}

/** Without a currency, an amount is one of the base currency. */
function moneyValue(text: string): string | undefined {
  const match = /^(.*?)\s*([A-Za-z]{3})$/.exec(text);
  const code = match?.[2]?.toUpperCase();
  if (code === undefined || !isCurrencyCode(code)) return plainNumber(text);
  const number = plainNumber(match?.[1] ?? '');
  return number === undefined ? undefined : `money('${number} ${code}')`;
}

/** Of a list: whether a value is in it, or, of a list of records, how many there are. */
function listCondition(
  { expression, name }: ShortTarget,
  of: ExprType,
  operator: TermOperator,
  value: ShortValue,
  schema: Schema,
): ShortCondition {
  const count = value.quoted ? undefined : plainNumber(value.text);
  const isEquality = operator === ':' || operator === '=';
  if (count !== undefined && (!isEquality || of.kind === 'record')) {
    return condition(`${expression}.size() ${isEquality ? '==' : operator} ${count}`);
  }
  const item = shortCondition({ expression: 'x', name, type: of }, operator, value, schema);
  if (!item.ok) return item;
  const { condition: inner, equals, ...rest } = item;
  if (equals !== undefined) return { ...rest, condition: `${equals} in ${expression}` };
  if (inner === '!has(x)') return { ...rest, condition: `!has(${expression})` };
  return { ...rest, condition: `${expression}.exists(x, ${inner})` };
}

/** An undeclared field: a number where it looks like one, a date where it does, else text. */
function anyCondition(
  expression: string,
  operator: TermOperator,
  { text, quoted }: ShortValue,
): ShortCondition {
  const number = quoted ? undefined : plainNumber(text);
  const sign = operator === ':' || operator === '=' ? '==' : operator;
  if (number !== undefined) return condition(`${expression} ${sign} ${number}`);
  const date = quoted ? undefined : dateCondition(expression, expression, operator, text);
  if (date !== undefined) return condition(date);
  const literal = quoteText(text);
  return condition(`${expression} ${sign} ${literal}`, sign === '==' ? literal : undefined);
}
