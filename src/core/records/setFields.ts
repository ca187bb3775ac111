/**
 * Sets top-level fields of a record's file. Only the bytes of the values change: comments, the order of keys,
 * quoting, indentation, line endings and the body stay. What comes out is read again before it is handed over, so
 * a file that is written in some odd way is refused rather than damaged.
 */
import type { TypeSpec } from '../model/schema.ts';
import { nodeToValue } from '../yaml/locate.ts';
import { splitFrontmatter } from '../yaml/readFrontmatter.ts';
import { readYaml } from '../yaml/readYaml.ts';
import type { QuotingStyle } from '../yaml/writeScalar.ts';
import type { YamlEntry, YamlMap, YamlNode } from '../yaml/yamlNode.ts';
import type { YamlEdit } from '../yaml/yamlProblem.ts';
import { entryText, inlineText } from './writeValue.ts';
import type { NewValue } from './writeValue.ts';
import { fieldNamed, writtenName } from './writeRecord.ts';

/** A field, by any of its names, with the value it shall have. */
export interface FieldChange {
  readonly field: string;
  readonly value: NewValue;
}

export type FieldsSet =
  | { readonly ok: true; readonly text: string; readonly edits: readonly YamlEdit[] }
  | { readonly ok: false; readonly message: string };

interface Source {
  readonly text: string;
  readonly yamlStart: number;
  readonly yamlEnd: number;
  readonly root: YamlMap | undefined;
  readonly lineBreak: string;
  readonly problems: number;
}

/** The text of a record's file with fields set, or why that cannot be done without touching anything else. */
export function setFields(
  path: string,
  text: string,
  changes: readonly FieldChange[],
  type: TypeSpec,
): FieldsSet {
  if (changes.length === 0) return { ok: true, text, edits: [] };
  const isYaml = /\.ya?ml$/i.test(path);
  if (!isYaml && !hasFrontmatter(text)) return addFrontmatter(text, changes, type);
  const source = readSource(text, isYaml);
  if (typeof source === 'string') return { ok: false, message: source };
  const replacements: YamlEdit[] = [];
  const additions: FieldChange[] = [];
  for (const change of changes) {
    const entry = findEntry(source.root, change.field, type);
    const edit = entry && replaceValue(source, entry, change.value);
    if (typeof edit === 'string') return { ok: false, message: edit };
    if (edit) replacements.push(edit);
    else additions.push(change);
  }
  const attempt = (additionEdits: readonly YamlEdit[] | string): FieldsSet =>
    typeof additionEdits === 'string'
      ? { ok: false, message: additionEdits }
      : checked(source, isYaml, [...replacements, ...additionEdits], changes, type);
  if (additions.length === 0) return attempt([]);
  const inOrder = attempt(addEntries(source, additions, type));
  // Below some values, such as a block that keeps its last blank lines, nothing can be inserted.
  return inOrder.ok
    ? inOrder
    : attempt(addEntries({ ...source, root: undefined }, additions, type));
}

function hasFrontmatter(text: string): boolean {
  const { kind, problems } = splitFrontmatter(text);
  return kind === 'yaml' || problems.length > 0;
}

function lineBreakOf(text: string): string {
  const first = text.indexOf('\n');
  return first > 0 && text.charCodeAt(first - 1) === 0x0d ? '\r\n' : '\n';
}

function addFrontmatter(text: string, changes: readonly FieldChange[], type: TypeSpec): FieldsSet {
  const at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const lineBreak = lineBreakOf(text);
  const lines = changes.map((change) => newLine(change, type, lineBreak)).join('');
  const newText = `---${lineBreak}${lines}---${lineBreak}`;
  return {
    ok: true,
    text: text.slice(0, at) + newText + text.slice(at),
    edits: [{ start: at, end: at, newText }],
  };
}

function newLine(change: FieldChange, type: TypeSpec, lineBreak: string): string {
  const spec = fieldNamed(type, change.field);
  const name = spec ? writtenName(spec) : change.field;
  return entryText({ name, value: change.value }, lineBreak);
}

