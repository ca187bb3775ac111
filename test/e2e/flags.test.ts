import assert from 'node:assert/strict';
import path from 'node:path';
import { useWorkbench } from '../support/host/ui.ts';
import { root } from '../support/setUp.mjs';

describe('records with problems', () => {
  const workbench = useWorkbench({ folder: path.join(root, 'sample-workspace') });

  it('are marked in the trees with the number of their problems, as the Explorer marks files', async () => {
    await workbench().openContainer('Rapport');
    await workbench().openOnly('Accounts');
    const row = workbench().row(/^Hafenkante Catering/);
    await row.waitFor();
    await row.locator('[class*="itemBadge"], [class*="monaco-decoration-itemBadge"]').waitFor();
    const badge = await row
      .locator('.monaco-icon-label')
      .evaluate((label) => getComputedStyle(label, '::after').content);
    assert.equal(badge, '"4"');
  });

  it('stand in the trees even where they could only be read in part, and say so', async () => {
    await workbench().expand(/^Nordhafen Logistik/);
    await workbench().expand(/^Cases/);
    await workbench()
      .row(/could not be read in full/)
      .waitFor();
  });

  it('are found by search like any other', async () => {
    await workbench().page.keyboard.press('Control+Alt+s');
    await workbench().quickInput().waitFor();
    await workbench().quickInput().fill('hafenkante');
    await workbench().picks().filter({ hasText: 'Hafenkante Catering' }).first().waitFor();
    await workbench().page.keyboard.press('Escape');
  });

  it('tell what is wrong when one hovers over them', async () => {
    const pane = await workbench().openOnly('Accounts');
    await pane.locator('.monaco-list').focus();
    await workbench().page.keyboard.press('Home');
    await workbench()
      .row(/^Hafenkante Catering/)
      .hover();
    await workbench()
      .page.locator('.workbench-hover', { hasText: 'Health must be 0 to 100' })
      .waitFor();
  });
});
