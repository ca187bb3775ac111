/** What kind of values a field has, as crm.yaml says or implies it. */
import type { FieldKind, FieldSpec } from '../model/schema.ts';
import type { YamlEntry } from '../yaml/yamlNode.ts';
import type { ConfigReader } from './configReader.ts';
import { keyPlace, valuePlace } from './configReader.ts';

/** Every kind of field. */
export const fieldKinds = [
  'string',
  'text',
  'number',
  'integer',
  'boolean',
  'date',
  'datetime',
  'duration',
  'percent',
  'money',
  'enum',
  'stage',
  'pipeline',
  'ref',
  'person',
  'topic',
  'expression',
  'url',
  'email',
  'phone',
  'map',
  'any',
] as const satisfies readonly FieldKind[];

/** Words of other programs for our kinds: only to say what was meant. */
const kindSynonyms: Readonly<Record<string, FieldKind>> = {
  str: 'string',
  varchar: 'string',
  markdown: 'text',
  int: 'integer',
  float: 'number',
  decimal: 'number',
  double: 'number',
  currency: 'money',
  bool: 'boolean',
  checkbox: 'boolean',
  timestamp: 'datetime',
  time: 'datetime',
  percentage: 'percent',
  select: 'enum',
  choice: 'enum',
  dropdown: 'enum',
  reference: 'ref',
  link: 'ref',
  relation: 'ref',
  lookup: 'ref',
  user: 'person',
  people: 'person',
  object: 'map',
  dict: 'map',
};

/** What a definition of a field may say. */
export const fieldSettings = [
  'type',
  'of',
  'list',
  'to',
  'options',
  'required',
  'recommended',
  'unique',
  'label',
  'description',
  'pattern',
  'min',
  'max',
  'fields',
] as const;

export type FieldSettings = ReadonlyMap<(typeof fieldSettings)[number], YamlEntry>;

/** Kinds whose values are text without a meaning of their own: a workspace may say more exactly what they are. */
const openKinds: ReadonlySet<FieldKind> = new Set<FieldKind>(['string', 'text', 'any']);
export function readKind(
  reader: ConfigReader,
  entry: YamlEntry | undefined,
): FieldKind | 'list' | undefined {
  const text = reader.text(entry);
  if (text === undefined || !entry) return undefined;
  const kind = ([...fieldKinds, 'list'] as const).find((known) => known === text);
  if (kind !== undefined) return kind;
  const place = valuePlace(entry);
  const meant = Object.hasOwn(kindSynonyms, text.toLowerCase())
    ? kindSynonyms[text.toLowerCase()]
    : undefined;
  if (meant === undefined) reader.unknown({ ...place, text }, fieldKinds, 'The type of field');
  else reader.invalid(place, `The type of field "${text}" is called ${meant} here.`, meant, true);
  return undefined;
}

/** Kind and list-ness: as said, else as the other settings imply, else as it was. */
export function withKind(
  reader: ConfigReader,
  settings: FieldSettings,
  base: FieldSpec,
): FieldSpec {
  const typeEntry = settings.get('type');
  const ofEntry = settings.get('of');
  const said = readKind(reader, typeEntry);
  const of = readKind(reader, ofEntry);
  const isList = reader.flag(settings.get('list')) ?? (said === 'list' ? true : base.list);
  if (ofEntry && said !== 'list') {
    reader.invalid(keyPlace(ofEntry), 'of says what a list holds: it needs type: list.');
  }
  const implied = impliedKind(settings, base);
  const kind =
    said === 'list'
      ? of !== undefined && of !== 'list'
        ? of
        : (implied ?? (openKinds.has(base.kind) ? 'string' : base.kind))
      : (said ?? implied ?? base.kind);
  const place = typeEntry ?? settings.get('list') ?? settings.get('options') ?? settings.get('to');
  return place ? changeKind(reader, place, base, kind, isList) : { ...base, kind };
}

function impliedKind(settings: FieldSettings, base: FieldSpec): FieldKind | undefined {
  if (!openKinds.has(base.kind)) return undefined;
  if (settings.has('options')) return 'enum';
  if (settings.has('to')) return 'ref';
  if (settings.has('fields')) return 'map';
  return settings.has('min') || settings.has('max') ? 'number' : undefined;
}

/** Built-in fields mean something to reports: text may become more exact, everything else stays what it is. */
export function changeKind(
  reader: ConfigReader,
  entry: YamlEntry,
  base: FieldSpec,
  kind: FieldKind,
  isList: boolean,
): FieldSpec {
  const keepsKind = kind === base.kind || openKinds.has(base.kind);
  if (base.builtin && (!keepsKind || isList !== base.list)) {
    const form = base.list ? `a list of ${base.kind}` : base.kind;
    reader.invalid(
      valuePlace(entry),
      `${base.name} is built in as ${form}, and reports rely on that.`,
    );
    return base;
  }
  return { ...base, kind, list: isList };
}
