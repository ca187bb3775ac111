// Drives the user interface of a real VS Code in Chromium, with the extension linked in as if installed.
// Every step waits for what it needs to see; nothing sleeps for a fixed time where something can be awaited.
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Frame, Locator, Page } from 'playwright-core';
import { root } from '../setUp.mjs';
import { startBrowser, startServer, workbenchUrl } from './vsCodeServer.ts';
import type { Settings } from './vsCodeServer.ts';

/** The day that the sample workspace and the small firm are written for. */
export const today = '2026-11-23';

/** Names of the built-in colour themes that screenshots are made in. */
export const themes = {
  light: 'Default Light Modern',
  dark: 'Default Dark Modern',
  highContrast: 'Default High Contrast',
} as const;

export type Theme = keyof typeof themes;

export interface WorkbenchOptions {
  /** Copied to a temporary folder first. Without folder and files the window is empty. */
  readonly folder?: string;
  /** Path -> text: written to a temporary folder, which is opened. */
  readonly files?: Readonly<Record<string, string>>;
  /** Several folders side by side: name -> files. */
  readonly folders?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly theme?: Theme;
  readonly settings?: Settings;
  /** 2 shows everything at 200 %. */
  readonly zoom?: number;
  readonly viewport?: { readonly width: number; readonly height: number };
  /** false opens the folder in Restricted Mode. */
  readonly trust?: boolean;
  /** Folder of installed extensions in place of the extension of this repository. */
  readonly extensions?: string;
}

/** One visible row of a tree, as a screen reader meets it. */
export interface TreeRow {
  readonly label: string;
  readonly level: number;
  readonly expanded: boolean | undefined;
}

/** Puts the extension of this repository where a server looks for installed ones. */
export function linkExtension(extensions: string): void {
  mkdirSync(extensions, { recursive: true });
  const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  const name = `${manifest.publisher}.${manifest.name}-${manifest.version}`;
  symlinkSync(root, path.join(extensions, name), 'junction');
}

interface WorkbenchParts {
  readonly page: Page;
  readonly folder: string | undefined;
  readonly serverFolder: string;
  readonly close: () => Promise<void>;
}

export class Workbench {
  readonly page: Page;
  /** The copy of the folder that is open; undefined in an empty window. */
  readonly folder: string | undefined;
  /** The server's own folder, with its logs. */
  readonly serverFolder: string;
  readonly #close: () => Promise<void>;

  constructor(parts: WorkbenchParts) {
    this.page = parts.page;
    this.folder = parts.folder;
    this.serverFolder = parts.serverFolder;
    this.#close = parts.close;
  }

  close(): Promise<void> {
    return this.#close();
  }

  /** Absolute path of a file of the open folder. */
  file(relative: string): string {
    assert.ok(this.folder, 'no folder is open');
    return path.join(this.folder, relative);
  }

  /** Opens a view container by the title of its icon. */
  async openContainer(title: string): Promise<void> {
    // the label goes on with what a badge says
    const icon = this.page.locator(`.activitybar a.action-label[aria-label^="${title}"]`).first();
    await icon.waitFor();
    const shown = this.page.locator('.sidebar .composite.title', { hasText: title });
    if (!(await shown.isVisible())) await icon.click(); // a click on the open one would close it
    await shown.waitFor();
  }

  /** The pane of a view of the side bar, found by its title. */
  pane(title: string): Locator {
    const header = this.page.locator('.pane-header', { hasText: title });
    return this.page.locator('.pane', { has: header });
  }

  /** Expands a view of the side bar; the others are left as they are. */
  async expandPane(title: string): Promise<Locator> {
    const pane = this.pane(title);
    const header = pane.locator('.pane-header');
    await header.waitFor({ state: 'attached' }); // hidden when it is the only view
    if ((await header.getAttribute('aria-expanded')) !== 'true') await header.click();
    await pane.locator('.pane-body').waitFor();
    return pane;
  }

