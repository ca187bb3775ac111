/** What charts of every kind share: texts, axes, legends and the words for a value. */
import { formatCell, formatFigure } from '../format.ts';
import type { Cell, ChartMeasure, Series } from '../reportModel.ts';
import { cellNumber, figureId } from '../reportModel.ts';
import { estimateTextWidth, truncateToEstimate } from '../textWidth.ts';
import type { ChartTheme, Ink } from './chartTheme.ts';
import { painted, seriesFill } from './chartTheme.ts';
import type { LinearScale } from './scale.ts';
import { compactNumber } from './scale.ts';
import type { Attributes } from './svgElement.ts';
import { element, textNode } from './svgElement.ts';

export interface ChartContext {
  readonly theme: ChartTheme;
  /** In the units of the picture. */
  readonly width: number;
  /** Starts every id within the chart: unique on a page. */
  readonly idPrefix: string;
}

/** What a kind of chart draws: markup and the height that it takes. */
export interface Drawing {
  readonly height: number;
  readonly content: string;
}

export const fontSize = 12;
const lineHeight = 18;

export interface TextPlace {
  readonly x: number;
  readonly y: number;
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly ink?: Ink;
  readonly size?: number;
  readonly bold?: boolean;
  /** Cut to this estimated width; the whole text is then its tooltip. */
  readonly maxWidth?: number;
  /** A rim in this colour, so that text over a patterned shape stands on plain ground. */
  readonly rim?: Ink;
}

/** One line of text, its middle at y. Each text finds its own direction, so a Persian label reads rightly. */
export function label(theme: ChartTheme, text: string, place: TextPlace): string {
  const size = place.size ?? fontSize;
  const shown =
    place.maxWidth === undefined ? text : truncateToEstimate(text, place.maxWidth, size);
  return element(
    'text',
    {
      x: place.x,
      y: place.y,
      'text-anchor': place.anchor ?? 'start',
      'dominant-baseline': 'central',
      'font-size': size,
      'font-weight': place.bold === true ? 600 : undefined,
      'unicode-bidi': 'plaintext',
      ...painted(theme, {
        fill: place.ink ?? 'text',
        ...(place.rim && { stroke: place.rim }),
      }),
      ...(place.rim && {
        'stroke-width': 3,
        'stroke-linejoin': 'round',
        'paint-order': 'stroke',
      }),
    },
    shown === text ? '' : element('title', {}, textNode(text)),
    textNode(shown),
  );
}

/** The words for a category of x. */
export function categoryLabel(series: Series, index: number): string {
  return formatCell(series.x.values[index] ?? null, { type: series.x.type, group: true });
}

/** Value of a measure at a category as a number; undefined where there is none. */
export function valueAt(measure: ChartMeasure | undefined, index: number): number | undefined {
  return cellNumber(measure?.values[index]);
}

/** The exact value in words, for tooltips. */
export function valueInWords(measure: ChartMeasure, index: number): string {
  return formatFigure(measure.values[index] ?? null, measure.type);
}

/** A short value, for labels beside a mark. */
export function valueLabel(measure: ChartMeasure, index: number): string {
  const value: Cell | undefined = measure.values[index];
  const number = cellNumber(value);
  if (number === undefined) return '–';
  if (measure.type === 'ratio') return formatFigure(number, 'ratio');
  // A count is a number of things that one may want to know exactly.
  const isShort = measure.type === 'count' && Math.abs(number) < 1e6;
  return isShort ? formatFigure(number, 'count') : compactNumber(number, measure.type);
}

/** A mark with its tooltip; it leads to the records of its row where it stands for one. */
export function mark(
  series: Series,
  measure: ChartMeasure,
  index: number,
  ...shapes: readonly string[]
): string {
  const row = (measure.figures?.rows ?? series.rows)?.[index];
  const words = `${categoryLabel(series, index)} · ${measure.label}: ${valueInWords(measure, index)}`;
  const column = measure.figures?.column ?? measure.id;
  const figure = row === undefined || row === null ? undefined : figureId(row, column);
  return element('g', { 'data-records': figure }, element('title', {}, textNode(words)), ...shapes);
}

/** Swatches with names, in as many lines as they need; nothing for a single measure. */
export function legend(
  context: ChartContext,
  names: readonly string[],
  swatch: (index: number, x: number, y: number) => string = (index, x, y) =>
    element('rect', {
      x,
      y: y - 6,
      width: 12,
      height: 12,
      rx: 2,
      ...seriesFill(context.theme, context.idPrefix, index),
    }),
): Drawing {
  if (names.length < 2) return { height: 0, content: '' };
  let x = 0;
  let y = lineHeight / 2;
  const parts: string[] = [];
  names.forEach((name, index) => {
    const width = Math.min(estimateTextWidth(name, fontSize), 180) + 36;
    if (x > 0 && x + width > context.width) {
      x = 0;
      y += lineHeight;
    }
    parts.push(
      swatch(index, x, y),
      label(context.theme, name, { x: x + 18, y, maxWidth: 180, ink: 'muted' }),
    );
    x += width;
  });
  return { height: y + lineHeight / 2 + 6, content: parts.join('') };
}

export function line(
  theme: ChartTheme,
  [x1, y1]: readonly [number, number],
  [x2, y2]: readonly [number, number],
  ink: Ink = 'grid',
): string {
  const attributes: Attributes = { x1, y1, x2, y2, ...painted(theme, { stroke: ink }) };
  return element('line', { ...attributes, 'shape-rendering': 'crispEdges' });
}

/** Horizontal rules with their values left of them; the zero line is stronger. */
export function valueAxis(
  theme: ChartTheme,
  scale: LinearScale,
  type: ChartMeasure['type'],
  [left, right]: readonly [number, number],
): string {
  return scale.ticks
    .map((tick) => {
      const y = scale.position(tick);
      return (
        line(theme, [left, y], [right, y], tick === 0 ? 'muted' : 'grid') +
        label(theme, compactNumber(tick, type), { x: left - 8, y, anchor: 'end', ink: 'muted' })
      );
    })
    .join('');
}

/** Room that the labels of a value axis take. */
export function valueAxisWidth(scale: LinearScale, type: ChartMeasure['type']): number {
  const widths = scale.ticks.map((tick) => estimateTextWidth(compactNumber(tick, type), fontSize));
  return Math.max(24, ...widths) + 12;
}

/** Names of categories below a chart: as many as stand apart, the last one always, none cut below legibility. */
export function categoryAxis(
  context: ChartContext,
  series: Series,
  y: number,
  centre: (index: number) => number,
): string {
  const count = series.x.values.length;
  const step = count > 1 ? Math.abs(centre(1) - centre(0)) : context.width;
  const widest = Math.max(
    0,
    ...series.x.values.map((_, at) => estimateTextWidth(categoryLabel(series, at), fontSize)),
  );
  const width = Math.min(widest, Math.max(96, step - 8));
  const every = Math.max(1, Math.ceil((width + 10) / step));
  const parts: string[] = [];
  // From the right: what is moved in from an edge must not run into its neighbour.
  let edge = Infinity;
  for (let index = count - 1; index >= 0; index -= every) {
    const x = Math.min(Math.max(centre(index), width / 2), context.width - width / 2);
    if (x + width / 2 > edge) continue;
    edge = x - width / 2 - 10;
    const place = { x, y, anchor: 'middle', ink: 'muted', maxWidth: width + 1 } as const;
    parts.push(label(context.theme, categoryLabel(series, index), place));
  }
  return parts.reverse().join('');
}
