import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { renderHtmlFragment, renderHtmlPage } from '../../../src/core/reports/renderHtml.ts';
import { recordsBehind } from '../../../src/core/reports/reportModel.ts';
import { aReport } from './aReport.ts';
import { assertGolden } from './golden.ts';
import { assertWellFormed } from './wellFormed.ts';

const cssPath = path.join(import.meta.dirname, '../../../media/report.css');
const css = readFileSync(cssPath, 'utf8');

describe('a report as a page', () => {
  it('has figures, chart, table, notes, what was left out, and how all is computed', () => {
    const html = renderHtmlFragment(aReport());
    assertWellFormed(html);
    assertGolden('example.html', `${html}\n`);
  });

  it('leads from every figure to its records', () => {
    const report = aReport();
    const html = renderHtmlFragment(report);
    const figures = [...html.matchAll(/data-records="([^"]+)"/g)].map((match) => match[1] ?? '');
    assert.ok(figures.includes('0:won') && figures.includes('totals:amount'));
    for (const figure of figures) assert.notDeepEqual(recordsBehind(report, figure), [], figure);
    // Nothing stands behind a figure that has no value.
    assert.ok(!figures.includes('1:win_rate'));
  });

  it('shows texts of records as text and nothing else', () => {
    const evil = '"><script>alert(1)</script><img src=x onerror=alert(1)>';
    const base = aReport();
    const report = aReport({
      title: evil,
      description: evil,
      parameters: { where: evil },
      columns: base.columns.map((column) => ({ ...column, label: evil, formula: evil })),
      rows: [{ cells: { owner: { value: evil, label: evil } }, records: [evil] }],
      excluded: [{ id: evil, path: evil, reason: evil }],
      notes: [evil],
      series: base.series.map((series) => ({ ...series, title: evil })),
    });
    for (const html of [renderHtmlFragment(report), renderHtmlPage(report, { css })]) {
      assertWellFormed(html);
      assert.doesNotMatch(html, /<script|<img/);
    }
  });

  it('runs no script, loads nothing and styles nothing inline', () => {
    const html = renderHtmlPage(aReport(), { css });
    assert.doesNotMatch(html, /<script|\son[a-z]+="|\sstyle="|url\(["']?http|@import/i);
    assert.match(html, /default-src 'none'/);
    assert.doesNotMatch(html, /(?:src|href)="(?!#)/);
  });

  it('stands alone: every record list that a figure names is there', () => {
    const html = renderHtmlPage(aReport(), { css });
    assertWellFormed(html);
    const ids = new Set([...html.matchAll(/ id="([^"]*)"/g)].map((match) => match[1]));
    const targets = [...html.matchAll(/href="#([^"]+)"/g)].map((match) => match[1] ?? '');
    assert.ok(targets.length > 5);
    for (const target of targets) assert.ok(ids.has(target), target);
    assert.match(html, /<li><bdi>deal\/c<\/bdi><\/li>/);
  });

  it('says how many rows it leaves out', () => {
    const html = renderHtmlFragment(aReport(), { maxRows: 1 });
    assert.match(html, /1 row of 2 rows shown; CSV and JSON have them all\./);
  });

  it('can share a page with another report', () => {
    const html = ['a', 'b'].map((idPrefix) => renderHtmlFragment(aReport(), { idPrefix })).join('');
    assertWellFormed(html);
  });

  it('names what a record of a cell is', () => {
    const html = renderHtmlFragment(
      aReport({
        columns: [{ id: 'deal', label: 'Deal', type: 'ref', formula: 'the deal', group: true }],
        rows: [{ cells: { deal: { value: 'deal/a', label: 'Alpha' } }, records: ['deal/a'] }],
      }),
    );
    assert.match(html, /<a href="#" data-record="deal\/a" title="deal\/a"><bdi>Alpha<\/bdi><\/a>/);
  });

  it('that stands alone offers no link to a record, which it could not open', () => {
    assert.match(renderHtmlFragment(aReport()), /data-record="deal\/d"/);
    assert.doesNotMatch(renderHtmlPage(aReport(), { css }), /data-record="/);
  });
});

describe('the style sheet of reports', () => {
  it('takes every colour from the theme of the editor', () => {
    // A colour made from one of the theme (`rgb(from var(…) …)`) is the theme's still.
    assert.doesNotMatch(css, /#[0-9a-f]{3,8}\b|\b(?:rgb|hsl)a?\((?!\s*from var\()/i);
  });

  it('asks only for variables that the editor or the page that stands alone defines', () => {
    const page = renderHtmlPage(aReport(), { css: '' });
    const defined = new Set([...page.matchAll(/(--vscode-[\w-]+):/g)].map((match) => match[1]));
    // A variable with another behind it may be missing.
    const used = [...css.matchAll(/var\((--vscode-[\w-]+)\)/g)].map((match) => match[1] ?? '');
    const missing = used.filter((name) => !defined.has(name) && !css.includes(`, var(${name}))`));
    assert.deepEqual(missing, []);
  });
});
