import type { ReportPageState } from '../../../protocol/report.ts';

export interface ReportPageParts {
  /** What VS Code lets the page load from. */
  readonly source: string;
  readonly nonce: string;
  readonly styles: readonly string[];
  readonly script: string;
  readonly title: string;
  /** Said when figures have changed. */
  readonly updated: string;
  readonly state: ReportPageState;
}

/** The page that a report is shown in: no script but its own, no request to anywhere. */
export function renderReportPage(parts: ReportPageParts): string {
  const policy = [
    "default-src 'none'",
    `style-src ${parts.source}`,
    `script-src 'nonce-${parts.nonce}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const links = parts.styles.map((style) => `<link rel="stylesheet" href="${escapeHtml(style)}">`);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapeHtml(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(parts.title)}</title>
${links.join('\n')}
</head>
<body class="rapport-page" data-state="${escapeHtml(JSON.stringify(parts.state))}" data-updated="${escapeHtml(parts.updated)}">
<p id="status" class="page-status" role="status"></p>
<main id="report" aria-busy="true"></main>
<script nonce="${parts.nonce}" src="${escapeHtml(parts.script)}"></script>
</body>
</html>`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