function readSource(text: string, isYaml: boolean): Source | string {
  const split = isYaml
    ? { yamlStart: text.charCodeAt(0) === 0xfeff ? 1 : 0, yamlEnd: text.length, problems: [] }
    : splitFrontmatter(text);
  const { yamlStart, yamlEnd } = split;
  const read = readYaml(text, yamlStart, yamlEnd);
  if (split.problems.length > 0 || read.problems.some(({ severity }) => severity === 'error')) {
    return 'its YAML has mistakes: put them right first';
  }
  if (read.root && read.root.kind !== 'map') return 'its fields are not a map';
  return {
    text,
    yamlStart,
    yamlEnd,
    root: read.root,
    lineBreak: lineBreakOf(text.slice(0, Math.max(yamlEnd, 1))),
    problems: read.problems.length,
  };
}

/** The entry that counts for a field: the first one under any of its names. */
function findEntry(
  root: YamlMap | undefined,
  field: string,
  type: TypeSpec,
): YamlEntry | undefined {
  const spec = fieldNamed(type, field);
  return root?.entries.find((entry) =>
    spec ? fieldNamed(type, entry.key) === spec : entry.key === field,
  );
}

function isFlow(source: Source, node: YamlNode): boolean {
  const first = source.text.charAt(node.start);
  return first === '{' || first === '[';
}

function replaceValue(source: Source, entry: YamlEntry, value: NewValue): YamlEdit | string {
  const { text } = source;
  const old = entry.value;
  const inFlow = source.root !== undefined && isFlow(source, source.root);
  if (old.kind === 'scalar') {
    const first = text.charAt(old.start);
    const like = quotingOf(first, old.end > old.start);
    const written = inlineText(value, { flow: inFlow, ...(like && { like }) });
    if (old.end > old.start) return { start: old.start, end: old.end, newText: written };
    // Nothing is written after the colon: the value gets a space of its own.
    return { start: old.start, end: old.start, newText: ` ${written}` };
  }
  if (inFlow || isFlow(source, old)) {
    return { start: old.start, end: old.end, newText: inlineText(value, { flow: inFlow }) };
  }
  if (/(?:^|\s)#/m.test(text.slice(old.start, old.end))) {
    return `its field ${entry.key} has comments among its values, which would be lost`;
  }
  if (value.kind === 'list' && old.kind === 'list' && value.items.length > 0) {
    return { start: old.start, end: old.end, newText: blockItems(source, old, value.items) };
  }
  return { start: entry.keyEnd, end: old.end, newText: `: ${inlineText(value, { flow: false })}` };
}

function quotingOf(first: string, isWritten: boolean): QuotingStyle | undefined {
  if (!isWritten) return undefined;
  if (first === '"') return 'double';
  if (first === "'") return 'single';
  return first === '|' || first === '>' ? undefined : 'plain';
}

function blockItems(source: Source, old: YamlNode, items: readonly NewValue[]): string {
  const { text, lineBreak } = source;
  const lineStart = text.lastIndexOf('\n', old.start - 1) + 1;
  const indent = text.slice(lineStart, old.start).replace(/\S/g, ' ');
  return items
    .map((item) => `- ${inlineText(item, { flow: false })}`)
    .join(`${lineBreak}${indent}`);
}

/** New fields go below the nearest field that precedes them in the schema, else to the end. */
function addEntries(
  source: Source,
  additions: readonly FieldChange[],
  type: TypeSpec,
): readonly YamlEdit[] | string {
  const { root, text, yamlStart, yamlEnd, lineBreak } = source;
  if (root && isFlow(source, root)) {
    return addToFlow(source, root, additions, type);
  }
  const edits = new Map<number, string>();
  for (const change of [...additions].sort(
    (a, b) => rankOf(type, a.field) - rankOf(type, b.field),
  )) {
    const before = root && entryBefore(root, change.field, type);
    const at = before ? lineAfter(text, before.value.end, yamlEnd) : yamlEnd;
    const isEndOfLine = at === yamlStart || text.charAt(at - 1) === '\n';
    const line = newLine(change, type, lineBreak);
    const known = edits.get(at) ?? (isEndOfLine ? '' : lineBreak);
    edits.set(at, known + line);
  }
  return [...edits].map(([at, newText]) => ({ start: at, end: at, newText }));
}

