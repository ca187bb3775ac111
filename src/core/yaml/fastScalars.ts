import {
  colon,
  flowIndicator,
  hash,
  kindAt,
  lineBreak,
  odd,
  ordinary,
  space,
} from './characters.ts';
import { plainScalarValue } from './plainScalar.ts';
import type { YamlScalar } from './yamlNode.ts';

const backslash = 0x5c;
const lineFeed = 0x0a;

/** True where a space, a line break or the end is at `at`. */
export function isBlankAt(text: string, at: number, end: number): boolean {
  if (at >= end) return true;
  const kind = kindAt(text, at);
  return kind === space || kind === lineBreak;
}

/** The offset of the first unit at or after `at` that is no space. */
export function skipSpaces(text: string, at: number, end: number): number {
  while (at < end && text.charCodeAt(at) === 0x20) at++;
  return at;
}

/**
 * The end of the plain scalar that begins at `at`, without trailing spaces: it ends with the line, before ` #`,
 * before `:` with a blank after it and, in a flow collection, before a flow indicator. -1 for odd characters.
 */
export function plainEnd(text: string, at: number, end: number, inFlow: boolean): number {
  let last = at;
  for (let i = at; i < end; i++) {
    const kind = kindAt(text, i);
    if (kind === ordinary) {
      last = i + 1;
    } else if (kind === colon) {
      if (isBlankAt(text, i + 1, end)) return last;
      if (inFlow && kindAt(text, i + 1) === flowIndicator) return last;
      last = i + 1;
    } else if (kind === hash) {
      if (text.charCodeAt(i - 1) === 0x20) return last;
      last = i + 1;
    } else if (kind === flowIndicator) {
      if (inFlow) return last;
      last = i + 1;
    } else if (kind === lineBreak) {
      return isLineBreak(text, i) ? last : -1;
    } else if (kind === odd) {
      return -1;
    }
  }
  return last;
}

/** True for LF and CR LF; a CR alone is left to the full reader. */
function isLineBreak(text: string, at: number): boolean {
  return text.charCodeAt(at) === lineFeed || text.charCodeAt(at + 1) === lineFeed;
}

export function plainNode(text: string, start: number, end: number): YamlScalar {
  const source = text.slice(start, end);
  return { kind: 'scalar', value: plainScalarValue(source), text: source, plain: true, start, end };
}

/** The value of a key or an item that is not written: null, of no length. */
export function emptyNode(at: number): YamlScalar {
  return { kind: 'scalar', value: null, text: '', plain: true, start: at, end: at };
}

function quotedNode(value: string, start: number, end: number): YamlScalar {
  return { kind: 'scalar', value, text: value, plain: false, start, end };
}

/** A single-quoted scalar of one line, its opening quote at `at`. */
export function singleQuoted(text: string, at: number, end: number): YamlScalar | undefined {
  let doubled = false;
  for (let i = at + 1; i < end; i++) {
    const kind = kindAt(text, i);
    if (kind === odd || kind === lineBreak) return undefined;
    if (text.charCodeAt(i) !== 0x27) continue;
    if (text.charCodeAt(i + 1) === 0x27 && i + 1 < end) {
      doubled = true;
      i++;
      continue;
    }
    const source = text.slice(at + 1, i);
    return quotedNode(doubled ? source.replaceAll("''", "'") : source, at, i + 1);
  }
  return undefined;
}

/** A double-quoted scalar of one line, its opening quote at `at`. */
export function doubleQuoted(text: string, at: number, end: number): YamlScalar | undefined {
  let value = '';
  let from = at + 1;
  for (let i = from; i < end; i++) {
    const c = text.charCodeAt(i);
    if (c === 0x22) return quotedNode(value + text.slice(from, i), at, i + 1);
    if (c === backslash) {
      const escape = text.charAt(i + 1);
      const meaning = i + 1 < end ? escapes.get(escape) : undefined;
      const digits = hexDigits.get(escape);
      if (meaning === undefined && digits === undefined) return undefined;
      const character = meaning ?? hexCharacter(text, i + 2, Math.min(end, i + 2 + (digits ?? 0)));
      if (character === undefined) return undefined;
      value += text.slice(from, i) + character;
      i += 1 + (digits ?? 0);
      from = i + 1;
      continue;
    }
    const kind = kindAt(text, i);
    if (kind === odd || kind === lineBreak) return undefined;
  }
  return undefined;
}

const escapes: ReadonlyMap<string, string> = new Map([
  ['0', '\0'],
  ['a', '\x07'],
  ['b', '\b'],
  ['e', '\x1b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
  ['N', '\u0085'],
  ['_', '\u00a0'],
  ['L', '\u2028'],
  ['P', '\u2029'],
  [' ', ' '],
  ['"', '"'],
  ['/', '/'],
  ['\\', '\\'],
]);
/** Escapes by code point, with the number of their hexadecimal digits. */
const hexDigits: ReadonlyMap<string, number> = new Map([
  ['x', 2],
  ['u', 4],
  ['U', 8],
]);

/** The character of an escape by code point; surrogates are left to the full reader. */
function hexCharacter(text: string, start: number, end: number): string | undefined {
  const digits = text.slice(start, end);
  if (!/^(?:[0-9a-fA-F]{2}|[0-9a-fA-F]{4}|[0-9a-fA-F]{8})$/.test(digits)) return undefined;
  const code = Number.parseInt(digits, 16);
  if (code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) return undefined;
  return String.fromCodePoint(code);
}
