import { maximumYamlLength } from './limits.ts';
import { readYamlFast } from './readYamlFast.ts';
import { readYamlFully } from './readYamlFully.ts';
import { yamlError } from './yamlProblem.ts';
import type { YamlProblem, YamlRead } from './yamlProblem.ts';

const noProblems: readonly YamlProblem[] = [];

/**
 * Reads the YAML between two offsets of a text into a tree with places. Never throws: a mistake is a problem, and
 * what can be read around it is read. YAML 1.2, core schema (plainScalar.ts); of two entries of one key the first
 * counts; aliases are replaced by what they stand for; tags beyond the core schema change nothing.
 */
export function readYaml(text: string, start: number, end: number): YamlRead {
  if (end - start > maximumYamlLength) return readBeginning(text, start, end);
  const fast = readYamlFast(text, start, end);
  return fast === undefined
    ? readYamlFully(text, start, end)
    : { root: fast.root, problems: noProblems };
}

/** Reads the fields of a very long YAML that lie within the limit, each of them whole. */
function readBeginning(text: string, start: number, end: number): YamlRead {
  const limit = start + maximumYamlLength;
  const cut = lastEntry(text, start, limit, false) ?? lastEntry(text, start, limit, true) ?? start;
  const { root, problems } = readYaml(text, start, cut);
  const length = maximumYamlLength.toLocaleString('en');
  const message = `YAML may be ${length} characters long; what begins here is not read.`;
  const lineEnd = text.indexOf('\n', cut);
  const tooLong = yamlError(
    'yaml-limit',
    message,
    cut,
    lineEnd < 0 || lineEnd > end ? end : lineEnd,
  );
  return { root, problems: [...problems, tooLong] };
}

/** The start of the last line before `limit` that begins an entry at the margin, or an item where asked for. */
function lastEntry(text: string, start: number, limit: number, items: boolean): number | undefined {
  let at = text.lastIndexOf('\n', limit - 1) + 1;
  while (at > start) {
    const c = text.charAt(at);
    if (!' \t\r\n#]}'.includes(c) && (c === '-') === items) return at;
    at = text.lastIndexOf('\n', at - 2) + 1;
  }
  return undefined;
}
