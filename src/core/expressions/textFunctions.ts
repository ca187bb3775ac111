/** Functions over text. */
import { booleanType, textType } from './exprType.ts';
import type { FunctionSpec, Parameter } from './functionSpec.ts';
import { limits } from './limits.ts';
import { parsePattern } from './pattern.ts';
import type { Pattern } from './pattern.ts';
import type { Value } from './value.ts';

const subject: Parameter = { name: 'text', kinds: ['text', 'person'] };
const argument = (name: string): Parameter => ({ name, kinds: ['text', 'person'] });

function test(
  name: string,
  parameterName: string,
  description: string,
  holds: (text: string, argument: string) => boolean,
): FunctionSpec {
  return {
    name,
    form: 'method',
    parameters: [subject, argument(parameterName)],
    result: booleanType,
    description,
    evaluate([text, other], context) {
      if (typeof text !== 'string' || typeof other !== 'string') return undefined;
      context.spend(text.length >> 8);
      return holds(text, other);
    },
  };
}

function change(name: string, description: string, apply: (text: string) => string): FunctionSpec {
  return {
    name,
    form: 'method',
    parameters: [subject],
    result: textType,
    description,
    evaluate([text], context) {
      if (typeof text !== 'string') return undefined;
      context.spend(text.length >> 6);
      return apply(text);
    },
  };
}

function lowerAscii(text: string): string {
  return text.replaceAll(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

function upperAscii(text: string): string {
  return text.replaceAll(/[a-z]+/g, (letters) => letters.toUpperCase());
}

const patterns = new Map<string, Pattern | string>();

/** A pattern, or why it cannot be used; the last few hundred are kept. */
function patternOf(source: string): Pattern | string {
  let pattern = patterns.get(source);
  if (pattern === undefined) {
    if (patterns.size > 200) patterns.clear();
    pattern = parsePattern(source);
    patterns.set(source, pattern);
  }
  return pattern;
}

const matches: FunctionSpec = {
  name: 'matches',
  form: 'both',
  parameters: [subject, argument('pattern')],
  result: booleanType,
  description:
    "True where a pattern (RE2 syntax) is found in the text: domain.matches('\\\\.edu$'). It takes time in proportion to the text.",
  refuse([, pattern]) {
    const parsed = typeof pattern === 'string' ? patternOf(pattern) : undefined;
    return typeof parsed === 'string' ? parsed : undefined;
  },
  evaluate([text, source]: readonly (Value | undefined)[], context) {
    if (typeof text !== 'string' || typeof source !== 'string') return undefined;
    const pattern = patternOf(source);
    if (typeof pattern === 'string') return undefined;
    const seen = text.length > limits.matchedLength ? text.slice(0, limits.matchedLength) : text;
    return pattern.test(seen, (steps) => context.spend(1 + (steps >> 4)));
  },
};

export const textFunctions: readonly FunctionSpec[] = [
  test('contains', 'part', "True where a text holds another: name.contains('AG').", (text, part) =>
    text.includes(part),
  ),
  test('startsWith', 'start', 'True where a text begins with another.', (text, start) =>
    text.startsWith(start),
  ),
  test('endsWith', 'end', 'True where a text ends with another.', (text, end) =>
    text.endsWith(end),
  ),
  matches,
  change('lower', 'In small letters.', (text) => text.toLowerCase()),
  change('upper', 'In capital letters.', (text) => text.toUpperCase()),
  change('lowerAscii', 'With A to Z in small letters, as in CEL.', lowerAscii),
  change('upperAscii', 'With a to z in capital letters, as in CEL.', upperAscii),
  change('trim', 'Without spaces at its ends.', (text) => text.trim()),
];
