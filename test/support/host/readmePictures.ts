// node --import tsx test/support/host/readmePictures.ts: takes the pictures of the README from the sample
// workspace in a real VS Code and writes media/readme/*.png.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { root } from '../setUp.mjs';
import { openWorkbench } from './ui.ts';
import type { Theme, Workbench } from './ui.ts';

interface Shot {
  readonly theme: Theme;
  /** In CSS pixels; the pictures have more, so that they are crisp on every screen. */
  readonly width: number;
  readonly height: number;
  readonly sideBar: number;
}

const zoom = 1.25;
const statusBarHeight = 24;

const settings = {
  'editor.minimap.enabled': false,
  'editor.lineNumbers': 'off',
  'editor.wordWrap': 'on',
  'workbench.layoutControl.enabled': false,
  'workbench.editor.empty.hint': 'hidden',
  'window.commandCenter': false,
  // the sample has deliberate problems, which would be the first thing to catch the eye
  'problems.decorations.enabled': false,
  'editor.renderLineHighlight': 'none',
};

async function withWorkbench(
  { theme, width, height, sideBar }: Shot,
  take: (workbench: Workbench, save: (name: string) => Promise<void>) => Promise<void>,
): Promise<void> {
  const workbench = await openWorkbench({
    folder: path.join(root, 'sample-workspace'),
    theme,
    settings,
    zoom,
    viewport: { width: width * zoom, height: height * zoom },
  });
  const { page } = workbench;
  try {
    await workbench.openContainer('Rapport');
    await workbench
      .row(/^Al Noor/)
      .first()
      .waitFor();
    await setSideBar(workbench, sideBar);
    await take(workbench, async (name) => {
      await page.mouse.move(width - 5, height - 40);
      await page.locator('.workbench-hover').waitFor({ state: 'detached' });
      const file = path.join(root, 'media/readme', `${name}.png`);
      mkdirSync(path.dirname(file), { recursive: true });
      const clip = { x: 0, y: 0, width, height: height - statusBarHeight };
      await page.screenshot({ path: file, clip });
    });
  } finally {
    await workbench.close();
  }
}

async function setSideBar({ page }: Workbench, width: number): Promise<void> {
  const box = await page.locator('.part.sidebar').boundingBox();
  if (!box) throw new Error('There is no side bar.');
  const middle = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width, middle);
  await page.mouse.down();
  await page.mouse.move(box.x + width, middle, { steps: 5 });
  await page.mouse.up();
}

const dark = { theme: 'dark', width: 1000, height: 640, sideBar: 380 } as const;
await withWorkbench(dark, async (workbench, save) => {
  const accounts = await workbench.expandPane('Accounts');
  await workbench.expandPane('Deals');
  await workbench.expand(/^Helios Energie/);
  // the last of its parts in sight means that all of them are
  const parts = accounts.getByRole('treeitem', { name: /^Recent activities/ });
  while (!(await parts.isVisible())) {
    await accounts.locator('.monaco-list').first().hover();
    await workbench.page.mouse.wheel(0, 100);
  }
  await workbench.expand(/^Deals/);
  await workbench.row(/^Helios lakehouse, phase two/).click();
  await workbench.tab('helios-lakehouse-phase-2.md').waitFor();
  await workbench.page
    .locator('.monaco-editor .view-line', { hasText: 'Helios lakehouse' })
    .first()
    .waitFor();
  await save('trees');

  await workbench.page.keyboard.press('Control+Alt+s');
  await workbench.quickInput().waitFor();
  await workbench.quickInput().fill('parallel run');
  await workbench.focusedPick('Parallel run').waitFor();
  await save('search');
});

const light = { theme: 'light', width: 1200, height: 800, sideBar: 290 } as const;
await withWorkbench(light, async (workbench, save) => {
  await workbench.openOnly('Reports');
  await workbench.row('Win-loss').click();
  const frame = await workbench.webview('h1', 'Win-loss');
  await frame.locator('table').first().waitFor();
  await save('report');
});
