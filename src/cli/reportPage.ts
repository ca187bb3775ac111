import { readFileSync } from 'node:fs';
import { renderHtmlPage } from '../core/reports/renderHtml.ts';
import type { Report } from '../core/reports/reportModel.ts';
import { packageFile } from './packageFiles.ts';

/** A report as a page that stands alone. */
export function reportPage(report: Report): string {
  return renderHtmlPage(report, { css: readFileSync(packageFile('media/report.css'), 'utf8') });
}
