/** Help as text. */
import type { CommandSpec, OptionSpec } from './commandSpec.ts';
import { commands, globalOptions } from './commandTable.ts';
import type { Io } from './output.ts';

const ends = 'Exit codes: 0 done and clean, 1 findings, 2 wrong use or unreadable workspace.';

export function mainHelp(io: Io): string {
  const heading = (text: string): string => io.paint(text, 'bold');
  return `${heading('rapport')} reads a folder of markdown and YAML files as a CRM.

${heading('Usage:')} rapport [-C DIR] COMMAND

${heading('Commands:')}
${columns(commands.map(({ name, summary }) => [name, summary]))}

${heading('Options:')}
${columns(globalOptions.map(optionRow))}

The workspace is the nearest parent folder with a crm.yaml. \`rapport COMMAND --help\` says more of a command.
${ends}
`;
}

export function commandHelp(command: CommandSpec, io: Io): string {
  const heading = (text: string): string => io.paint(text, 'bold');
  const { name, usage, summary, details, options, examples } = command;
  const hasOptions = options.length > 0 ? ' [OPTIONS]' : '';
  const sections = [
    `${heading('Usage:')} rapport ${`${name} ${usage}`.trimEnd()}${hasOptions}`,
    [summary + '.', ...details].join('\n'),
    `${heading('Options:')}\n${columns([...options, ...globalOptions].map(optionRow))}`,
    `${heading('Examples:')}\n${examples.map((example) => `  ${example}`).join('\n')}`,
    ends,
  ];
  return `${sections.join('\n\n')}\n`;
}

function optionRow({ name, short, value, description }: OptionSpec): readonly [string, string] {
  const letter = short === undefined ? '' : `-${short}, `;
  return [`${letter}--${name}${value === undefined ? '' : ` ${value}`}`, description];
}

/** Two aligned columns, indented by two. */
export function columns(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(0, ...rows.map(([first]) => first.length));
  return rows.map(([first, second]) => `  ${first.padEnd(width)}  ${second}`.trimEnd()).join('\n');
}
