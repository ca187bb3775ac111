import { composeYaml } from './composeYaml.ts';
import type { ComposeError } from './composeYaml.ts';
import { Anchors } from './convertDocument.ts';
import { yamlError } from './yamlProblem.ts';
import type { YamlProblem, YamlRead } from './yamlProblem.ts';

export function readYamlFully(text: string, start: number, end: number): YamlRead {
  const from = start === 0 && text.charCodeAt(0) === 0xfeff ? 1 : start;
  const source = text.slice(from, end);
  const { root, errors, problems } = composeYaml(source, from, new Anchors());
  return { root, problems: [...errors.map(syntaxProblem), ...problems] };
}

function syntaxProblem({ message, start, end }: ComposeError): YamlProblem {
  return yamlError('yaml-syntax', `${message}.`, start, end);
}
