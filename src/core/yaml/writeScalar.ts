import { colon, flowIndicator, hash, isPlainStart, kindAt, odd, lineBreak } from './characters.ts';
import { plainScalarValue } from './plainScalar.ts';

export type QuotingStyle = 'plain' | 'single' | 'double';

export interface ScalarContext {
  /** True inside of `[…]` or `{…}`, where commas and brackets have a meaning. */
  readonly flow: boolean;
  /** How the scalar it replaces is written: kept where the value can be written that way. */
  readonly like?: QuotingStyle;
}

/**
 * The YAML of a scalar on one line, such that it reads back as the same value and type, in YAML 1.2 and wherever
 * possible by readers of other rules (`0123` as text is quoted unless the scalar before it was plain). Line
 * breaks and control characters are written as escapes.
 */
export function scalarText(
  value: string | number | boolean | null,
  { flow, like }: ScalarContext,
): string {
  if (typeof value === 'number') return numberText(value);
  if (typeof value !== 'string') return String(value);
  if (like === 'single' && fitsOneLine(value)) return singleQuotedText(value);
  if (like === 'double') return doubleQuotedText(value);
  if (canBePlain(value, flow) && (like === 'plain' || !/^[-+]?0[0-9]/.test(value))) return value;
  const singleIsPlainer = /["\\]/.test(value) && !value.includes("'") && fitsOneLine(value);
  return singleIsPlainer ? singleQuotedText(value) : doubleQuotedText(value);
}

function numberText(value: number): string {
  if (Number.isNaN(value)) return '.nan';
  if (value === Infinity) return '.inf';
  if (value === -Infinity) return '-.inf';
  return Object.is(value, -0) ? '-0' : String(value);
}

/** True where a text reads back as itself when it is written without quotes. */
function canBePlain(value: string, flow: boolean): boolean {
  if (value === '' || value.trim() !== value) return false;
  if (!isPlainStart(value.charCodeAt(0)) || /^(?:-(?:[\s,[\]{}]|$)|---|\.\.\.|<<)/.test(value))
    return false;
  if (plainScalarValue(value) !== value) return false;
  for (let at = 0; at < value.length; at++) {
    const kind = kindAt(value, at);
    if (kind === odd || kind === lineBreak || (flow && kind === flowIndicator)) return false;
    if (kind === colon && (at + 1 === value.length || !isTightColon(value, at, flow))) return false;
    if (kind === hash && value.charCodeAt(at - 1) === 0x20) return false;
  }
  return true;
}

/** A colon separates key and value before a blank and, in a flow collection, before an indicator. */
function isTightColon(value: string, at: number, flow: boolean): boolean {
  const next = value.charCodeAt(at + 1);
  return next !== 0x20 && !(flow && kindAt(value, at + 1) === flowIndicator);
}

function fitsOneLine(value: string): boolean {
  for (let at = 0; at < value.length; at++) {
    const kind = kindAt(value, at);
    if (kind === odd || kind === lineBreak) return false;
  }
  return true;
}

function singleQuotedText(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

const shortEscapes: ReadonlyMap<string, string> = new Map([
  ['"', '\\"'],
  ['\\', '\\\\'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

function doubleQuotedText(value: string): string {
  let text = '"';
  for (let at = 0; at < value.length; at++) {
    const unit = value.charAt(at);
    const short = shortEscapes.get(unit);
    if (short !== undefined) text += short;
    else if (kindAt(value, at) !== odd && unit !== '\u2028' && unit !== '\u2029') text += unit;
    else text += `\\u${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
  }
  return `${text}"`;
}
