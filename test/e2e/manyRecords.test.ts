import assert from 'node:assert/strict';
import { useWorkbench } from '../support/host/ui.ts';
import { smallFirm } from '../support/smallFirm.ts';

const number = (at: number): string => String(at).padStart(4, '0');

describe('a stage with hundreds of deals', () => {
  const deals = Object.fromEntries(
    Array.from({ length: 450 }, (_, at) => [
      `deals/many/${number(at)}.md`,
      `---\nname: Deal ${number(at)}\naccount: bolt\npipeline: sales\nstage: qualify\namount: ${1000 - at} EUR\n---\n`,
    ]),
  );
  const workbench = useWorkbench({ files: { ...smallFirm, ...deals } });

  it('shows a page, and the rest of it from the row at its end', async () => {
    const { page } = workbench();
    await workbench().openContainer('Rapport');
    const pane = await workbench().openOnly('Deals');
    await workbench().expand(/^Qualify, 450/);
    const list = pane.locator('.monaco-list').first();
    const show = async (name: string): Promise<void> => {
      const row = workbench().row(name);
      while (!(await row.isVisible())) {
        await list.hover();
        await page.mouse.wheel(0, 2000);
      }
      await row.click();
    };
    await workbench()
      .row(/^Deal 0000, 1,000 EUR/)
      .waitFor();
    await show('Show 200 more, 250 not shown');
    await workbench()
      .row(/^Deal 0200/)
      .waitFor();
    await show('Show 50 more, 50 not shown');
    await workbench()
      .row(/^Deal 0400/)
      .waitFor();
    await list.focus();
    await page.keyboard.press('End');
    await workbench().row(/^Lost/).waitFor();
    await workbench()
      .row(/^Deal 0449, 551 EUR/)
      .waitFor();
    assert.equal(
      await workbench()
        .row(/not shown/)
        .count(),
      0,
    );
  });
});

describe('a folder with a name in several scripts and signs', () => {
  const workbench = useWorkbench({ folders: { 'Größe & 客户 50% #1': smallFirm } });

  it('is a CRM like any other', async () => {
    await workbench().openContainer('Rapport');
    const pane = await workbench().openOnly('Deals');
    await workbench().expand(/^Proposal/);
    await workbench()
      .row(/^Bolts by the ton/)
      .click();
    await workbench().tab('bolts.md').waitFor();
    await workbench().waitForRows(pane, [
      'Qualify, 0',
      /^Proposal/,
      /^Bolts/,
      /^Anvils/,
      /^Won/,
      'Lost, 0',
    ]);
  });

  it('is searched, and its results open', async () => {
    await workbench().page.keyboard.press('Control+Alt+s');
    await workbench().quickInput().waitFor();
    await workbench().quickInput().fill('sesame');
    await workbench().focusedPick('Reset the VPN').waitFor();
    await workbench().page.keyboard.press('Enter');
    await workbench().tab('vpn.md').waitFor();
  });
});
