import { nearest } from '../model/nearMiss.ts';
import type { Fix, Problem } from '../model/problem.ts';
import type { Range } from '../model/range.ts';
import { rangeAt, startOfFile } from '../model/range.ts';
import type { FieldMap, FieldValue, Link } from '../model/record.ts';
import type { FieldSpec } from '../model/schema.ts';
import type { YamlEntry, YamlNode } from '../yaml/yamlNode.ts';
import { scalarText } from '../yaml/writeScalar.ts';
import type { Draft } from './draft.ts';
import { packPlaces } from './places.ts';
import { findProseLinks } from './proseLinks.ts';
import type { Issue, ReadContext } from './readValue.ts';
import { misfit, plainValue, readValue, setOwn } from './readValue.ts';
import type { RecordPlace, RecordReader } from './recordReader.ts';
import { checkRecord } from './checkRecord.ts';
import { lastSegment, refKey } from './refKey.ts';
import { titleOf } from './titleOf.ts';

export interface RecordSource {
  readonly path: string;
  readonly text: string;
  /** The text up to the body, in memory of its own. */
  readonly head: string;
  readonly root: YamlNode | undefined;
  readonly bodyStart: number;
  readonly place: RecordPlace;
  readonly reader: RecordReader;
  /** Problems found so far; those of this record are added. */
  readonly problems: Problem[];
  readonly broken: boolean;
}

const nothing: FieldMap = Object.freeze({});

/** Reads the fields of one record as its type declares them. */
export function readRecord(source: RecordSource): Draft {
  const { path, text, head, root, bodyStart, place, reader, problems } = source;
  const context: ReadContext = {
    text: head,
    currency: reader.schema.currency,
    findPerson: reader.findPerson,
    issues: [],
    refs: [],
  };
  const read = readFields(source, context);
  const links = context.refs.length > 0 ? fieldLinks(head, context) : [];
  for (const link of undeclaredLinks(head, read.undeclared)) links.push(link);
  if (bodyStart < text.length)
    for (const link of findProseLinks(text, bodyStart, path)) links.push(link);
  const title = titleOf(place, read.fields, text, bodyStart, path);
  const draft: Draft = {
    type: place.type.spec.name,
    id: place.id,
    path,
    title: title.text,
    fields: read.fields,
    invalid: read.invalid ?? nothing,
    links: links.length > 0 ? links : noLinks,
    broken: source.broken,
    places: read.entries.length > 0 ? packPlaces(head, read.entries) : '',
    bodyStart,
  };
  const checked = { draft, type: place.type, reader, titleFrom: title.from, broken: source.broken };
  checkRecord(checked, context.issues, (field) => {
    const value = read.byName.get(field)?.value;
    return value && { start: value.start, end: Math.max(value.end, value.start) };
  });
  if (context.issues.length > 0) {
    for (const issue of context.issues) problems.push(toProblem(path, head, issue));
  }
  for (const { check } of place.type.checks)
    problems.push(...check({ draft, text, root, schema: reader.schema }));
  return draft;
}

const noLinks: readonly Link[] = Object.freeze([]);

interface ReadFields {
  readonly fields: FieldMap;
  readonly invalid: FieldMap | undefined;
  /** Entries in the order of `fields`, then of `invalid`. */
  readonly entries: readonly YamlEntry[];
  readonly undeclared: readonly YamlEntry[];
  readonly byName: EntryList;
}

/** Entries by canonical name. A record has a dozen: looking through a list beats making a map of it. */
class EntryList {
  readonly #names: string[] = [];
  readonly #entries: YamlEntry[] = [];

  add(name: string, entry: YamlEntry): void {
    this.#names.push(name);
    this.#entries.push(entry);
  }

  get(name: string): YamlEntry | undefined {
    const index = this.#names.indexOf(name);
    return index < 0 ? undefined : this.#entries[index];
  }

  has(name: string): boolean {
    return this.#names.includes(name);
  }
}

function readFields(source: RecordSource, context: ReadContext): ReadFields {
  const { root, place, path, head, problems } = source;
  const fields: Record<string, FieldValue> = {};
  let invalid: Record<string, FieldValue> | undefined;
  const byName = new EntryList();
  const undeclared: YamlEntry[] = [];
  const entries = root?.kind === 'map' ? root.entries : [];
  if (root && root.kind !== 'map' && !(root.kind === 'scalar' && root.value === null)) {
    problems.push(notMap(path, head, root));
  }
  for (const entry of entries) {
    const spec = place.type.byWritten.get(entry.key);
    const name = spec?.name ?? entry.key;
    if (byName.has(name)) {
      problems.push(writtenTwice(path, head, entry, name));
      continue;
    }
    byName.add(name, entry);
    if (!spec) undeclared.push(entry);
    const value = spec ? readValue(entry.value, spec, spec.name, context) : plainValue(entry.value);
    if (value === misfit) {
      invalid ??= {};
      setOwn(invalid, name, plainValue(entry.value) ?? null);
    } else if (value !== undefined) setOwn(fields, name, value);
  }
  if (undeclared.length > 0) hintNearMisses(source, undeclared, byName);
  return { fields, invalid, entries: inOrder(byName, fields, invalid), undeclared, byName };
}

