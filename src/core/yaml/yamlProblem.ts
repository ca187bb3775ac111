import type { Fix, Problem, ProblemCode, Severity } from '../model/problem.ts';
import { rangeAt } from '../model/range.ts';
import type { YamlNode } from './yamlNode.ts';

/** Text to put in place of a range of the file being read, by UTF-16 offsets. */
export interface YamlEdit {
  readonly start: number;
  readonly end: number;
  readonly newText: string;
}

export interface YamlFix {
  readonly title: string;
  /** True where the fix cannot lose meaning. */
  readonly safe: boolean;
  readonly edits: readonly YamlEdit[];
}

/** A problem of one text by UTF-16 offsets: readers know neither the file's path nor count lines. */
export interface YamlProblem {
  readonly code: ProblemCode;
  readonly severity: Severity;
  readonly message: string;
  readonly start: number;
  readonly end: number;
  readonly fixes: readonly YamlFix[];
}

/** What a reader made of YAML. */
export interface YamlRead {
  /** What could be read; undefined where there are only blank lines and comments, or nothing that can be read. */
  readonly root: YamlNode | undefined;
  readonly problems: readonly YamlProblem[];
}

/** Makes problems of offsets into problems of a file, with lines and columns. */
export function toProblems(
  path: string,
  text: string,
  problems: readonly YamlProblem[],
): readonly Problem[] {
  return problems.map(({ code, severity, message, start, end, fixes }) => ({
    path,
    range: rangeAt(text, start, end),
    severity,
    code,
    message,
    fixes: fixes.map((fix) => toFix(path, text, fix)),
  }));
}

function toFix(path: string, text: string, fix: YamlFix): Fix {
  const edits = fix.edits.map(({ start, end, newText }) => ({
    path,
    range: rangeAt(text, start, end),
    newText,
  }));
  return { title: fix.title, safe: fix.safe, edits };
}

/** An error without fixes: what most mistakes in YAML are. */
export function yamlError(
  code: ProblemCode,
  message: string,
  start: number,
  end: number,
  fixes: readonly YamlFix[] = [],
): YamlProblem {
  return { code, severity: 'error', message, start, end: Math.max(start, end), fixes };
}
