// A real VS Code served to a browser: starting it, opening a workbench, running a test entry inside of it.
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';
import { findExecutable } from '../setUp.mjs';
import { hostFolder, nodePackage } from './installHost.mjs';

export type Settings = Readonly<Record<string, unknown>>;

/** Quiet settings: no tips, no recommendations, no motion. */
export const quietSettings: Settings = JSON.parse(
  readFileSync(new URL('settings.json', import.meta.url), 'utf8'),
);

/** Ends the server soon after its parent is gone, so that a killed test run leaves nothing behind. */
const endWithParent =
  'data:text/javascript,const p=process.ppid;setInterval(()=>{if(process.ppid!==p)process.exit(1)},500).unref()';

const serverFlags = [
  '--host=127.0.0.1',
  '--accept-server-license-terms',
  '--disable-telemetry',
  '--disable-experiments',
  '--disable-update-check',
  '--disable-getting-started-override',
];

export function serverProgram(): { readonly node: string; readonly main: string } {
  const host = hostFolder();
  const binary = process.platform === 'win32' ? 'bin/node.exe' : 'bin/node';
  return {
    node: process.env.HOST_NODE ?? path.join(host, 'node_modules', nodePackage(), binary),
    main: path.join(host, 'vscode/out/server-main.js'),
  };
}

export interface ServerOptions {
  /** Laid over the quiet settings. */
  readonly settings?: Settings;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Where settings live; a folder of its own by default. */
  readonly userData?: string;
  /** Lets a page run tests; then notification toasts are not shown. */
  readonly driver?: boolean;
  /** false opens folders in Restricted Mode. */
  readonly trust?: boolean;
  /** Clients must know it; without one the port is open to everybody on this machine. */
  readonly token?: string;
  readonly port?: string;
}

export interface Server {
  readonly url: string;
  readonly port: number;
  /** Temporary folder of the server, removed by stop(). */
  readonly folder: string;
  readonly child: ChildProcess;
  log(): string;
  stop(): Promise<void>;
}

function writeSettings(userData: string, settings: Settings | undefined): void {
  const file = path.join(userData, 'User/settings.json');
  mkdirSync(path.dirname(file), { recursive: true });
  if (settings || !existsSync(file)) {
    writeFileSync(file, JSON.stringify({ ...quietSettings, ...settings }));
  }
}

/** Resolves with the port: a busy port does not end the server, so its own word is waited for. */
function whenListening(child: ChildProcess, onLog: (text: string) => void): Promise<number> {
  return new Promise((resolve, reject) => {
    let log = '';
    const timer = setTimeout(
      () => reject(new Error(`VS Code did not listen within 60 s.\n${log}`)),
      60_000,
    );
    const read = (data: Buffer): void => {
      log += data.toString();
      onLog(data.toString());
      const port = /agent listening on (\d+)/.exec(log)?.[1];
      if (!port) return;
      clearTimeout(timer);
      resolve(Number(port));
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('error', reject);
    child.once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`VS Code ended with code ${code}.\n${log}`));
    });
  });
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? child.pid : -child.pid, signal);
  } catch {
    // the whole group ended before
  }
}

