/** `types:` of crm.yaml: what it adds to the built-in types, and types of the workspace's own. */
import type { FieldSpec, Person, Pipeline, TypeSpec } from '../model/schema.ts';
import { nearest } from '../model/nearMiss.ts';
import type { YamlEntry } from '../yaml/yamlNode.ts';
import { builtinTypes } from './builtinTypes.ts';
import { commonFields } from './builtinTypesCommon.ts';
import type { ConfigReader } from './configReader.ts';
import { isEmptyNode, keyPlace, replace, valuePlace } from './configReader.ts';
import { parseFolder } from './folderPath.ts';
import { identifierOf, isIdentifier } from './names.ts';
import { readAliases } from './readAliases.ts';
import { readFields } from './readField.ts';
import { readTitle } from './readTitle.ts';
import { readValues } from './readValues.ts';
import { settleFolders } from './settleFolders.ts';
import { collectionName, humanize, pluralize } from './words.ts';

export interface TypesContext {
  readonly reader: ConfigReader;
  readonly pipelines: readonly Pipeline[];
  readonly people: readonly Person[];
}

const settingNames = [
  'folder',
  'label',
  'plural',
  'icon',
  'description',
  'shard',
  'title',
  'fields',
  'aliases',
  'values',
] as const;

/** A type with the place where crm.yaml says its folder, if it does. */
export interface FolderClaim {
  readonly type: TypeSpec;
  readonly entry: YamlEntry | undefined;
}

/** Built-in types first, then the workspace's own in the order of crm.yaml. */
export function readTypes(
  context: TypesContext,
  entry: YamlEntry | undefined,
): readonly TypeSpec[] {
  const { reader } = context;
  const written = namedEntries(reader, entry ? reader.entries(entry.value, 'types') : []);
  const builtinNames = builtinTypes.map((type) => type.name);
  const ownNames = [...written.keys()].filter((name) => !builtinNames.includes(name));
  const typeNames = [...builtinNames, ...ownNames];
  const bases = [...builtinTypes, ...ownNames.map(ownType)];
  const claims = bases.map((base): FolderClaim => {
    const settings = written.get(base.name);
    return settings
      ? readType(context, settings, base, typeNames)
      : { type: base, entry: undefined };
  });
  return settleFolders(reader, claims);
}

function ownType(name: string): TypeSpec {
  return {
    name,
    label: humanize(name),
    plural: humanize(pluralize(name)),
    icon: 'symbol-misc',
    folder: pluralize(name),
    description: '',
    fields: [],
    shard: 'none',
    builtin: false,
  };
}

/** The settings of each type by its name, names that cannot be used put right with a problem. */
function namedEntries(
  reader: ConfigReader,
  entries: readonly YamlEntry[],
): ReadonlyMap<string, YamlEntry> {
  const named = new Map<string, YamlEntry>();
  for (const entry of entries) {
    const name = typeName(reader, entry);
    if (name === undefined) continue;
    if (named.has(name)) reader.invalid(keyPlace(entry), `The type ${name} is defined twice.`);
    else named.set(name, entry);
  }
  return named;
}

function typeName(reader: ConfigReader, entry: YamlEntry): string | undefined {
  const { key } = entry;
  const place = keyPlace(entry);
  const name = isIdentifier(key) ? key : identifierOf(key);
  if (name === undefined) {
    reader.invalid(
      place,
      `"${key}" cannot be the name of a type: a to z, 0 to 9 and _ only, a letter first; give any name as its label.`,
    );
    return undefined;
  }
  if (name !== key) {
    reader.invalid(place, `A type is named in small letters: ${name}, not "${key}".`, name, true);
  }
  if (builtinTypes.some((type) => type.name === name)) return name;
  const plural = builtinTypes.find((type) => collectionName(type) === name);
  if (plural) {
    const fixes = [replace(place, plural.name, false)];
    const message = `A type is named in the singular: ${plural.name}, not "${key}".`;
    reader.report(place, 'warning', 'config-unknown', message, fixes);
    return plural.name;
  }
  const meant = nearest(
    name,
    builtinTypes.map((type) => type.name),
    1,
  );
  if (meant !== undefined) {
    const message = `${name} becomes a type of your own; the built-in type is called ${meant}.`;
    reader.report(place, 'hint', 'config-unknown', message, [replace(place, meant, false)]);
  }
  return name;
}

