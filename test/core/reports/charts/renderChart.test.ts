import assert from 'node:assert/strict';
import { fileTheme } from '../../../../src/core/reports/charts/chartTheme.ts';
import { chartInWords, renderChart } from '../../../../src/core/reports/charts/renderChart.ts';
import type { Cell, ChartKind, Series } from '../../../../src/core/reports/reportModel.ts';
import { renderSvg } from '../../../../src/core/reports/renderSvg.ts';
import { aReport, money } from '../aReport.ts';
import { assertGolden } from '../golden.ts';
import { assertWellFormed } from '../wellFormed.ts';

function aSeries(kind: ChartKind, overrides: Partial<Series> = {}): Series {
  const x: readonly Cell[] = [{ value: 'ana', label: 'Ana Ruiz' }, 'گزارش‌های فروش', null];
  return {
    id: 'amount',
    title: 'Amount by owner',
    kind,
    x: { label: 'Owner', type: 'text', values: x },
    ys: [
      {
        id: 'amount',
        label: 'Amount',
        type: 'money',
        unit: 'EUR',
        values: [money('1234567.5'), money('20000'), money('0')],
      },
      { id: 'count', label: 'Deals', type: 'count', values: [3, null, 1] },
    ],
    rows: [0, 1, 2],
    ...overrides,
  };
}

const drawn: readonly ChartKind[] = ['bar', 'line', 'stacked', 'area', 'pie', 'funnel', 'heatmap'];

