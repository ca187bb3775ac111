import { isPlainStart } from './characters.ts';
import {
  doubleQuoted,
  isBlankAt,
  plainEnd,
  plainNode,
  singleQuoted,
  skipSpaces,
} from './fastScalars.ts';
import { maximumDepth, maximumKeyLength } from './limits.ts';
import { UniqueKeys } from './uniqueKeys.ts';
import type { YamlEntry, YamlList, YamlMap, YamlNode, YamlScalar } from './yamlNode.ts';

/** A text, where to stop, and the column of the block that holds the flow collection. */
export interface FlowContext {
  readonly text: string;
  readonly end: number;
  readonly indent: number;
}

/**
 * The flow list or flow map whose bracket is at `at`. Lines may break between its tokens. `undefined` for what
 * is not simple: `[a: b]`, `{a}`, empty items, complex keys, anchors, tags, or a mistake.
 */
export function flowCollection(
  context: FlowContext,
  at: number,
  depth: number,
): YamlNode | undefined {
  if (depth > maximumDepth) return undefined;
  return context.text.charCodeAt(at) === 0x5b
    ? flowList(context, at, depth)
    : flowMap(context, at, depth);
}

function flowList(context: FlowContext, start: number, depth: number): YamlList | undefined {
  const { text } = context;
  const items: YamlNode[] = [];
  let at = skipBlanks(context, start + 1);
  for (;;) {
    if (at < 0) return undefined;
    if (text.charCodeAt(at) === 0x5d) return { kind: 'list', items, start, end: at + 1 };
    const item = flowValue(context, at, depth);
    if (item === undefined) return undefined;
    items.push(item);
    at = afterItem(context, item.end, 0x5d);
  }
}

function flowMap(context: FlowContext, start: number, depth: number): YamlMap | undefined {
  const { text, end } = context;
  const entries: YamlEntry[] = [];
  const keys = new UniqueKeys(entries);
  let at = skipBlanks(context, start + 1);
  for (;;) {
    if (at < 0) return undefined;
    if (text.charCodeAt(at) === 0x7d) return { kind: 'map', entries, start, end: at + 1 };
    const key = flowScalar(context, at);
    if (key === undefined || key.end - at > maximumKeyLength) return undefined;
    if (keys.has(key.text)) return undefined;
    const colon = skipSpaces(text, key.end, end);
    if (text.charCodeAt(colon) !== 0x3a || !isBlankAt(text, colon + 1, end)) return undefined;
    const valueAt = skipBlanks(context, colon + 1);
    if (valueAt < 0) return undefined;
    const value = flowValue(context, valueAt, depth);
    if (value === undefined) return undefined;
    entries.push({ key: key.text, keyStart: at, keyEnd: key.end, value });
    at = afterItem(context, value.end, 0x7d);
  }
}

function flowValue(context: FlowContext, at: number, depth: number): YamlNode | undefined {
  const c = context.text.charCodeAt(at);
  if (c === 0x5b || c === 0x7b) return flowCollection(context, at, depth + 1);
  return flowScalar(context, at);
}

function flowScalar({ text, end }: FlowContext, at: number): YamlScalar | undefined {
  if (at >= end) return undefined;
  const c = text.charCodeAt(at);
  if (c === 0x22) return doubleQuoted(text, at, end);
  if (c === 0x27) return singleQuoted(text, at, end);
  if (!isPlainStart(c)) return undefined;
  const scalarEnd = plainEnd(text, at, end, true);
  if (scalarEnd < 0 || (c === 0x2d && scalarEnd === at + 1)) return undefined;
  if (c === 0x2d && isBlankAt(text, at + 1, end)) return undefined;
  return plainNode(text, at, scalarEnd);
}

/** The next item or the closing bracket after an item; -1 where neither a comma nor the bracket follows. */
function afterItem(context: FlowContext, at: number, closing: number): number {
  const next = skipBlanks(context, at);
  if (next < 0) return -1;
  const c = context.text.charCodeAt(next);
  if (c === closing) return next;
  return c === 0x2c ? skipBlanks(context, next + 1) : -1;
}

/**
 * Skips spaces, line breaks and comments between the tokens of a flow collection. -1 at the end of the text,
 * at a tab, and at a line that is not indented further than the block around.
 */
function skipBlanks({ text, end, indent }: FlowContext, at: number): number {
  let lineStart = -1;
  for (; at < end; at++) {
    const c = text.charCodeAt(at);
    if (c === 0x20) continue;
    if (c === 0x0a) {
      lineStart = at + 1;
      continue;
    }
    if (c === 0x0d && text.charCodeAt(at + 1) === 0x0a) continue;
    if (lineStart >= 0 && at - lineStart <= indent) return -1;
    if (c !== 0x23) return at;
    // A comment: rare enough inside of brackets to leave to the full reader.
    return -1;
  }
  return -1;
}
