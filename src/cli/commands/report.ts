import { parametersOfReport } from '../reportParameters.ts';
import { computeReport, describeReport, listReports } from '../../core/reports/registry.ts';
import type { ReportProblem } from '../../core/reports/reportDefinition.ts';
import type { Report } from '../../core/reports/reportModel.ts';
import type { TextRole } from '../../core/reports/renderTable.ts';
import type { CommandRun } from '../commandSpec.ts';
import { exitCodes, UsageError } from '../commandSpec.ts';
import { columns } from '../help.ts';
import { identityFor } from '../identity.ts';
import type { Io, Style } from '../output.ts';
import type { Arguments } from '../parseArguments.ts';
import { textTable } from '../textTable.ts';
import { openWorkspace } from '../workspace.ts';
import type { OpenedWorkspace } from '../workspace.ts';

/** The reports, one of them computed, or what its parameters and columns mean. */
export const runReportCommand: CommandRun = async (args, io) => {
  const opened = await openWorkspace(args, io);
  const [name] = args.positionals;
  if (name === undefined) printReports(args, opened, io);
  else if (args.has('help')) printReportHelp(name, opened, io);
  else await printReport(name, args, opened, io);
  await opened.engine.saveCache();
  return exitCodes.done;
};

function printReports(args: Arguments, { snapshot }: OpenedWorkspace, io: Io): void {
  const reports = listReports(snapshot);
  if (args.has('json')) {
    io.json(
      reports.map(({ id, title, description, path }) => ({
        name: id,
        title,
        description,
        path: path ?? null,
      })),
    );
    return;
  }
  const headings = [{ heading: 'report' }, { heading: 'title' }, { heading: 'what it says' }];
  io.print(
    textTable(
      headings,
      reports.map(({ id, title, description, path }) => [id, title, description || (path ?? '')]),
      io,
    ),
  );
}

function printReportHelp(name: string, { snapshot }: OpenedWorkspace, io: Io): void {
  const report = describeReport(snapshot, name);
  if (!report) throw new UsageError(`There is no report "${name}": \`rapport report\` lists them`);
  const heading = (text: string): string => io.paint(text, 'bold');
  const parameters = report.parameters.map(
    ({ name: parameter, placeholder, description }): readonly [string, string] => [
      `--${parameter} ${placeholder}`,
      description,
    ],
  );
  const figures = report.columns.map(({ id, label, type, formula }): readonly [string, string] => [
    id,
    `${label} (${type})${formula === '' ? '' : `: ${formula}`}`,
  ]);
  io.print(
    [
      `${heading('Usage:')} rapport report ${report.id} [PARAMETERS] [--format table|json|csv|markdown|html|svg]`,
      `${report.title}. ${report.description}`.trim(),
      `${heading('Parameters:')}\n${columns(parameters)}`,
      `${heading('Columns:')}\n${columns(figures)}`,
    ].join('\n\n') + '\n',
  );
}

async function printReport(
  name: string,
  args: Arguments,
  { snapshot, today, root }: OpenedWorkspace,
  io: Io,
): Promise<void> {
  const given = parametersOfReport(args);
  const where = typeof given['where'] === 'string' ? given['where'] : '';
  const saved = describeReport(snapshot, name)?.path;
  // A saved report has conditions of its own, which may speak of `me`.
  const me = identityFor(saved === undefined ? where : 'me', root);
  const outcome = computeReport(snapshot, name, given, today, { me });
  if (!outcome.ok) throw new UsageError(outcome.problems.map(problemInWords).join('; '));
  const format = args.has('json') ? 'json' : (args.text('format') ?? 'table');
  io.print(await rendered(outcome.report, format, io));
}

function problemInWords({ message, parameter, path, range }: ReportProblem): string {
  if (parameter !== undefined) return `--${parameter}: ${message}`;
  if (path === undefined) return message;
  return `${path}${range ? `:${range.start.line + 1}:${range.start.column + 1}` : ''}: ${message}`;
}

const styles: Readonly<Record<TextRole, Style>> = {
  title: 'bold',
  heading: 'bold',
  total: 'bold',
  muted: 'dim',
};

async function rendered(report: Report, format: string, io: Io): Promise<string> {
  switch (format) {
    case 'json':
      return (await import('../../core/reports/renderJson.ts')).renderJson(report);
    case 'csv':
      return (await import('../../core/reports/renderCsv.ts')).renderCsv(report);
    case 'markdown':
      return (await import('../../core/reports/renderMarkdown.ts')).renderMarkdown(report);
    case 'html':
      return (await import('../reportPage.ts')).reportPage(report);
    case 'svg':
      return (await import('../../core/reports/renderSvg.ts')).renderSvg(report);
    default: {
      const { renderTable } = await import('../../core/reports/renderTable.ts');
      return renderTable(report, {
        paint: (text, role) => io.paint(text, styles[role]),
        ...(io.width !== undefined && { width: io.width }),
      });
    }
  }
}
