import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { ReportToHost, ReportToView } from '../../src/protocol/report.ts';
import { startBrowser } from '../support/host/vsCodeServer.ts';
import { root } from '../support/setUp.mjs';

const script = readFileSync(path.join(root, 'dist/webview/report.js'), 'utf8');
const css = ['media/report.css', 'media/reportPage.css']
  .map((file) => readFileSync(path.join(root, file), 'utf8'))
  .join('\n');

/** The page as the extension writes it, with a host that remembers what it was told. */
const page = `<!doctype html>
<html lang="en"><head><title>Report</title><style>${css}</style></head>
<body class="rapport-page" data-state='{"name":"pipeline"}' data-updated="The report was updated">
<div id="status" role="status"></div>
<main id="report" aria-busy="true"></main>
<script>
  window.posted = [];
  window.acquireVsCodeApi = () => ({
    postMessage: (message) => window.posted.push(message),
    setState: (state) => { window.remembered = state; },
  });
</script>
</body></html>`;

const report = (won: string): string => `<article>
  <h1>Pipeline</h1>
  <dl><div><dt>Deals</dt><dd><a href="#" data-records="totals:count">3</a></dd></div></dl>
  <table><thead><tr><th>Stage</th><th class="number">Won</th></tr></thead>
  <tbody><tr><td>Proposal</td><td class="number"><a href="#" data-records="0:won">${won}</a></td></tr></tbody></table>
  <details><summary>How it is computed</summary><p>By counting.</p></details>
  <a href="#" data-record="deal/anvils">Anvils</a>
  <p style="height: 3000px">long</p>
</article>`;

describe('the page of a report in a plain browser', () => {
  let browser: Browser;
  let view: Page;
  before(async () => {
    browser = await startBrowser();
  });
  after(() => browser.close());
  beforeEach(async () => {
    view = await browser.newPage();
    await view.setContent(page);
    await view.addScriptTag({ content: script });
  });
  afterEach(() => view.close());

  const send = (message: ReportToView): Promise<void> =>
    view.evaluate((data) => {
      window.dispatchEvent(new MessageEvent('message', { data }));
    }, message);
  const posted = (): Promise<readonly ReportToHost[]> =>
    view.evaluate<ReportToHost[]>('window.posted');

  it('asks for its state and remembers what it shows', async () => {
    assert.deepEqual(await posted(), [{ kind: 'ready' }]);
    assert.deepEqual(await view.evaluate('window.remembered'), { name: 'pipeline' });
  });

  it('says which figure or record was clicked, in words', async () => {
    await send({ kind: 'show', html: report('2') });
    await view.getByRole('link', { name: '2' }).click();
    await view.getByRole('link', { name: '3' }).click();
    await view.getByRole('link', { name: 'Anvils' }).click();
    assert.deepEqual((await posted()).slice(1), [
      { kind: 'openFigure', figure: '0:won', label: 'Proposal · Won' },
      { kind: 'openFigure', figure: 'totals:count', label: 'Deals' },
      { kind: 'openRecord', record: 'deal/anvils' },
    ]);
  });

  it('is worked by the keyboard', async () => {
    await send({ kind: 'show', html: report('2') });
    await view.getByRole('link', { name: '2' }).focus();
    await view.keyboard.press('Enter');
    assert.equal((await posted()).at(-1)?.kind, 'openFigure');
  });

  it('keeps place, focus and what was unfolded when figures change, and says so', async () => {
    await send({ kind: 'show', html: report('2') });
    await view.locator('summary').click();
    await view.getByRole('link', { name: '2' }).focus();
    await view.evaluate(() => window.scrollTo(0, 500));
    await send({ kind: 'show', html: report('7') });
    assert.equal(await view.evaluate(() => document.activeElement?.textContent), '7');
    assert.equal(await view.evaluate(() => window.scrollY), 500);
    assert.equal(await view.locator('details').getAttribute('open'), '');
    assert.equal(await view.getByRole('status').textContent(), 'The report was updated');
  });

  it('shows a failure in place of stale figures', async () => {
    await send({ kind: 'show', html: report('2') });
    await send({ kind: 'tell', message: 'There is no pipeline.', isFailure: true });
    assert.equal(await view.locator('article').count(), 0);
    assert.equal(await view.getByRole('status').textContent(), 'There is no pipeline.');
  });
});
