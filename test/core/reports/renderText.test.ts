import assert from 'node:assert/strict';
import { parse } from 'csv-parse/sync';
import { renderCsv } from '../../../src/core/reports/renderCsv.ts';
import { renderJson, reportToJson } from '../../../src/core/reports/renderJson.ts';
import { renderMarkdown } from '../../../src/core/reports/renderMarkdown.ts';
import { renderTable } from '../../../src/core/reports/renderTable.ts';
import { terminalWidth } from '../../../src/core/reports/textWidth.ts';
import { aReport, money } from './aReport.ts';
import { assertGolden } from './golden.ts';

const nameColumn = {
  id: 'name',
  label: 'Name',
  type: 'text',
  formula: 'name',
  group: true,
} as const;
const amountColumn = {
  id: 'amount',
  label: 'Amount',
  type: 'money',
  formula: 'sum',
  group: false,
} as const;

describe('a report in the terminal', () => {
  it('is aligned, with headline figures, totals and what was left out', () => {
    assertGolden('example.txt', renderTable(aReport()));
  });

  it('aligns Chinese, Persian and Russian names', () => {
    const names = ['数据平台建设', 'گزارش‌ها', 'Орлов', 'Acme'];
    const report = aReport({
      columns: [nameColumn, amountColumn],
      rows: names.map((name) => ({ cells: { name, amount: money('1') }, records: [] })),
      totals: null,
      series: [],
      excluded: [],
      notes: [],
    });
    const widths = renderTable(report)
      .trimEnd()
      .split('\n')
      .slice(3)
      .map((line) => terminalWidth(line));
    assert.deepEqual(new Set(widths), new Set([12 + 2 + 6]));
  });

  it('shortens names, never figures, where the terminal is narrow', () => {
    const report = aReport({
      columns: [nameColumn, amountColumn],
      rows: [
        { cells: { name: 'A very long name of an account', amount: money('10') }, records: [] },
      ],
      series: [],
      excluded: [],
      notes: [],
    });
    const lines = renderTable(report, { width: 30 }).split('\n');
    assert.ok(lines.slice(3).every((line) => terminalWidth(line) <= 30));
    assert.match(lines[5] ?? '', /^A very long name of a…\s+10\.00$/);
  });

  it('colours by role only where it is given colours', () => {
    const painted = renderTable(aReport(), { paint: (text, role) => `<${role}>${text}</>` });
    assert.match(painted, /<title>Deals by owner<\/>/);
    assert.match(painted, /<total>Total /);
    assert.doesNotMatch(renderTable(aReport()), /\u{1b}/u);
  });

  it('says that there is nothing', () => {
    assert.match(renderTable(aReport({ rows: [], totals: null })), /Nothing to report\./);
  });

  it('lets no name of a record write escape sequences', () => {
    const report = aReport({
      columns: [nameColumn],
      rows: [{ cells: { name: '\u{1b}]0;owned\u{7}' }, records: [] }],
    });
    assert.doesNotMatch(renderTable(report), /\u{1b}|\u{7}/u);
  });
});

describe('a report as JSON', () => {
  it('has the shape of the contract', () => {
    const json = reportToJson(aReport());
    assert.deepEqual(Object.keys(json), [
      'report',
      'title',
      'asOf',
      'parameters',
      'currency',
      'columns',
      'rows',
      'totals',
      'series',
      'excluded',
      'notes',
    ]);
    assert.deepEqual(json.rows[0], {
      owner: 'ana',
      won: 2,
      win_rate: 2 / 3,
      amount: { amount: '1234567.50', currency: 'EUR' },
      cycle: 51.784,
      records: ['deal/a', 'deal/b', 'deal/c'],
    });
    assert.equal(json.rows[1]?.['win_rate'], null);
    assert.deepEqual(json.columns[3], {
      id: 'amount',
      label: 'Amount',
      type: 'money',
      unit: 'EUR',
    });
    assert.deepEqual(json.asOf, { commit: null, date: '2026-11-22' });
  });

  it('is the same bytes for the same report', () => {
    assert.equal(renderJson(aReport()), renderJson(aReport()));
    assertGolden('example.json', renderJson(aReport()));
  });
});

describe('a report as CSV', () => {
  it('carries plain numbers, ids and the currency', () => {
    assert.deepEqual(parse(renderCsv(aReport())), [
      ['owner', 'won', 'win_rate', 'amount', 'cycle', 'currency'],
      ['ana', '2', '0.6666666666666666', '1234567.50', '51.784', 'EUR'],
      ['', '0', '', '-80.00', '', 'EUR'],
    ]);
  });

  it('disarms text that a spreadsheet would run, and keeps quotes and line breaks', () => {
    const names = ['=HYPERLINK("http://x")', '-2+3', '@sum', 'a "quoted", line\nbreak'];
    const report = aReport({
      columns: [nameColumn],
      rows: names.map((name) => ({ cells: { name }, records: [] })),
    });
    assert.deepEqual(parse(renderCsv(report)).slice(1).flat(), [
      `'=HYPERLINK("http://x")`,
      `'-2+3`,
      `'@sum`,
      'a "quoted", line\nbreak',
    ]);
  });
});

describe('a report as markdown', () => {
  it('is a table with figures to the right', () => {
    assertGolden('example.md', renderMarkdown(aReport()));
  });

  it('shows texts of records as text', () => {
    const report = aReport({
      title: 'A <b>title</b>',
      columns: [nameColumn],
      rows: [{ cells: { name: 'a|b *c* [d](https://x.example) <img src=x>\nnext' }, records: [] }],
    });
    const text = renderMarkdown(report);
    assert.match(text, /# A &lt;b>title&lt;\/b>/);
    assert.match(
      text,
      /\| a\\\|b \\\*c\\\* \\\[d\\\]\(https:\\\/\\\/x\.example\) &lt;img src=x> next \|/,
    );
  });
});
