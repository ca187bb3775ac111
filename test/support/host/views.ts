// Pictures of every view of a workspace, for people to look at.
import type { Theme, Workbench } from './ui.ts';

/** File name part -> title of the view. */
const views = {
  accounts: 'Accounts',
  deals: 'Deals',
  knowledge: 'Knowledge',
  strategy: 'Strategy & Segments',
  reports: 'Reports',
} as const;

export type ViewName = keyof typeof views;
export const viewNames = Object.keys(views) as ViewName[];

/** Opens one view, expands rows in it and writes out/screenshots/PREFIX-VIEW-THEME.png. */
export async function photographView(
  workbench: Workbench,
  view: ViewName,
  rows: readonly RegExp[],
  name: string,
): Promise<void> {
  await workbench.openOnly(views[view]);
  for (const row of rows) await workbench.expand(row);
  await workbench.screenshot(name);
}

/** Opens a report from the tree and writes a picture once its page is there. */
export async function photographReport(
  workbench: Workbench,
  title: string,
  theme: Theme,
  prefix: string,
): Promise<void> {
  await workbench.openOnly('Reports');
  await workbench.expand(/^Built in/);
  await workbench.row(title).first().click();
  const frame = await workbench.webview('h1', title);
  await frame.locator('article').waitFor();
  const name = title.toLowerCase().replaceAll(/\W+/g, '-');
  await workbench.screenshot(`${prefix}-report-${name}-${theme}`);
}
