/** Runs the built command line as a process, in folders of its own. */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export const projectRoot = path.join(import.meta.dirname, '../..');
export const program = path.join(projectRoot, 'dist/cli/rapport.mjs');

/** Builds where the program is missing or older than its source. To be called in a `before` hook. */
export function ensureBuilt(this: Mocha.Context): void {
  this.timeout(120_000);
  if (existsSync(program) && statSync(program).mtimeMs >= newestSource()) return;
  const built = spawnSync(process.execPath, ['esbuild.js'], { cwd: projectRoot, encoding: 'utf8' });
  assert.equal(built.status, 0, built.stderr);
}

function newestSource(): number {
  const files = ['core', 'node', 'cli'].flatMap((folder) => {
    const root = path.join(projectRoot, 'src', folder);
    return readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => statSync(path.join(entry.parentPath, entry.name)).mtimeMs);
  });
  return Math.max(...files);
}

export interface CliResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliOptions {
  readonly cwd: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** Ends the program after so many seconds: nothing may hang. */
  readonly seconds?: number;
}

/** A day on which every test runs. */
export const today = '2026-11-23';

export function runCli(args: readonly string[], options: CliOptions): Promise<CliResult> {
  const { cwd, environment = {}, seconds = 50 } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...args], {
      cwd,
      env: cleanEnvironment(cwd, environment),
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: seconds * 1000,
      killSignal: 'SIGKILL',
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout, stderr }));
  });
}

/** Nothing of the user's shell or git reaches a test; the cache lies beside the workspace. */
function cleanEnvironment(
  cwd: string,
  environment: Readonly<Record<string, string>>,
): NodeJS.ProcessEnv {
  const base = Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(?:GIT_|FORCE_COLOR$|NO_COLOR$|NODE_OPTIONS$|KILL_AFTER$)/.test(name),
    ),
  );
  const home = cacheFolderOf(cwd);
  return {
    ...base,
    RAPPORT_CACHE_DIR: home,
    XDG_CACHE_HOME: home,
    GIT_CONFIG_GLOBAL: path.join(home, 'gitconfig'),
    GIT_CONFIG_NOSYSTEM: '1',
    ...environment,
  };
}

function cacheFolderOf(cwd: string): string {
  for (const folder of folders)
    if (cwd === folder || cwd.startsWith(folder + path.sep)) return `${folder}-cache`;
  return path.join(tmpdir(), 'rapport-test-cache');
}

/** The one JSON value that `--json` prints; anything else on standard output fails. */
export async function runJson(args: readonly string[], options: CliOptions): Promise<unknown> {
  const { stdout, stderr } = await runCli([...args, '--json'], options);
  try {
    return JSON.parse(stdout);
  } catch (error) {
    throw new Error(`no JSON: ${stdout.slice(0, 400)}${stderr}`, { cause: error });
  }
}

const folders = new Set<string>();

/** A new folder with files in it; removed by `removeFolders`. */
export function aFolder(files: Readonly<Record<string, string | Uint8Array>> = {}): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'rapport-cli-'));
  folders.add(folder);
  writeAll(folder, files);
  return folder;
}

export function writeAll(
  folder: string,
  files: Readonly<Record<string, string | Uint8Array>>,
): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), content);
  }
}

/** A copy of a folder of the project. */
export function aCopyOf(name: string): string {
  const folder = aFolder();
  cpSync(path.join(projectRoot, name), folder, { recursive: true });
  return folder;
}

/** To be called in an `after` hook. */
export function removeFolders(): void {
  for (const folder of folders) {
    rmSync(folder, { recursive: true, force: true });
    rmSync(`${folder}-cache`, { recursive: true, force: true });
  }
  folders.clear();
}

/** Every path below a folder with what lies there: to see that nothing was written. */
export function treeOf(folder: string): Readonly<Record<string, string>> {
  const tree: Record<string, string> = {};
  const walk = (below: string): void => {
    for (const entry of readdirSync(path.join(folder, below), { withFileTypes: true })) {
      const name = path.join(below, entry.name);
      const file = path.join(folder, name);
      if (entry.isDirectory()) walk(name);
      else if (entry.isSymbolicLink()) tree[name] = `-> ${readlinkSync(file)}`;
      else tree[name] = `${lstatSync(file).mtimeMs} ${readFileSync(file, 'latin1')}`;
    }
  };
  walk('');
  return tree;
}
