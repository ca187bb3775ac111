/** Problems as text, as JSON and as annotations of GitHub. */
import type { Engine } from '../core/engine/engine.ts';
import type { Problem, Severity } from '../core/model/problem.ts';
import { countOf } from '../core/model/words.ts';
import { singleLine } from '../core/reports/textWidth.ts';
import type { Io, Style } from './output.ts';

export interface CheckSummary {
  readonly records: number;
  readonly files: number;
  readonly errors: number;
  readonly warnings: number;
  readonly hints: number;
}

export function checkSummary(engine: Engine, problems: readonly Problem[]): CheckSummary {
  const count = (severity: Severity): number =>
    problems.filter((problem) => problem.severity === severity).length;
  return {
    records: engine.snapshot.all().length,
    files: engine.fileCount,
    errors: count('error'),
    warnings: count('warning'),
    hints: count('hint'),
  };
}

export interface ProblemJson {
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly severity: Severity;
  readonly code: string;
  readonly message: string;
  readonly fixes: readonly string[];
}

/** Lines and columns count from 1. */
export function problemToJson(problem: Problem): ProblemJson {
  const { path, range, severity, code, message, fixes } = problem;
  return {
    path,
    line: range.start.line + 1,
    column: range.start.column + 1,
    endLine: range.end.line + 1,
    endColumn: range.end.column + 1,
    severity,
    code,
    message,
    fixes: fixes.map(({ title }) => title),
  };
}

const styles: Readonly<Record<Severity, Style>> = { error: 'red', warning: 'yellow', hint: 'cyan' };

/** One line a problem, by file, and the sum of it all. */
export function problemsAsText(
  problems: readonly Problem[],
  summary: CheckSummary,
  io: Io,
): string {
  const lines: string[] = [];
  let file: string | undefined;
  for (const problem of problems) {
    if (problem.path !== file) {
      if (file !== undefined) lines.push('');
      file = problem.path;
      lines.push(io.paint(singleLine(file), 'bold'));
    }
    lines.push(problemLine(problem, io));
  }
  if (problems.length > 0) lines.push('');
  const { records, files, errors, warnings, hints } = summary;
  lines.push(
    `${countOf(records, 'record')} in ${countOf(files, 'file')}: ` +
      `${countOf(errors, 'error')}, ${countOf(warnings, 'warning')}, ${countOf(hints, 'hint')}`,
  );
  return `${lines.join('\n')}\n`;
}

function problemLine(problem: Problem, io: Io): string {
  const { range, severity, code, message, fixes } = problem;
  const place = `${range.start.line + 1}:${range.start.column + 1}`.padEnd(7);
  const fix = fixes[0] ? io.paint(` [fix: ${singleLine(fixes[0].title)}]`, 'dim') : '';
  const word = io.paint(severity.padEnd(7), styles[severity]);
  return `  ${place} ${word}  ${singleLine(message)}${fix}  ${io.paint(code, 'dim')}`;
}

const commands: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  hint: 'notice',
};

/** Workflow commands that GitHub shows beside the lines of a change. */
export function problemsAsGithub(problems: readonly Problem[]): string {
  return problems
    .map((problem) => {
      const { path, line, column, endLine, endColumn, severity, code, message } =
        problemToJson(problem);
      const places = [
        `file=${property(path)}`,
        `line=${line}`,
        `endLine=${endLine}`,
        // Columns are understood only within one line.
        ...(line === endLine ? [`col=${column}`, `endColumn=${endColumn}`] : []),
        `title=${property(code)}`,
      ];
      return `::${commands[severity]} ${places.join(',')}::${data(message)}\n`;
    })
    .join('');
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
