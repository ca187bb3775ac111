import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { useWorkbench } from '../support/host/ui.ts';
import { smallFirm } from '../support/smallFirm.ts';

describe('the trees follow the files', () => {
  const workbench = useWorkbench({ files: smallFirm });
  const stages = async (...expected: readonly string[]): Promise<void> => {
    await workbench().waitForRows(workbench().pane('Deals'), expected);
  };
  before(async () => {
    await workbench().openContainer('Rapport');
    await workbench().openOnly('Deals');
    await stages('Qualify, 0', 'Proposal, 2 · 32,000 EUR', 'Won, 1 · 5,000 EUR', 'Lost, 0');
  });

  it('when another program changes a stage', async () => {
    const file = workbench().file('deals/anvils.md');
    writeFileSync(file, readFileSync(file, 'utf8').replace('stage: proposal', 'stage: won'));
    await stages('Qualify, 0', 'Proposal, 1 · 20,000 EUR', 'Won, 2 · 17,000 EUR', 'Lost, 0');
  });

  it('when a file is added', async () => {
    const text =
      '---\nname: Nails\naccount: bolt\npipeline: sales\nstage: qualify\namount: 700 EUR\n---\n';
    writeFileSync(workbench().file('deals/nails.md'), text);
    await stages(
      'Qualify, 1 · 700 EUR',
      'Proposal, 1 · 20,000 EUR',
      'Won, 2 · 17,000 EUR',
      'Lost, 0',
    );
  });

  it('when a file breaks: it stays in sight, flagged, and its figure leaves the sums', async () => {
    const file = workbench().file('deals/nails.md');
    writeFileSync(file, '---\nname: [Nails\nstage: qualify\n---\n');
    await workbench().row('Qualify, 1').waitFor();
    await workbench().expand(/^Qualify/);
    await workbench().row(/nails/i).waitFor();
  });

  it('when a file goes away', async () => {
    rmSync(workbench().file('deals/nails.md'));
    rmSync(workbench().file('deals/anvils.md'));
    await stages('Qualify, 0', 'Proposal, 1 · 20,000 EUR', 'Won, 1 · 5,000 EUR', 'Lost, 0');
  });
});
