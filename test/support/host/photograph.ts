// node --import tsx test/support/host/photograph.ts DIR NAME: pictures of every view of any workspace in
// every theme, as out/screenshots/NAME-*.png. The folder is copied, not touched.
import { themes, openWorkbench } from './ui.ts';
import type { Theme } from './ui.ts';
import { photographReport, photographView, viewNames } from './views.ts';

const [folder, name] = process.argv.slice(2);
if (folder === undefined || name === undefined) {
  console.error('Usage: node --import tsx test/support/host/photograph.ts DIR NAME');
  process.exit(2);
}
for (const theme of Object.keys(themes) as Theme[]) {
  const workbench = await openWorkbench({ folder, theme });
  try {
    await workbench.openContainer('Rapport');
    await workbench.row(/./).first().waitFor({ timeout: 120_000 });
    for (const view of viewNames) {
      await photographView(workbench, view, [], `${name}-${view}-${theme}`);
    }
    for (const report of ['Pipeline', 'Win-loss', 'Data quality']) {
      await photographReport(workbench, report, theme, name);
    }
  } finally {
    await workbench.close();
  }
}
