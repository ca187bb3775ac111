import { useWorkbench } from '../support/host/ui.ts';
import { smallFirm } from '../support/smallFirm.ts';

describe('without a folder', () => {
  const workbench = useWorkbench();

  it('the Accounts view says what Rapport is for and how to begin', async () => {
    await workbench().openContainer('Rapport');
    const welcome = workbench().page.locator('.welcome-view', { hasText: 'into a CRM' });
    await welcome.getByRole('button', { name: 'Open Folder' }).waitFor();
    await workbench().page.getByText('no data provider').last().waitFor({ state: 'hidden' }); // activated
    await workbench().screenshot('welcome-no-folder-dark');
  });
});

describe('in a folder without crm.yaml', () => {
  const workbench = useWorkbench({ files: { 'notes.md': '# Notes\n' } });

  it('the Accounts view says what is missing and writes nothing', async () => {
    await workbench().openContainer('Rapport');
    const welcome = workbench().page.locator('.welcome-view', { hasText: 'no crm.yaml' });
    await welcome.waitFor();
    await workbench().screenshot('welcome-no-config-dark');
  });
});

describe('in Restricted Mode', () => {
  const workbench = useWorkbench({ files: smallFirm, trust: false });

  it('records are read and shown', async () => {
    await workbench().status('Restricted Mode').waitFor();
    await workbench().openContainer('Rapport');
    await workbench()
      .row(/^Acme Works/)
      .waitFor();
  });
});
