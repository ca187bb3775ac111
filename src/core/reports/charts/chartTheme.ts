/** The colours of charts, by role, and what tells series apart where colours do not: patterns, dashes, markers. */
import type { Attributes } from './svgElement.ts';
import { element, pathThrough } from './svgElement.ts';

const seriesColours = 8;

export type Ink = 'text' | 'muted' | 'grid' | 'background' | `series-${number}`;

/** How a role becomes a colour. */
export interface ChartTheme {
  colour(ink: Ink): string;
  /** True where a style sheet of the document itself may repaint by class (dark mode of a file of its own). */
  readonly classes: boolean;
}

/** For charts in a page: custom properties `--rapport-…`, which the page's style sheet maps to its theme. */
export const pageTheme: ChartTheme = {
  colour: (ink) => `var(--rapport-${ink})`,
  classes: false,
};

/** Colours of pages and files that no editor themes; every one at least 3:1 on its background, texts 4.5:1. */
export const palettes = {
  light: {
    text: '#1f2328',
    muted: '#59636e',
    grid: '#d1d9e0',
    background: '#ffffff',
    series: [
      '#0969da',
      '#bc4c00',
      '#1a7f37',
      '#8250df',
      '#9a6700',
      '#cf222e',
      '#0f766e',
      '#bf3989',
    ],
  },
  dark: {
    text: '#e6edf3',
    muted: '#9198a1',
    grid: '#3d444d',
    background: '#0d1117',
    series: [
      '#58a6ff',
      '#f0883e',
      '#56d364',
      '#bc8cff',
      '#e3b341',
      '#ff7b72',
      '#39c5cf',
      '#ff9bce',
    ],
  },
} as const;

type Palette = (typeof palettes)['light' | 'dark'];

export function paletteColour(palette: Palette, ink: Ink): string {
  switch (ink) {
    case 'text':
    case 'muted':
    case 'grid':
    case 'background':
      return palette[ink];
    default:
      return (
        palette.series[(Number(ink.slice('series-'.length)) - 1) % seriesColours] ?? palette.text
      );
  }
}

/** For files of their own: literal colours that every program reads, repainted by class where dark is preferred. */
export const fileTheme: ChartTheme = {
  colour: (ink) => paletteColour(palettes.light, ink),
  classes: true,
};

export const inks: readonly Ink[] = [
  'text',
  'muted',
  'grid',
  'background',
  ...Array.from({ length: seriesColours }, (_, at): Ink => `series-${at + 1}`),
];

/** The style sheet of a file in `fileTheme`. */
export function fileStyle(): string {
  const dark = inks.map((ink) => {
    const colour = paletteColour(palettes.dark, ink);
    return `.fill-${ink}{fill:${colour}}.stroke-${ink}{stroke:${colour}}`;
  });
  return `@media (prefers-color-scheme:dark){${dark.join('')}}`;
}

/** Series from 0; there are eight colours, then they start again with another pattern. */
export function seriesInk(index: number): Ink {
  return `series-${(index % seriesColours) + 1}`;
}

/** Text upon a shape of a series: in the background's colour, on ground of the series' own. */
export function onSeries(index: number): {
  readonly ink: Ink;
  readonly rim: Ink;
  readonly bold: true;
} {
  return { ink: 'background', rim: seriesInk(index), bold: true };
}

/** Attributes that paint an element by roles. */
export function painted(theme: ChartTheme, ink: { fill?: Ink; stroke?: Ink }): Attributes {
  const names = [ink.fill && `fill-${ink.fill}`, ink.stroke && `stroke-${ink.stroke}`];
  return {
    ...(ink.fill && { fill: theme.colour(ink.fill) }),
    ...(ink.stroke && { stroke: theme.colour(ink.stroke) }),
    ...(theme.classes && { class: names.filter((name) => name !== undefined).join(' ') }),
  };
}

/** Strokes of the patterns in a tile of 8 by 8; the first series is plain. */
const patternPaths: readonly string[] = [
  '',
  'M-2 10L10 -2M-2 2L2 -2M6 10L10 6',
  'M2 2h.01M6 6h.01',
  'M-2 -2L10 10M-2 6L2 10M6 -2L10 2',
  'M0 4H8',
  'M-2 10L10 -2M-2 -2L10 10',
  'M4 0V8',
  'M0 4H8M4 0V8',
];

function patternOf(index: number): string {
  return patternPaths[(index + Math.floor(index / seriesColours)) % patternPaths.length] ?? '';
}

/** The fill of one of several series: its colour, and from the second on a pattern that is told apart without it. */
export function seriesFill(theme: ChartTheme, idPrefix: string, index: number): Attributes {
  return patternOf(index) === ''
    ? painted(theme, { fill: seriesInk(index) })
    : { fill: `url(#${idPrefix}-p${index})` };
}

/** The definitions that `seriesFill` refers to. */
export function patternDefinitions(theme: ChartTheme, idPrefix: string, count: number): string {
  const patterns: string[] = [];
  for (let index = 0; index < count; index++) {
    const path = patternOf(index);
    if (path === '') continue;
    const ink = seriesInk(index);
    patterns.push(
      element(
        'pattern',
        { id: `${idPrefix}-p${index}`, width: 8, height: 8, patternUnits: 'userSpaceOnUse' },
        element('rect', { width: 8, height: 8, ...painted(theme, { fill: ink }) }),
        element('path', {
          d: path,
          ...painted(theme, { stroke: 'background' }),
          'stroke-width': 1.5,
          'stroke-linecap': 'round',
          'stroke-opacity': 0.75,
        }),
      ),
    );
  }
  return patterns.length === 0 ? '' : element('defs', {}, ...patterns);
}

const dashes: readonly (string | undefined)[] = [
  undefined,
  '6 3',
  '2 3',
  '8 3 2 3',
  '12 4',
  '4 2 1 2',
];

export function seriesDash(index: number): string | undefined {
  return dashes[index % dashes.length];
}

/** A marker of a line: circle, square, triangle, diamond, in turn. */
export function seriesMarker(theme: ChartTheme, index: number, x: number, y: number): string {
  const paint = painted(theme, { fill: seriesInk(index), stroke: 'background' });
  const size = 3.5;
  switch (index % 4) {
    case 0:
      return element('circle', { cx: x, cy: y, r: size, ...paint });
    case 1:
      return element('rect', {
        x: x - size,
        y: y - size,
        width: size * 2,
        height: size * 2,
        ...paint,
      });
    case 2:
      return element('path', {
        d: `${pathThrough([
          [x, y - size - 1],
          [x + size + 1, y + size],
          [x - size - 1, y + size],
        ])}Z`,
        ...paint,
      });
    default:
      return element('path', {
        d: `${pathThrough([
          [x, y - size - 1],
          [x + size + 1, y],
          [x, y + size + 1],
          [x - size - 1, y],
        ])}Z`,
        ...paint,
      });
  }
}
