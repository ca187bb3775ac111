// node --import tsx test/support/host/measureTrees.ts DIR: how soon after its activation the extension shows
// its trees in a real VS Code, and how smooth they scroll. Figures of this machine, as JSON; nothing is asserted.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { openWorkbench } from './ui.ts';
import type { Workbench } from './ui.ts';

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  console.error('Usage: node --import tsx test/support/host/measureTrees.ts DIR');
  process.exit(2);
}

/** When VS Code began to activate the extension, the last time it did; milliseconds since 1970. */
function activatedAt(workbench: Workbench): number {
  const files = readdirSync(workbench.serverFolder, { recursive: true, encoding: 'utf8' });
  const logs = files.filter((file) => path.basename(file) === 'remoteexthost.log');
  const times = logs.flatMap((log) => {
    const text = readFileSync(path.join(workbench.serverFolder, log), 'utf8');
    const lines = text.matchAll(
      /^(\S+ ?\S+) \[info\] .*_doActivateExtension rapport-crm\.rapport,/gm,
    );
    return [...lines].map((match) => Date.parse(match[1] ?? ''));
  });
  return Math.max(...times);
}

async function firstRowAfterActivation(workbench: Workbench): Promise<number> {
  const row = workbench.pane('Accounts').locator('.monaco-list-row').first();
  await row.waitFor({ timeout: 120_000 });
  const shown = Date.now();
  return shown - activatedAt(workbench);
}

/** Milliseconds between frames while the Accounts view is scrolled by the wheel. */
async function scroll(workbench: Workbench): Promise<readonly number[]> {
  await workbench.openOnly('Accounts');
  await workbench.pane('Accounts').locator('.pane-body').hover();
  await workbench.page.evaluate(`
    window.rapportFrames = [];
    let last = performance.now();
    const note = (now) => { window.rapportFrames.push(now - last); last = now; requestAnimationFrame(note); };
    requestAnimationFrame(note);
  `);
  for (let i = 0; i < 60; i += 1) {
    await workbench.page.mouse.wheel(0, 240);
    await workbench.page.waitForTimeout(30);
  }
  return workbench.page.evaluate<number[]>('window.rapportFrames');
}

const workbench = await openWorkbench({ folder });
try {
  await workbench.openContainer('Rapport');
  const cold = await firstRowAfterActivation(workbench);
  await workbench.page.waitForTimeout(8000); // the index is saved a few seconds after it stands
  await workbench.page.reload();
  const warm = await firstRowAfterActivation(workbench);
  const frames = (await scroll(workbench)).toSorted((a, b) => a - b);
  const at = (share: number): number => Math.round(frames[Math.floor(frames.length * share)] ?? 0);
  const result = {
    millisecondsFromActivationToFirstRow: { cold, warm },
    millisecondsBetweenFrames: {
      count: frames.length,
      median: at(0.5),
      p95: at(0.95),
      longest: at(0.9999),
    },
  };
  console.log(JSON.stringify(result, null, 2));
} finally {
  await workbench.close();
}
