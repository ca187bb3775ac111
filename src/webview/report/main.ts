/** The page of a report: shows what the host sends, and says what was clicked. */
import type { ReportToHost, ReportToView } from '../../protocol/report.ts';

interface HostApi {
  postMessage(message: ReportToHost): void;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): HostApi;

const host = acquireVsCodeApi();
const main = document.getElementById('report');

function start(page: HTMLElement): void {
  const remembered = document.body.dataset['state'];
  if (remembered !== undefined) host.setState(JSON.parse(remembered));
  window.addEventListener('message', ({ data }: MessageEvent<ReportToView>) => receive(page, data));
  page.addEventListener('click', (event) => {
    if (event.target instanceof Element && open(event.target)) event.preventDefault();
  });
  host.postMessage({ kind: 'ready' });
}

function receive(page: HTMLElement, message: ReportToView): void {
  page.setAttribute('aria-busy', 'false');
  switch (message.kind) {
    case 'show':
      return show(page, message.html);
    case 'failed': {
      const note = document.createElement('p');
      note.className = 'rapport-failed';
      note.setAttribute('role', 'alert');
      note.textContent = message.message;
      page.replaceChildren(note);
    }
  }
}

/** Puts new figures in place; where one was reading, and what was unfolded, stays. */
function show(page: HTMLElement, html: string): void {
  const top = window.scrollY;
  const unfolded = new Set(
    [...page.querySelectorAll('details[open] > summary')].map((summary) => summary.textContent),
  );
  const focused = document.activeElement?.getAttribute('data-records');
  // The engine escapes every text of the user's; the page's policy runs no script but this one.
  page.innerHTML = html;
  for (const details of page.querySelectorAll('details')) {
    if (unfolded.has(details.querySelector('summary')?.textContent ?? '')) details.open = true;
  }
  if (focused !== undefined && focused !== null) {
    page.querySelector<HTMLElement>(`[data-records="${CSS.escape(focused)}"]`)?.focus();
  }
  window.scrollTo({ top });
}

/** Says what a click means; false where it means nothing. */
function open(target: Element): boolean {
  const figure = target.closest<HTMLElement>('[data-records]');
  if (figure?.dataset['records'] !== undefined) {
    const label = figure.getAttribute('aria-label') ?? figure.textContent ?? '';
    host.postMessage({
      kind: 'openFigure',
      figure: figure.dataset['records'],
      label: label.trim(),
    });
    return true;
  }
  const record = target.closest<HTMLElement>('[data-record]');
  if (record?.dataset['record'] !== undefined) {
    host.postMessage({ kind: 'openRecord', record: record.dataset['record'] });
    return true;
  }
  return false;
}

if (main) start(main);
