import { yamlError } from './yamlProblem.ts';
import type { YamlFix, YamlProblem } from './yamlProblem.ts';
import type { YamlEntry } from './yamlNode.ts';

/**
 * The problem of a second entry of one key in one map: the first one counts.
 *
 * @param source the text that holds both; `base` is its offset in the file
 */
export function duplicateKey(
  first: YamlEntry | undefined,
  second: YamlEntry,
  source: string,
  base: number,
): YamlProblem {
  const { key, keyStart, keyEnd } = second;
  const message = `"${key}" is written twice in one map; the first one counts.`;
  const fix = first === undefined ? undefined : removal(first, second, source, base);
  return yamlError('yaml-duplicate-key', message, keyStart, keyEnd, fix === undefined ? [] : [fix]);
}

/** Removes the lines of the second entry, where it has lines of its own; safe where it says the same as the first. */
function removal(
  first: YamlEntry,
  second: YamlEntry,
  source: string,
  base: number,
): YamlFix | undefined {
  const keyAt = second.keyStart - base;
  const lineStart = keyAt === 0 ? 0 : source.lastIndexOf('\n', keyAt - 1) + 1;
  if (source.slice(lineStart, keyAt).trim() !== '') return undefined;
  const valueEnd = second.value.end - base;
  const lineEnd = source.indexOf('\n', valueEnd);
  const end = lineEnd < 0 ? source.length : lineEnd + 1;
  const rest = source.slice(valueEnd, end).trim();
  if (rest !== '' && !rest.startsWith('#')) return undefined;
  const same = writtenValue(first, source, base) === writtenValue(second, source, base);
  return {
    title: `Remove the second "${second.key}"`,
    safe: same && rest === '',
    edits: [{ start: base + lineStart, end: base + end, newText: '' }],
  };
}

function writtenValue({ keyEnd, value }: YamlEntry, source: string, base: number): string {
  return source.slice(keyEnd - base, value.end - base);
}
