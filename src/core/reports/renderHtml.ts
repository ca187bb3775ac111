/**
 * A report as HTML. The fragment is for a page that brings media/report.css and its own theme (a webview);
 * the page stands alone. Neither has a script, an inline style or anything to load; every text is escaped.
 */
import { renderChart } from './charts/renderChart.ts';
import { escapeMarkup } from './charts/svgElement.ts';
import { excludedHeading, groupExcluded } from './excludedGroups.ts';
import { columnHeading, formatCell, formatFigure, isNumeric } from './format.ts';
import { countOf, formatAmount } from '../model/words.ts';
import { isMoney } from '../model/money.ts';
import { pageThemeStyle } from './pageThemeStyle.ts';
import type { Cell, Column, ColumnType, Report, Row } from './reportModel.ts';
import { figureId, isLabelled } from './reportModel.ts';
import { chartSeries, headlineFigures, parametersInWords, visibleTotals } from './reportWords.ts';

export interface HtmlOptions {
  /** Rows of the table; what is left out is said. */
  readonly maxRows?: number;
  /** Starts every id; give each its own where several reports share a page. */
  readonly idPrefix?: string;
  /** False where nobody can open a record: its name is then plain text. */
  readonly opensRecords?: boolean;
}

export interface HtmlPageOptions extends HtmlOptions {
  /** The text of media/report.css. */
  readonly css: string;
}

const defaultMaxRows = 2000;
/** Records named behind one figure of a page that stands alone; JSON has them all. */
const listedRecords = 200;
const listedExcluded = 500;

/**
 * The report as an `<article class="rapport-report">`. A figure is a link with `data-records="3:won"`: the
 * figure's id, which `recordsBehind` turns into records. A cell that is a record carries `data-record="type/id"`.
 */
export function renderHtmlFragment(report: Report, options: HtmlOptions = {}): string {
  const idPrefix = options.idPrefix ?? 'report';
  return [
    `<article class="rapport-report" aria-labelledby="${idPrefix}-title">`,
    headerOf(report, idPrefix),
    figuresOf(report, idPrefix),
    chartsOf(report, idPrefix),
    tableOf(report, idPrefix, options),
    notesOf(report),
    excludedOf(report, options.opensRecords ?? true),
    formulasOf(report),
    '</article>',
  ]
    .filter((part) => part !== '')
    .join('\n');
}

