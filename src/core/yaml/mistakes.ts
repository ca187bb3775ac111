import { doubleQuoted, plainNode, singleQuoted, skipSpaces } from './fastScalars.ts';
import { quoteFix } from './quoteFix.ts';
import { scalarText } from './writeScalar.ts';
import { yamlError } from './yamlProblem.ts';
import type { ComposeError } from './composeYaml.ts';
import type { YamlFix, YamlProblem } from './yamlProblem.ts';
import type { YamlEntry, YamlScalar } from './yamlNode.ts';

/** A common mistake in one value, and what the value is read as all the same. */
export interface Mistake {
  readonly problem: YamlProblem;
  readonly value: YamlScalar;
}

/**
 * Knows the mistakes people make in a value of one line, which lies between two offsets: `title: Plan: part two`,
 * `owner: @ana`, a quote that is never closed, text after a closing quote. Undefined for any other mistake.
 */
export function mistakeIn(text: string, at: number, lineEnd: number): Mistake | undefined {
  const first = text.charAt(at);
  const end = plainTextEnd(text, at, lineEnd);
  const source = text.slice(at, end);
  if (first === '"' || first === "'") return quoteMistake(text, at, lineEnd);
  if (first === '@' || first === '`' || first === '%') {
    const message = `A text that begins with ${first} must be in quotes.`;
    return asText(source, at, message, [quoteFix(source, at)]);
  }
  if ('[]{}&*!|>#,'.includes(first)) return undefined;
  if (/^[-?](?=\s|$)/.test(source)) {
    return asText(source, at, 'A list begins on the line below its key.', []);
  }
  const colon = /:(?=\s|$)/.exec(source);
  if (colon === null) return undefined;
  const message = 'A text with a colon and a space in it must be in quotes.';
  return asText(source, at, message, [quoteFix(source, at)]);
}

function asText(source: string, at: number, message: string, fixes: readonly YamlFix[]): Mistake {
  const end = at + source.length;
  return {
    problem: yamlError('yaml-syntax', message, at, end, fixes),
    value: { kind: 'scalar', value: source, text: source, plain: true, start: at, end },
  };
}

/** The end of a line's plain text: before a comment and the spaces around. */
export function plainTextEnd(text: string, at: number, lineEnd: number): number {
  const line = text.slice(at, lineEnd);
  const comment = line.search(/\s#/);
  return at + (comment < 0 ? line : line.slice(0, comment)).trimEnd().length;
}

function quoteMistake(text: string, at: number, lineEnd: number): Mistake | undefined {
  const quote = text.charAt(at);
  const lineText = text.slice(at, lineEnd).trimEnd();
  const closing = closingQuote(lineText);
  const inner = lineText.slice(1, closing < 0 ? undefined : closing);
  const content = quote === "'" ? inner.replaceAll("''", "'") : inner;
  const end = at + lineText.length;
  const value: YamlScalar = {
    kind: 'scalar',
    value: content,
    text: content,
    plain: false,
    start: at,
    end,
  };
  if (closing < 0) {
    const fix = {
      title: 'Close the quote here',
      safe: false,
      edits: [{ start: end, end, newText: quote }],
    };
    const message = `The quote ${quote} is never closed.`;
    return { problem: yamlError('yaml-syntax', message, at, end, [fix]), value };
  }
  const rest = skipSpaces(text, at + closing + 1, end);
  if (rest >= end || (text.charAt(rest) === '#' && rest > at + closing + 1)) return undefined;
  const newText = scalarText(lineText, { flow: false, like: quote === '"' ? 'single' : 'double' });
  const fix = {
    title: 'Put the whole text in quotes',
    safe: false,
    edits: [{ start: at, end, newText }],
  };
  const message = 'Nothing may follow a closing quote but a comment.';
  return {
    problem: yamlError('yaml-syntax', message, rest, end, [fix]),
    value: { ...value, value: lineText, text: lineText },
  };
}

/** The offset of the quote that closes a quoted text which begins at 0, or -1. */
function closingQuote(line: string): number {
  const quote = line.charAt(0);
  for (let at = 1; at < line.length; at++) {
    const c = line.charAt(at);
    if (quote === '"' && c === '\\') at++;
    else if (c === quote) {
      if (quote === '"' || line.charAt(at + 1) !== quote) return at;
      at++;
    }
  }
  return -1;
}

function doubleOrSingleQuoted(text: string, at: number, end: number): YamlScalar | undefined {
  const quoted =
    text.charAt(at) === '"' ? doubleQuoted(text, at, end) : singleQuoted(text, at, end);
  return quoted?.end === end && /["']/.test(text.charAt(at)) ? quoted : undefined;
}

/** `name:Acme`: an entry that lacks the space after its colon. */
const tightEntry = /^([\p{L}_][\p{L}\p{N}_-]*):(?!\/\/)(\S.*)$/u;

/** What a line without a key can be: an entry that lacks a space, or text that is no field at all. */
export function lineMistake(
  text: string,
  at: number,
  lineEnd: number,
): { readonly problem: YamlProblem; readonly entry: YamlEntry | undefined } {
  const end = plainTextEnd(text, at, lineEnd);
  const match = tightEntry.exec(text.slice(at, end));
  if (match === null && /["']/.test(text.charAt(at)) && closingQuote(text.slice(at, end)) < 0) {
    const message = `The quote ${text.charAt(at)} is never closed.`;
    return { problem: yamlError('yaml-syntax', message, at, end), entry: undefined };
  }
  if (match === null) {
    const message = 'This is not a field: a line of the form "name: value" is expected.';
    return { problem: yamlError('yaml-syntax', message, at, end), entry: undefined };
  }
  const [, key = ''] = match;
  const keyEnd = at + key.length;
  const start = keyEnd + 1;
  const edits = [{ start, end: start, newText: ' ' }];
  const fix = { title: 'Put a space after the colon', safe: true, edits };
  const message = `A space is missing after "${key}:".`;
  const scalar = doubleOrSingleQuoted(text, start, end) ?? plainNode(text, start, end);
  return {
    problem: yamlError('yaml-syntax', message, at, start, [fix]),
    entry: { key, keyStart: at, keyEnd, value: scalar },
  };
}

/** A bracket or quote that is never closed: told where it opens, not where the text ends. */
export function unclosedMistake(
  text: string,
  { message }: ComposeError,
  at: number,
): YamlProblem | undefined {
  const opening = text.charAt(at);
  const bracket = (opening === '[' || opening === '{') && /end with a |must end with/.test(message);
  const quote = (opening === '"' || opening === "'") && message.startsWith('Missing closing');
  if (!bracket && !quote) return undefined;
  const what = bracket ? 'bracket' : 'quote';
  const lineEnd = text.indexOf('\n', at) < 0 ? text.length : text.indexOf('\n', at);
  const end = plainTextEnd(text, at, lineEnd);
  const newText = opening === '[' ? ']' : opening === '{' ? '}' : opening;
  const fix = {
    title: `Close the ${what} here`,
    safe: false,
    edits: [{ start: end, end, newText }],
  };
  return yamlError('yaml-syntax', `The ${what} ${opening} is never closed.`, at, at + 1, [fix]);
}
