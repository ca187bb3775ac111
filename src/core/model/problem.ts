import type { Range } from './range.ts';

export type Severity = 'error' | 'warning' | 'hint';

/** Text to put in place of a range of one file. */
export interface Edit {
  /** Workspace-relative, `/` between folders. */
  readonly path: string;
  readonly range: Range;
  readonly newText: string;
}

/** One way to put a problem right. */
export interface Fix {
  readonly title: string;
  /** True where the fix cannot lose meaning, so `rapport fix` may apply it unasked. */
  readonly safe: boolean;
  readonly edits: readonly Edit[];
}

/** A fact about user data. Codes are stable: scripts and settings name them. */
export interface Problem {
  /** Workspace-relative, `/` between folders. */
  readonly path: string;
  readonly range: Range;
  readonly severity: Severity;
  readonly code: ProblemCode;
  readonly message: string;
  readonly fixes: readonly Fix[];
}

/** Every problem code with what it means, for documentation and SARIF rules. */
export const problemCodes = {
  'yaml-syntax': 'The YAML cannot be read.',
  'yaml-duplicate-key': 'A key is written twice in one map.',
  'yaml-unclosed': 'The frontmatter is opened with --- and never closed.',
  'yaml-language': 'The frontmatter asks for a language other than YAML; it is never evaluated.',
  'yaml-tag': 'A YAML tag is not supported; the plain value is used.',
  'yaml-limit': 'The YAML is too deep, too large or expands too far.',
  'yaml-not-map': 'The frontmatter is not a map of fields.',
  'yaml-tab': 'A tab is used to indent YAML.',
  'file-encoding': 'The file is not valid UTF-8.',
  'file-binary': 'The file holds NUL bytes and is not text.',
  'file-too-large': 'The file is too large to be a record.',
  'file-unreadable': 'The file cannot be read.',
  'file-name': 'The file name cannot be used on every system.',
  'file-empty': 'The file is empty.',
  'file-loop': 'A symbolic link is not followed.',
  'conflict-markers': 'The file holds conflict markers of an unfinished merge.',
  'id-duplicate': 'Two files have one id.',
  'id-case': 'Two paths differ only by upper and lower case.',
  'type-unknown': 'The frontmatter names a type that does not exist.',
  'field-missing': 'A required field is missing.',
  'field-unknown': 'A field is not declared and resembles one that is.',
  'field-type': 'A value is not of the type of its field.',
  'field-range': 'A number is outside its limits.',
  'field-pattern': 'A value does not have the form asked for.',
  'field-unique': 'A value that must be unique is used twice.',
  'enum-unknown': 'A value is not one of the options.',
  'stage-unknown': 'The stage is not in the pipeline.',
  'pipeline-unknown': 'The pipeline is not in crm.yaml.',
  'date-invalid': 'A date is not a calendar date.',
  'date-order': 'Two dates are in an impossible order.',
  'money-invalid': 'An amount of money cannot be read.',
  'money-no-rate': 'There is no exchange rate for this currency on this date.',
  'duration-invalid': 'A duration cannot be read.',
  'ref-unresolved': 'A reference leads nowhere.',
  'ref-ambiguous': 'A reference fits more than one record.',
  'ref-type': 'A reference leads to a record of another type.',
  'ref-former': 'A reference uses a former id.',
  'ref-cycle': 'Records refer to each other in a circle.',
  'link-unresolved': 'A link in the text leads nowhere.',
  'link-ambiguous': 'A link in the text fits more than one record.',
  'person-unknown': 'A person is not in crm.yaml.',
  'expression-syntax': 'An expression cannot be read.',
  'expression-check': 'An expression does not fit the schema.',
  'script-goto': 'A step of a script leads to a step that does not exist.',
  'script-unreachable': 'A step of a script is never reached.',
  'script-endless': 'A path of a script never ends.',
  'report-invalid': 'A saved report cannot be computed.',
  'config-missing': 'There is no crm.yaml.',
  'config-syntax': 'crm.yaml cannot be read.',
  'config-unknown': 'A setting of crm.yaml is not known.',
  'config-value': 'A setting of crm.yaml has a value that cannot be used.',
  'rates-invalid': 'A line of the rates file cannot be read.',
  'template-invalid': 'A template names a field that does not exist.',
} as const satisfies Readonly<Record<string, string>>;

export type ProblemCode = keyof typeof problemCodes;

/** Orders problems by path, then place, then code: the order in which every list shows them. */
export function compareProblems(a: Problem, b: Problem): number {
  if (a.path !== b.path) return a.path < b.path ? -1 : 1;
  return (
    a.range.start.line - b.range.start.line ||
    a.range.start.column - b.range.start.column ||
    (a.code < b.code ? -1 : a.code > b.code ? 1 : 0)
  );
}
