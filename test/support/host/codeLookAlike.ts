// What codeLookAlike.mjs runs: reads the arguments of the `code` executable that tests need.
import path from 'node:path';
import { format } from 'node:util';
import { runTests, startBrowser, startServer } from './vsCodeServer.ts';

const args = process.argv.slice(2);

function option(name: string): string | undefined {
  const prefix = `--${name}=`;
  const value = args.find((arg) => arg.startsWith(prefix))?.slice(prefix.length);
  return value === undefined ? undefined : path.resolve(value);
}

function required(name: string): string {
  const value = option(name);
  if (value === undefined) throw new Error(`--${name} is missing`);
  return value;
}

function serverArguments(): { args: string[]; userData?: string } {
  const extensions = option('extensions-dir');
  const userData = option('user-data-dir');
  return {
    args: extensions ? ['--extensions-dir', extensions] : [],
    ...(userData ? { userData } : {}),
  };
}

/** Messages of the workbench itself, which come through the same channel as those of the tests. */
const noise =
  /^(Creating a socket|Resolv|Ignoring fetching|Updating additional|Creation of workbench|Canceled|\[[A-Z][\w: ]*\]|\[(lifecycle|reconnection)|Unable to read file .*Canceled|Failed to resolve files|MCP migration|%c)/;

async function main(): Promise<void> {
  const folder = args.find((arg) => !arg.startsWith('-'));
  const [server, browser] = await Promise.all([
    startServer({ driver: true, ...serverArguments() }),
    startBrowser(),
  ]);
  let over = false;
  const end = async (code: number): Promise<void> => {
    if (over) return;
    over = true;
    await browser.close().catch(() => undefined);
    await server.stop();
    process.exit(code);
  };
  process.on('SIGINT', () => void end(130));
  process.on('SIGTERM', () => void end(143));
  const onLog = (type: string, values: unknown[]): void => {
    const text = format(...values);
    if (over || (noise.test(text) && !process.env.HOST_VERBOSE)) return;
    (type === 'error' ? process.stderr : process.stdout).write(`${text}\n`);
  };
  const code = await runTests({
    server,
    browser,
    extension: required('extensionDevelopmentPath'),
    tests: required('extensionTestsPath'),
    ...(folder ? { folder: path.resolve(folder) } : {}),
    onLog,
  });
  await end(code);
}

await main();
