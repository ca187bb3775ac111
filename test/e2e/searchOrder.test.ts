import assert from 'node:assert/strict';
import path from 'node:path';
import { EngineService } from '../../src/core/engine/engineService.ts';
import { systemClock } from '../../src/node/nodeClock.ts';
import { NodeFiles } from '../../src/node/nodeFiles.ts';
import { today, useWorkbench } from '../support/host/ui.ts';
import { root } from '../support/setUp.mjs';
import { silentLog } from '../support/inMemoryWorkspace.ts';

const sample = path.join(root, 'sample-workspace');

describe('search results in VS Code', () => {
  const workbench = useWorkbench({ folder: sample });
  let engine: EngineService;

  before(async () => {
    engine = await EngineService.open({
      files: new NodeFiles(sample),
      clock: { ...systemClock, today: () => today },
      log: silentLog,
    });
    await workbench().openContainer('Rapport');
    await workbench()
      .row(/^Al Noor/)
      .first()
      .waitFor();
  });
  afterEach(() => workbench().page.keyboard.press('Escape'));

  for (const text of [
    'lakehouse',
    'report studio',
    'migrtion',
    'отставание',
    '报表',
    'type:case access',
  ]) {
    it(`stand in the engine’s order, best first, for “${text}”`, async () => {
      const { results } = await engine.search({ text, limit: 6 });
      assert.ok(results.length > 0);
      await workbench().page.keyboard.press('Control+Alt+s');
      await workbench().quickInput().waitFor();
      await workbench().quickInput().fill(text);
      const labels = workbench().picks().locator('.label-name').first();
      await labels.waitFor();
      const shown = async (): Promise<string[]> => {
        const rows = workbench().picks();
        return rows.evaluateAll((elements) =>
          elements
            .toSorted((a, b) => Number(a.dataset['index']) - Number(b.dataset['index']))
            .map(
              (row) => row.querySelector('.quick-input-list-row .label-name')?.textContent ?? '',
            ),
        );
      };
      const expected = results.map(({ title }) => title);
      await workbench()
        .picks()
        .filter({ hasText: expected[0] ?? '' })
        .first()
        .waitFor();
      assert.deepEqual((await shown()).slice(0, expected.length), expected);
    });
  }
});
