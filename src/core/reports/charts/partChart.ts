/** Parts of a whole and steps of a way: pie, funnel and heatmap. */
import type { ChartMeasure, Series } from '../reportModel.ts';
import { formatRatio } from '../format.ts';
import { countOf } from '../../model/words.ts';
import { estimateTextWidth } from '../textWidth.ts';
import type { ChartContext, Drawing } from './chartParts.ts';
import { categoryLabel, fontSize, label, mark, valueAt, valueLabel } from './chartParts.ts';
import { onSeries, painted, seriesFill } from './chartTheme.ts';
import { compactNumber, spreadLabels } from './scale.ts';
import { coordinate, element, pathThrough } from './svgElement.ts';

const mostSlices = 8;
const pieRadius = 96;

/** True where a pie can be drawn: something, and nothing below zero. */
export function isPie(series: Series): boolean {
  const values = series.x.values.map((_, at) => valueAt(series.ys[0], at) ?? 0);
  return values.every((value) => value >= 0) && values.some((value) => value > 0);
}

interface Slice {
  readonly name: string;
  readonly value: number;
  /** Category, or undefined for what is gathered as the rest. */
  readonly at: number | undefined;
}

function slicesOf(series: Series): readonly Slice[] {
  const slices: Slice[] = series.x.values
    .map((_, at) => ({
      name: categoryLabel(series, at),
      value: valueAt(series.ys[0], at) ?? 0,
      at,
    }))
    .filter(({ value }) => value > 0);
  if (slices.length <= mostSlices) return slices;
  const order = slices.toSorted((a, b) => b.value - a.value);
  const rest = order.slice(mostSlices - 1);
  return [
    ...order.slice(0, mostSlices - 1),
    {
      name: countOf(rest.length, 'other'),
      value: rest.reduce((sum, { value }) => sum + value, 0),
      at: undefined,
    },
  ];
}

/** Slices clockwise from the top, each with its name and share beside it. */
export function drawPie(series: Series, context: ChartContext): Drawing {
  const measure = series.ys[0];
  if (!measure) return { height: 0, content: '' };
  const slices = slicesOf(series);
  const total = slices.reduce((sum, { value }) => sum + value, 0);
  const [cx, cy] = [context.width / 2, pieRadius + 24];
  let turn = 0;
  const drawn = slices.map((slice, index) => {
    const start = turn;
    turn += slice.value / total;
    const middle = (start + turn) / 2;
    const shape = element('path', {
      d: slicePath(cx, cy, start, turn),
      ...seriesFill(context.theme, context.idPrefix, index),
      ...strokeOf(context),
    });
    const marked = slice.at === undefined ? shape : mark(series, measure, slice.at, shape);
    return { slice, middle, marked };
  });
  const texts = ([false, true] as const).flatMap((isRight) => {
    const side = drawn.filter(({ middle }) => middle < 0.5 === isRight);
    const ys = side.map(({ middle }) => cy - Math.cos(middle * 2 * Math.PI) * (pieRadius + 12));
    const places = spreadLabels(ys, fontSize + 6, [8, 2 * cy - 8]);
    const edge = cx + (isRight ? 1 : -1) * (pieRadius + 30);
    return side.map(({ slice, middle }, at) => {
      const y = places[at] ?? 0;
      const [px, py] = pointAt(cx, cy, middle, pieRadius);
      const leader = element('path', {
        d: pathThrough([[px, py], pointAt(cx, cy, middle, pieRadius + 8), [edge, y]]),
        ...painted(context.theme, { stroke: 'muted' }),
        fill: 'none',
      });
      const words = `${slice.name} · ${formatRatio(slice.value / total)}`;
      const x = edge + (isRight ? 4 : -4);
      const place = { x, y, anchor: isRight ? 'start' : 'end' } as const;
      return leader + label(context.theme, words, { ...place, maxWidth: cx - pieRadius - 40 });
    });
  });
  return { height: 2 * cy, content: drawn.map(({ marked }) => marked).join('') + texts.join('') };
}

function strokeOf(context: ChartContext): Readonly<Record<string, string | number>> {
  return { stroke: context.theme.colour('background'), 'stroke-width': 1.5 };
}

function pointAt(cx: number, cy: number, turn: number, radius: number): readonly [number, number] {
  const angle = turn * 2 * Math.PI;
  return [cx + Math.sin(angle) * radius, cy - Math.cos(angle) * radius];
}

function slicePath(cx: number, cy: number, start: number, end: number): string {
  // An arc from a point to itself is none: a whole circle is two halves.
  if (end - start > 0.9999) {
    const r = coordinate(pieRadius);
    const [top, bottom] = [coordinate(cy - pieRadius), coordinate(cy + pieRadius)];
    const x = coordinate(cx);
    return `M${x} ${top}A${r} ${r} 0 1 1 ${x} ${bottom}A${r} ${r} 0 1 1 ${x} ${top}Z`;
  }
  const [x1, y1] = pointAt(cx, cy, start, pieRadius).map(coordinate);
  const [x2, y2] = pointAt(cx, cy, end, pieRadius).map(coordinate);
  const large = end - start > 0.5 ? 1 : 0;
  const r = coordinate(pieRadius);
  return `M${coordinate(cx)} ${coordinate(cy)}L${x1} ${y1}A${r} ${r} 0 ${large} 1 ${x2} ${y2}Z`;
}

const funnelStep = 44;
const funnelBar = 30;

