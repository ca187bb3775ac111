/** Problems as SARIF 2.1.0, which code scanning services read. */
import { problemCodes } from '../core/model/problem.ts';
import type { Problem, Severity } from '../core/model/problem.ts';
import { problemToJson } from './problemFormats.ts';

const levels: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  hint: 'note',
};

/** `version` is that of this program. */
export function problemsAsSarif(problems: readonly Problem[], version: string): unknown {
  const codes = [...new Set(problems.map(({ code }) => code))].sort();
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'rapport',
            version,
            rules: codes.map((id) => ({ id, shortDescription: { text: problemCodes[id] } })),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: problems.map((problem) => result(problem, codes.indexOf(problem.code))),
      },
    ],
  };
}

function result(problem: Problem, ruleIndex: number): unknown {
  const { path, line, column, endLine, endColumn, severity, code, message } =
    problemToJson(problem);
  const uri = path.split('/').map(encodeURIComponent).join('/');
  return {
    ruleId: code,
    ruleIndex,
    level: levels[severity],
    message: { text: message },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri },
          region: { startLine: line, startColumn: column, endLine, endColumn },
        },
      },
    ],
  };
}
