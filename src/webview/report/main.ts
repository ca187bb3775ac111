/** The page of a report: shows what the host sends, and says what was clicked. */
import type { ReportToHost, ReportToView } from '../../protocol/report.ts';

interface HostApi {
  postMessage(message: ReportToHost): void;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): HostApi;

interface Page {
  readonly host: HostApi;
  readonly report: HTMLElement;
  /** Read out by screen readers when it changes; the report as a whole is not. */
  readonly status: HTMLElement;
}

function start(page: Page): void {
  const remembered = document.body.dataset['state'];
  if (remembered !== undefined) page.host.setState(JSON.parse(remembered));
  window.addEventListener('message', ({ data }: MessageEvent<ReportToView>) => receive(page, data));
  page.report.addEventListener('click', (event) => {
    const message = event.target instanceof Element ? meaningOf(event.target) : undefined;
    if (!message) return;
    event.preventDefault();
    page.host.postMessage(message);
  });
  page.host.postMessage({ kind: 'ready' });
}

function receive(page: Page, message: ReportToView): void {
  switch (message.kind) {
    case 'show': {
      const isUpdate = page.report.childElementCount > 0;
      show(page.report, message.html);
      page.report.removeAttribute('aria-busy');
      page.status.className = 'page-status spoken';
      page.status.textContent = isUpdate ? (document.body.dataset['updated'] ?? '') : '';
      return;
    }
    case 'tell':
      page.report.replaceChildren();
      page.report.setAttribute('aria-busy', String(!message.isFailure));
      page.status.className = message.isFailure ? 'page-status failure' : 'page-status';
      page.status.textContent = message.message;
  }
}

/** Puts new figures in place; where one was reading, and what was unfolded, stays. */
function show(report: HTMLElement, html: string): void {
  const top = window.scrollY;
  const unfolded = new Set(
    [...report.querySelectorAll('details[open] > summary')].map((summary) => summary.textContent),
  );
  const focus = nameOfFocus();
  // The engine escapes every text of the user's, and the page's policy runs no script but this one.
  report.innerHTML = html;
  for (const details of report.querySelectorAll('details')) {
    if (unfolded.has(details.querySelector('summary')?.textContent ?? '')) details.open = true;
  }
  if (focus !== undefined) report.querySelector<HTMLElement>(focus)?.focus({ preventScroll: true });
  window.scrollTo({ top });
}

/** A selector by which the focused element is found again in new content. */
function nameOfFocus(): string | undefined {
  for (const name of ['data-records', 'data-record', 'id']) {
    const value = document.activeElement?.getAttribute(name);
    if (value !== null && value !== undefined) return `[${name}="${CSS.escape(value)}"]`;
  }
  return undefined;
}

/** What a click asks for; nothing where it means nothing. */
function meaningOf(target: Element): ReportToHost | undefined {
  const figure = target.closest('[data-records]');
  if (figure) {
    const name = figure.getAttribute('data-records') ?? '';
    return { kind: 'openFigure', figure: name, label: labelOf(figure) };
  }
  const record = target.closest('[data-record]')?.getAttribute('data-record');
  return typeof record === 'string' ? { kind: 'openRecord', record } : undefined;
}

/** What a figure stands for: its row and column, or the name of a headline figure. */
function labelOf(figure: Element): string {
  const cell = figure.closest<HTMLTableCellElement>('td, th');
  if (!cell) return textOf(figure.closest('div')?.querySelector('dt') ?? figure);
  const row = cell.closest('tr')?.cells ?? [];
  const heads = [...row]
    .slice(0, cell.cellIndex)
    .filter((one) => !one.classList.contains('number'));
  const column = cell.closest('table')?.tHead?.rows[0]?.cells[cell.cellIndex];
  return [...heads, column]
    .map((part) => (part ? textOf(part) : ''))
    .filter((text) => text !== '')
    .join(' · ');
}

function textOf(element: Element): string {
  return element.textContent.replace(/\s+/g, ' ').trim();
}

const report = document.getElementById('report');
const status = document.getElementById('status');
if (report && status) start({ host: acquireVsCodeApi(), report, status });
