// Installs a real VS Code server from npm into a cache folder: no compiler, no root, no apt package.
// `node test/support/host/installHost.mjs [DIR]`; DIR defaults to HOST_DIR or .vscode-host.
// It does nothing when the folder already holds the wanted versions.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Release 4.x.y of the server package holds VS Code 1.x.y. */
const serverVersion = process.env.HOST_VERSION ?? '4.139.1';
const nodeVersion = '24.21.0';
const revision = 1;

/** Known archives; another version is taken as npm delivers it. */
const integrities = {
  '4.139.1':
    'sha512-fUYvJVdz4ZoVJfakGiGWXFMpF8K1ObsrpGvX17ZxNpKOzdNHs7lANT670JTr4ZhA8DnWqyvvmFG/d3HV9Yy6ew==',
};

/** Built-in extensions that need further downloads and that Rapport never meets. */
const unusedExtensions = ['copilot', 'mermaid-markdown-features', 'microsoft-authentication'];

/** Optional or lazily loaded dependencies, most of them with install scripts that compile. */
const unusedDependencies = [
  '@devcontainers/cli',
  '@github/copilot-sdk',
  '@microsoft/mxc-sdk',
  '@vscode/copilot-api',
  '@vscode/sqlite3',
  '@vscode/sandbox-runtime',
  '@vscode/tree-sitter-wasm',
  '@vscode/windows-process-tree',
  '@vscode/windows-registry',
  '@vscode/spdlog',
  '@vscode/native-watchdog',
  'native-watchdog',
  'kerberos',
  'ssh2',
  'zod',
  'tar',
  '@xterm/addon-ligatures',
  'node-addon-api',
];

/** Plain JavaScript in place of the native logger, so that log files exist without a compiler. */
const loggerSource = `const fs = require('fs'), path = require('path');
const names = ['trace', 'debug', 'info', 'warning', 'error', 'critical'];
class Logger {
  constructor(name, file) { this.file = file; this.level = 2; this.raw = false; fs.mkdirSync(path.dirname(file), { recursive: true }); }
  write(level, message) {
    if (level < this.level) return;
    try { fs.appendFileSync(this.file, this.raw ? message : new Date().toISOString() + ' [' + names[level] + '] ' + message + '\\n'); } catch { /* a log must not end the server */ }
  }
  setLevel(level) { this.level = level; } getLevel() { return this.level; } setPattern() {} clearFormatters() { this.raw = true; } flush() {} drop() {}
}
['trace', 'debug', 'info', 'warn', 'error', 'critical'].forEach((name, level) => { Logger.prototype[name] = function (message) { this.write(level, message); }; });
exports.version = 0; exports.setLevel = exports.setFlushOn = () => {}; exports.Logger = Logger;
exports.createRotatingLogger = exports.createAsyncRotatingLogger = async (name, file) => new Logger(name, file);
`;

/** Ends the extension host when the server dies, as the native watchdog does. */
const watchdogSource = `exports.start = pid => { setInterval(() => { try { process.kill(pid, 0); } catch { process.exit(1); } }, 2000).unref(); };
exports.exit = code => process.exit(code || 0);
`;

/** npm names its Node packages after the platform, Windows shortened. */
export function nodePackage() {
  return `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
}

/** The folder that holds the host when nobody says otherwise. */
export function hostFolder() {
  const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');
  return path.resolve(process.env.HOST_DIR ?? path.join(root, '.vscode-host'));
}

function npm(cwd, ...args) {
  return execFileSync(
    'npm',
    [...args, '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'],
    {
      cwd,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
      shell: process.platform === 'win32',
    },
  );
}

function installNode(folder) {
  npm(folder, 'install', '--no-save', `${nodePackage()}@${nodeVersion}`);
  const headers = path.join(folder, 'node_modules', nodePackage(), 'include');
  fs.rmSync(headers, { recursive: true, force: true });
}

function unpackServer(folder) {
  const [{ filename, integrity }] = JSON.parse(
    npm(folder, 'pack', '--json', `code-server@${serverVersion}`),
  );
  const expected = integrities[serverVersion];
  if (expected && expected !== integrity) {
    throw new Error(`The VS Code server ${serverVersion} has an unexpected checksum: ${integrity}`);
  }
  const excludes = unusedExtensions.map((n) => `--exclude=package/lib/vscode/extensions/${n}`);
  execFileSync(
    'tar',
    ['-xzf', filename, '-C', 'vscode', '--strip-components=3', ...excludes, 'package/lib/vscode'],
    { cwd: folder },
  );
  fs.rmSync(path.join(folder, filename));
}

function installDependencies(vscode) {
  const manifestFile = path.join(vscode, 'package.json');
  const manifest = JSON.parse(fs.readFileSync(manifestFile, 'utf8'));
  for (const name of unusedDependencies) delete manifest.dependencies[name];
  delete manifest.overrides;
  delete manifest.allowScripts;
  fs.writeFileSync(manifestFile, JSON.stringify(manifest, null, 1));
  npm(vscode, 'install', '--omit=dev', '--legacy-peer-deps');
}

function dropForeignBinaries(modules) {
  const here = `${process.platform}-${process.arch}`;
  for (const sub of ['node-pty/prebuilds', '@vscode/ripgrep-universal/bin']) {
    const folder = path.join(modules, sub);
    if (!fs.existsSync(folder)) continue;
    for (const entry of fs.readdirSync(folder)) {
      if (entry !== here) fs.rmSync(path.join(folder, entry), { recursive: true });
    }
  }
}

function writeReplacement(modules, name, source) {
  const folder = path.join(modules, name);
  fs.mkdirSync(folder, { recursive: true });
  const manifest = JSON.stringify({ name, version: '0.0.0', main: 'index.js' });
  fs.writeFileSync(path.join(folder, 'package.json'), manifest);
  fs.writeFileSync(path.join(folder, 'index.js'), source);
}

/** Makes sure `folder` holds the host; returns whether it had to be installed. */
export function installHost(folder = hostFolder(), say = () => {}) {
  const doneFile = path.join(folder, 'done.json');
  const wanted = JSON.stringify([serverVersion, nodeVersion, revision]);
  if (fs.existsSync(doneFile) && fs.readFileSync(doneFile, 'utf8') === wanted) return false;
  say(`Installing VS Code ${serverVersion.replace(/^4/, '1')} for the browser (about 140 MB)`);
  fs.rmSync(folder, { recursive: true, force: true });
  const vscode = path.join(folder, 'vscode');
  const modules = path.join(vscode, 'node_modules');
  fs.mkdirSync(vscode, { recursive: true });
  fs.writeFileSync(path.join(folder, 'package.json'), '{"private":true}');
  installNode(folder);
  unpackServer(folder);
  installDependencies(vscode);
  dropForeignBinaries(modules);
  writeReplacement(modules, '@vscode/spdlog', loggerSource);
  writeReplacement(modules, '@vscode/native-watchdog', watchdogSource);
  writeReplacement(modules, 'native-watchdog', watchdogSource);
  fs.writeFileSync(doneFile, wanted);
  return true;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  installHost(process.argv[2] ? path.resolve(process.argv[2]) : hostFolder(), console.log);
}
