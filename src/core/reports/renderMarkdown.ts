/** A report as markdown (GitHub's tables), for pull requests, wikis and notes. */
import { columnHeading, formatCell, formatFigure, isNumeric } from './format.ts';
import { countOf } from '../model/words.ts';
import { excludedHeading, groupExcluded } from './excludedGroups.ts';
import { headlineFigures, parametersInWords, visibleTotals } from './reportWords.ts';
import type { Report } from './reportModel.ts';
import { singleLine } from './textWidth.ts';

/** The whole report; texts from records are escaped, so they are shown and never change the page. */
export function renderMarkdown(report: Report): string {
  const commit = report.asOf.commit === null ? '' : ` (${report.asOf.commit.slice(0, 10)})`;
  const subtitle = [`as of ${report.asOf.date}${commit}`, ...parametersInWords(report)];
  const blocks = [
    `# ${escapeMarkdown(report.title)}`,
    subtitle.map(escapeMarkdown).join(' · '),
    headlineFigures(report)
      .map(
        ({ label, value, type }) => `- ${escapeMarkdown(label)}: **${formatFigure(value, type)}**`,
      )
      .join('\n'),
    tableOf(report),
    excludedOf(report),
    report.notes.map((note) => `- ${escapeMarkdown(note)}`).join('\n'),
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

function tableOf(report: Report): string {
  const { columns } = report;
  if (report.rows.length === 0) return 'Nothing to report.';
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const totals = visibleTotals(report);
  return [
    line(columns.map((column) => escapeMarkdown(columnHeading(column)))),
    line(columns.map(({ type }) => (isNumeric(type) ? '---:' : '---'))),
    ...report.rows.map(({ cells }) =>
      line(columns.map((column) => escapeMarkdown(formatCell(cells[column.id], column)))),
    ),
    ...(totals
      ? [line(totals.map((text) => (text === '' ? '' : `**${escapeMarkdown(text)}**`)))]
      : []),
  ].join('\n');
}

function excludedOf(report: Report): string {
  if (report.excluded.length === 0) return '';
  const groups = groupExcluded(report).map(({ title, items }) => {
    const ids = items.map(({ id }) => escapeMarkdown(id)).join(', ');
    return `- ${escapeMarkdown(title)} (${countOf(items.length, 'record')}): ${ids}`;
  });
  return `## ${excludedHeading(report)}\n\n${groups.join('\n')}`;
}

/** Text as text: what markdown or HTML would read as markup is escaped, line breaks become spaces. */
function escapeMarkdown(text: string): string {
  return singleLine(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replace(/[\\`*_[\]|~#]/g, '\\$&')
    .replace(/\b(https?):\/\//gi, '$1:\\/\\/')
    .replace(/^([+-]|\d+[.)])(\s|$)/, '\\$1$2');
}
