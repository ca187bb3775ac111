/** `values:` of a type: `{field: {Written: canonical}}`, the words under which this workspace writes values. */
import type { FieldKind, FieldSpec } from '../model/schema.ts';
import type { YamlEntry } from '../yaml/yamlNode.ts';
import type { ConfigReader } from './configReader.ts';
import { keyPlace, valuePlace } from './configReader.ts';
import type { TypesContext } from './readTypes.ts';

export function readValues(
  context: TypesContext,
  entry: YamlEntry | undefined,
  fields: readonly FieldSpec[],
): readonly FieldSpec[] {
  if (!entry) return fields;
  const { reader } = context;
  const byName = new Map(fields.map((spec) => [spec.name, spec]));
  for (const translation of reader.entries(entry.value, 'values')) {
    const spec = byName.get(translation.key) ?? writtenField(fields, translation.key);
    if (!spec) {
      const place = { ...keyPlace(translation), text: translation.key };
      reader.unknown(place, byName.keys(), 'The field', 'config-unknown');
      continue;
    }
    const current = byName.get(spec.name) ?? spec;
    byName.set(spec.name, { ...current, values: readWords(context, translation, current) });
  }
  return fields.map((spec) => byName.get(spec.name) ?? spec);
}

function writtenField(fields: readonly FieldSpec[], name: string): FieldSpec | undefined {
  return fields.find((spec) => spec.writtenAs.includes(name));
}

/** Kinds whose values are words. */
const wordKinds: ReadonlySet<FieldKind> = new Set<FieldKind>([
  'string',
  'enum',
  'stage',
  'pipeline',
  'person',
  'topic',
  'boolean',
]);

function readWords(
  context: TypesContext,
  entry: YamlEntry,
  spec: FieldSpec,
): Readonly<Record<string, string>> {
  const { reader } = context;
  if (!wordKinds.has(spec.kind)) {
    reader.invalid(keyPlace(entry), `Values of a field of type ${spec.kind} cannot be translated.`);
    return spec.values;
  }
  const known = canonicalValues(context, spec);
  const words = new Map(Object.entries(spec.values));
  for (const word of reader.entries(entry.value, entry.key)) {
    const canonical = reader.text(word);
    if (canonical === undefined) continue;
    if (known && !known.includes(canonical)) reportUnknownValue(reader, word, canonical, known);
    else words.set(word.key, canonical);
  }
  return Object.fromEntries(words);
}

/** What a translation may lead to; undefined where any word will do. */
function canonicalValues(context: TypesContext, spec: FieldSpec): readonly string[] | undefined {
  switch (spec.kind) {
    case 'enum':
      return spec.options.map((option) => option.value);
    case 'stage':
      return context.pipelines.flatMap((pipeline) => pipeline.stages.map((stage) => stage.id));
    case 'pipeline':
      return context.pipelines.map((pipeline) => pipeline.id);
    case 'person':
      return context.people.map((person) => person.key);
    case 'boolean':
      return ['true', 'false'];
    default:
      return undefined;
  }
}

function reportUnknownValue(
  reader: ConfigReader,
  word: YamlEntry,
  canonical: string,
  known: readonly string[],
): void {
  const place = { ...valuePlace(word), text: canonical };
  if (known.includes(word.key)) {
    const message = `A translation is written as written: canonical, so ${canonical}: ${word.key}.`;
    reader.invalid(place, message);
  } else reader.unknown(place, known, 'The value');
}
