import assert from 'node:assert/strict';
import { renderReportPage } from '../../src/vscode/features/reports/reportPage.ts';

const hostile = `"><script>alert(1)</script>'&`;

const page = renderReportPage({
  source: 'https://host.example',
  nonce: 'abc123',
  styles: ['https://host.example/a.css?x=1&y=2'],
  script: 'https://host.example/report.js',
  title: hostile,
  updated: 'Updated',
  state: { folder: `file:///a b/${hostile}`, name: hostile, parameters: { owner: hostile } },
});

describe('the page that a report is shown in', () => {
  it('allows its own script and styles, and nothing else', () => {
    const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1] ?? '';
    assert.deepEqual(policy.replaceAll('&#39;', "'").split('; '), [
      "default-src 'none'",
      'style-src https://host.example',
      "script-src 'nonce-abc123'",
      "base-uri 'none'",
      "form-action 'none'",
    ]);
  });

  it('lets no name of a report or folder act as markup', () => {
    assert.equal(page.match(/<script/g)?.length, 1);
    assert.ok(
      page.includes('<script nonce="abc123" src="https://host.example/report.js"></script>'),
    );
    assert.ok(!page.includes('alert(1)</script>'));
  });

  it('carries its state whole', () => {
    const written = /data-state="([^"]*)"/.exec(page)?.[1] ?? '';
    const text = written
      .replaceAll('&quot;', '"')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&#39;', "'")
      .replaceAll('&amp;', '&');
    assert.deepEqual(JSON.parse(text), {
      folder: `file:///a b/${hostile}`,
      name: hostile,
      parameters: { owner: hostile },
    });
  });
});
