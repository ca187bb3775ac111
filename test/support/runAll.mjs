// npm test: sets up, builds, lints and runs every kind of test; plain Node, so it starts on a fresh clone.
//   node test/support/runAll.mjs [KIND...] [--grep TEXT] [--desktop]
// KIND: lint core node protocol webview vscode cli host e2e; without one, all. --desktop runs the extension tests
// in desktop VS Code, which is downloaded. Ends with one line: N passed, N failed[, N skipped].
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import {
  build,
  installNpmPackages,
  installSystemPackages,
  installVsCodeHost,
  root,
  say,
  SetUpError,
} from './setUp.mjs';

const minute = 60_000;
const bin = (name, file) => [process.execPath, path.join('node_modules', name, file)];
const npmScript = (...args) =>
  process.platform === 'win32' ? ['npm.cmd', ...args] : ['npm', ...args];

/** `checks` are commands that count as one test each; other kinds must write a result file. */
const kinds = {
  lint: {
    title: 'Lint',
    checks: [
      ['types', npmScript('run', '--silent', 'lint:types')],
      ['rules and layers', npmScript('run', '--silent', 'lint:rules')],
      ['format', npmScript('run', '--silent', 'lint:format')],
      ['unused code', npmScript('run', '--silent', 'lint:unused')],
    ],
    minutes: 5,
  },
  core: { title: 'Core', minutes: 10 },
  node: { title: 'Node adapters', minutes: 10 },
  protocol: { title: 'Messages of webviews', minutes: 5 },
  webview: { title: 'Webviews in a plain browser', minutes: 5, needs: ['build', 'system'] },
  vscode: { title: 'Extension without VS Code', minutes: 5 },
  cli: { title: 'Command line as a process', minutes: 10, needs: ['build', 'system'] },
  host: { title: 'Extension in VS Code', minutes: 10, needs: ['build', 'system', 'host'] },
  e2e: { title: 'User interface in Chromium', minutes: 20, needs: ['build', 'system', 'host'] },
};

function parseCommandLine() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { grep: { type: 'string' }, desktop: { type: 'boolean', default: false } },
  });
  const unknown = positionals.filter((name) => !(name in kinds));
  if (unknown.length) {
    throw new SetUpError(
      `Unknown kind of test: ${unknown.join(', ')}. There are: ${Object.keys(kinds).join(' ')}.`,
    );
  }
  return { ...values, names: positionals.length ? positionals : Object.keys(kinds) };
}

/** Set by Ctrl+C: the command that runs is ended and none follows. */
let interrupted = false;

/** Exit code of a command; one that takes too long is ended with all of its children. */
function runCommand([command, ...args], { env = {}, minutes }) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...env },
      detached: process.platform !== 'win32',
      shell: command.endsWith('.cmd'),
    });
    const end = (signal) => {
      try {
        process.kill(process.platform === 'win32' ? child.pid : -child.pid, signal);
      } catch {
        // it ended by itself meanwhile
      }
    };
    const timer = setTimeout(() => {
      console.error(`Not finished after ${minutes} minutes: stopped.`);
      end('SIGTERM');
      setTimeout(() => end('SIGKILL'), 5000).unref();
    }, minutes * minute);
    const interrupt = () => {
      interrupted = true;
      end('SIGTERM');
    };
    process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
    const finish = (code) => {
      clearTimeout(timer);
      process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
      resolve(code ?? 1);
    };
    child.once('error', (error) => {
      console.error(error.message);
      finish(1);
    });
    child.once('exit', finish);
  });
}

async function runChecks({ checks, minutes }) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const [title, command] of checks) {
    const code = await runCommand(command, { minutes });
    console.log(`  ${code === 0 ? 'ok    ' : 'FAILED'} ${title}`);
    counts[code === 0 ? 'passed' : 'failed'] += 1;
  }
  return counts;
}

function testCommand(name, { grep, desktop }) {
  if (name === 'host') {
    const runner = [process.execPath, '--import', 'tsx', 'test/support/host/runHostTests.ts'];
    // desktop VS Code needs a display, if only a virtual one
    const headless = desktop && process.platform === 'linux' && !process.env.DISPLAY;
    return [
      ...(headless ? ['xvfb-run', '-a'] : []),
      ...runner,
      ...(grep ? ['--grep', grep] : []),
      ...(desktop ? ['--desktop'] : []),
    ];
  }
  const mocha = [
    ...bin('mocha', 'bin/mocha.js'),
    '--reporter',
    './test/support/resultReporter.mjs',
  ];
  return [...mocha, ...(grep ? ['--grep', grep] : []), `test/${name}/**/*.test.ts`];
}

/** Runs one kind and judges by its result file: an exit code of 0 alone proves nothing. */
async function runTests(name, options) {
  const file = path.join(root, 'out/results', `${name}.json`);
  fs.rmSync(file, { force: true });
  const { minutes } = kinds[name];
  const code = await runCommand(testCommand(name, options), {
    env: { RESULT_FILE: file, FORCE_COLOR: process.stdout.isTTY ? '1' : '0' },
    minutes,
  });
  if (!fs.existsSync(file)) return failure(`it ended with code ${code} and left no result`);
  const { passed, failed, skipped } = JSON.parse(fs.readFileSync(file, 'utf8'));
  if (passed + failed + skipped === 0) return failure('it ran no test');
  if (code !== 0 && failed === 0) {
    return failure(`it ended with code ${code} although no test failed`, { passed, skipped });
  }
  return { passed, failed, skipped };
}

function failure(reason, counts) {
  console.error(`  FAILED: ${reason}`);
  return { passed: 0, skipped: 0, ...counts, failed: 1 };
}

function setUp(names) {
  const needed = new Set(names.flatMap((name) => kinds[name].needs ?? []));
  installNpmPackages();
  if (needed.has('system')) installSystemPackages();
  if (needed.has('host')) installVsCodeHost();
  if (needed.has('build') || names.includes('lint')) build('--production');
}

function summarize(results) {
  console.log('');
  for (const { title, counts, seconds } of results) {
    const { passed, failed, skipped } = counts;
    const sign = failed ? 'FAILED' : 'ok';
    const skips = skipped ? `, ${skipped} skipped` : '';
    console.log(
      `${sign.padEnd(7)}${title}: ${passed} passed, ${failed} failed${skips} (${seconds} s)`,
    );
  }
  const sum = (key) => results.reduce((total, { counts }) => total + counts[key], 0);
  const skips = sum('skipped') ? `, ${sum('skipped')} skipped` : '';
  console.log(`${sum('passed')} passed, ${sum('failed')} failed${skips}`);
  return sum('failed') === 0;
}

async function main() {
  const { names, ...options } = parseCommandLine();
  setUp(names);
  const results = [];
  for (const name of names) {
    if (interrupted) throw new SetUpError('Interrupted.');
    const { title, checks } = kinds[name];
    say(title);
    const start = Date.now();
    const counts = checks ? await runChecks(kinds[name]) : await runTests(name, options);
    results.push({ title, counts, seconds: ((Date.now() - start) / 1000).toFixed(1) });
  }
  if (!summarize(results)) process.exitCode = 1;
}

main().catch((error) => {
  console.error(error instanceof SetUpError ? error.message : error);
  console.log('0 passed, 1 failed');
  process.exitCode = 2;
});
