/** What a command takes and says of itself: arguments are read, help is written and completion works by this. */
import type { Arguments } from './parseArguments.ts';
import type { Io } from './output.ts';

export interface OptionSpec {
  readonly name: string;
  /** What to write for the value: `DATE`; an option without one is a switch. */
  readonly value?: string;
  readonly short?: string;
  readonly description: string;
  readonly choices?: readonly string[];
}

export interface CommandSpec {
  readonly name: string;
  /** The arguments as help shows them. */
  readonly usage: string;
  readonly summary: string;
  /** Paragraphs of help below the summary. */
  readonly details: readonly string[];
  /** How many arguments it takes beside the options. */
  readonly arguments: { readonly least: number; readonly most: number };
  readonly options: readonly OptionSpec[];
  readonly examples: readonly string[];
  /** True for commands that answer `NAME --help` themselves. */
  readonly ownHelp?: boolean;
  /** Loads the code of the command: only the one that runs is read from disk. */
  load(): Promise<CommandRun>;
}

/** Runs a command and gives its exit code. */
export type CommandRun = (args: Arguments, io: Io) => Promise<number>;

export const exitCodes = {
  /** Done and clean. */
  done: 0,
  /** Problems of severity error, nothing found, rows refused. */
  findings: 1,
  /** Wrong use, or a workspace that cannot be read. */
  wrongUse: 2,
  /** Ctrl-C, as shells count it. */
  interrupted: 130,
} as const;

/** Wrong use, or a workspace that cannot be read: one line that says what to do. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Ctrl-C before anything was changed. */
export class InterruptedError extends Error {
  override readonly name = 'InterruptedError';
}
