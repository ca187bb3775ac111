/** The command line. This file alone is loaded for `--version`; the rest is loaded when it is needed. */
import { version } from '../../package.json';
import { createProcessIo } from './output.ts';

const io = createProcessIo(version);
const words = process.argv.slice(2);

if (words.length === 1 && words[0] === '--version') io.print(`${version}\n`);
else {
  const { runCommandLine } = await import('./runCommandLine.ts');
  process.exitCode = await runCommandLine(words, io);
}
