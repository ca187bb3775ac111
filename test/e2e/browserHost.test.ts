import { readFileSync, writeFileSync } from 'node:fs';
import { useWorkbench } from '../support/host/ui.ts';
import { smallFirm } from '../support/smallFirm.ts';

describe('in the extension host of the browser', () => {
  const workbench = useWorkbench({
    files: smallFirm,
    settings: { 'remote.extensionKind': { 'rapport-crm.rapport': ['web'] } },
  });

  it('the trees are there and follow the files', async () => {
    await workbench().openContainer('Rapport');
    const pane = await workbench().openOnly('Deals');
    const stages = (proposal: RegExp): readonly RegExp[] => [/^Qualify/, proposal, /^Won/, /^Lost/];
    await workbench().waitForRows(pane, stages(/^Proposal, 2 .*32,000 EUR/));
    const file = workbench().file('deals/anvils.md');
    writeFileSync(file, readFileSync(file, 'utf8').replace('12000 EUR', '13000 EUR'));
    await workbench().waitForRows(pane, stages(/^Proposal, 2 .*33,000 EUR/));
  });

  it('search finds and a report opens', async () => {
    await workbench().page.keyboard.press('Control+Alt+s');
    await workbench().quickInput().fill('sesame');
    await workbench().focusedPick('Reset the VPN').waitFor();
    await workbench().page.keyboard.press('Escape');
    await workbench().openOnly('Reports');
    await workbench().expand(/^Built in/);
    await workbench().row('Pipeline').first().click();
    const frame = await workbench().webview('h1', 'Pipeline');
    await frame.getByRole('row', { name: /Proposal/ }).waitFor();
  });
});