function readType(
  context: TypesContext,
  entry: YamlEntry,
  base: TypeSpec,
  typeNames: readonly string[],
): FolderClaim {
  const { reader } = context;
  const settings = reader.settings(entry.value, `Type ${entry.key}`, settingNames);
  const label = reader.text(settings.get('label')) ?? base.label;
  const newPlural = label === base.label ? base.plural : pluralize(label);
  const folderEntry = settings.get('folder');
  const folder = readFolder(reader, folderEntry);
  const declared = readTypeFields(reader, settings.get('fields'), base, typeNames);
  const aliased = readAliases(reader, settings.get('aliases'), declared);
  const fields = readValues(context, settings.get('values'), aliased);
  const title = readTitle(reader, settings.get('title'), fields);
  const type: TypeSpec = {
    ...base,
    label,
    plural: reader.text(settings.get('plural')) ?? newPlural,
    icon: readIcon(reader, settings.get('icon')) ?? base.icon,
    description: reader.text(settings.get('description')) ?? base.description,
    folder: folder ?? base.folder,
    fields,
    shard: reader.word(settings.get('shard'), ['year', 'month', 'none'] as const) ?? base.shard,
    ...(title !== undefined && { title }),
  };
  return { type, entry: folder === undefined ? undefined : folderEntry };
}

/** The fields of a type: its own, then those that crm.yaml adds, then those that every type has. */
function readTypeFields(
  reader: ConfigReader,
  entry: YamlEntry | undefined,
  base: TypeSpec,
  typeNames: readonly string[],
): readonly FieldSpec[] {
  const start = base.builtin ? base.fields : commonFields([], 'name');
  if (!entry) return start;
  const fields = readFields(reader, entry.value, start, typeNames);
  if (base.builtin) return commonLast(fields, start);
  const written = entry.value.kind === 'map' ? entry.value.entries.map(({ key }) => key) : [];
  const placeOf = (spec: FieldSpec): number => written.indexOf(spec.writtenAs[0] ?? spec.name);
  const own = fields.filter((spec) => placeOf(spec) >= 0).sort((a, b) => placeOf(a) - placeOf(b));
  const rest = fields.filter((spec) => placeOf(spec) < 0);
  const hasTitle = own.some((spec) => spec.name === 'title');
  const naming = rest.filter((spec) => spec.name === 'name' && !hasTitle);
  return [...naming, ...own, ...rest.filter((spec) => spec.name !== 'name')];
}

/** Puts fields that were added in front of the common ones at the end. */
function commonLast(
  fields: readonly FieldSpec[],
  before: readonly FieldSpec[],
): readonly FieldSpec[] {
  const common = new Set(commonFields([]).map((spec) => spec.name));
  const tail = before.findLastIndex((spec) => !common.has(spec.name)) + 1;
  return [
    ...fields.slice(0, tail),
    ...fields.slice(before.length),
    ...fields.slice(tail, before.length),
  ];
}

/** A folder below the root; `""` is no folder: then only `type:` in the frontmatter makes a record of it. */
function readFolder(reader: ConfigReader, entry: YamlEntry | undefined): string | undefined {
  if (!entry || isEmptyNode(entry.value)) return undefined;
  if (entry.value.kind === 'scalar' && entry.value.text === '') return '';
  const text = reader.text(entry);
  if (text === undefined) return undefined;
  const { path, reason = '' } = parseFolder(text);
  if (path === undefined) {
    reader.invalid(valuePlace(entry), reason);
    return undefined;
  }
  const hidden = path.split('/').find((part) => part.startsWith('.') && part !== '.');
  if (hidden !== undefined || path.split('/').includes('node_modules')) {
    reader.invalid(
      valuePlace(entry),
      `${hidden ?? 'node_modules'} is never read: take another folder.`,
    );
    return undefined;
  }
  return path;
}

function readIcon(reader: ConfigReader, entry: YamlEntry | undefined): string | undefined {
  const text = reader.text(entry);
  if (text === undefined || !entry) return undefined;
  const name = text.replace(/^\$\((.*)\)$/, '$1');
  if (/^[a-z][a-z0-9-]*$/.test(name)) return name;
  reader.invalid(
    valuePlace(entry),
    `"${text}" is not the name of a codicon, as in rocket or symbol-misc.`,
  );
  return undefined;
}