async function stopServer(child: ChildProcess, folder: string): Promise<void> {
  const running = child.exitCode === null && child.signalCode === null;
  const gone = running ? new Promise((resolve) => child.once('exit', resolve)) : undefined;
  signalGroup(child, 'SIGTERM');
  await Promise.race([gone, new Promise((resolve) => setTimeout(resolve, 5000).unref())]);
  signalGroup(child, 'SIGKILL');
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

/** Starts VS Code on the loopback interface; throws when the host is not installed. */
export async function startServer(options: ServerOptions = {}): Promise<Server> {
  const {
    settings,
    args = [],
    env = {},
    driver = false,
    trust = true,
    token,
    port = '0',
  } = options;
  const { node, main } = serverProgram();
  if (!existsSync(main)) {
    throw new Error('VS Code is not installed: run `node test/support/host/installHost.mjs`.');
  }
  const folder = mkdtempSync(path.join(tmpdir(), 'vsh-')); // short: it holds unix sockets
  const userData = options.userData ?? path.join(folder, 'data');
  writeSettings(userData, settings);
  const child = spawn(
    node,
    [
      '--import',
      endWithParent,
      main,
      ...serverFlags,
      `--port=${port}`,
      `--server-data-dir=${folder}`,
      `--user-data-dir=${userData}`,
      token ? `--connection-token=${token}` : '--without-connection-token',
      `--reconnection-grace-time=${driver ? 1 : 60}`,
      ...(trust ? ['--disable-workspace-trust'] : []),
      ...(driver ? ['--enable-smoke-test-driver'] : []),
      ...args,
    ],
    {
      detached: process.platform !== 'win32',
      stdio: ['ignore', 'pipe', 'pipe'],
      // no extension gallery, and every temporary file in the folder that stop() removes
      env: { ...process.env, EXTENSIONS_GALLERY: '{"serviceUrl":""}', TMPDIR: folder, ...env },
    },
  );
  let log = '';
  const stop = (): Promise<void> => stopServer(child, folder);
  try {
    const listening = await whenListening(child, (text) => {
      log += text;
    });
    const url = `http://127.0.0.1:${listening}`;
    return { url, port: listening, folder, child, log: () => log, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

export function startBrowser(): Promise<Browser> {
  const executablePath =
    process.env.CHROMIUM ?? findExecutable('chromium', 'chromium-browser', 'google-chrome');
  if (!executablePath) throw new Error('No Chromium found; name one in CHROMIUM.');
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []; // Chromium refuses root otherwise
  return chromium.launch({
    executablePath,
    args: [
      ...sandbox,
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-dev-shm-usage',
    ],
  });
}

export interface Opened {
  readonly folder?: string;
  readonly workspace?: string;
  readonly payload?: readonly (readonly [string, string])[];
}

export function workbenchUrl(server: Server, { folder, workspace, payload = [] }: Opened): string {
  const query = new URLSearchParams();
  if (folder) query.set('folder', folder);
  if (workspace) query.set('workspace', workspace);
  const quiet = [
    ['skipWelcome', 'true'],
    ['skipReleaseNotes', 'true'],
  ];
  query.set('payload', JSON.stringify([...quiet, ...payload]));
  return `${server.url}/?${query.toString()}`;
}

export interface TestRun extends Opened {
  readonly server: Server;
  readonly browser: Browser;
  readonly extension: string;
  readonly tests: string;
  readonly timeout?: number;
  readonly onLog?: (type: string, args: unknown[]) => void;
  readonly screenshot?: string;
}

/** Exit codes besides VS Code's own. */
const exitCodes = { hostKilled: 97, pageCrashed: 98, timedOut: 99 };

/** The extension host should end by itself: only then deactivate() has run. */
async function hostExitCode(server: Server): Promise<number> {
  const count = (pattern: RegExp): number => (server.log().match(pattern) ?? []).length;
  const exited = /Extension Host Process exited/g;
  const launched = /Launched Extension Host Process/g;
  for (let i = 0; i < 100 && count(exited) < count(launched); i += 1) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const exits = server
    .log()
    .matchAll(/Extension Host Process exited with code: (\S+), signal: (\w+)/g);
  const [, code, signal] = [...exits].at(-1) ?? [];
  if (signal && signal !== 'null') return exitCodes.hostKilled; // the page would say 0
  return Number(code) || 0;
}

/** Runs a test entry in the extension host of a fresh page; returns an exit code. */
export async function runTests(run: TestRun): Promise<number> {
  const { server, browser, extension, tests, timeout = 300_000, onLog, screenshot } = run;
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 }, locale: 'en-US' });
  const uri = (file: string): string => `vscode-remote://127.0.0.1:${server.port}${file}`;
  let timer: NodeJS.Timeout | undefined;
  try {
    const ended = new Promise<number>((resolve, reject) => {
      timer = setTimeout(() => resolve(exitCodes.timedOut), timeout);
      page.on('crash', () => resolve(exitCodes.pageCrashed));
      page.exposeFunction('codeAutomationExit', resolve).catch(reject);
    });
    await page.exposeFunction('codeAutomationLog', (type: string, args: unknown[]) =>
      onLog?.(type, args),
    );
    const payload = [
      ['extensionDevelopmentPath', uri(extension)],
      ['extensionTestsPath', uri(tests)],
      ...(run.payload ?? []),
    ] as const;
    await page.goto(workbenchUrl(server, { ...run, payload }));
    const code = await ended;
    if (screenshot && code) await page.screenshot({ path: screenshot }).catch(() => undefined);
    return code || (await hostExitCode(server));
  } finally {
    clearTimeout(timer);
    await page.close();
  }
}
