import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { useWorkbench } from '../support/host/ui.ts';
import { smallFirm } from '../support/smallFirm.ts';

describe('crm.yaml, changed while the folder is open', () => {
  const workbench = useWorkbench({ files: smallFirm });
  const file = (): string => workbench().file('crm.yaml');
  const original = smallFirm['crm.yaml'] ?? '';
  const stages = (...expected: readonly string[]): Promise<void> =>
    workbench().waitForRows(workbench().pane('Deals'), expected);

  before(async () => {
    await workbench().openContainer('Rapport');
    await workbench().openOnly('Deals');
    await stages('Qualify, 0', 'Proposal, 2 · 32,000 EUR', 'Won, 1 · 5,000 EUR', 'Lost, 0');
  });

  it('gives the stages their new names and order at once', async () => {
    const [, qualify = '', proposal = ''] =
      /( +- \{id: qualify.*\n)( +- \{id: proposal.*\n)/.exec(original) ?? [];
    const swapped = original.replace(
      qualify + proposal,
      proposal.replace('Proposal', 'Offer made') + qualify,
    );
    writeFileSync(file(), swapped);
    await stages('Offer made, 2 · 32,000 EUR', 'Qualify, 0', 'Won, 1 · 5,000 EUR', 'Lost, 0');
  });

  it('loses only what a mistake in it concerns', async () => {
    writeFileSync(file(), original.replace('probability: 40', 'probability: 400'));
    await workbench().runCommand('Rapport: Show Problems');
    const panel = workbench().page.locator('.markers-panel');
    await panel.locator('.monaco-list-row', { hasText: 'probability must be' }).waitFor();
    await workbench()
      .row(/^Proposal, 2/)
      .waitFor();
  });

  it('leaves every record in sight when it cannot be read at all', async () => {
    writeFileSync(file(), `${original}\npipelines: [unclosed\n`);
    const panel = workbench().page.locator('.markers-panel');
    await panel.locator('.monaco-list-row', { hasText: 'config-syntax' }).first().waitFor();
    const accounts = await workbench().openOnly('Accounts');
    await accounts.getByRole('treeitem', { name: /^Acme Works/ }).waitFor();
  });

  it('makes the folder a plain one when it is removed', async () => {
    rmSync(file());
    await workbench().page.locator('.welcome-view', { hasText: 'no crm.yaml' }).waitFor();
    const rows = workbench().page.locator('.markers-panel .monaco-list-row');
    await rows.first().waitFor({ state: 'detached' });
  });

  it('makes the folder a CRM again when it is back', async () => {
    writeFileSync(file(), original);
    await workbench()
      .row(/^Acme Works, 12k EUR open/)
      .waitFor();
    await workbench().openOnly('Deals');
    await stages('Qualify, 0', 'Proposal, 2 · 32,000 EUR', 'Won, 1 · 5,000 EUR', 'Lost, 0');
  });

  it('is followed while it is edited, before it is saved', async () => {
    const { page } = workbench();
    await page.keyboard.press('Control+p');
    await workbench().quickInput().fill('crm.yaml');
    await workbench().focusedPick('crm.yaml').waitFor();
    await page.keyboard.press('Enter');
    await workbench().tab('crm.yaml').waitFor();
    await workbench().runCommand('Go to Line/Column...');
    await workbench().quickInput().fill(':10:41');
    await page.keyboard.press('Enter');
    await page.locator('.monaco-editor.focused').waitFor();
    await page.keyboard.type('X');
    const line = readFileSync(file(), 'utf8').split('\n')[9] ?? '';
    const changed = `${line.slice(0, 40)}X${line.slice(40)}`;
    const name = /name: ([^,]*),/.exec(changed)?.[1] ?? '';
    await workbench()
      .row(new RegExp(`^${name}, 0`))
      .waitFor();
    await page.keyboard.press('Control+z');
    await workbench()
      .row(/^Qualify, 0/)
      .waitFor();
  });
});