  /** Expands one view and folds the others, so that its rows have all the room. */
  async openOnly(title: string): Promise<Locator> {
    const pane = await this.expandPane(title);
    const expanded = this.page.locator('.sidebar .pane-header.expanded');
    const labels = await expanded.evaluateAll((headers) =>
      headers.map((header) => header.getAttribute('aria-label') ?? ''),
    );
    for (const label of labels.filter((text) => !text.startsWith(title))) {
      await this.page.locator(`.sidebar .pane-header[aria-label="${label}"]`).click();
    }
    return pane;
  }

  /** Expands a row, if it is not; its children come when the extension has them. */
  async expand(name: string | RegExp): Promise<void> {
    const row = this.row(name).first();
    await row.waitFor();
    if ((await row.getAttribute('aria-expanded')) === 'true') return;
    await row.locator('.monaco-tl-twistie').click();
    await this.page
      .locator('.monaco-list-row[aria-expanded=true]')
      .and(this.row(name))
      .first()
      .waitFor();
  }

  /** Waits until the visible rows of a view are exactly these, in this order; fails showing the difference. */
  async waitForRows(pane: Locator, expected: readonly (string | RegExp)[]): Promise<void> {
    const end = Date.now() + 30_000;
    let labels: string[] = [];
    const agree = (): boolean =>
      labels.length === expected.length &&
      expected.every((pattern, at) => {
        const label = labels[at] ?? '';
        return typeof pattern === 'string' ? label === pattern : pattern.test(label);
      });
    while (Date.now() < end) {
      labels = (await this.rows(pane)).map(({ label }) => label.trim());
      if (agree()) return;
      await this.page.waitForTimeout(50);
    }
    assert.deepEqual(labels, expected.map(String));
  }

  /** A row by its accessible name; a RegExp finds part of it. */
  row(name: string | RegExp): Locator {
    return this.page.getByRole('treeitem', { name });
  }

  /** The visible rows of a view; lists are virtual, so others do not exist in the page. */
  rows(pane: Locator): Promise<TreeRow[]> {
    return pane.locator('.monaco-list-row[role=treeitem]').evaluateAll((elements) =>
      elements
        .toSorted((a, b) => Number(a.dataset.index) - Number(b.dataset.index))
        .map((element) => {
          const expanded = element.getAttribute('aria-expanded');
          return {
            label: element.getAttribute('aria-label') ?? '',
            level: Number(element.getAttribute('aria-level')),
            expanded: expanded === null ? undefined : expanded === 'true',
          };
        }),
    );
  }

  /** Runs a command by its full title ("Category: Title") from the command palette. */
  async runCommand(title: string): Promise<void> {
    await this.page.keyboard.press('F1');
    await this.quickInput().waitFor();
    await this.quickInput().fill(`>${title}`);
    await this.focusedPick(title).waitFor();
    await this.page.keyboard.press('Enter');
  }

  quickInput(): Locator {
    return this.page.locator('.quick-input-widget input[type=text]');
  }

  picks(): Locator {
    return this.page.locator('.quick-input-list .monaco-list-row');
  }

  focusedPick(text: string | RegExp): Locator {
    return this.page.locator('.quick-input-list .monaco-list-row.focused', { hasText: text });
  }

  status(text: string | RegExp): Locator {
    return this.page.locator('.statusbar-item', { hasText: text });
  }

  toast(text: string | RegExp): Locator {
    return this.page.locator('.notifications-toasts .notification-list-item', { hasText: text });
  }

  /** The tab of an editor, by its label. */
  tab(label: string | RegExp): Locator {
    return this.page.locator('.tabs-container .tab', { hasText: label });
  }

  /** The frame of the webview that shows `text` in `selector`; look it up again after hide and show. */
  async webview(selector: string, text: string | RegExp): Promise<Frame> {
    const end = Date.now() + 30_000;
    while (Date.now() < end) {
      for (const frame of this.page.frames()) {
        const found = frame.locator(selector, { hasText: text });
        // a frame that goes away meanwhile is not the one
        if (await found.count().catch(() => 0)) return frame;
      }
      await this.page.waitForTimeout(50);
    }
    throw new Error(`No webview shows ${String(text)} in ${selector}`);
  }

