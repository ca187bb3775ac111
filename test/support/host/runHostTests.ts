// Runs test/host in a real extension host: node --import tsx runHostTests.ts [--grep TEXT] [--desktop]
// Each folder below test/host is a suite with a workspace of its own. By default VS Code is the one of
// .vscode-host behind a look-alike of its executable; --desktop downloads and runs desktop VS Code.
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { runTests } from '@vscode/test-electron';
import { build } from 'esbuild';
import { root } from '../setUp.mjs';
import { smallFirm } from '../smallFirm.ts';
import { today, writeFiles } from './ui.ts';
import { quietSettings } from './vsCodeServer.ts';

const bundles = path.join(root, 'out/host');

/** Fills the folder that a suite opens: always a fresh one, so that no run can spoil the next. */
const workspaces: Readonly<Record<string, (folder: string) => void>> = {
  sample: (folder) => cpSync(path.join(root, 'sample-workspace'), folder, { recursive: true }),
  smallFirm: (folder) => writeFiles(folder, smallFirm),
  plainFolder: (folder) => writeFiles(folder, { 'notes.md': '# Notes of something else\n' }),
};

interface Result {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly tests: readonly unknown[];
}

async function bundleTests(): Promise<void> {
  rmSync(bundles, { recursive: true, force: true });
  const files = readdirSync(path.join(root, 'test/host'), { recursive: true, encoding: 'utf8' });
  const tests = files.filter((file) => file.endsWith('.test.ts'));
  await build({
    entryPoints: [
      { in: path.join(root, 'test/support/host/suite.ts'), out: 'suite' },
      ...tests.map((file) => ({
        in: path.join(root, 'test/host', file),
        out: file.replace(/\.ts$/, ''),
      })),
    ],
    outdir: bundles,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    external: ['vscode', 'mocha'],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
}

/** Runs one suite; undefined when it left no result, whatever its exit code was. */
async function runSuite(
  suite: string,
  options: { readonly grep?: string | undefined; readonly desktop: boolean },
): Promise<Result | undefined> {
  const folder = mkdtempSync(path.join(tmpdir(), 'vst-'));
  const workspace = path.join(folder, 'workspace');
  mkdirSync(workspace);
  workspaces[suite]?.(workspace);
  const userData = path.join(folder, 'user');
  mkdirSync(path.join(userData, 'User'), { recursive: true });
  writeFileSync(path.join(userData, 'User/settings.json'), JSON.stringify(quietSettings));
  const resultFile = path.join(folder, 'result.json');
  const lookAlike = path.join(root, 'test/support/host/codeLookAlike.mjs');
  const reporter = path.join(root, 'test/support/resultReporter.mjs');
  try {
    await runTests({
      ...(options.desktop ? {} : { vscodeExecutablePath: lookAlike }),
      extensionDevelopmentPath: root,
      extensionTestsPath: path.join(bundles, 'suite.js'),
      launchArgs: [
        workspace,
        `--user-data-dir=${userData}`,
        `--extensions-dir=${path.join(folder, 'extensions')}`,
      ],
      extensionTestsEnv: {
        RAPPORT_TODAY: today,
        RESULT_FILE: resultFile,
        RESULT_REPORTER: pathToFileURL(reporter).href,
        TEST_SUITE: suite,
        TEST_GREP: options.grep,
      },
    });
  } catch (error) {
    console.error(`${suite}: ${error instanceof Error ? error.message : String(error)}`);
  }
  const result: Result | undefined = existsSync(resultFile)
    ? JSON.parse(readFileSync(resultFile, 'utf8'))
    : undefined;
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  return result;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { grep: { type: 'string' }, desktop: { type: 'boolean', default: false } },
  });
  await bundleTests();
  const suites = readdirSync(bundles, { withFileTypes: true }).filter((e) => e.isDirectory());
  const total = { passed: 0, failed: 0, skipped: 0, tests: [] as unknown[] };
  for (const { name } of suites) {
    const result = await runSuite(name, values);
    if (!result) console.error(`${name}: no result, so VS Code ended before the tests did.`);
    total.passed += result?.passed ?? 0;
    total.failed += result?.failed ?? 1;
    total.skipped += result?.skipped ?? 0;
    total.tests.push(...(result?.tests ?? []));
  }
  const file = process.env.RESULT_FILE;
  if (file) {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(total, null, 1));
  }
  if (total.failed) process.exitCode = 1;
}

await main();