describe('a chart', () => {
  for (const kind of drawn) {
    it(`of kind ${kind} is a picture with a name, a description and the records behind its marks`, () => {
      const svg = renderChart(aSeries(kind), { idPrefix: 'c' });
      assertWellFormed(svg);
      assert.match(svg, /^<svg [^>]*role="img"/);
      assert.match(svg, /<title id="c-title">Amount by owner<\/title>/);
      assert.match(svg, /<desc id="c-desc">[^<]*Ana Ruiz/);
      assert.match(svg, /aria-labelledby="c-title c-desc"/);
      assert.match(svg, /data-records="0:amount"/);
      assert.match(svg, /Ana Ruiz · Amount: 1,234,567\.50 EUR/);
      assert.doesNotMatch(svg, /NaN|undefined|Infinity/);
    });

    it(`of kind ${kind} takes its colours from the page's theme`, () => {
      const svg = renderChart(aSeries(kind), { idPrefix: 'c' });
      assert.match(svg, /var\(--rapport-series-1\)/);
      assert.doesNotMatch(svg, /#[0-9a-f]{6}|style=/);
    });

    it(`of kind ${kind} is drawn from nothing, one value, zeros and missing values`, () => {
      const empty = { label: 'Owner', type: 'text', values: [] } as const;
      assert.equal(renderChart(aSeries(kind, { x: empty }), { idPrefix: 'c' }), '');
      const one = { label: 'Owner', type: 'text', values: ['ana'] } as const;
      for (const value of [5, 0, null, -3]) {
        const ys = [{ id: 'n', label: 'N', type: 'number', values: [value] } as const];
        const svg = renderChart(aSeries(kind, { x: one, ys }), { idPrefix: 'c' });
        assertWellFormed(svg);
        assert.doesNotMatch(svg, /NaN|undefined|Infinity/);
      }
    });
  }

  it('shows names of records as text and nothing else', () => {
    const name = '<script>alert(1)</script>"&\u{1b}';
    for (const kind of drawn) {
      const x = { label: name, type: 'text', values: [name, name, name] } as const;
      const svg = renderChart(aSeries(kind, { title: name, x }), { idPrefix: 'c' });
      assertWellFormed(svg);
      assert.doesNotMatch(svg, /<script|\u{1b}/u);
    }
  });

  it('tells its measures apart without colour', () => {
    const values = [3, 2, 1];
    const both = aSeries('bar').ys.map((y) => ({
      ...y,
      type: 'number' as const,
      unit: 'x',
      values,
    }));
    const bars = renderChart(aSeries('bar', { ys: both }), { idPrefix: 'c' });
    assert.match(bars, /<pattern id="c-p1"/);
    assert.match(bars, /fill="url\(#c-p1\)"/);
    const lines = renderChart(aSeries('line', { ys: both }), { idPrefix: 'c' });
    assert.match(lines, /stroke-dasharray/);
    assert.match(lines, /<circle[\s\S]*<rect/);
  });

  it('gives measures of different units a panel each, not one axis', () => {
    for (const kind of ['bar', 'line', 'area', 'stacked'] as const) {
      const svg = renderChart(aSeries(kind), { idPrefix: 'c' });
      assert.match(svg, />Amount \(EUR\)<\/text>[\s\S]*>Deals<\/text>/);
    }
  });

  it('cuts a long name and gives the whole one as a tooltip', () => {
    const long =
      'A very long name of an account that would take the whole width of the picture for itself';
    const x = { label: 'Account', type: 'text', values: [long, 'B', 'C'] } as const;
    const svg = renderChart(aSeries('bar', { x }), { idPrefix: 'c' });
    assert.match(
      svg,
      /<title>A very long name of an account that [^<]*itself<\/title>A very long[^<]*…</,
    );
  });

  it('lets each name find its own direction', () => {
    assert.match(
      renderChart(aSeries('bar'), { idPrefix: 'c' }),
      /unicode-bidi="plaintext"[^>]*>گزارش/,
    );
  });

  it('shows the first thirty of many names and says how many are left', () => {
    const values = Array.from({ length: 85 }, (_, at) => `Account ${at}`);
    const x = { label: 'Account', type: 'text', values } as const;
    const ys = [{ id: 'n', label: 'N', type: 'count', values: values.map((_, at) => at) } as const];
    const svg = renderChart(aSeries('bar', { x, ys }), { idPrefix: 'c' });
    assert.match(svg, />55 more in the table</);
    assert.match(svg, />Account 29</);
    assert.doesNotMatch(svg, />Account 30</);
  });

  it('leaves out names of periods that would overlap, never the last', () => {
    const values = Array.from({ length: 60 }, (_, at) => ({
      value: `${2020 + Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}-01`,
      label: `${2020 + Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`,
    }));
    const x = { label: 'Closed', type: 'date', values } as const;
    const ys = [{ id: 'n', label: 'N', type: 'count', values: values.map((_, at) => at) } as const];
    const svg = renderChart(aSeries('bar', { x, ys }), { idPrefix: 'c' });
    const shown = [...svg.matchAll(/<text[^>]*>(\d{4}-\d{2})<\/text>/g)].map((match) => match[1]);
    assert.equal(shown.at(-1), '2024-12');
    assert.ok(shown.length < 20 && shown.length > 5);
  });

  it('draws a pie of negative values as bars, which can show them', () => {
    const ys = [{ id: 'n', label: 'N', type: 'number', values: [5, -3, 1] } as const];
    const svg = renderChart(aSeries('pie', { ys }), { idPrefix: 'c' });
    assert.match(svg, /<rect/);
    assert.doesNotMatch(svg, /<path d="M[^"]*A/);
  });

  it('gathers small slices of a pie and shows the share of each', () => {
    const values = Array.from({ length: 12 }, (_, at) => `S${at}`);
    const x = { label: 'S', type: 'text', values } as const;
    const ys = [{ id: 'n', label: 'N', type: 'number', values: values.map(() => 1) } as const];
    const svg = renderChart(aSeries('pie', { x, ys }), { idPrefix: 'c' });
    assert.match(svg, />5 others · 41\.67 %</);
  });

  it('breaks a line where nothing is known', () => {
    const x = { label: 'X', type: 'text', values: ['a', 'b', 'c', 'd', 'e'] } as const;
    const ys = [{ id: 'n', label: 'N', type: 'number', values: [1, 2, null, 4, 5] } as const];
    const svg = renderChart(aSeries('line', { x, ys }), { idPrefix: 'c' });
    assert.equal([...svg.matchAll(/<path d="M[^"]*L[^"]*"[^>]*fill="none"/g)].length, 2);
  });

  it('is said in words for those who do not see it', () => {
    assert.equal(
      chartInWords(aSeries('bar')),
      'Bar chart of Amount, Deals by Owner: Ana Ruiz Amount 1,234,567.50 EUR; Ana Ruiz Deals 3; گزارش‌های فروش Amount 20,000.00 EUR; گزارش‌های فروش Deals –; (none) Amount 0.00 EUR; (none) Deals 1.',
    );
  });
});

describe('a report as an SVG file', () => {
  it('stands alone, light, and dark where that is preferred', () => {
    const svg = renderSvg(aReport());
    assertWellFormed(svg);
    assert.match(svg, /@media \(prefers-color-scheme:dark\)/);
    assert.match(svg, new RegExp(fileTheme.colour('series-1')));
    assert.doesNotMatch(svg, /var\(--/);
    assertGolden('example.svg', svg);
  });

  it('draws bars of the first figure where the report has no chart', () => {
    const svg = renderSvg(aReport({ series: [] }));
    assert.match(svg, /Ana Ruiz · Won: 2/);
  });

  it('says that there is nothing', () => {
    const svg = renderSvg(aReport({ series: [], rows: [], totals: null }));
    assertWellFormed(svg);
    assert.match(svg, /Nothing to report\./);
  });
});
