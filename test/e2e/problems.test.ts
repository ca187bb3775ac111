import path from 'node:path';
import { useWorkbench } from '../support/host/ui.ts';
import { root } from '../support/setUp.mjs';

describe('problems of the sample workspace', () => {
  const workbench = useWorkbench({
    folder: path.join(root, 'sample-workspace'),
    settings: { 'problems.defaultViewMode': 'table' },
  });

  before(async () => {
    await workbench().openContainer('Rapport');
    await workbench()
      .row(/^Al Noor/)
      .first()
      .waitFor(); // the engine answers
  });

  it('stand in the Problems panel with their file and code', async () => {
    const { page } = workbench();
    await workbench().runCommand('Rapport: Show Problems');
    const panel = page.locator('.markers-panel');
    await panel.locator('.monaco-list-row', { hasText: 'broken-yaml.md' }).first().waitFor();
    await panel.locator('.monaco-list-row', { hasText: 'stage-unknown' }).first().waitFor();
    await workbench().screenshot('problems-dark');
  });

  it('lead to their place by a click', async () => {
    const { page } = workbench();
    await page
      .locator('.markers-panel .monaco-list-row', { hasText: 'stage-unknown' })
      .first()
      .dblclick();
    await workbench().tab('unknown-stage.md').waitFor();
  });
});
