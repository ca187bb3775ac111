import { scalarText } from './writeScalar.ts';
import type { YamlFix } from './yamlProblem.ts';

/** Puts a text that stands at an offset without quotes into quotes. */
export function quoteFix(source: string, at: number): YamlFix {
  const newText = scalarText(source, { flow: false, like: 'double' });
  const edits = [{ start: at, end: at + source.length, newText }];
  return { title: 'Put the text in quotes', safe: true, edits };
}
