/**
 * Reads a command line by the table of commands. An own reader of sixty lines: help and completion need the table in
 * any case, a mistake gets the option that was meant, and a library for it would cost as much as the rest of the start.
 */
import { nearest } from '../core/model/nearMiss.ts';
import type { CommandSpec, OptionSpec } from './commandSpec.ts';
import { UsageError } from './commandSpec.ts';
import { commands, globalOptions } from './commandTable.ts';

/** Values of options by name; a switch that is set is `true`. */
export class Arguments {
  readonly command: CommandSpec | undefined;
  readonly positionals: readonly string[];
  readonly #options: ReadonlyMap<string, string | true>;

  constructor(
    command: CommandSpec | undefined,
    positionals: readonly string[],
    options: ReadonlyMap<string, string | true>,
  ) {
    this.command = command;
    this.positionals = positionals;
    this.#options = options;
  }

  has(name: string): boolean {
    return this.#options.has(name);
  }

  text(name: string): string | undefined {
    const value = this.#options.get(name);
    return value === true ? undefined : value;
  }

  /** A whole number from 1. */
  count(name: string): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    if (!/^[1-9]\d{0,8}$/.test(text)) {
      throw new UsageError(`--${name} takes a whole number from 1, not "${text}"`);
    }
    return Number(text);
  }

  /** Names separated by commas. */
  names(name: string): readonly string[] | undefined {
    return this.text(name)
      ?.split(',')
      .map((part) => part.trim())
      .filter((part) => part !== '');
  }

  /** Every option that was given a value, by name. */
  texts(): Readonly<Record<string, string>> {
    const texts: Record<string, string> = {};
    for (const [name, value] of this.#options) if (value !== true) texts[name] = value;
    return texts;
  }
}

/** Reads arguments as they follow the program's name. Options may stand anywhere; after `--` there are none. */
export function parseArguments(words: readonly string[]): Arguments {
  const options = new Map<string, string | true>();
  const positionals: string[] = [];
  let command: CommandSpec | undefined;
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    if (word === '--') {
      positionals.push(...words.slice(at + 1));
      break;
    }
    if (!word.startsWith('-') || word === '-') {
      if (command) positionals.push(word);
      else command = commandNamed(word);
      continue;
    }
    const { spec, inlineValue } = optionOf(word, command);
    if (spec.value === undefined) {
      if (inlineValue !== undefined) throw new UsageError(`${word.split('=')[0]} takes no value`);
      options.set(spec.name, true);
      continue;
    }
    const value = inlineValue ?? words[++at];
    if (value === undefined) {
      throw new UsageError(`${word} needs a value: ${word} ${spec.value}`);
    }
    options.set(spec.name, checkedChoice(spec, value));
  }
  return new Arguments(command, positionals, options);
}

function commandNamed(word: string): CommandSpec {
  const found = commands.find(({ name }) => name === word);
  if (found) return found;
  const meant = nearest(
    word,
    commands.map(({ name }) => name),
  );
  const advice = meant === undefined ? '`rapport --help` lists them' : `did you mean ${meant}?`;
  throw new UsageError(`There is no command "${word}": ${advice}`);
}

function optionOf(
  word: string,
  command: CommandSpec | undefined,
): { readonly spec: OptionSpec; readonly inlineValue: string | undefined } {
  const known = [...(command?.options ?? []), ...globalOptions];
  const equals = word.indexOf('=');
  if (word.startsWith('--')) {
    const name = word.slice(2, equals < 0 ? undefined : equals);
    const spec = known.find((option) => option.name === name);
    if (spec) return { spec, inlineValue: equals < 0 ? undefined : word.slice(equals + 1) };
    throw new UsageError(unknownOption(`--${name}`, name, known, command));
  }
  const letter = word.charAt(1);
  const spec = known.find(({ short }) => short === letter);
  // `-Cdir` holds its value; switches are not joined.
  const rest = word.slice(2);
  if (spec && (rest === '' || spec.value !== undefined)) {
    return { spec, inlineValue: rest === '' ? undefined : rest };
  }
  throw new UsageError(unknownOption(word, word.slice(1), known, command));
}

function unknownOption(
  word: string,
  name: string,
  known: readonly OptionSpec[],
  command: CommandSpec | undefined,
): string {
  const meant = nearest(
    name,
    known.map((option) => option.name),
  );
  const help = command ? `rapport ${command.name} --help` : 'rapport --help';
  const advice = meant === undefined ? `\`${help}\` lists the options` : `did you mean --${meant}?`;
  return `${command ? `${command.name} has` : 'There is'} no option ${word}: ${advice}`;
}

function checkedChoice(spec: OptionSpec, value: string): string {
  if (!spec.choices || spec.choices.includes(value)) return value;
  const meant = nearest(value, spec.choices);
  const advice =
    meant === undefined ? `it is one of ${spec.choices.join(', ')}` : `did you mean ${meant}?`;
  throw new UsageError(`--${spec.name} cannot be "${value}": ${advice}`);
}

/** Throws where a command got too few or too many arguments. */
export function checkArgumentCount({ command, positionals }: Arguments): void {
  if (!command) return;
  const { least, most } = command.arguments;
  if (positionals.length >= least && positionals.length <= most) return;
  const usage = `rapport ${command.name} ${command.usage}`.trimEnd();
  throw new UsageError(
    positionals.length < least
      ? `${command.name} needs more to go on: ${usage}`
      : `${command.name} does not take "${positionals[most] ?? ''}": ${usage}`,
  );
}
