import { useWorkbench } from '../support/host/ui.ts';
import { smallFirm } from '../support/smallFirm.ts';

describe('the item in the status bar', () => {
  const workbench = useWorkbench({ files: smallFirm });

  it('tells what there is, and searches on a click', async () => {
    const { page } = workbench();
    const item = page
      .locator('#rapport-crm\\.rapport\\.rapport\\.status, [id*="rapport.status"]')
      .first();
    await item.waitFor();
    await item.hover();
    const hover = page.locator('.workbench-hover', { hasText: 'Small Firm' });
    await hover.waitFor();
    await hover.filter({ hasText: 'Errors: 0' }).waitFor();
    await item.click();
    await workbench().quickInput().waitFor();
    await workbench().quickInput().fill('anvils');
    await workbench().focusedPick('Anvils').waitFor();
  });
});
