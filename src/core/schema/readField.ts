/** Definitions of fields in crm.yaml: new ones, and changes to built-in ones. */
import type { FieldSpec } from '../model/schema.ts';
import type { YamlEntry, YamlNode } from '../yaml/yamlNode.ts';
import type { ConfigReader } from './configReader.ts';
import { isEmptyNode, keyPlace, valuePlace } from './configReader.ts';
import { plainField } from './fieldBuilder.ts';
import type { FieldSettings } from './fieldKind.ts';
import { changeKind, fieldSettings, readKind, withKind } from './fieldKind.ts';
import { readLimits, readOptions, readPattern, readTargets } from './fieldLimits.ts';
import { identifierOf, isIdentifier, reservedNames } from './names.ts';

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
  const settings = reader.settings(value, `Field ${entry.key}`, fieldSettings);
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

function readInner(
  reader: ConfigReader,
  settings: FieldSettings,
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