/** A whole document: the fragment, its style in light and dark, and behind each figure the list of its records. */
export function renderHtmlPage(report: Report, options: HtmlPageOptions): string {
  const idPrefix = options.idPrefix ?? 'report';
  const css = `${pageThemeStyle()}\n${options.css}`.replaceAll('</', '<\\/');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<title>${escapeMarkup(report.title)}</title>
<style>
${css}
</style>
</head>
<body class="rapport-page">
<main>
${renderHtmlFragment(report, { ...options, opensRecords: false })}
</main>
${recordPanels(report, idPrefix, options.maxRows ?? defaultMaxRows)}
</body>
</html>
`;
}

function headerOf(report: Report, idPrefix: string): string {
  const commit = report.asOf.commit === null ? '' : ` (${report.asOf.commit.slice(0, 10)})`;
  const facts = [`as of ${report.asOf.date}${commit}`, ...parametersInWords(report)];
  const items = facts.map((fact) => `<li><bdi>${escapeMarkup(fact)}</bdi></li>`).join('');
  return [
    '<header>',
    `<h1 id="${idPrefix}-title"><bdi>${escapeMarkup(report.title)}</bdi></h1>`,
    report.description === ''
      ? ''
      : `<p class="description"><bdi>${escapeMarkup(report.description)}</bdi></p>`,
    `<ul class="facts">${items}</ul>`,
    '</header>',
  ].join('\n');
}

function figuresOf(report: Report, idPrefix: string): string {
  const figures = headlineFigures(report);
  if (figures.length === 0) return '';
  const items = figures.map(({ id, label, value, type, formula }) => {
    const text = figureText(value, type);
    const isTotal = report.totals !== null && report.columns.some((column) => column.id === id);
    const shown =
      isTotal && value !== null ? figureLink(report, 'totals', id, idPrefix, text) : text;
    return `<div title="${escapeMarkup(formula)}"><dt>${escapeMarkup(label)}</dt><dd>${shown}</dd></div>`;
  });
  return `<dl class="figures">\n${items.join('\n')}\n</dl>`;
}

/** The unit of an amount stands back behind the number. */
function figureText(value: Cell, type: ColumnType): string {
  if (value === null || typeof value !== 'object' || !isMoney(value)) {
    return escapeMarkup(formatFigure(value, type));
  }
  return `${formatAmount(value)} <small>${escapeMarkup(value.currency)}</small>`;
}

function chartsOf(report: Report, idPrefix: string): string {
  return chartSeries(report)
    .map((series, at) => {
      const chart = renderChart(series, { idPrefix: `${idPrefix}-chart${at}` });
      const caption = `<figcaption><bdi>${escapeMarkup(series.title)}</bdi></figcaption>`;
      return chart === '' ? '' : `<figure tabindex="0">${caption}\n${chart}\n</figure>`;
    })
    .join('\n');
}

function tableOf(
  report: Report,
  idPrefix: string,
  { maxRows = defaultMaxRows, opensRecords = true }: HtmlOptions,
): string {
  if (report.rows.length === 0) return '<p class="empty">Nothing to report.</p>';
  const { columns } = report;
  const headings = columns.map(
    (column) =>
      `<th scope="col"${numericClass(column)} title="${escapeMarkup(column.formula)}">${escapeMarkup(columnHeading(column))}</th>`,
  );
  const rows = report.rows
    .slice(0, maxRows)
    .map((row, at) => `<tr>${rowCells(report, row, at, { idPrefix, opensRecords })}</tr>`);
  const hidden = report.rows.length - rows.length;
  return [
    `<div class="table" role="region" aria-labelledby="${idPrefix}-title" tabindex="0">`,
    '<table>',
    `<thead><tr>${headings.join('')}</tr></thead>`,
    `<tbody>\n${rows.join('\n')}\n</tbody>`,
    totalsOf(report, idPrefix),
    '</table>',
    '</div>',
    hidden > 0
      ? `<p class="more">${countOf(rows.length, 'row')} of ${countOf(report.rows.length, 'row')} shown; CSV and JSON have them all.</p>`
      : '',
  ]
    .filter((part) => part !== '')
    .join('\n');
}

function numericClass(column: Column): string {
  return isNumeric(column.type) ? ' class="number"' : '';
}

function rowCells(
  report: Report,
  row: Row,
  at: number,
  { idPrefix, opensRecords }: Required<Pick<HtmlOptions, 'idPrefix' | 'opensRecords'>>,
): string {
  return report.columns
    .map((column, columnAt) => {
      const cell = row.cells[column.id] ?? null;
      const text = escapeMarkup(formatCell(cell, column));
      if (column.group || column.type === 'ref') {
        const isRecord = opensRecords && column.type === 'ref' && cell !== null && isLabelled(cell);
        const shown = isRecord ? recordLink(cell.value, cell.value, text) : `<bdi>${text}</bdi>`;
        const tag = columnAt === 0 ? 'th scope="row"' : 'td';
        const missing = cell === null ? ' class="missing"' : '';
        return `<${tag}${missing}>${shown}</${tag.slice(0, 2)}>`;
      }
      const isWords = cell === null || column.type === 'text';
      const shown = isWords
        ? `<bdi>${text}</bdi>`
        : figureLink(report, at, column.id, idPrefix, `<bdi>${text}</bdi>`);
      return `<td${numericClass(column)}>${shown}</td>`;
    })
    .join('');
}

/** `text` is markup already; the tooltip says where the record lies. */
function recordLink(id: string, tooltip: string, text: string): string {
  return `<a href="#" data-record="${escapeMarkup(id)}" title="${escapeMarkup(tooltip)}"><bdi>${text}</bdi></a>`;
}

function totalsOf(report: Report, idPrefix: string): string {
  const texts = visibleTotals(report);
  if (!texts) return '';
  const cells = report.columns.map((column, at) => {
    const text = escapeMarkup(texts[at] ?? '');
    if (column.group || text === '')
      return at === 0 ? `<th scope="row">${text}</th>` : `<td>${text}</td>`;
    const hasValue = (report.totals?.cells[column.id] ?? null) !== null;
    const shown = hasValue ? figureLink(report, 'totals', column.id, idPrefix, text) : text;
    return `<td${numericClass(column)}>${shown}</td>`;
  });
  return `<tfoot><tr>${cells.join('')}</tr></tfoot>`;
}

/** A figure that leads to its records; one without any is plain. */
function figureLink(
  report: Report,
  at: number | 'totals',
  column: string,
  idPrefix: string,
  content: string,
): string {
  const row = at === 'totals' ? report.totals : report.rows[at];
  const own = row?.cellRecords?.[column];
  const records = own ?? row?.records ?? [];
  if (records.length === 0) return content;
  const panel = `${idPrefix}-${at}${own ? `-${columnNumber(report, column)}` : ''}`;
  const figure = escapeMarkup(figureId(at, column));
  return `<a href="#${panel}" data-records="${figure}" title="${countOf(records.length, 'record')}">${content}</a>`;
}

/** Columns of saved reports have names of their users' own: their numbers make ids that are always valid. */
function columnNumber(report: Report, id: string): number {
  return report.columns.findIndex((column) => column.id === id);
}

function recordPanels(report: Report, idPrefix: string, maxRows: number): string {
  const panels: string[] = [];
  const add = (row: Row, at: number | 'totals'): void => {
    const name = at === 'totals' ? 'Total' : rowName(report, row);
    panels.push(recordPanel(`${idPrefix}-${at}`, name, row.records));
    for (const [id, records] of Object.entries(row.cellRecords ?? {})) {
      const at2 = columnNumber(report, id);
      const label = report.columns[at2]?.label ?? id;
      panels.push(recordPanel(`${idPrefix}-${at}-${at2}`, `${name}: ${label}`, records));
    }
  };
  report.rows.slice(0, maxRows).forEach(add);
  if (report.totals) add(report.totals, 'totals');
  return panels.filter((panel) => panel !== '').join('\n');
}

function rowName(report: Report, row: Row): string {
  const names = report.columns
    .filter(({ group }) => group)
    .map((column) => formatCell(row.cells[column.id], column));
  return names.length === 0 ? report.title : names.join(' · ');
}

/** Shown by its fragment alone (`:target`), so it needs no script; the link away closes it. */
function recordPanel(id: string, name: string, records: readonly string[]): string {
  if (records.length === 0) return '';
  const items = records
    .slice(0, listedRecords)
    .map((record) => `<li><bdi>${escapeMarkup(record)}</bdi></li>`);
  const rest = records.length - items.length;
  const more = rest > 0 ? `<p>and ${countOf(rest, 'more', 'more')}; JSON has them all</p>` : '';
  return `<section class="rapport-records" id="${id}" aria-label="${escapeMarkup(name)}"><header><h2><bdi>${escapeMarkup(name)}</bdi></h2><p>${countOf(records.length, 'record')}</p><a href="#">Close</a></header><ul>${items.join('')}</ul>${more}</section>`;
}

function excludedOf(report: Report, opensRecords: boolean): string {
  if (report.excluded.length === 0) return '';
  const groups = groupExcluded(report).map(({ title, items }) => {
    const shown = items.slice(0, listedExcluded).map(({ id, path }) => {
      const text = escapeMarkup(id);
      return `<li>${opensRecords ? recordLink(id, path, text) : `<bdi>${text}</bdi>`}</li>`;
    });
    const rest = items.length - shown.length;
    const more = rest > 0 ? `<li>and ${countOf(rest, 'more', 'more')}; JSON has them all</li>` : '';
    return `<h3><bdi>${escapeMarkup(title)}</bdi> <span class="count">${countOf(items.length, 'record')}</span></h3>\n<ul class="records">${shown.join('')}${more}</ul>`;
  });
  return `<details class="excluded">\n<summary>${excludedHeading(report)}</summary>\n${groups.join('\n')}\n</details>`;
}

function notesOf(report: Report): string {
  if (report.notes.length === 0) return '';
  const items = report.notes.map((note) => `<li><bdi>${escapeMarkup(note)}</bdi></li>`).join('');
  return `<ul class="notes">${items}</ul>`;
}

function formulasOf(report: Report): string {
  const items = [
    ...headlineFigures(report).filter(
      ({ id, formula }) => formula !== '' && !report.columns.some((column) => column.id === id),
    ),
    ...report.columns,
  ].map(
    ({ label, formula }) =>
      `<div><dt><bdi>${escapeMarkup(label)}</bdi></dt><dd><bdi>${escapeMarkup(formula)}</bdi></dd></div>`,
  );
  return `<details class="formulas">\n<summary>How the figures are computed</summary>\n<dl>\n${items.join('\n')}\n</dl>\n</details>`;
}
