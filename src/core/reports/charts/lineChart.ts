/** Lines over time, and areas: stacked where there are several. */
import type { Series } from '../reportModel.ts';
import { cellNumber } from '../reportModel.ts';
import { estimateTextWidth } from '../textWidth.ts';
import type { ChartContext, Drawing } from './chartParts.ts';
import {
  categoryAxis,
  fontSize,
  label,
  legend,
  mark,
  valueAt,
  valueAxis,
  valueAxisWidth,
} from './chartParts.ts';
import { painted, seriesDash, seriesFill, seriesInk, seriesMarker } from './chartTheme.ts';
import type { LinearScale } from './scale.ts';
import { linearScale, spreadLabels } from './scale.ts';
import { element, pathThrough } from './svgElement.ts';

const plotHeight = 220;
const axisHeight = 28;
/** More lines than this are named in a legend: names at their ends would crowd. */
const mostEndLabels = 6;

type Point = readonly [x: number, y: number];

interface Plot {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly scale: LinearScale;
  readonly x: (index: number) => number;
}

function plotOf(series: Series, values: readonly number[], top: number, rightEdge: number): Plot {
  const type = series.ys[0]?.type ?? 'number';
  const scale = linearScale(values, [top + plotHeight, top], 4, type);
  const left = valueAxisWidth(scale, type);
  const right = rightEdge - 8;
  const count = series.x.values.length;
  return {
    left,
    right,
    top,
    scale,
    x: (index) => (count < 2 ? (left + right) / 2 : left + ((right - left) * index) / (count - 1)),
  };
}

/** A value that is missing breaks its line: nothing is drawn where nothing is known. */
export function drawLines(series: Series, context: ChartContext): Drawing {
  const names = series.ys.map((measure) => measure.label);
  const endLabels = names.length > 1 && names.length <= mostEndLabels;
  const head = endLabels ? { height: 0, content: '' } : lineLegend(context, names);
  const room = endLabels
    ? Math.min(Math.max(...names.map((name) => estimateTextWidth(name, fontSize))), 140) + 26
    : 0;
  const values = series.ys.flatMap(({ values: cells }) =>
    cells.map((cell) => cellNumber(cell) ?? 0),
  );
  const plot = plotOf(series, values, head.height + 10, context.width - room);
  const parts = [
    head.content,
    valueAxis(context.theme, plot.scale, series.ys[0]?.type ?? 'number', [plot.left, plot.right]),
    ...series.ys.map((_, index) => oneLine(series, context, plot, index)),
  ];
  if (endLabels) parts.push(namesAtEnds(series, context, plot, room));
  const axisY = plot.top + plotHeight + axisHeight / 2;
  parts.push(categoryAxis(context, series, axisY, plot.x));
  return { height: plot.top + plotHeight + axisHeight, content: parts.join('') };
}

function lineLegend(context: ChartContext, names: readonly string[]): Drawing {
  return legend(context, names, (index, x, y) => {
    const stroke = element('line', {
      x1: x - 2,
      y1: y,
      x2: x + 14,
      y2: y,
      'stroke-width': 2,
      'stroke-dasharray': seriesDash(index),
      ...painted(context.theme, { stroke: seriesInk(index) }),
    });
    return stroke + seriesMarker(context.theme, index, x + 6, y);
  });
}

function oneLine(series: Series, context: ChartContext, plot: Plot, index: number): string {
  const measure = series.ys[index];
  if (!measure) return '';
  const runs: Point[][] = [[]];
  const marks: string[] = [];
  series.x.values.forEach((_, at) => {
    const value = valueAt(measure, at);
    if (value === undefined) {
      runs.push([]);
      return;
    }
    const [x, y] = [plot.x(at), plot.scale.position(value)];
    runs.at(-1)?.push([x, y]);
    marks.push(mark(series, measure, at, seriesMarker(context.theme, index, x, y)));
  });
  const paths = runs
    .filter((run) => run.length > 1)
    .map((run) =>
      element('path', {
        d: pathThrough(run),
        'stroke-width': 2,
        'stroke-linejoin': 'round',
        'stroke-dasharray': seriesDash(index),
        ...painted(context.theme, { stroke: seriesInk(index) }),
        fill: 'none',
      }),
    );
  return paths.join('') + marks.join('');
}

function namesAtEnds(series: Series, context: ChartContext, plot: Plot, room: number): string {
  const ends = series.ys.map((measure) => {
    const last = measure.values.map(cellNumber).findLast((value) => value !== undefined);
    return plot.scale.position(last ?? 0);
  });
  const places = spreadLabels(ends, fontSize + 3, [plot.top, plot.top + plotHeight]);
  return series.ys
    .map((measure, index) => {
      const y = places[index] ?? 0;
      const key = seriesMarker(context.theme, index, plot.right + 16, y);
      return key + label(context.theme, measure.label, { x: plot.right + 26, y, maxWidth: room });
    })
    .join('');
}

/** Areas from zero up, one upon the other; a missing value counts as none. */
export function drawAreas(series: Series, context: ChartContext): Drawing {
  const head = legend(
    context,
    series.ys.map((measure) => measure.label),
  );
  const count = series.x.values.length;
  const stack: number[][] = [Array.from({ length: count }, () => 0)];
  for (const measure of series.ys) {
    const below = stack.at(-1) ?? [];
    stack.push(below.map((base, at) => base + (valueAt(measure, at) ?? 0)));
  }
  const plot = plotOf(series, stack.flat(), head.height + 10, context.width);
  const points = (levels: readonly number[]): Point[] =>
    levels.map((level, at) => [plot.x(at), plot.scale.position(level)]);
  const areas = series.ys.map((measure, index) => {
    const [lower, upper] = [points(stack[index] ?? []), points(stack[index + 1] ?? [])];
    const shape = element('path', {
      d: `${pathThrough([...upper, ...lower.toReversed()])}Z`,
      'fill-opacity': 0.8,
      ...seriesFill(context.theme, context.idPrefix, index),
    });
    // An edge along nothing would hide the area below it.
    const edge =
      series.ys.length > 1
        ? ''
        : element('path', {
            d: pathThrough(upper),
            'stroke-width': 2,
            ...painted(context.theme, { stroke: seriesInk(index) }),
            fill: 'none',
          });
    const marks = upper.map(([x, y], at) =>
      (valueAt(measure, at) ?? 0) === 0
        ? ''
        : mark(series, measure, at, seriesMarker(context.theme, index, x, y)),
    );
    return shape + edge + marks.join('');
  });
  const parts = [
    head.content,
    valueAxis(context.theme, plot.scale, series.ys[0]?.type ?? 'number', [plot.left, plot.right]),
    ...areas,
    categoryAxis(context, series, plot.top + plotHeight + axisHeight / 2, plot.x),
  ];
  return { height: plot.top + plotHeight + axisHeight, content: parts.join('') };
}