/** Centred bars, each as wide as its value, joined by what is lost between them. */
export function drawFunnel(series: Series, context: ChartContext): Drawing {
  const [measure, beside] = series.ys;
  if (!measure) return { height: 0, content: '' };
  const count = series.x.values.length;
  const names = Array.from({ length: count }, (_, at) => categoryLabel(series, at));
  const values = names.map((_, at) => Math.max(0, valueAt(measure, at) ?? 0));
  const most = Math.max(...values, 0) || 1;
  const widest = Math.max(0, ...names.map((name) => estimateTextWidth(name, fontSize)));
  const left = Math.min(widest, context.width * 0.28) + 12;
  const right = besideWidth(beside, count);
  const centre = (left + context.width - right) / 2;
  const scale = (context.width - right - left) / most;
  const half = (at: number): number => Math.max(1, ((values[at] ?? 0) * scale) / 2);
  const parts = names.map((name, at) => {
    const y = at * funnelStep + 4;
    const bar = element('rect', {
      x: centre - half(at),
      y,
      width: half(at) * 2,
      height: funnelBar,
      rx: 3,
      ...seriesFill(context.theme, context.idPrefix, 0),
    });
    const middle = y + funnelBar / 2;
    const words = valueLabel(measure, at);
    const inside = estimateTextWidth(words, fontSize) + 12 < half(at) * 2;
    const place = inside
      ? ({ x: centre, anchor: 'middle', ...onSeries(0) } as const)
      : { x: centre + half(at) + 6, bold: true };
    const value = label(context.theme, words, { ...place, y: middle });
    return (
      (at + 1 < count
        ? funnelJoint(context, centre, y + funnelBar, [half(at), half(at + 1)])
        : '') +
      mark(series, measure, at, bar, value) +
      label(context.theme, name, { x: left - 8, y: middle, anchor: 'end', maxWidth: left - 8 }) +
      (beside
        ? label(context.theme, `${beside.label} ${valueLabel(beside, at)}`, {
            x: context.width,
            y: middle,
            anchor: 'end',
            ink: 'muted',
          })
        : '')
    );
  });
  return { height: count * funnelStep - (funnelStep - funnelBar) + 8, content: parts.join('') };
}

function besideWidth(beside: ChartMeasure | undefined, count: number): number {
  if (!beside) return 8;
  const texts = Array.from(
    { length: count },
    (_, at) => `${beside.label} ${valueLabel(beside, at)}`,
  );
  return Math.max(...texts.map((text) => estimateTextWidth(text, fontSize)), 0) + 20;
}

function funnelJoint(
  context: ChartContext,
  centre: number,
  y: number,
  [upper, lower]: readonly [number, number],
): string {
  const below = y + funnelStep - funnelBar;
  const d = `${pathThrough([
    [centre - upper, y],
    [centre + upper, y],
    [centre + lower, below],
    [centre - lower, below],
  ])}Z`;
  return element('path', {
    d,
    'fill-opacity': 0.18,
    ...painted(context.theme, { fill: 'series-1' }),
  });
}

const heatRow = 26;

/** A grid: categories across, measures down; the stronger the colour, the greater the value, which is written in. */
export function drawHeatmap(series: Series, context: ChartContext): Drawing {
  const count = series.x.values.length;
  const names = series.ys.map((measure) => measure.label);
  const widest = Math.max(0, ...names.map((name) => estimateTextWidth(name, fontSize)));
  const left = Math.min(widest, context.width * 0.28) + 12;
  const cellWidth = (context.width - left) / Math.max(1, count);
  const every = Math.max(1, Math.ceil(44 / cellWidth));
  const parts: string[] = [];
  for (let at = 0; at < count; at += every) {
    const x = left + (at + 0.5) * cellWidth;
    const place = { x, y: 10, anchor: 'middle', ink: 'muted' } as const;
    const maxWidth = cellWidth * every - 4;
    parts.push(label(context.theme, categoryLabel(series, at), { ...place, maxWidth }));
  }
  series.ys.forEach((measure, index) => {
    const y = 22 + index * heatRow;
    const middle = y + heatRow / 2;
    const place = { x: left - 8, y: middle, anchor: 'end', maxWidth: left - 8 } as const;
    parts.push(label(context.theme, names[index] ?? '', place));
    const most = greatestOf(series, measure);
    for (let at = 0; at < count; at++) {
      const value = valueAt(measure, at);
      if (value === undefined) continue;
      const cell = element('rect', {
        x: left + at * cellWidth + 1,
        y: y + 1,
        width: Math.max(1, cellWidth - 2),
        height: heatRow - 2,
        rx: 2,
        // Never so strong that the value upon it could not be read.
        'fill-opacity': most === 0 ? 0.05 : 0.05 + 0.5 * (Math.abs(value) / most),
        ...painted(context.theme, { fill: value < 0 ? 'series-6' : 'series-1' }),
      });
      const words = compactNumber(value, measure.type);
      const fits = estimateTextWidth(words, fontSize - 1) <= cellWidth - 4;
      const x = left + (at + 0.5) * cellWidth;
      const text = { x, y: middle, anchor: 'middle', size: fontSize - 1 } as const;
      parts.push(mark(series, measure, at, cell, fits ? label(context.theme, words, text) : ''));
    }
  });
  return { height: 22 + series.ys.length * heatRow + 2, content: parts.join('') };
}

/** The value that is drawn strongest: the greatest of all measures in the unit of one. */
function greatestOf(series: Series, { type, unit }: ChartMeasure): number {
  const alike = series.ys.filter((measure) => measure.type === type && measure.unit === unit);
  const values = alike.flatMap((measure) =>
    series.x.values.map((_, at) => Math.abs(valueAt(measure, at) ?? 0)),
  );
  return Math.max(0, ...values);
}