  /** Writes out/screenshots/NAME.png, kept as an artefact of the run. */
  async screenshot(name: string): Promise<string> {
    const file = path.join(root, 'out/screenshots', `${name}.png`);
    mkdirSync(path.dirname(file), { recursive: true });
    await this.page.mouse.move(0, 0); // no hover in the picture
    await this.page.screenshot({ path: file });
    return file;
  }
}

export function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

const workspaceFile = 'several.code-workspace';

function createFolder(options: WorkbenchOptions, temporary: string): string | undefined {
  if (options.folder) {
    const copy = path.join(temporary, path.basename(options.folder));
    cpSync(options.folder, copy, { recursive: true });
    return copy;
  }
  const folder = path.join(temporary, 'workspace');
  if (options.folders) {
    for (const [name, files] of Object.entries(options.folders)) {
      writeFiles(path.join(folder, name), files);
    }
    const folders = Object.keys(options.folders).map((name) => ({ path: name }));
    writeFileSync(path.join(folder, workspaceFile), JSON.stringify({ folders }));
    return folder;
  }
  if (!options.files) return undefined;
  mkdirSync(folder);
  writeFiles(folder, options.files);
  return folder;
}

/** Opens one workbench for the tests of a describe(); a failed test leaves a screenshot. */
export function useWorkbench(options: WorkbenchOptions = {}): () => Workbench {
  let workbench: Workbench | undefined;
  before(async () => {
    workbench = await openWorkbench(options);
  });
  afterEach(async function () {
    if (this.currentTest?.state !== 'failed') return;
    const name = this.currentTest.fullTitle().replaceAll(/\W+/g, '-');
    await workbench?.screenshot(`failed/${name}`);
  });
  after(() => workbench?.close());
  return () => {
    assert.ok(workbench, 'the workbench is open only while tests run');
    return workbench;
  };
}

/** Starts a VS Code and a browser of its own and opens the folder; close() ends both. */
export async function openWorkbench(options: WorkbenchOptions = {}): Promise<Workbench> {
  const { theme = 'dark', zoom = 1, viewport = { width: 1400, height: 900 }, trust } = options;
  const temporary = mkdtempSync(path.join(tmpdir(), 'vsu-'));
  const folder = createFolder(options, temporary);
  const extensions = options.extensions ?? path.join(temporary, 'extensions');
  if (!options.extensions) linkExtension(extensions);
  const settings = {
    'workbench.colorTheme': themes[theme],
    'editor.cursorBlinking': 'solid',
    ...(trust === false ? { 'security.workspace.trust.startupPrompt': 'never' } : {}),
    ...options.settings,
  };
  const [server, browser] = await Promise.all([
    startServer({
      settings,
      args: ['--extensions-dir', extensions],
      env: { RAPPORT_TODAY: today },
      ...(trust === undefined ? {} : { trust }),
    }),
    startBrowser(),
  ]);
  const close = async (): Promise<void> => {
    await browser.close();
    await server.stop();
    rmSync(temporary, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const context = await browser.newContext({
      locale: 'en-US',
      // a page at 200 % has half as many CSS pixels, each of them two of the screen
      viewport: { width: viewport.width / zoom, height: viewport.height / zoom },
      deviceScaleFactor: zoom,
    });
    await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: server.url });
    const page = await context.newPage();
    const opened = options.folders
      ? { workspace: path.join(folder ?? '', workspaceFile) }
      : folder
        ? { folder }
        : {};
    await page.goto(workbenchUrl(server, opened));
    await page.locator('.monaco-workbench .statusbar').waitFor({ timeout: 60_000 });
    return new Workbench({ page, folder, serverFolder: server.folder, close });
  } catch (error) {
    await close();
    throw error;
  }
}
