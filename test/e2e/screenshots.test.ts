import path from 'node:path';
import { themes, useWorkbench } from '../support/host/ui.ts';
import type { Theme } from '../support/host/ui.ts';
import { root } from '../support/setUp.mjs';

/** Pictures for people to look at; what is asserted is that each view has something to show. */
for (const theme of Object.keys(themes) as Theme[]) {
  describe(`the sample workspace in the ${theme} theme`, () => {
    const workbench = useWorkbench({ folder: path.join(root, 'sample-workspace'), theme });
    before(() => workbench().openContainer('Rapport'));

    for (const [view, file, rows] of [
      ['Accounts', 'accounts', [/^Helios Energie/, /^Deals/]],
      ['Deals', 'deals', [/^sales/i, /^Proposal/]],
      ['Knowledge', 'knowledge', [/^request/i]],
      ['Strategy & Segments', 'strategy', [/^Segments/, /^Key accounts/]],
      ['Reports', 'reports', [/^Built in/, /^Saved/]],
    ] as const) {
      it(`shows ${view}`, async () => {
        await workbench().openOnly(view);
        for (const row of rows) await workbench().expand(row);
        await workbench().screenshot(`${file}-${theme}`);
      });
    }

    for (const report of ['Pipeline', 'Win-loss', 'Data quality']) {
      it(`shows the report ${report}`, async () => {
        await workbench().openOnly('Reports');
        await workbench()
          .row(new RegExp(`^${report}`, 'i'))
          .first()
          .click();
        const frame = await workbench().webview('h1', new RegExp(report, 'i'));
        await frame.locator('table').first().waitFor();
        const name = report.toLowerCase().replaceAll(/\W+/g, '-');
        await workbench().screenshot(`report-${name}-${theme}`);
      });
    }
  });
}
