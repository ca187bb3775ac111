/** The command line. Nothing is loaded but what the command needs: see the table for where the rest begins. */
import { version } from '../../package.json';
import { exitCodes, UsageError } from './commandSpec.ts';
import { createProcessIo } from './output.ts';
import type { Io } from './output.ts';
import { checkArgumentCount, parseArguments } from './parseArguments.ts';

async function run(words: readonly string[], io: Io): Promise<number> {
  if (words.length === 1 && words[0] === '--version') {
    io.print(`${version}\n`);
    return exitCodes.done;
  }
  if (words[0] === '__complete') {
    const { printCandidates } = await import('./complete.ts');
    await printCandidates(words.slice(words[1] === '--' ? 2 : 1), io);
    return exitCodes.done;
  }
  const args = parseArguments(words);
  const { command } = args;
  if (args.has('version')) {
    io.print(`${version}\n`);
    return exitCodes.done;
  }
  if (!command) {
    const { mainHelp } = await import('./help.ts');
    if (args.has('help')) {
      io.print(mainHelp(io));
      return exitCodes.done;
    }
    throw new UsageError('Name a command: `rapport --help` lists them');
  }
  if (args.has('help') && !(command.ownHelp === true && args.positionals.length > 0)) {
    const { commandHelp } = await import('./help.ts');
    io.print(commandHelp(command, io));
    return exitCodes.done;
  }
  checkArgumentCount(args);
  const runCommand = await command.load();
  return runCommand(args, io);
}

const io = createProcessIo();
try {
  process.exitCode = await run(process.argv.slice(2), io);
} catch (error) {
  io.progress('');
  if (error instanceof UsageError) io.note(`rapport: ${error.message}`);
  else {
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    io.note(`rapport: this should not happen, please report it: ${message}`);
  }
  process.exitCode = exitCodes.wrongUse;
}
