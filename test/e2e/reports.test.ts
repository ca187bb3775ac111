import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { accessibilityViolations } from '../support/host/axe.ts';
import { themes, useWorkbench } from '../support/host/ui.ts';
import type { Theme } from '../support/host/ui.ts';
import { smallFirm } from '../support/smallFirm.ts';

describe('a report', () => {
  const workbench = useWorkbench({ files: smallFirm });
  before(async () => {
    await workbench().openContainer('Rapport');
    await workbench().openOnly('Reports');
    await workbench().expand(/^Built in/);
    await workbench().row('Pipeline').first().click();
  });

  it('opens as a page with its figures', async () => {
    const frame = await workbench().webview('h1', 'Pipeline');
    const row = frame.getByRole('row', { name: /Proposal/ });
    await row.getByRole('link', { name: '2', exact: true }).waitFor();
    await row.getByRole('link', { name: /32,000\.00/ }).waitFor();
  });

  it('leads from a figure to the records behind it, and on to their file', async () => {
    const frame = await workbench().webview('h1', 'Pipeline');
    const row = frame.getByRole('row', { name: /Proposal/ });
    await row.getByRole('link', { name: '2', exact: true }).click();
    await workbench().picks().filter({ hasText: 'Anvils for the north' }).waitFor();
    await workbench().picks().filter({ hasText: 'Bolts by the ton' }).click();
    await workbench().tab('bolts.md').waitFor();
  });

  it('follows the files while it is open', async () => {
    await workbench().tab('Pipeline').click();
    const file = workbench().file('deals/bolts.md');
    writeFileSync(file, readFileSync(file, 'utf8').replace('25000 USD', '10000 USD'));
    const frame = await workbench().webview('h1', 'Pipeline');
    const row = frame.getByRole('row', { name: /Proposal/ });
    await row.getByRole('link', { name: /20,000\.00/ }).waitFor();
  });

  it('comes back when the window is reloaded', async () => {
    await workbench().page.reload();
    await workbench().webview('h1', 'Pipeline');
  });
});

describe('the page of a report', () => {
  for (const theme of Object.keys(themes) as Theme[]) {
    describe(`in the ${theme} theme`, () => {
      const workbench = useWorkbench({ files: smallFirm, theme });

      it('is accessible', async () => {
        await workbench().openContainer('Rapport');
        await workbench().openOnly('Reports');
        await workbench().expand(/^Built in/);
        await workbench().row('Pipeline').first().click();
        const frame = await workbench().webview('h1', 'Pipeline');
        await frame.getByRole('row', { name: /Proposal/ }).waitFor();
        assert.deepEqual(await accessibilityViolations(frame), []);
      });
    });
  }
});
