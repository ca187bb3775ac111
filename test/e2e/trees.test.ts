import assert from 'node:assert/strict';
import { useWorkbench } from '../support/host/ui.ts';
import { smallFirm } from '../support/smallFirm.ts';

describe('the trees of a small firm', () => {
  const workbench = useWorkbench({ files: smallFirm });
  before(() => workbench().openContainer('Rapport'));

  it('show top accounts with status and open deals, and what belongs to one under it', async () => {
    const pane = await workbench().openOnly('Accounts');
    await workbench().waitForRows(pane, [
      /^Acme Works, .*\b12k EUR open/,
      /^Bolt Brothers, .*\b20k EUR open/, // 25,000 USD
    ]);
    await workbench().expand(/^Acme Works/);
    await workbench().waitForRows(pane, [
      /^Acme Works, /,
      'Subsidiaries, 1',
      'Contacts, 1',
      /^Deals, .*12/,
      /^Cases, 1/,
      'Recent activities, 1',
      /^Bolt Brothers, /,
    ]);
    await workbench().expand(/^Recent activities/);
    await workbench().expand(/^Contacts/);
    await workbench()
      .row(/^Ada Quist, Head of Anvils/)
      .waitFor();
    await workbench()
      .row(/^Call about anvils, .*3 days ago/)
      .waitFor();
  });

  it('show deals by stage in board order, with count and amount in the base currency', async () => {
    const pane = await workbench().openOnly('Deals');
    await workbench().waitForRows(pane, [
      'Qualify, 0',
      'Proposal, 2 · 32,000 EUR',
      'Won, 1 · 5,000 EUR',
      'Lost, 0',
    ]);
    await workbench().expand(/^Proposal/);
    await workbench()
      .row(/^Bolts by the ton, 25,000 USD/)
      .waitFor();
    const rows = await workbench().rows(pane);
    assert.deepEqual(
      rows.slice(1, 4).map(({ label, level }) => [label.split(',')[0], level]),
      [
        ['Proposal', 1],
        ['Bolts by the ton', 2], // 20,000 EUR: the larger one first
        ['Anvils for the north', 2],
      ],
    );
  });

  it('show the knowledge base by topic', async () => {
    const pane = await workbench().openOnly('Knowledge');
    await workbench().waitForRows(pane, ['request, 2']);
    await workbench().expand(/^request/);
    await workbench().expand(/^access/);
    await workbench().expand(/^vpn/);
    await workbench().row('Reset the VPN').waitFor();
    await workbench().row('Who may see what').waitFor();
  });

  it('show strategy documents, and segments with live counts and members', async () => {
    const pane = await workbench().openOnly('Strategy & Segments');
    await pane.getByRole('treeitem', { name: /^Strategy, 1/ }).waitFor();
    await workbench().expand(/^Strategy/);
    await workbench().expand(/^Segments/);
    await workbench().expand(/^Customers, 1/);
    await pane.getByRole('treeitem', { name: /^Whom we serve/ }).waitFor();
    await pane.getByRole('treeitem', { name: /^Acme Works/ }).waitFor();
  });

  it('show built-in and saved reports', async () => {
    const pane = await workbench().openOnly('Reports');
    await workbench().expand(/^Saved, 1/);
    await workbench().row('Deals by owner').waitFor();
    await workbench().expand(/^Built in/);
    await pane.getByRole('treeitem', { name: 'Pipeline' }).waitFor();
  });

  it('open the file of a record by a click, at the record', async () => {
    await workbench().openOnly('Deals');
    await workbench()
      .row(/^Bolts by the ton/)
      .click();
    await workbench().tab('bolts.md').waitFor();
  });
});
