/** Bars: across for names, which so have room, and upright for periods of time; side by side or stacked. */
import type { ChartMeasure, Series } from '../reportModel.ts';
import { countOf } from '../../model/words.ts';
import { estimateTextWidth } from '../textWidth.ts';
import type { ChartContext, Drawing } from './chartParts.ts';
import {
  categoryAxis,
  categoryLabel,
  fontSize,
  label,
  legend,
  line,
  mark,
  valueAt,
  valueAxis,
  valueAxisWidth,
  valueLabel,
} from './chartParts.ts';
import { onSeries, seriesFill } from './chartTheme.ts';
import type { BandScale, LinearScale } from './scale.ts';
import { bandScale, compactNumber, linearScale } from './scale.ts';
import { element } from './svgElement.ts';

/** Bars across shown at most: the table has them all. */
const mostBars = 30;
const plotHeight = 220;
const axisHeight = 28;

export function drawBars(series: Series, context: ChartContext, stacked: boolean): Drawing {
  return series.x.type === 'date'
    ? drawUpright(series, context, stacked)
    : drawAcross(series, context, stacked);
}

interface Segment {
  readonly measure: ChartMeasure;
  readonly index: number;
  readonly from: number;
  readonly to: number;
}

/** The bars of one category: each from zero, or stacked away from zero on either side. */
function segmentsOf(series: Series, category: number, stacked: boolean): readonly Segment[] {
  let above = 0;
  let below = 0;
  const segments: Segment[] = [];
  series.ys.forEach((measure, index) => {
    const value = valueAt(measure, category);
    if (value === undefined) return;
    const from = !stacked ? 0 : value < 0 ? below : above;
    segments.push({ measure, index, from, to: from + value });
    if (value < 0) below = from + value;
    else above = from + value;
  });
  return segments;
}

function extremes(series: Series, count: number, stacked: boolean): number[] {
  return Array.from({ length: count }, (_, category) =>
    segmentsOf(series, category, stacked).map(({ to }) => to),
  ).flat();
}

function drawAcross(series: Series, context: ChartContext, stacked: boolean): Drawing {
  const count = Math.min(series.x.values.length, mostBars);
  const names = Array.from({ length: count }, (_, at) => categoryLabel(series, at));
  const widest = Math.max(0, ...names.map((name) => estimateTextWidth(name, fontSize)));
  const left = Math.min(widest, context.width * 0.3) + 12;
  const values = extremes(series, count, stacked);
  const valueRoom = Math.max(
    24,
    ...series.ys.flatMap((measure) =>
      names.map((_, at) => estimateTextWidth(valueLabel(measure, at), fontSize)),
    ),
  );
  const least = Math.min(0, ...values) < 0 ? valueRoom + 8 : 0;
  const scale = linearScale(values, [left + least, context.width - valueRoom - 10], 5);
  const head = legend(
    context,
    series.ys.map((measure) => measure.label),
  );
  const perBand = stacked ? 1 : series.ys.length;
  const step = Math.max(26, perBand * 16 + 10);
  const bands = bandScale(count, [head.height, head.height + count * step], stacked ? 0.35 : 0.3);
  const parts = [
    head.content,
    line(
      context.theme,
      [scale.position(0), head.height],
      [scale.position(0), head.height + count * step],
      'muted',
    ),
    ...names.map((name, category) =>
      label(context.theme, name, {
        x: left - 8,
        y: bands.centre(category),
        anchor: 'end',
        maxWidth: left - 8,
      }),
    ),
    ...names.map((_, category) => barsAcross(series, context, { category, stacked, scale, bands })),
  ];
  const hidden = series.x.values.length - count;
  const end = head.height + count * step;
  if (hidden > 0) {
    const words = `${countOf(hidden, 'more', 'more')} in the table`;
    parts.push(
      label(context.theme, words, { x: left - 8, y: end + 10, anchor: 'end', ink: 'muted' }),
    );
  }
  return { height: end + (hidden > 0 ? 24 : 4), content: parts.join('') };
}

interface Band {
  readonly category: number;
  readonly stacked: boolean;
  readonly scale: LinearScale;
  readonly bands: BandScale;
}

function barsAcross(series: Series, context: ChartContext, band: Band): string {
  const { scale, bands, category, stacked } = band;
  const thickness = bands.bandWidth / (stacked ? 1 : series.ys.length);
  const top = bands.centre(category) - bands.bandWidth / 2;
  return segmentsOf(series, category, stacked)
    .map(({ measure, index, from, to }) => {
      const [a, b] = [scale.position(from), scale.position(to)];
      const y = top + (stacked ? 0 : index * thickness);
      const bar = element('rect', {
        x: Math.min(a, b),
        y,
        width: Math.abs(b - a),
        height: Math.max(1, thickness - (stacked ? 0 : 1)),
        rx: 2,
        ...seriesFill(context.theme, context.idPrefix, index),
      });
      const words = valueLabel(measure, category);
      const inside = Math.abs(b - a) > estimateTextWidth(words, fontSize) + 8;
      if (stacked && !inside) return mark(series, measure, category, bar);
      const place = stacked
        ? ({ x: (a + b) / 2, anchor: 'middle', ...onSeries(index) } as const)
        : ({ x: b < a ? b - 6 : b + 6, anchor: b < a ? 'end' : 'start' } as const);
      return mark(
        series,
        measure,
        category,
        bar,
        label(context.theme, words, { ...place, y: y + thickness / 2 }),
      );
    })
    .join('');
}

function drawUpright(series: Series, context: ChartContext, stacked: boolean): Drawing {
  const count = series.x.values.length;
  const type = series.ys[0]?.type ?? 'number';
  const head = legend(
    context,
    series.ys.map((measure) => measure.label),
  );
  const top = head.height + 16;
  const scale = linearScale(extremes(series, count, stacked), [top + plotHeight, top], 4, type);
  const left = valueAxisWidth(scale, type);
  const bands = bandScale(count, [left, context.width], count > 40 ? 0.1 : 0.3);
  const parts = [head.content, valueAxis(context.theme, scale, type, [left, context.width])];
  for (let category = 0; category < count; category++) {
    parts.push(barsUpright(series, context, { category, stacked, scale, bands }));
  }
  const axisY = top + plotHeight + axisHeight / 2;
  parts.push(categoryAxis(context, series, axisY, bands.centre));
  return { height: top + plotHeight + axisHeight, content: parts.join('') };
}

function barsUpright(series: Series, context: ChartContext, band: Band): string {
  const { scale, bands, category, stacked } = band;
  const thickness = bands.bandWidth / (stacked ? 1 : series.ys.length);
  const left = bands.centre(category) - bands.bandWidth / 2;
  return segmentsOf(series, category, stacked)
    .map(({ measure, index, from, to }) => {
      const [a, b] = [scale.position(from), scale.position(to)];
      const x = left + (stacked ? 0 : index * thickness);
      const bar = element('rect', {
        x,
        y: Math.min(a, b),
        width: Math.max(1, thickness - (stacked ? 0 : 1)),
        height: Math.abs(b - a),
        rx: Math.min(2, thickness / 4),
        ...seriesFill(context.theme, context.idPrefix, index),
      });
      const words = compactNumber(to - from, measure.type);
      const fits = !stacked && estimateTextWidth(words, fontSize - 1) <= thickness + 6;
      if (!fits) return mark(series, measure, category, bar);
      const above = to < from ? b + 9 : b - 8;
      const place = {
        x: x + thickness / 2,
        y: above,
        anchor: 'middle',
        size: fontSize - 1,
      } as const;
      return mark(series, measure, category, bar, label(context.theme, words, place));
    })
    .join('');
}
