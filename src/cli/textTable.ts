/** Aligned columns for people; wide characters count double. */
import { singleLine, terminalWidth, truncateToWidth } from '../core/reports/textWidth.ts';
import type { Io } from './output.ts';

export interface TextColumn {
  readonly heading: string;
  readonly isNumeric?: boolean;
}

const gap = '  ';
const leastWidth = 8;

/** Rows under their headings, each line cut to the terminal's width where there is one. */
export function textTable(
  columns: readonly TextColumn[],
  rows: readonly (readonly string[])[],
  io: Io,
): string {
  const cells = rows.map((row) => row.map(singleLine));
  const widths = columns.map(({ heading }, at) =>
    cells.reduce(
      (width, row) => Math.max(width, terminalWidth(row[at] ?? '')),
      terminalWidth(heading),
    ),
  );
  if (io.width !== undefined) shrink(columns, widths, io.width);
  const line = (row: readonly string[]): string =>
    row
      .map((cell, at) => fit(cell, widths[at] ?? 0, columns[at]?.isNumeric === true))
      .join(gap)
      .trimEnd();
  const heading = io.paint(line(columns.map((column) => column.heading)), 'bold');
  return `${[heading, ...cells.map(line)].join('\n')}\n`;
}

/** Takes from the widest column of text, a little at a time, until the line fits or all are narrow. */
function shrink(columns: readonly TextColumn[], widths: number[], available: number): void {
  let excess =
    widths.reduce((sum, width) => sum + width, gap.length * (widths.length - 1)) - available;
  for (; excess > 0; excess--) {
    let widest = -1;
    widths.forEach((width, at) => {
      if (columns[at]?.isNumeric === true || width <= leastWidth) return;
      if (widest < 0 || width > (widths[widest] ?? 0)) widest = at;
    });
    if (widest < 0) return;
    widths[widest] = (widths[widest] ?? 0) - 1;
  }
}

function fit(text: string, width: number, toTheRight: boolean): string {
  const cut = truncateToWidth(text, width);
  const space = ' '.repeat(Math.max(0, width - terminalWidth(cut)));
  return toTheRight ? space + cut : cut + space;
}
