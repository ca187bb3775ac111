import { readYamlFast } from './readYamlFast.ts';
import { readYamlFully } from './readYamlFully.ts';
import type { YamlProblem, YamlRead } from './yamlProblem.ts';

const noProblems: readonly YamlProblem[] = [];

/**
 * Reads the YAML between two offsets of a text into a tree with places. Never throws: a mistake is a problem, and
 * what can be read around it is read. YAML 1.2, core schema (plainScalar.ts); of two entries of one key the first
 * counts; aliases are replaced by what they stand for; tags beyond the core schema change nothing.
 */
export function readYaml(text: string, start: number, end: number): YamlRead {
  const fast = readYamlFast(text, start, end);
  return fast === undefined
    ? readYamlFully(text, start, end)
    : { root: fast.root, problems: noProblems };
}
