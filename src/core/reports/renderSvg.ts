/** The charts of a report as one SVG file: title, headline figures, one chart below the other. */
import type { ChartContext } from './charts/chartParts.ts';
import { label } from './charts/chartParts.ts';
import { fileStyle, fileTheme, painted } from './charts/chartTheme.ts';
import { chartInWords, chartWidth, definitionsOf, drawChart } from './charts/renderChart.ts';
import { element, textNode } from './charts/svgElement.ts';
import { columnHeading, formatFigure, isNumeric } from './format.ts';
import type { Report, Series } from './reportModel.ts';
import { chartSeries, headlineFigures, parametersInWords } from './reportWords.ts';
import { estimateTextWidth } from './textWidth.ts';

const margin = 24;
const leastFigureWidth = 120;

/**
 * A whole file. It needs no style sheet and no font, is light, and dark where the reader prefers that. A
 * report without charts of its own is drawn as bars of its first figure.
 */
export function renderSvg(report: Report): string {
  const context: ChartContext = { theme: fileTheme, width: chartWidth, idPrefix: 'chart' };
  const own = chartSeries(report);
  const charts = own.length > 0 ? own : defaultSeries(report);
  const { theme } = context;
  const subtitle = [`as of ${report.asOf.date}`, ...parametersInWords(report)].join(' · ');
  const parts = [
    label(theme, report.title, { x: 0, y: 12, size: 20, bold: true, maxWidth: chartWidth }),
    label(theme, subtitle, { x: 0, y: 38, ink: 'muted', maxWidth: chartWidth }),
  ];
  let y = 62;
  const figures = figuresOf(report, y);
  parts.push(figures.content);
  y += figures.height;
  charts.forEach((series, at) => {
    const chartContext = { ...context, idPrefix: `chart${at}` };
    const drawing = drawChart(series, chartContext);
    if (drawing.height === 0) return;
    parts.push(
      label(theme, series.title, { x: 0, y: y + 8, size: 14, bold: true, maxWidth: chartWidth }),
      definitionsOf(series, chartContext),
      element('g', { transform: `translate(0 ${y + 26})` }, drawing.content),
    );
    y += drawing.height + 52;
  });
  if (charts.length === 0) {
    parts.push(label(theme, 'Nothing to report.', { x: 0, y: y + 8, ink: 'muted' }));
    y += 32;
  }
  return `${fileOf(report, charts, parts.join(''), Math.ceil(y))}\n`;
}

function fileOf(
  report: Report,
  charts: readonly Series[],
  content: string,
  height: number,
): string {
  const [width, fullHeight] = [chartWidth + 2 * margin, height + 2 * margin - 16];
  const words = charts.map((series) => `${series.title}. ${chartInWords(series)}`).join(' ');
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      role: 'img',
      'aria-labelledby': 'title desc',
      width,
      height: fullHeight,
      viewBox: `0 0 ${width} ${fullHeight}`,
      'font-family': 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif',
    },
    element('title', { id: 'title' }, textNode(report.title)),
    element('desc', { id: 'desc' }, textNode(words)),
    element('style', {}, fileStyle()),
    element('rect', {
      width,
      height: fullHeight,
      ...painted(fileTheme, { fill: 'background' }),
    }),
    element('g', { transform: `translate(${margin} ${margin})` }, content),
  );
}

function figuresOf(
  report: Report,
  top: number,
): { readonly height: number; readonly content: string } {
  const figures = headlineFigures(report);
  const widths = figures.map(
    ({ label: name, value, type }) =>
      Math.max(estimateTextWidth(name, 12), estimateTextWidth(formatFigure(value, type), 18)) + 28,
  );
  const perLine = Math.max(1, Math.floor(chartWidth / Math.max(leastFigureWidth, ...widths)));
  const content = figures.map(({ label: name, value, type }, at) => {
    const x = (at % perLine) * (chartWidth / perLine);
    const y = top + Math.floor(at / perLine) * 56;
    const maxWidth = chartWidth / perLine - 12;
    return (
      label(fileTheme, name, { x, y: y + 6, ink: 'muted', maxWidth }) +
      label(fileTheme, formatFigure(value, type), { x, y: y + 27, size: 18, bold: true, maxWidth })
    );
  });
  return { height: Math.ceil(figures.length / perLine) * 56 + 8, content: content.join('') };
}

function defaultSeries(report: Report): readonly Series[] {
  const group = report.columns.find((column) => column.group);
  const measure = report.columns.find((column) => !column.group && isNumeric(column.type));
  if (!group || !measure || report.rows.length === 0) return [];
  const { id, label: name, type } = measure;
  return [
    {
      id: 'rows',
      title: columnHeading(measure),
      kind: 'bar',
      x: {
        label: group.label,
        type: group.type,
        values: report.rows.map(({ cells }) => cells[group.id] ?? null),
      },
      ys: [{ id, label: name, type, values: report.rows.map(({ cells }) => cells[id] ?? null) }],
      rows: report.rows.map((_, at) => at),
    },
  ];
}