function addToFlow(
  source: Source,
  root: YamlMap,
  additions: readonly FieldChange[],
  type: TypeSpec,
): readonly YamlEdit[] | string {
  const last = root.entries.at(-1);
  if (!last) return 'its fields are an empty map in braces';
  const added = additions.map((change) => {
    const spec = fieldNamed(type, change.field);
    const entry = { name: spec ? writtenName(spec) : change.field, value: change.value };
    return inlineText({ kind: 'map', entries: [entry] }, { flow: true }).slice(1, -1);
  });
  const at = Math.max(last.value.end, last.keyEnd);
  return [{ start: at, end: at, newText: `, ${added.join(', ')}` }];
}

function rankOf(type: TypeSpec, field: string): number {
  const spec = fieldNamed(type, field);
  return spec ? type.fields.indexOf(spec) : Number.MAX_SAFE_INTEGER;
}

/** The last entry that stands before a field in the schema; undefined where none does or the field is not declared. */
function entryBefore(root: YamlMap, field: string, type: TypeSpec): YamlEntry | undefined {
  const rank = rankOf(type, field);
  if (rank === Number.MAX_SAFE_INTEGER) return undefined;
  let found: YamlEntry | undefined;
  let best = -1;
  for (const entry of root.entries) {
    const own = rankOf(type, entry.key);
    if (own < rank && own > best) {
      best = own;
      found = entry;
    }
  }
  return found;
}

function lineAfter(text: string, offset: number, end: number): number {
  const next = text.indexOf('\n', offset);
  return next < 0 || next >= end ? end : next + 1;
}

/** Applies the edits and reads the result: every other field must be as it was, and the set ones as they shall be. */
function checked(
  source: Source,
  isYaml: boolean,
  edits: readonly YamlEdit[],
  changes: readonly FieldChange[],
  type: TypeSpec,
): FieldsSet {
  const sorted = [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
  let text = '';
  let at = 0;
  for (const { start, end, newText } of sorted) {
    if (start < at) return { ok: false, message: 'two changes concern the same place' };
    text += source.text.slice(at, start) + newText;
    at = end;
  }
  text += source.text.slice(at);
  const after = readSource(text, isYaml);
  const message = 'it is written in a way that cannot be changed in one place';
  if (typeof after === 'string' || after.problems > source.problems) return { ok: false, message };
  const wanted = new Map(changes.map((change) => [keyOf(change.field, type), change.value]));
  const before = valuesOf(source.root, type);
  const now = valuesOf(after.root, type);
  for (const [key, value] of wanted) {
    if (now.get(key) !== expected(value)) return { ok: false, message };
    before.delete(key);
    now.delete(key);
  }
  const isKept =
    before.size === now.size && [...before].every(([key, value]) => now.get(key) === value);
  return isKept ? { ok: true, text, edits: sorted } : { ok: false, message };
}

function keyOf(field: string, type: TypeSpec): string {
  const spec = fieldNamed(type, field);
  return spec ? `field ${spec.name}` : `key ${field}`;
}

/** Value of each entry as comparable text. Of two under one key the first counts; both are kept apart here. */
function valuesOf(root: YamlMap | undefined, type: TypeSpec): Map<string, string> {
  const values = new Map<string, string>();
  for (const entry of root?.entries ?? []) {
    let key = keyOf(entry.key, type);
    while (values.has(key)) key += ' again';
    values.set(key, comparable(entry.value));
  }
  return values;
}

function comparable(node: YamlNode): string {
  if (node.kind === 'scalar') return JSON.stringify([node.text, node.value === null]);
  return JSON.stringify(nodeToValue(node));
}

function expected(value: NewValue): string {
  const line = `x: ${inlineText(value, { flow: false })}`;
  const { root } = readYaml(line, 0, line.length);
  const node = root?.kind === 'map' ? root.entries[0]?.value : undefined;
  if (!node) return 'null';
  return comparable(node);
}
