/** `aliases:` of a type: `{canonical: written}`, the names under which this workspace writes built-in fields. */
import type { FieldSpec } from '../model/schema.ts';
import type { YamlEntry } from '../yaml/yamlNode.ts';
import type { ConfigReader } from './configReader.ts';
import { keyPlace, yamlText } from './configReader.ts';

/** The fields with their written names, the first of several preferred for writing. */
export function readAliases(
  reader: ConfigReader,
  entry: YamlEntry | undefined,
  fields: readonly FieldSpec[],
): readonly FieldSpec[] {
  if (!entry) return fields;
  const byName = new Map(fields.map((spec) => [spec.name, spec]));
  const owners = new Map<string, string>();
  for (const alias of reader.entries(entry.value, 'aliases')) {
    const spec = byName.get(alias.key);
    if (!spec) {
      reportUnknown(reader, alias, byName);
      continue;
    }
    const names = reader.texts(alias).filter((written) => {
      const owner = owners.get(written.text);
      if (owner !== undefined && owner !== spec.name) {
        reader.invalid(written, `"${written.text}" is already how ${owner} is written.`);
        return false;
      }
      owners.set(written.text, spec.name);
      return true;
    });
    if (names.length === 0) continue;
    byName.set(spec.name, { ...spec, writtenAs: [...new Set(names.map(({ text }) => text))] });
    for (const name of names) warnOfShadow(reader, name, spec, byName.get(name.text));
  }
  return fields.map((spec) => byName.get(spec.name) ?? spec);
}

/** A name that no field has; where the pair is the wrong way round, the fix turns it. */
function reportUnknown(
  reader: ConfigReader,
  alias: YamlEntry,
  byName: ReadonlyMap<string, FieldSpec>,
): void {
  const place = keyPlace(alias);
  const { value } = alias;
  if (value.kind === 'scalar' && byName.has(value.text)) {
    const message = `An alias is written canonical: as written, so ${value.text}: ${alias.key}.`;
    const turned = [
      { start: place.start, end: place.end, newText: value.text },
      { start: value.start, end: value.end, newText: yamlText(alias.key) },
    ];
    reader.report(place, 'warning', 'config-unknown', message, [
      { title: `Turn into ${value.text}: ${alias.key}`, safe: false, edits: turned },
    ]);
    return;
  }
  reader.unknown({ ...place, text: alias.key }, byName.keys(), 'The field', 'config-unknown');
}

function warnOfShadow(
  reader: ConfigReader,
  place: { readonly start: number; readonly end: number; readonly text: string },
  spec: FieldSpec,
  shadowed: FieldSpec | undefined,
): void {
  if (!shadowed || shadowed.name === spec.name) return;
  if (!shadowed.writtenAs.includes(shadowed.name)) return;
  reader.hint(
    place,
    `"${place.text}" now means ${spec.name}; the field ${shadowed.name} needs an alias to be written at all.`,
  );
}
