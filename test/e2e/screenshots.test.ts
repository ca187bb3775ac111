import path from 'node:path';
import { themes, useWorkbench } from '../support/host/ui.ts';
import type { Theme } from '../support/host/ui.ts';
import { photographReport, photographView, viewNames } from '../support/host/views.ts';
import type { ViewName } from '../support/host/views.ts';
import { root } from '../support/setUp.mjs';

const expanded: Readonly<Record<ViewName, readonly RegExp[]>> = {
  accounts: [/^Helios Energie/, /^Deals/],
  deals: [/^Sales/, /^Proposal/],
  knowledge: [/^request/],
  strategy: [/^Strategy/, /^Segments/, /^Key accounts/],
  reports: [/^Built in/, /^Saved/],
};

/** Pictures for people to look at; what is asserted is that each view has something to show. */
for (const theme of Object.keys(themes) as Theme[]) {
  describe(`the sample workspace in the ${theme} theme`, () => {
    const workbench = useWorkbench({ folder: path.join(root, 'sample-workspace'), theme });
    before(() => workbench().openContainer('Rapport'));

    for (const view of viewNames) {
      it(`shows ${view}`, () =>
        photographView(workbench(), view, expanded[view], `sample-${view}-${theme}`));
    }

    for (const report of ['Pipeline', 'Win-loss', 'Data quality', 'Who carries the pipeline']) {
      it(`shows the report ${report}`, () =>
        photographReport(workbench(), report, theme, 'sample'));
    }
  });
}
