import path from 'node:path';
import { useWorkbench } from '../support/host/ui.ts';
import { root } from '../support/setUp.mjs';

describe('search over the sample workspace from one key', () => {
  const workbench = useWorkbench({ folder: path.join(root, 'sample-workspace') });
  before(async () => {
    await workbench().openContainer('Rapport');
    await workbench()
      .row(/^Al Noor/)
      .first()
      .waitFor(); // the engine answers
  });
  afterEach(() => workbench().page.keyboard.press('Escape'));

  const search = async (text: string): Promise<void> => {
    await workbench().page.keyboard.press('Control+Alt+s');
    await workbench().quickInput().waitFor();
    await workbench().quickInput().fill(text);
  };

  it('finds as one types, best first, and opens the record', async () => {
    await search('helios netz');
    await workbench().focusedPick('Helios Netz').waitFor();
    await workbench().screenshot('search-dark');
    await workbench().page.keyboard.press('Enter');
    await workbench().tab('helios-netz.md').waitFor();
  });

  it('forgives a typing error', async () => {
    await search('heloos netz');
    await workbench().picks().filter({ hasText: 'Helios Netz' }).first().waitFor();
  });

  for (const [language, word] of [
    ['Russian', 'отставание'],
    ['Chinese', '网关'],
    ['Persian', 'نیم‌فاصله'],
  ] as const) {
    it(`finds ${language} text`, async () => {
      await search(word);
      await workbench().picks().filter({ hasText: 'Article' }).first().waitFor();
      await workbench().screenshot(`search-${language.toLowerCase()}`);
    });
  }

  it('narrows by type and field, and says when nothing is found', async () => {
    await search('type:deal stage:won helios');
    await workbench().picks().filter({ hasText: 'Deal' }).first().waitFor();
    await workbench().quickInput().fill('zzzzqqqq');
    await workbench().picks().filter({ hasText: 'Nothing found' }).waitFor();
  });
});