function inOrder(byName: EntryList, fields: FieldMap, invalid: FieldMap | undefined): YamlEntry[] {
  const ordered: YamlEntry[] = [];
  for (const name in fields) pushDefined(ordered, byName.get(name));
  if (invalid) for (const name in invalid) pushDefined(ordered, byName.get(name));
  return ordered;
}

function pushDefined(list: YamlEntry[], entry: YamlEntry | undefined): void {
  if (entry) list.push(entry);
}

/** A field under two of its names: the reader of YAML cannot see that, for the keys differ. */
function writtenTwice(path: string, head: string, entry: YamlEntry, name: string): Problem {
  return {
    path,
    range: rangeAt(head, entry.keyStart, entry.keyEnd),
    severity: 'warning',
    code: 'yaml-duplicate-key',
    message: `"${entry.key}" is ${name} once more; the first one counts`,
    fixes: [],
  };
}

function notMap(path: string, head: string, root: YamlNode): Problem {
  const message = 'The frontmatter must be a map of fields (name: value)';
  return {
    path,
    range: rangeAt(head, root.start, root.end),
    severity: 'error',
    code: 'yaml-not-map',
    message,
    fixes: [],
  };
}

function hintNearMisses(
  source: RecordSource,
  undeclared: readonly YamlEntry[],
  written: EntryList,
): void {
  const { place, path, head, problems } = source;
  for (const entry of undeclared) {
    const candidates = place.type.spec.fields.filter((field) => !written.has(field.name));
    const meant = nearestField(entry.key, candidates);
    if (!meant) continue;
    const name = meant.writtenAs[0] ?? meant.name;
    const range = rangeAt(head, entry.keyStart, entry.keyEnd);
    const fixes: readonly Fix[] = [
      { title: `Rename to ${name}`, safe: false, edits: [{ path, range, newText: name }] },
    ];
    const message = `"${entry.key}" is not a field of ${place.type.spec.label}: did you mean ${name}?`;
    problems.push({ path, range, severity: 'hint', code: 'field-unknown', message, fixes });
  }
}

function nearestField(key: string, candidates: readonly FieldSpec[]): FieldSpec | undefined {
  const name = nearest(
    key,
    candidates.map((field) => field.name),
  );
  return candidates.find((field) => field.name === name);
}

function fieldLinks(head: string, context: ReadContext): Link[] {
  return context.refs.map((ref) => {
    const range = rangeAt(head, ref.start, ref.end);
    return linkOf(ref.field, ref.raw, ref.key, range);
  });
}

function linkOf(field: string | undefined, raw: string, key: string, range: Range): Link {
  return {
    field,
    raw,
    key,
    line: range.start.line,
    column: range.start.column,
    endColumn: range.end.column,
  };
}

/** Wikilinks in fields that are not declared: foreign files use them as references. */
function undeclaredLinks(head: string, entries: readonly YamlEntry[]): Link[] {
  const links: Link[] = [];
  for (const entry of entries) {
    const from = entry.value.start;
    if (!head.slice(from, entry.value.end).includes('[[')) continue;
    for (const match of head.slice(from, entry.value.end).matchAll(/\[\[([^[\]\n]+)\]\]/g)) {
      const start = from + match.index;
      const key = refKey(match[0]);
      if (lastSegment(key) !== '')
        links.push(linkOf(entry.key, match[0], key, rangeAt(head, start, start + match[0].length)));
    }
  }
  return links;
}

function toProblem(path: string, head: string, issue: Issue): Problem {
  const { severity, code, message, fix } = issue;
  const range = issue.end > 0 ? rangeAt(head, issue.start, issue.end) : startOfFile;
  const fixes = fix
    ? [
        {
          title: fix.title,
          safe: fix.safe,
          edits: [{ path, range, newText: quoted(fix.newText, head, issue) }],
        },
      ]
    : [];
  return { path, range, severity, code, message, fixes };
}

/** A replacement keeps the quotes of what it replaces, and gets some where it would read as something else. */
function quoted(newText: string, head: string, issue: Issue): string {
  const first = head[issue.start];
  const like = first === '"' ? 'double' : first === "'" ? 'single' : 'plain';
  return /^\d{4}-\d{2}-\d{2}$/.test(newText) && like === 'plain'
    ? newText
    : scalarText(newText, { flow: false, like });
}
