import assert from 'node:assert/strict';
import { useWorkbench } from '../support/host/ui.ts';
import { smallFirm } from '../support/smallFirm.ts';

describe('a record in a tree', () => {
  const workbench = useWorkbench({ files: smallFirm });
  before(async () => {
    await workbench().openContainer('Rapport');
    await workbench().openOnly('Deals');
    await workbench().expand(/^Proposal/);
  });

  it('opens to the side from the button in its row', async () => {
    await workbench()
      .row(/^Anvils/)
      .click();
    await workbench().tab('anvils.md').waitFor();
    const row = workbench().row(/^Bolts/);
    await row.hover();
    await row.getByRole('button', { name: 'Open to the Side' }).click();
    await workbench().tab('bolts.md').waitFor();
    const groups = workbench().page.locator('.editor-group-container');
    assert.equal(await groups.count(), 2);
  });

  it('gives its reference to the clipboard from its menu', async () => {
    const { page } = workbench();
    await workbench()
      .row(/^Anvils/)
      .click({ button: 'right' });
    const item = page.locator('.monaco-menu .action-item', { hasText: 'Copy Reference' });
    await item.hover();
    await page.waitForTimeout(250); // the menu ignores a click right after it opened
    await item.click();
    await page.locator('.monaco-menu').waitFor({ state: 'detached' });
    const end = Date.now() + 10_000;
    let text = '';
    while (text === '' && Date.now() < end) {
      text = await page.evaluate<string>('navigator.clipboard.readText()');
    }
    assert.equal(text, '[[anvils]]');
  });

  it('is reached and opened by the keyboard alone', async () => {
    const { page } = workbench();
    const focused = (text: string): Promise<void> =>
      page.locator('.monaco-list:focus .monaco-list-row.focused', { hasText: text }).waitFor();
    await workbench().runCommand('Rapport: Focus on Deals View');
    await focused('Anvils');
    await page.keyboard.press('Home');
    await focused('Qualify');
    await page.keyboard.press('ArrowDown');
    await focused('Proposal');
    await page.keyboard.press('ArrowRight');
    await focused('Bolts');
    await page.keyboard.press('Enter');
    await workbench().tab('bolts.md').first().waitFor();
  });
});

describe('a long list', () => {
  const many = Object.fromEntries(
    Array.from({ length: 90 }, (_, at) => {
      const number = String(at + 1).padStart(2, '0');
      return [`accounts/firm-${number}.md`, `---\nname: Firm ${number}\nstatus: prospect\n---\n`];
    }),
  );
  const workbench = useWorkbench({
    files: { 'crm.yaml': 'version: 1\nname: Many\ncurrency: EUR\n', ...many },
  });

  it('is scrolled to its end by the keyboard', async () => {
    await workbench().openContainer('Rapport');
    const pane = await workbench().openOnly('Accounts');
    await workbench().row('Firm 01, Prospect').waitFor();
    await pane.locator('.monaco-list').focus();
    await workbench().page.keyboard.press('End');
    await workbench().row('Firm 90, Prospect').waitFor();
  });
});
