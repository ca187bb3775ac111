import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { useWorkbench } from '../support/host/ui.ts';
import { smallFirm } from '../support/smallFirm.ts';

describe('the trees follow', () => {
  const workbench = useWorkbench({ files: smallFirm });
  const accounts = (...expected: readonly (string | RegExp)[]): Promise<void> =>
    workbench().waitForRows(workbench().pane('Accounts'), expected);

  before(async () => {
    await workbench().openContainer('Rapport');
    await workbench().openOnly('Accounts');
    await accounts(/^Acme Works/, /^Bolt Brothers/);
  });

  it('a folder that is moved away and back under another name', async () => {
    mkdirSync(workbench().file('accounts/v1.0'));
    for (const name of ['acme.md', 'bolt.md']) {
      renameSync(workbench().file(`accounts/${name}`), workbench().file(`accounts/v1.0/${name}`));
    }
    await accounts(/^Acme Works/, /^Bolt Brothers/);
    renameSync(workbench().file('accounts/v1.0'), workbench().file('elsewhere'));
    await accounts('Acme North, Prospect', /^Without an account, 5/);
    renameSync(workbench().file('elsewhere'), workbench().file('accounts/v2.0'));
    await accounts(/^Acme Works/, /^Bolt Brothers/);
    await workbench()
      .row(/^Bolt Brothers/)
      .click();
    await workbench().tab('bolt.md').waitFor();
    await workbench().page.locator('.monaco-breadcrumbs', { hasText: 'v2.0' }).waitFor();
  });

  it('a folder that is deleted', async () => {
    rmSync(workbench().file('accounts/v2.0'), { recursive: true });
    await accounts('Acme North, Prospect', /^Without an account, 5/);
  });

  it('another branch with hundreds of other files, and back', async () => {
    const cwd = workbench().file('.');
    const git = (...args: readonly string[]): void => {
      const identity = ['-c', 'user.name=Ana', '-c', 'user.email=ana@small.example'];
      execFileSync('git', [...identity, ...args], { cwd, stdio: 'ignore' });
    };
    git('init', '-q', '-b', 'main');
    git('add', '-A');
    git('commit', '-q', '-m', 'One account');
    git('checkout', '-q', '-b', 'many');
    for (let at = 0; at < 400; at += 1) {
      const file = workbench().file(`accounts/many/firm-${String(at).padStart(3, '0')}.md`);
      if (at === 0) mkdirSync(workbench().file('accounts/many'));
      writeFileSync(file, `---\nname: Firm ${String(at).padStart(3, '0')}\n---\n`);
    }
    git('add', '-A');
    git('commit', '-q', '-m', 'Many accounts');
    await workbench().row('Firm 000').waitFor();
    git('checkout', '-q', 'main');
    await accounts('Acme North, Prospect', /^Without an account, 5/);
    git('checkout', '-q', 'many');
    await workbench().row('Firm 000').waitFor();
    git('checkout', '-q', 'main');
    await accounts('Acme North, Prospect', /^Without an account, 5/);
  });
});

describe('an editor that is not saved yet', () => {
  const workbench = useWorkbench({ files: smallFirm });
  const file = (): string => workbench().file('deals/anvils.md');

  before(async () => {
    await workbench().openContainer('Rapport');
    await workbench().openOnly('Deals');
    await workbench().expand(/^Proposal/);
    await workbench()
      .row(/^Anvils for the north, 12,000 EUR/)
      .click();
    await workbench().tab('anvils.md').waitFor();
  });

  it('is the truth for the trees', async () => {
    const { page } = workbench();
    await workbench().runCommand('Go to Line/Column...');
    await workbench().quickInput().fill(':6:9');
    await page.keyboard.press('Enter');
    await page.locator('.monaco-editor.focused').waitFor();
    await page.keyboard.type('9');
    await workbench()
      .row(/^Anvils for the north, 912,000 EUR/)
      .waitFor();
    await workbench()
      .row(/^Proposal, 2 · 932,000 EUR/)
      .waitFor();
    assert.ok(readFileSync(file(), 'utf8').includes('amount: 12000 EUR'));
  });

  it('stays the truth while another program writes other files', async () => {
    const other = workbench().file('deals/bolts.md');
    writeFileSync(other, readFileSync(other, 'utf8').replace('25000 USD', '1250 USD'));
    await workbench()
      .row(/^Proposal, 2 · 913,000 EUR/)
      .waitFor();
  });

  it('gives way to the disk when its changes are thrown away', async () => {
    await workbench().runCommand('File: Revert File');
    await workbench()
      .row(/^Proposal, 2 · 13,000 EUR/)
      .waitFor();
  });
});

describe('what is unfolded and selected', () => {
  const workbench = useWorkbench({ files: smallFirm });

  it('stays so when records change', async () => {
    await workbench().openContainer('Rapport');
    const pane = await workbench().openOnly('Deals');
    await workbench().expand(/^Proposal/);
    await workbench()
      .row(/^Anvils for the north/)
      .waitFor(); // rows below move when these come
    await workbench().expand(/^Won/);
    await workbench()
      .row(/^Hammers/)
      .waitFor();
    await workbench()
      .row(/^Bolts by the ton/)
      .click();
    const file = workbench().file('deals/anvils.md');
    writeFileSync(file, readFileSync(file, 'utf8').replace('12000 EUR', '24000 EUR'));
    await workbench().waitForRows(pane, [
      'Qualify, 0',
      'Proposal, 2 · 44,000 EUR',
      /^Anvils for the north, 24,000 EUR/,
      /^Bolts by the ton/,
      /^Won/,
      /^Hammers/,
      'Lost, 0',
    ]);
    const selected = pane.locator('.monaco-list-row.selected');
    assert.equal(await selected.count(), 1);
    assert.match((await selected.getAttribute('aria-label')) ?? '', /^Bolts by the ton/);
  });

  it('is folded by one button', async () => {
    const pane = await workbench().openOnly('Deals');
    await pane.locator('.pane-header').hover();
    await pane.getByRole('button', { name: 'Collapse All' }).click();
    await workbench().waitForRows(pane, [
      'Qualify, 0',
      'Proposal, 2 · 44,000 EUR',
      /^Won/,
      'Lost, 0',
    ]);
  });
});
