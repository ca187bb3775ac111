// Gets a fresh clone ready: npm packages, Debian packages, the VS Code host. Plain Node, no packages.
// Each step looks first whether there is something to do and says what it does.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { installHost } from './host/installHost.mjs';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** A reason to stop that is told to the user as it is, without a stack. */
export class SetUpError extends Error {}

export function say(text) {
  console.log(`> ${text}`);
}

/** Full path of the first of `names` that is an executable on PATH. */
export function findExecutable(...names) {
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  return names.flatMap((n) => folders.map((f) => path.join(f, n))).find((f) => fs.existsSync(f));
}

function run(command, args) {
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
    timeout: 15 * 60_000,
  });
  if (error || status !== 0) {
    throw new SetUpError(
      `\`${command} ${args.join(' ')}\` failed${error ? `: ${error.message}` : ''}.`,
    );
  }
}

/** npm writes node_modules/.package-lock.json last, so its time is that of the last install. */
function npmPackagesAreCurrent() {
  const installed = path.join(root, 'node_modules/.package-lock.json');
  if (!fs.existsSync(installed)) return false;
  const lock = fs.statSync(path.join(root, 'package-lock.json'));
  return fs.statSync(installed).mtimeMs >= lock.mtimeMs;
}

export function installNpmPackages() {
  if (npmPackagesAreCurrent()) return;
  say('Installing the npm packages of the lock file');
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  const now = new Date();
  fs.utimesSync(path.join(root, 'node_modules/.package-lock.json'), now, now);
}

/** Debian's Chromium comes with no fonts for Chinese and Persian text, which screenshots show. */
const debianPackages = {
  chromium: ['chromium', 'fonts-noto-core', 'fonts-noto-cjk'],
  git: ['git'],
};

function missingPrograms() {
  const chromium =
    process.env.CHROMIUM ?? findExecutable('chromium', 'chromium-browser', 'google-chrome');
  return [chromium ? [] : ['chromium'], findExecutable('git', 'git.exe') ? [] : ['git']].flat();
}

/** Chromium for the tests of the user interface and git for those of history. */
export function installSystemPackages() {
  const missing = missingPrograms();
  if (missing.length === 0) return;
  const packages = missing.flatMap((program) => debianPackages[program]);
  if (!findExecutable('apt-get') || process.getuid?.() !== 0) {
    throw new SetUpError(
      `Not found: ${missing.join(', ')}. Please install it first, on Debian or Ubuntu with ` +
        `\`sudo apt-get install ${packages.join(' ')}\`; another Chromium or Chrome can be named in CHROMIUM.`,
    );
  }
  say(`Installing Debian packages: ${packages.join(', ')}`);
  process.env.DEBIAN_FRONTEND = 'noninteractive';
  run('apt-get', ['update', '-qq']);
  run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages]);
}

export function installVsCodeHost() {
  installHost(undefined, say);
}

export function build(...flags) {
  say('Building');
  run(process.execPath, ['esbuild.js', ...flags]);
}

/** Runs `main`; a SetUpError ends the process with its message alone. */
export async function runOrExplain(main) {
  try {
    await main();
  } catch (error) {
    console.error(error instanceof SetUpError ? error.message : error);
    process.exitCode = 2;
  }
}
