/** What the values of a field are limited to: options, targets, pattern, least and greatest. */
import type { EnumOption, FieldKind, FieldSpec } from '../model/schema.ts';
import type { YamlEntry, YamlNode } from '../yaml/yamlNode.ts';
import { checkPattern } from './checkPattern.ts';
import type { ConfigReader } from './configReader.ts';
import { isEmptyNode, keyPlace, valuePlace } from './configReader.ts';
import type { FieldSettings } from './fieldKind.ts';
import { humanize } from './words.ts';

const patternKinds: ReadonlySet<FieldKind> = new Set<FieldKind>([
  'string',
  'text',
  'url',
  'email',
  'phone',
  'topic',
]);
const numericKinds: ReadonlySet<FieldKind> = new Set<FieldKind>(['number', 'integer', 'percent']);

export function readOptions(
  reader: ConfigReader,
  settings: FieldSettings,
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

export function readTargets(
  reader: ConfigReader,
  settings: FieldSettings,
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

export function readPattern(
  reader: ConfigReader,
  settings: FieldSettings,
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

export function readLimits(
  reader: ConfigReader,
  settings: FieldSettings,
  spec: FieldSpec,
): Partial<FieldSpec> {
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
