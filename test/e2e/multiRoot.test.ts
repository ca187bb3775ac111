import { useWorkbench } from '../support/host/ui.ts';
import { smallFirm } from '../support/smallFirm.ts';

const otherFirm = {
  'crm.yaml': 'version: 1\nname: Other Firm\ncurrency: USD\n',
  'accounts/zeta.md': '---\nname: Zeta Mills\nstatus: customer\n---\n',
};

describe('several CRMs in one window', () => {
  const workbench = useWorkbench({
    folders: { small: smallFirm, other: otherFirm, notes: { 'notes.md': '# Notes\n' } },
  });

  it('stand side by side under the names of their folders', async () => {
    await workbench().openContainer('Rapport');
    const pane = await workbench().openOnly('Accounts');
    await workbench().waitForRows(pane, [
      /^small/,
      /^Acme Works/,
      /^Bolt Brothers/,
      /^other/,
      /^Zeta Mills/,
    ]);
  });

  it('are searched together', async () => {
    await workbench().page.keyboard.press('Control+Alt+s');
    await workbench().quickInput().fill('zeta');
    await workbench().picks().filter({ hasText: 'Zeta Mills' }).click();
    await workbench().tab('zeta.md').waitFor();
    await workbench().page.keyboard.press('Control+Alt+s');
    await workbench().quickInput().fill('acme works');
    await workbench().picks().filter({ hasText: 'Acme Works' }).first().waitFor();
  });
});
