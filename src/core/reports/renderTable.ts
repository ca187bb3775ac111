/** A report as aligned text for a terminal. */
import { columnHeading, formatCell, formatFigure, isNumeric } from './format.ts';
import { countOf } from '../model/words.ts';
import { excludedHeading, groupExcluded } from './excludedGroups.ts';
import { headlineFigures, parametersInWords, visibleTotals } from './reportWords.ts';
import type { Column, Report } from './reportModel.ts';
import { singleLine, terminalWidth, truncateToWidth } from './textWidth.ts';

export type TextRole = 'title' | 'heading' | 'total' | 'muted';

export interface TableOptions {
  /** Colours text by its role; without it the text is plain. The width of the text must not change. */
  readonly paint?: (text: string, role: TextRole) => string;
  /** Columns of the terminal: names of rows are shortened to fit. Without it nothing is cut. */
  readonly width?: number;
}

const gap = '  ';
/** Names of rows are never cut below this width. */
const leastNameWidth = 12;
const shownExamples = 5;

/** The whole report: title, headline figures, table, what was left out, notes. Ends in a newline. */
export function renderTable(report: Report, options: TableOptions = {}): string {
  const paint = options.paint ?? ((text: string) => text);
  const lines = [paint(singleLine(report.title), 'title'), paint(subtitle(report), 'muted'), ''];
  const figures = headlineFigures(report);
  if (figures.length > 0) {
    const width = Math.max(...figures.map(({ label }) => terminalWidth(label)));
    for (const { label, value, type } of figures) {
      lines.push(`${padEnd(singleLine(label), width)}${gap}${formatFigure(value, type)}`);
    }
    lines.push('');
  }
  lines.push(...tableLines(report, options.width, paint));
  lines.push(...remarkLines(report, paint));
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`;
}

function subtitle(report: Report): string {
  const commit = report.asOf.commit === null ? '' : ` (${report.asOf.commit.slice(0, 10)})`;
  return singleLine(
    [`as of ${report.asOf.date}${commit}`, ...parametersInWords(report)].join(' · '),
  );
}

function tableLines(
  report: Report,
  width: number | undefined,
  paint: (text: string, role: TextRole) => string,
): string[] {
  if (report.rows.length === 0) return [paint('Nothing to report.', 'muted')];
  const { columns } = report;
  const totals = visibleTotals(report);
  const headings = columns.map((column) => singleLine(columnHeading(column)));
  const cells = report.rows.map(({ cells: row }) =>
    columns.map((column) => singleLine(formatCell(row[column.id], column))),
  );
  const totalCells = totals?.map(singleLine);
  const widths = columns.map((_, at) =>
    Math.max(...[headings, ...cells, totalCells ?? []].map((row) => terminalWidth(row[at] ?? ''))),
  );
  if (width !== undefined) shrinkNames(columns, widths, width);
  const line = (row: readonly string[]): string => alignedLine(row, columns, widths);
  const rule = widths.map((columnWidth) => '─'.repeat(columnWidth)).join(gap);
  return [
    paint(line(headings), 'heading'),
    paint(rule, 'muted'),
    ...cells.map(line),
    ...(totalCells ? [paint(rule, 'muted'), paint(line(totalCells), 'total')] : []),
  ];
}

/** Takes from the widest text column until the line fits or every one is at its least. */
function shrinkNames(columns: readonly Column[], widths: number[], width: number): void {
  const lineWidth = (): number =>
    widths.reduce((sum, columnWidth) => sum + columnWidth, gap.length * (widths.length - 1));
  for (let excess = lineWidth() - width; excess > 0; excess = lineWidth() - width) {
    let widest = -1;
    columns.forEach((column, at) => {
      const columnWidth = widths[at] ?? 0;
      if (isNumeric(column.type) || columnWidth <= leastNameWidth) return;
      if (widest < 0 || columnWidth > (widths[widest] ?? 0)) widest = at;
    });
    if (widest < 0) return;
    widths[widest] = Math.max(leastNameWidth, (widths[widest] ?? 0) - excess);
  }
}

function alignedLine(
  row: readonly string[],
  columns: readonly Column[],
  widths: readonly number[],
): string {
  return columns
    .map((column, at) => {
      const width = widths[at] ?? 0;
      const text = truncateToWidth(row[at] ?? '', width);
      return isNumeric(column.type) ? padStart(text, width) : padEnd(text, width);
    })
    .join(gap);
}

function remarkLines(report: Report, paint: (text: string, role: TextRole) => string): string[] {
  const lines: string[] = [];
  if (report.excluded.length > 0) {
    lines.push('', paint(excludedHeading(report), 'heading'));
    for (const { title, items } of groupExcluded(report)) {
      const examples = items.slice(0, shownExamples).map(({ id }) => id);
      const rest = items.length - examples.length;
      const names = rest > 0 ? [...examples, `… and ${countOf(rest, 'more', 'more')}`] : examples;
      lines.push(singleLine(`  ${title}: ${countOf(items.length, 'record')}`));
      lines.push(paint(singleLine(`    ${names.join(', ')}`), 'muted'));
    }
  }
  if (report.notes.length > 0) {
    lines.push('', paint('Notes', 'heading'));
    for (const note of report.notes) lines.push(singleLine(`  ${note}`));
  }
  return lines;
}

function padEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - terminalWidth(text)));
}

function padStart(text: string, width: number): string {
  return ' '.repeat(Math.max(0, width - terminalWidth(text))) + text;
}
