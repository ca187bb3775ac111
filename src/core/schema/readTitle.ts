/** `title:` of a type: the template of what its records are called. */
import { nearest } from '../model/nearMiss.ts';
import type { FieldSpec } from '../model/schema.ts';
import type { YamlEntry } from '../yaml/yamlNode.ts';
import type { ConfigReader } from './configReader.ts';
import { replace, valuePlace } from './configReader.ts';
import { parseTitleTemplate } from './titleTemplate.ts';

/**
 * The template with canonical names, whichever way crm.yaml writes them. A field that is not declared
 * may be named: it is kept, so it can be shown.
 */
export function readTitle(
  reader: ConfigReader,
  entry: YamlEntry | undefined,
  fields: readonly FieldSpec[],
): string | undefined {
  const template = reader.text(entry);
  if (template === undefined || !entry) return undefined;
  const place = valuePlace(entry);
  const { parts, reason } = parseTitleTemplate(template);
  if (reason !== undefined) {
    reader.invalid(place, reason);
    return undefined;
  }
  const canonical = new Map(
    fields.flatMap((spec) => spec.writtenAs.map((written) => [written, spec.name] as const)),
  );
  for (const { name } of fields) if (!canonical.has(name)) canonical.set(name, name);
  for (const part of parts) {
    if (part.kind === 'text') continue;
    const name = part.path[0] ?? '';
    if (canonical.has(name)) continue;
    const meant = nearest(name, canonical.keys());
    if (meant === undefined) continue;
    const start = nameStart(entry, template, part.start);
    const where = start === undefined ? place : { start, end: start + name.length };
    const fixes = start === undefined ? [] : [replace(where, meant, false)];
    const message = `{{${name}}} is not a field of this type: did you mean ${meant}?`;
    reader.report(where, 'warning', 'template-invalid', message, fixes);
  }
  const texts = parts.map((part) => {
    if (part.kind === 'text') return part.text;
    const [first = '', ...inner] = part.path;
    return `{{${[canonical.get(first) ?? first, ...inner].join('.')}}}`;
  });
  return texts.join('');
}

/** The offset of a name within the file, where the template stands there letter by letter. */
function nameStart(entry: YamlEntry, template: string, offset: number): number | undefined {
  const { value } = entry;
  if (value.kind !== 'scalar') return undefined;
  const quotes = value.end - value.start - template.length;
  if (quotes !== 0 && quotes !== 2) return undefined;
  return value.start + quotes / 2 + offset;
}
