import { nearest } from '../model/nearMiss.ts';
import type { Problem } from '../model/problem.ts';
import { rangeAt } from '../model/range.ts';
import type { FieldSpec, Person, Pipeline, Schema, TypeSpec } from '../model/schema.ts';
import { createTypeLocator } from '../schema/locateType.ts';
import type { YamlEntry, YamlNode } from '../yaml/yamlNode.ts';
import type { FileCheck } from './fileCheck.ts';
import { foldName } from '../model/foldName.ts';
import { lastSegment } from './refKey.ts';

/** A type prepared for reading many records. */
export interface TypeReader {
  readonly spec: TypeSpec;
  /** By every name under which this workspace may write a field. */
  readonly byWritten: ReadonlyMap<string, FieldSpec>;
  readonly required: readonly FieldSpec[];
  readonly checks: readonly FileCheck[];
}

/** What a file is: its type, and the id it gets there. */
export interface RecordPlace {
  readonly type: TypeReader;
  readonly id: string;
}

/** A schema prepared for reading many files. */
export interface RecordReader {
  readonly schema: Schema;
  /** True for files that may be records: they are read, the rest is not. */
  isCandidate(path: string): boolean;
  /** True for folders that may hold candidates. */
  entersFolder(folder: string): boolean;
  locate(path: string): RecordPlace | undefined;
  /** Outside mapped folders a frontmatter `type:` that names a type decides. */
  typeOfDocument(path: string, root: YamlNode | undefined): RecordPlace | undefined;
  /** Problems of a file that is no record: a `type:` that nearly names one. */
  problemsOfStray(path: string, text: string, root: YamlNode | undefined): readonly Problem[];
  readonly typeReaders: ReadonlyMap<string, TypeReader>;
  readonly findPerson: (text: string) => Person | undefined;
  pipeline(id: string | undefined): Pipeline | undefined;
}

export function createRecordReader(
  schema: Schema,
  checks: readonly FileCheck[] = [],
): RecordReader {
  const locator = createTypeLocator(schema);
  const typeReaders = new Map(
    schema.types.map((spec) => [spec.name, createTypeReader(spec, checks)]),
  );
  const pipelines = new Map(schema.pipelines.map((pipeline) => [pipeline.id, pipeline]));
  const strayId = (path: string): string => locator.idOf(path, '');
  return {
    schema,
    typeReaders,
    isCandidate: (path) => locator.isRecordFile(path),
    entersFolder: (folder) => locator.entersFolder(folder),
    locate(path) {
      const found = locator.typeOfPath(path);
      const type = found && typeReaders.get(found.type.name);
      return found && type && { type, id: locator.idOf(path, found.folder) };
    },
    typeOfDocument(path, root) {
      const entry = typeEntry(root);
      const type = entry?.value.kind === 'scalar' ? typeReaders.get(entry.value.text) : undefined;
      return type && { type, id: strayId(path) };
    },
    problemsOfStray(path, text, root) {
      return strayProblems(path, text, typeEntry(root), [...typeReaders.keys()]);
    },
    findPerson: createPersonFinder(schema.people),
    pipeline: (id) => (id === undefined ? schema.pipelines[0] : pipelines.get(id)),
  };
}

function typeEntry(root: YamlNode | undefined): YamlEntry | undefined {
  return root?.kind === 'map' ? root.entries.find((entry) => entry.key === 'type') : undefined;
}

function strayProblems(
  path: string,
  text: string,
  entry: YamlEntry | undefined,
  types: readonly string[],
): Problem[] {
  if (entry?.value.kind !== 'scalar') return [];
  const meant = nearest(entry.value.text, types);
  if (meant === undefined) return [];
  const range = rangeAt(text, entry.value.start, entry.value.end);
  const fixes = [
    { title: `Change to ${meant}`, safe: false, edits: [{ path, range, newText: meant }] },
  ];
  const message = `There is no type "${entry.value.text}": did you mean ${meant}?`;
  return [{ path, range, severity: 'hint', code: 'type-unknown', message, fixes }];
}

function createTypeReader(spec: TypeSpec, checks: readonly FileCheck[]): TypeReader {
  const byWritten = new Map<string, FieldSpec>();
  for (const field of spec.fields) {
    for (const name of field.writtenAs) if (!byWritten.has(name)) byWritten.set(name, field);
  }
  // The canonical name reads as well, unless this workspace uses that name for something else.
  for (const field of spec.fields) if (!byWritten.has(field.name)) byWritten.set(field.name, field);
  return {
    spec,
    byWritten,
    required: spec.fields.filter((field) => field.required),
    checks: checks.filter(({ type }) => type === spec.name),
  };
}

/** People by key, name, alias or e-mail, upper and lower case alike, also as wikilink. */
export function createPersonFinder(
  people: readonly Person[],
): (text: string) => Person | undefined {
  const index = new Map<string, Person>();
  const names = (person: Person): readonly (string | undefined)[] => [
    person.key,
    person.email,
    person.name,
    ...person.aliases,
  ];
  for (const person of people) {
    for (const name of names(person)) {
      if (name !== undefined && !index.has(foldName(name))) index.set(foldName(name), person);
    }
  }
  return (text) => index.get(text) ?? index.get(foldName(plainName(text)));
}

/** Without the `@` of a mention and the brackets, folders and alias of a wikilink. */
function plainName(text: string): string {
  if (text.startsWith('@')) return text.slice(1);
  const link = /^\[\[([^\]|#]+)(?:[|#][^\]]*)?\]\]$/.exec(text);
  return link?.[1] === undefined ? text : lastSegment(link[1].trim());
}
