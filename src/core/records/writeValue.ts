/** Values on their way into a file, and the YAML that they are written as. */
import { scalarText } from '../yaml/writeScalar.ts';
import type { ScalarContext } from '../yaml/writeScalar.ts';

/**
 * A value to write. `verbatim` is YAML as it shall stand (numbers with all their digits, money, dates); `text` is
 * quoted where it would read as something else.
 */
export type NewValue =
  | { readonly kind: 'verbatim'; readonly text: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly NewValue[] }
  | { readonly kind: 'map'; readonly entries: readonly NewEntry[] };

export interface NewEntry {
  readonly name: string;
  readonly value: NewValue;
}

/** A value on one line: lists as `[a, b]`, maps as `{name: value}`. */
export function inlineText(value: NewValue, context: ScalarContext): string {
  const inner: ScalarContext = { flow: true };
  switch (value.kind) {
    case 'verbatim':
      // Quotes that were there stay: the field's type reads the text inside of them just as well.
      return context.like === 'single' || context.like === 'double'
        ? scalarText(value.text, context)
        : value.text;
    case 'text':
      return scalarText(value.text, context);
    case 'list':
      return `[${value.items.map((item) => inlineText(item, inner)).join(', ')}]`;
    case 'map':
      return `{${value.entries.map((entry) => `${keyText(entry.name, true)}: ${inlineText(entry.value, inner)}`).join(', ')}}`;
  }
}

/** A key as it stands before its colon. */
export function keyText(name: string, flow = false): string {
  return scalarText(name, { flow });
}

const foldedWidth = 100;

/** Lines `name: value` of a map, each ending in `lineBreak`. Text of several lines stays readable as a block. */
export function entryText(entry: NewEntry, lineBreak: string): string {
  const { name, value } = entry;
  const key = keyText(name);
  if (value.kind === 'text' && fitsBlock(value.text)) {
    const lines = value.text.split(/\r\n|\n/).map((line) => (line === '' ? '' : `  ${line}`));
    return `${key}: |-${lineBreak}${lines.join(lineBreak)}${lineBreak}`;
  }
  const line = `${key}: ${inlineText(value, { flow: false })}`;
  if (value.kind !== 'list' || (line.length <= foldedWidth && !value.items.some(isMap)))
    return `${line}${lineBreak}`;
  const items = value.items.map(
    (item) => `  - ${inlineText(item, { flow: item.kind !== 'text' && item.kind !== 'verbatim' })}`,
  );
  return `${[`${key}:`, ...items].join(lineBreak)}${lineBreak}`;
}

function isMap(value: NewValue): boolean {
  return value.kind === 'map';
}

/** True for text of several lines that a literal block gives back as it is. */
function fitsBlock(text: string): boolean {
  const lines = text.split(/\r\n|\n/);
  if (lines.length < 2 || /^[ \t]/.test(text) || lines[0] === '' || lines.at(-1) === '')
    return false;
  // Blocks keep neither a lone carriage return nor characters that YAML must escape.
  return (
    /^[\t\n\r\u0020-\u007e\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]*$/u.test(
      text,
    ) &&
    !/\r(?!\n)/.test(text) &&
    !lines.some((line) => /^\s+$/.test(line))
  );
}
