// npm start [-- [--browser] [DIR]]: opens Rapport in VS Code. On a fresh clone it sets up everything first.
// Without DIR it opens a copy of the sample workspace; DIR is opened in place. Desktop VS Code is used
// where `code` exists, else (or with --browser) a real VS Code is served to the browser.
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import {
  build,
  installNpmPackages,
  installVsCodeHost,
  root,
  runOrExplain,
  say,
  SetUpError,
} from './setUp.mjs';

const windows = process.platform === 'win32';

function parseCommandLine() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { browser: { type: 'boolean', default: false } },
  });
  const [folder, ...more] = positionals;
  if (more.length) throw new SetUpError('Name one folder to open, or none for the sample.');
  if (folder === undefined) return { browser: values.browser };
  const full = path.resolve(process.env.INIT_CWD ?? process.cwd(), folder);
  if (!fs.existsSync(full) || !fs.statSync(full).isDirectory()) {
    throw new SetUpError(`There is no folder ${full}.`);
  }
  return { browser: values.browser, folder: full };
}

/** A git repository, so that history works: the sample lies inside of ours, a copy would have none. */
function copySample(target) {
  fs.cpSync(path.join(root, 'sample-workspace'), target, { recursive: true });
  const git = (...args) => spawnSync('git', args, { cwd: target, stdio: 'ignore' });
  git('init', '--quiet', '--initial-branch=main');
  git('add', '.');
  const author = ['-c', 'user.name=Rapport', '-c', 'user.email=rapport@localhost'];
  git(...author, 'commit', '--quiet', '-m', 'The sample workspace');
}

function hasDesktop() {
  return spawnSync('code', ['--version'], { shell: windows, stdio: 'ignore' }).status === 0;
}

function startDesktop(temporary, folder) {
  say('Opening desktop VS Code; this command ends when its window is closed');
  const quote = (text) => (windows ? `"${text}"` : text); // a shell is needed for code.cmd
  const child = spawn(
    'code',
    [
      '--new-window',
      '--wait',
      `--extensionDevelopmentPath=${root}`,
      `--user-data-dir=${path.join(temporary, 'user')}`,
      `--extensions-dir=${path.join(temporary, 'extensions')}`,
      '--disable-workspace-trust',
      '--skip-welcome',
      folder,
    ].map(quote),
    { stdio: 'inherit', shell: windows },
  );
  return new Promise((resolve) => {
    child.on('exit', (code) => resolve(code ?? 0));
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => resolve(0));
  });
}

async function startInBrowser(temporary, folder) {
  installVsCodeHost();
  const { register } = await import('tsx/esm/api');
  register();
  const { startServer } = await import('./host/vsCodeServer.ts');
  const { linkExtension } = await import('./host/ui.ts');
  const extensions = path.join(temporary, 'extensions');
  linkExtension(extensions);
  // The page has a terminal: only who knows the token may open it.
  const token = randomBytes(16).toString('hex');
  const server = await startServer({
    settings: {},
    token,
    port: '8137-8199',
    args: ['--extensions-dir', extensions, '--default-folder', folder],
  });
  console.log(`
  Rapport runs in a real VS Code in the browser. Open

    ${server.url}/?tkn=${token}

  It shows ${folder}
  Ctrl+C stops it.
`);
  const code = await new Promise((resolve) => {
    server.child.once('exit', (exitCode) => resolve(exitCode ?? 0));
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => resolve(0));
  });
  await server.stop();
  return code;
}

await runOrExplain(async () => {
  const { browser, folder } = parseCommandLine();
  installNpmPackages();
  build();
  const temporary = fs.mkdtempSync(path.join(tmpdir(), 'rapport-'));
  try {
    const sample = path.join(temporary, 'sample-workspace');
    if (!folder) copySample(sample);
    const start = !browser && hasDesktop() ? startDesktop : startInBrowser;
    process.exitCode = await start(temporary, folder ?? sample);
  } finally {
    fs.rmSync(temporary, { recursive: true, force: true, maxRetries: 5 });
  }
  process.exit();
});
