import assert from 'node:assert/strict';
import { useWorkbench } from '../support/host/ui.ts';
import { smallFirm } from '../support/smallFirm.ts';

describe('search, before anything is typed', () => {
  const workbench = useWorkbench({ files: smallFirm });
  const openSearch = async (): Promise<void> => {
    await workbench().page.keyboard.press('Control+Alt+s');
    await workbench().quickInput().waitFor();
  };

  it('offers the records looked at before, the last one first', async () => {
    await workbench().openContainer('Rapport');
    await workbench().openOnly('Accounts');
    for (const [row, tab] of [
      [/^Acme Works/, 'acme.md'],
      [/^Bolt Brothers/, 'bolt.md'],
    ] as const) {
      await workbench().row(row).click();
      await workbench().tab(tab).waitFor();
    }
    await openSearch();
    await workbench().quickInput().fill('sesame');
    await workbench().focusedPick('Reset the VPN').waitFor();
    await workbench().page.keyboard.press('Enter');
    await workbench().tab('vpn.md').waitFor();
    await openSearch();
    await workbench().focusedPick('Bolt Brothers').waitFor();
    const labels = await workbench().picks().locator('.label-name').allTextContents();
    assert.deepEqual(labels, [
      'Bolt Brothers',
      'accounts/bolt.md',
      'Acme Works',
      'accounts/acme.md',
    ]);
    await workbench().page.keyboard.press('Enter');
    await workbench().tab('bolt.md').waitFor();
  });
});
