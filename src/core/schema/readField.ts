/** Definitions of fields in crm.yaml: new ones, and changes to built-in ones. */
import type { EnumOption, FieldKind, FieldSpec } from '../model/schema.ts';
import type { YamlEntry, YamlNode } from '../yaml/yamlNode.ts';
import { checkPattern } from './checkPattern.ts';
import type { ConfigReader } from './configReader.ts';
import { isEmptyNode, keyPlace, valuePlace } from './configReader.ts';
import { plainField } from './fieldBuilder.ts';
import { identifierOf, isIdentifier, reservedNames } from './names.ts';
import { humanize } from './words.ts';

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

const settingNames = [
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

type Settings = ReadonlyMap<(typeof settingNames)[number], YamlEntry>;

/** Kinds whose values are text without a meaning of their own: a workspace may say more exactly what they are. */
const openKinds: ReadonlySet<FieldKind> = new Set<FieldKind>(['string', 'text', 'any']);
const patternKinds: ReadonlySet<FieldKind> = new Set<FieldKind>([
  'string',
  'text',
  'url',
  'email',
  'phone',
  'topic',
]);
const numericKinds: ReadonlySet<FieldKind> = new Set<FieldKind>(['number', 'integer', 'percent']);

/**
 * The fields of a type or map after `fields:`: those of `base` in their order with what crm.yaml changes,
 * then the new ones. `typeNames` are the types that references may lead to.
 */
export function readFields(
  reader: ConfigReader,
  node: YamlNode,
  base: readonly FieldSpec[],
  typeNames: readonly string[],
): readonly FieldSpec[] {
  const fields = new Map(base.map((spec) => [spec.name, spec]));
  const written = new Set<string>();
  for (const entry of reader.entries(node, 'fields')) {
    const name = fieldName(reader, entry);
    if (name === undefined) continue;
    if (written.has(name)) {
      reader.invalid(keyPlace(entry), `The field ${name} is defined twice.`);
      continue;
    }
    written.add(name);
    const spec = readField(reader, entry, fields.get(name) ?? plainField(name, 'any'), typeNames);
    fields.set(name, entry.key === name ? spec : { ...spec, writtenAs: [entry.key] });
  }
  return [...fields.values()];
}

/** The canonical name of a field; one that expressions could not name is put right, with a problem. */
function fieldName(reader: ConfigReader, entry: YamlEntry): string | undefined {
  const { key } = entry;
  if (isIdentifier(key)) {
    const meaning = reservedNames[key];
    if (meaning !== undefined) {
      reader.hint(
        keyPlace(entry),
        `${key} is also ${meaning}; in expressions and JSON that meaning comes first.`,
      );
    }
    return key;
  }
  const name = identifierOf(key);
  const message =
    name === undefined
      ? `"${key}" cannot be the name of a field: a to z, 0 to 9 and _ only, a letter first.`
      : `"${key}" cannot be the name of a field: call it ${name}, and say under aliases that it is written "${key}".`;
  reader.invalid(keyPlace(entry), message, name);
  return name;
}

function readField(
  reader: ConfigReader,
  entry: YamlEntry,
  base: FieldSpec,
  typeNames: readonly string[],
): FieldSpec {
  const { value } = entry;
  if (isEmptyNode(value)) return base;
  if (value.kind === 'scalar') return shorthand(reader, entry, base);
  const settings = reader.settings(value, `Field ${entry.key}`, settingNames);
  const spec = withKind(reader, settings, base);
  const parts: readonly Partial<FieldSpec>[] = [
    { required: reader.flag(settings.get('required')) ?? base.required },
    { recommended: reader.flag(settings.get('recommended')) ?? base.recommended },
    { unique: reader.flag(settings.get('unique')) ?? base.unique },
    { label: reader.text(settings.get('label')) ?? base.label },
    { description: reader.text(settings.get('description')) ?? base.description },
    readOptions(reader, settings, spec),
    readTargets(reader, settings, spec, typeNames),
    readInner(reader, settings, spec, typeNames),
    readPattern(reader, settings, spec),
    readLimits(reader, settings, spec),
  ];
  const whole: FieldSpec = Object.assign({}, spec, ...parts);
  if (whole.kind !== 'enum' || whole.options.length > 0) return whole;
  if (!settings.has('options')) {
    reader.invalid(keyPlace(entry), `The enum ${entry.key} needs options.`);
  }
  return { ...whole, kind: 'string' };
}

/** `nps: number`. */
function shorthand(reader: ConfigReader, entry: YamlEntry, base: FieldSpec): FieldSpec {
  const kind = readKind(reader, entry);
  if (kind === undefined) return base;
  if (kind === 'enum') {
    reader.invalid(
      valuePlace(entry),
      `The enum ${entry.key} needs options, as in {type: enum, options: [a, b]}.`,
    );
    return base;
  }
  return changeKind(reader, entry, base, kind === 'list' ? 'string' : kind, kind === 'list');
}

function readKind(
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
function withKind(reader: ConfigReader, settings: Settings, base: FieldSpec): FieldSpec {
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

function impliedKind(settings: Settings, base: FieldSpec): FieldKind | undefined {
  if (!openKinds.has(base.kind)) return undefined;
  if (settings.has('options')) return 'enum';
  if (settings.has('to')) return 'ref';
  if (settings.has('fields')) return 'map';
  return settings.has('min') || settings.has('max') ? 'number' : undefined;
}

/** Built-in fields mean something to reports: text may become more exact, everything else stays what it is. */
function changeKind(
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

function readOptions(
  reader: ConfigReader,
  settings: Settings,
  spec: FieldSpec,
): Partial<FieldSpec> {
  const entry = settings.get('options');
  if (!entry || isEmptyNode(entry.value)) return {};
  if (spec.kind !== 'enum') {
    reader.invalid(
      keyPlace(entry),
      `Only an enum has options; this field is of type ${spec.kind}.`,
    );
    return {};
  }
  const options: EnumOption[] = [];
  for (const { option, node } of optionNodes(reader, entry)) {
    if (!options.some((other) => other.value === option.value)) options.push(option);
    else reader.invalid(node, `The option ${option.value} is there twice.`);
  }
  if (options.length === 0) reader.invalid(valuePlace(entry), 'There is no option to choose from.');
  return { options };
}

interface OptionNode {
  readonly option: EnumOption;
  readonly node: YamlNode;
}

/** `[a, b]`, `{a: Label, b: Label}` or `[{value: a, label: Label}]`. */
function optionNodes(reader: ConfigReader, entry: YamlEntry): readonly OptionNode[] {
  const { value } = entry;
  if (value.kind === 'map') {
    return value.entries.map((option) => ({
      option: { value: option.key, label: reader.text(option) ?? humanize(option.key) },
      node: option.value,
    }));
  }
  if (value.kind !== 'list') {
    reader.invalid(value, 'options must be a list, as in [a, b, c].');
    return [];
  }
  return value.items.flatMap((node): readonly OptionNode[] => {
    if (node.kind === 'scalar' && !isEmptyNode(node)) {
      return [{ option: { value: node.text, label: humanize(node.text) }, node }];
    }
    if (node.kind === 'map') {
      const settings = reader.settings(node, 'An option', ['value', 'label']);
      const text = reader.text(settings.get('value'));
      if (text !== undefined) {
        const label = reader.text(settings.get('label')) ?? humanize(text);
        return [{ option: { value: text, label }, node }];
      }
    }
    reader.invalid(node, 'An option is a word, or {value: word, label: text}.');
    return [];
  });
}

function readTargets(
  reader: ConfigReader,
  settings: Settings,
  spec: FieldSpec,
  typeNames: readonly string[],
): Partial<FieldSpec> {
  const entry = settings.get('to');
  if (!entry) return {};
  if (spec.kind !== 'ref') {
    reader.invalid(
      keyPlace(entry),
      `Only a ref leads to a type; this field is of type ${spec.kind}.`,
    );
    return {};
  }
  const to = reader.texts(entry).filter((target) => {
    if (target.text === 'any') return false;
    if (typeNames.includes(target.text)) return true;
    reader.unknown(target, typeNames, 'The type');
    return false;
  });
  return { to: [...new Set(to.map((target) => target.text))] };
}

function readInner(
  reader: ConfigReader,
  settings: Settings,
  spec: FieldSpec,
  typeNames: readonly string[],
): Partial<FieldSpec> {
  const entry = settings.get('fields');
  if (!entry) return {};
  if (spec.kind !== 'map') {
    reader.invalid(keyPlace(entry), `Only a map has fields; this field is of type ${spec.kind}.`);
    return {};
  }
  return { fields: readFields(reader, entry.value, spec.fields, typeNames) };
}

function readPattern(
  reader: ConfigReader,
  settings: Settings,
  spec: FieldSpec,
): Partial<FieldSpec> {
  const entry = settings.get('pattern');
  const pattern = reader.text(entry);
  if (pattern === undefined || !entry) return {};
  const reason = patternKinds.has(spec.kind)
    ? checkPattern(pattern)
    : `A field of type ${spec.kind} cannot have a pattern.`;
  if (reason === undefined) return { pattern };
  reader.invalid(valuePlace(entry), reason);
  return {};
}

function readLimits(reader: ConfigReader, settings: Settings, spec: FieldSpec): Partial<FieldSpec> {
  const entries = [settings.get('min'), settings.get('max')].filter((entry) => entry !== undefined);
  const [entry] = entries;
  if (!entry) return {};
  if (!numericKinds.has(spec.kind)) {
    reader.invalid(keyPlace(entry), `A field of type ${spec.kind} cannot have limits.`);
    return {};
  }
  const min = reader.number(settings.get('min'), { percent: spec.kind === 'percent' }) ?? spec.min;
  const max = reader.number(settings.get('max'), { percent: spec.kind === 'percent' }) ?? spec.max;
  if (min !== undefined && max !== undefined && min > max) {
    reader.invalid(valuePlace(entry), `The least value ${min} is above the greatest ${max}.`);
    return {};
  }
  return { ...(min !== undefined && { min }), ...(max !== undefined && { max }) };
}
