/** `policy:`, `rates:` and `ignore:` of crm.yaml. */
import type { Policy } from '../model/schema.ts';
import type { YamlEntry } from '../yaml/yamlNode.ts';
import type { ConfigReader } from './configReader.ts';
import { keyPlace, valuePlace } from './configReader.ts';
import { parseFolder } from './folderPath.ts';
import { checkGlob } from './ignoreGlob.ts';

export function readPolicy(
  reader: ConfigReader,
  entry: YamlEntry | undefined,
  typeNames: readonly string[],
): Policy {
  if (!entry) return { staleAfter: {} };
  const settings = reader.settings(entry.value, 'policy', ['max_touches_per_30d', 'stale_after']);
  const maxTouchesPer30Days = reader.number(settings.get('max_touches_per_30d'), {
    min: 0,
    integer: true,
  });
  const staleAfter = readStaleAfter(reader, settings.get('stale_after'), typeNames);
  return maxTouchesPer30Days === undefined ? { staleAfter } : { maxTouchesPer30Days, staleAfter };
}

function readStaleAfter(
  reader: ConfigReader,
  entry: YamlEntry | undefined,
  typeNames: readonly string[],
): Readonly<Record<string, number>> {
  const ages = new Map<string, number>();
  for (const age of entry ? reader.entries(entry.value, 'stale_after') : []) {
    if (!typeNames.includes(age.key)) {
      reader.unknown({ ...keyPlace(age), text: age.key }, typeNames, 'The type', 'config-unknown');
      continue;
    }
    const seconds = reader.duration(age);
    if (seconds !== undefined) ages.set(age.key, seconds);
  }
  return Object.fromEntries(ages);
}

/** Path of the rates file; one outside of the workspace is refused. */
export function readRatesPath(
  reader: ConfigReader,
  entry: YamlEntry | undefined,
): string | undefined {
  const text = reader.text(entry);
  if (text === undefined || !entry) return undefined;
  const parsed = parseFolder(text);
  if (parsed.path !== undefined && parsed.path !== '.' && parsed.path !== '') return parsed.path;
  reader.invalid(valuePlace(entry), parsed.reason ?? 'rates must name a file, as in rates.csv.');
  return undefined;
}

export function readIgnore(reader: ConfigReader, entry: YamlEntry | undefined): readonly string[] {
  return reader.texts(entry).flatMap((glob) => {
    const reason = checkGlob(glob.text);
    if (reason === undefined) return [glob.text];
    reader.invalid(glob, reason);
    return [];
  });
}
