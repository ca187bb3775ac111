import assert from 'node:assert/strict';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { useWorkbench } from '../support/host/ui.ts';

describe('a plain folder', () => {
  const workbench = useWorkbench({ files: { 'notes.md': '# Notes\n' } });
  const welcome = (text: string) =>
    workbench().page.locator('.welcome-view', { hasText: text }).first();

  it('shows one view, which says what is missing, and nothing is written', async () => {
    await workbench().openContainer('Rapport');
    await welcome('This folder is not a CRM yet').waitFor();
    assert.equal(await workbench().pane('Deals').count(), 0);
    assert.deepEqual(readdirSync(workbench().file('.')), ['notes.md']);
    await workbench().screenshot('welcome-no-config-dark');
  });

  it('becomes a CRM by one button, with the file that says how to go on', async () => {
    await workbench().page.getByRole('button', { name: 'Create crm.yaml' }).click();
    await workbench().tab('crm.yaml').waitFor();
    assert.ok(existsSync(workbench().file('crm.yaml')));
    await welcome('There are no accounts yet').waitFor();
    await workbench().pane('Deals').locator('.pane-header').waitFor();
    await workbench().screenshot('welcome-empty-crm-dark');
  });

  it('has no problems then, and shows its first record', async () => {
    const { page } = workbench();
    writeFileSync(workbench().file('acme.md'), '---\ntype: account\nname: Acme\n---\n');
    await workbench().row('Acme').waitFor();
    await workbench().runCommand('Rapport: Show Problems');
    await page.locator('.markers-panel', { hasText: 'No problems' }).waitFor();
  });
});
