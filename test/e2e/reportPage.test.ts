import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { useWorkbench } from '../support/host/ui.ts';
import { smallFirm } from '../support/smallFirm.ts';

describe('the page of a report in VS Code', () => {
  const workbench = useWorkbench({ files: smallFirm });
  const complaints: string[] = [];
  const openReport = async (title: string): Promise<void> => {
    await workbench().runCommand('Rapport: Open Report...');
    await workbench().quickInput().fill(title);
    await workbench().focusedPick(title).waitFor();
    await workbench().page.keyboard.press('Enter');
  };

  before(async () => {
    workbench().page.on('console', (message) => {
      if (/content security policy|refused to/i.test(message.text()))
        complaints.push(message.text());
    });
    await workbench().openContainer('Rapport');
    await workbench()
      .row(/^Acme Works/)
      .waitFor();
  });

  it('is opened by name from the command palette', async () => {
    await openReport('Win-loss');
    const frame = await workbench().webview('h1', 'Win-loss');
    await frame.locator('table').waitFor();
  });

  it('opens the only record behind a figure at once, by the keyboard alone', async () => {
    const { page } = workbench();
    const frame = await workbench().webview('h1', 'Win-loss');
    const figure = frame.locator('.figures').getByRole('link', { name: '1', exact: true }).first();
    await frame.locator('h1').click();
    for (let at = 0; at < 10; at += 1) {
      if (await figure.evaluate((link) => link === document.activeElement)) break;
      await page.keyboard.press('Tab');
      await page.waitForTimeout(50); // the page hands the key on to the workbench and gets it back
    }
    await frame.locator('a:focus').waitFor();
    assert.ok(await figure.evaluate((link) => link === document.activeElement));
    await page.keyboard.press('Enter');
    await workbench().tab('hammers.md').waitFor();
  });

  it('says what is wrong with a saved report instead of showing figures', async () => {
    const title = 'Deals by owner';
    await openReport(title);
    await workbench().webview('h1', title);
    const file = workbench().file('reports/by-owner.yaml');
    writeFileSync(file, `title: ${title}\nfrom: daels\nmeasures:\n  - {id: count, fn: count}\n`);
    await workbench().webview('#status', /daels/);
  });

  it('breaks no rule of its own content policy', () => {
    assert.deepEqual(complaints, []);
  });
});
