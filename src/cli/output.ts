/** The one place that writes to the terminal. */

/** What a command may say, and to whom. */
export interface Io {
  /** Result: standard output. Text is printed as it is, line breaks included. */
  print(text: string): void;
  /** A note or a message: standard error, one line. */
  note(message: string): void;
  /** One JSON value on standard output; of a list, one item on each line. */
  json(value: unknown): void;
  /** Text in a style, where the output is a terminal that shows colours. */
  paint(text: string, style: Style): string;
  /** A passing line on standard error, in a terminal only; empty text takes it away. */
  progress(message: string): void;
  /** Columns of the terminal; undefined where the output goes elsewhere. */
  readonly width: number | undefined;
  /** True where a person is at the keyboard or at the screen. */
  readonly isInteractive: boolean;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The folder in which the command was started. */
  readonly folder: string;
  /** Of this program. */
  readonly version: string;
}

export type Style = 'bold' | 'dim' | 'red' | 'yellow' | 'cyan' | 'green';

const codes: Readonly<Record<Style, readonly [number, number]>> = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  yellow: [33, 39],
  cyan: [36, 39],
  green: [32, 39],
};

export function createProcessIo(version: string): Io {
  const { stdin, stdout, stderr, env } = process;
  for (const stream of [stdout, stderr]) stream.on('error', endQuietly);
  const hasColour = showsColour(stdout.isTTY, env);
  let passing = false;
  const clear = (): void => {
    if (passing) stderr.write('\r\u001b[K');
    passing = false;
  };
  const print = (text: string): void => {
    clear();
    stdout.write(text);
  };
  return {
    print,
    note(message) {
      clear();
      stderr.write(`${message}\n`);
    },
    json: (value) => printJson(value, print),
    paint(text, style) {
      if (!hasColour || text === '') return text;
      const [on, off] = codes[style];
      return `\u001b[${on}m${text}\u001b[${off}m`;
    },
    progress(message) {
      clear();
      if (message === '' || !stderr.isTTY) return;
      stderr.write(message);
      passing = true;
    },
    width: stdout.isTTY ? stdout.columns : undefined,
    isInteractive: stdin.isTTY || stdout.isTTY,
    environment: env,
    folder: process.cwd(),
    version,
  };
}

/** NO_COLOR switches colours off, FORCE_COLOR on; else a terminal that can has them. */
function showsColour(
  isTerminal: boolean,
  environment: Readonly<Record<string, string | undefined>>,
): boolean {
  if ((environment['NO_COLOR'] ?? '') !== '') return false;
  const forced = environment['FORCE_COLOR'];
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  return isTerminal && environment['TERM'] !== 'dumb';
}

/** Whoever reads may stop reading (`| head`): that is no failure. */
function endQuietly(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') process.exit();
  throw error;
}

const chunkLength = 1 << 16;

function printJson(value: unknown, print: (text: string) => void): void {
  if (!Array.isArray(value)) return print(`${JSON.stringify(value, null, 2)}\n`);
  if (value.length === 0) return print('[]\n');
  let chunk = '[\n';
  value.forEach((item, index) => {
    chunk += JSON.stringify(item) + (index < value.length - 1 ? ',\n' : '\n]\n');
    if (chunk.length < chunkLength) return;
    print(chunk);
    chunk = '';
  });
  if (chunk !== '') print(chunk);
}
