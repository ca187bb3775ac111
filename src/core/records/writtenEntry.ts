import type { FieldSpec } from '../model/schema.ts';
import type { YamlEntry, YamlNode } from '../yaml/yamlNode.ts';

/** The entry of a map that writes a field, by whichever of its names; undefined where there is none. */
export function writtenEntry(
  node: YamlNode | undefined,
  fields: readonly FieldSpec[],
  name: string,
): YamlEntry | undefined {
  if (node?.kind !== 'map') return undefined;
  const names = fields.find((field) => field.name === name)?.writtenAs ?? [];
  return (
    node.entries.find(({ key }) => names.includes(key)) ??
    node.entries.find(({ key }) => key === name)
  );
}
