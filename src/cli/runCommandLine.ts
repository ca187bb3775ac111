import { exitCodes, InterruptedError, UsageError } from './commandSpec.ts';
import type { Io } from './output.ts';
import { checkArgumentCount, parseArguments } from './parseArguments.ts';

/** Runs what a command line asks for and gives the exit code. Mistakes are told in one line. */
export async function runCommandLine(words: readonly string[], io: Io): Promise<number> {
  try {
    return await run(words, io);
  } catch (error) {
    io.progress('');
    if (error instanceof InterruptedError) {
      io.note(`rapport: ${error.message}`);
      return exitCodes.interrupted;
    }
    if (error instanceof UsageError) io.note(`rapport: ${error.message}`);
    else {
      const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
      io.note(`rapport: this should not happen, please report it: ${message}`);
    }
    return exitCodes.wrongUse;
  }
}

async function run(words: readonly string[], io: Io): Promise<number> {
  if (words[0] === '__complete') {
    const { printCandidates } = await import('./complete.ts');
    await printCandidates(words.slice(words[1] === '--' ? 2 : 1), io);
    return exitCodes.done;
  }
  const args = parseArguments(words);
  const { command } = args;
  if (args.has('version')) {
    io.print(`${io.version}\n`);
    return exitCodes.done;
  }
  if (!command) {
    if (!args.has('help')) throw new UsageError('Name a command: `rapport --help` lists them');
    const { mainHelp } = await import('./help.ts');
    io.print(mainHelp(io));
    return exitCodes.done;
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
