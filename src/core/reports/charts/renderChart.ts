/** A series as an SVG picture: for pages, where custom properties theme it, and for files of their own. */
import { columnHeading } from '../format.ts';
import { countOf } from '../../model/words.ts';
import type { ChartKind, ChartMeasure, Series } from '../reportModel.ts';
import { drawBars } from './barChart.ts';
import type { ChartContext, Drawing } from './chartParts.ts';
import { categoryLabel, label, valueInWords } from './chartParts.ts';
import type { ChartTheme } from './chartTheme.ts';
import { pageTheme, patternDefinitions } from './chartTheme.ts';
import { drawAreas, drawLines } from './lineChart.ts';
import { drawFunnel, drawHeatmap, drawPie, isPie } from './partChart.ts';
import { element, textNode } from './svgElement.ts';

export interface ChartOptions {
  /** Starts every id: unique on its page. */
  readonly idPrefix: string;
  readonly theme?: ChartTheme;
  /** In the units of the picture, which scales to the place that it gets. */
  readonly width?: number;
}

export const chartWidth = 720;

/**
 * One picture with a name and a description in words. `number` and `table` are not pictures: they give
 * none. A pie of negative values is drawn as bars, which can show them.
 */
export function renderChart(series: Series, options: ChartOptions): string {
  const context: ChartContext = {
    theme: options.theme ?? pageTheme,
    width: options.width ?? chartWidth,
    idPrefix: options.idPrefix,
  };
  const drawing = drawChart(series, context);
  if (drawing.height === 0) return '';
  const { idPrefix, width } = context;
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      role: 'img',
      'aria-labelledby': `${idPrefix}-title ${idPrefix}-desc`,
      viewBox: `0 0 ${width} ${Math.ceil(drawing.height)}`,
      class: 'rapport-chart',
    },
    element('title', { id: `${idPrefix}-title` }, textNode(series.title)),
    element('desc', { id: `${idPrefix}-desc` }, textNode(chartInWords(series))),
    definitionsOf(series, context),
    drawing.content,
  );
}

/** The shapes of a chart without a picture around them, for one that puts several into one file. */
export function drawChart(series: Series, context: ChartContext): Drawing {
  if (series.x.values.length === 0 || series.ys.length === 0) return { height: 0, content: '' };
  const panels = unitsApart(series);
  return panels.length > 1 ? drawPanels(panels, context) : drawOne(series, context);
}

/** Money, counts and ratios have no axis in common: each unit becomes a panel of its own. */
function unitsApart(series: Series): readonly Series[] {
  if (!['bar', 'stacked', 'line', 'area'].includes(series.kind)) return [series];
  const panels = new Map<string, ChartMeasure[]>();
  for (const measure of series.ys) {
    const unit = `${measure.type} ${measure.unit ?? ''}`;
    const panel = panels.get(unit);
    if (panel) panel.push(measure);
    else panels.set(unit, [measure]);
  }
  return [...panels.values()].map((ys) => ({ ...series, ys }));
}

function drawPanels(panels: readonly Series[], context: ChartContext): Drawing {
  let height = 0;
  const content = panels.map((panel) => {
    const name = panel.ys.map(columnHeading).join(', ');
    const caption = label(context.theme, name, { x: 0, y: height + 8, ink: 'muted', bold: true });
    const drawing = drawOne(panel, context);
    const moved = element('g', { transform: `translate(0 ${height + 22})` }, drawing.content);
    height += drawing.height + 34;
    return caption + moved;
  });
  return { height: height - 12, content: content.join('') };
}

function drawOne(series: Series, context: ChartContext): Drawing {
  switch (series.kind) {
    case 'bar':
      return drawBars(series, context, false);
    case 'stacked':
      return drawBars(series, context, true);
    case 'line':
      return drawLines(series, context);
    case 'area':
      return drawAreas(series, context);
    case 'pie':
      return isPie(series) ? drawPie(series, context) : drawBars(series, context, false);
    case 'funnel':
      return drawFunnel(series, context);
    case 'heatmap':
      return drawHeatmap(series, context);
    case 'number':
    case 'table':
      return { height: 0, content: '' };
  }
}

/** The patterns that the chart of a series may fill its shapes with. */
export function definitionsOf(series: Series, context: ChartContext): string {
  const count = series.kind === 'pie' ? series.x.values.length : series.ys.length;
  return patternDefinitions(context.theme, context.idPrefix, Math.min(count, 64));
}

const kindNames: Readonly<Record<ChartKind, string>> = {
  bar: 'Bar chart',
  stacked: 'Stacked bar chart',
  line: 'Line chart',
  area: 'Area chart',
  pie: 'Pie chart',
  funnel: 'Funnel',
  heatmap: 'Heat map',
  number: 'Figure',
  table: 'Table',
};
const describedValues = 12;

/** What the picture shows, in words: for those who do not see it. */
export function chartInWords(series: Series): string {
  const measures = series.ys.map((measure) => measure.label).join(', ');
  const values: string[] = [];
  for (let at = 0; at < series.x.values.length; at++) {
    for (const measure of series.ys) {
      const name = series.ys.length > 1 ? ` ${measure.label}` : '';
      values.push(`${categoryLabel(series, at)}${name} ${valueInWords(measure, at)}`);
    }
  }
  const rest = values.length - describedValues;
  const more = rest > 0 ? `; and ${countOf(rest, 'more', 'more')} in the table` : '';
  return `${kindNames[series.kind]} of ${measures} by ${series.x.label}: ${values
    .slice(0, describedValues)
    .join('; ')}${more}.`;
}
