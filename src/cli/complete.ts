/** What may follow on a command line: candidates for the shells. */
import { problemCodes } from '../core/model/problem.ts';
import { lastSegment } from '../core/records/refKey.ts';
import { listReports } from '../core/reports/registry.ts';
import type { CommandSpec, OptionSpec } from './commandSpec.ts';
import { commands, globalOptions } from './commandTable.ts';
import type { Io } from './output.ts';
import { Arguments } from './parseArguments.ts';
import { openWorkspace } from './workspace.ts';
import type { OpenedWorkspace } from './workspace.ts';

interface Candidate {
  readonly name: string;
  readonly description: string;
}

const mostRecords = 200;

/** Prints candidates for the last of the words, one a line with a tab and its description; nothing where files may follow. */
export async function printCandidates(words: readonly string[], io: Io): Promise<void> {
  const prefix = words.at(-1) ?? '';
  const candidates = await candidatesFor(words.slice(0, -1), prefix, io);
  const list = prefix.includes(',') ? prefix.slice(0, prefix.lastIndexOf(',') + 1) : '';
  const lines = candidates
    .map(({ name, description }) => ({ name: list + name, description }))
    .filter(({ name }) => name.startsWith(prefix))
    .map(({ name, description }) => `${name}\t${description.replaceAll(/\s+/g, ' ')}\n`);
  io.print(lines.join(''));
}

interface Line {
  readonly command: CommandSpec | undefined;
  readonly positionals: readonly string[];
  readonly folder: string | undefined;
  /** The option that waits for its value. */
  readonly open: OptionSpec | undefined;
}

function readLine(words: readonly string[]): Line {
  let command: CommandSpec | undefined;
  let folder: string | undefined;
  let open: OptionSpec | undefined;
  const positionals: string[] = [];
  for (const word of words) {
    if (open) {
      if (open.name === 'directory') folder = word;
      open = undefined;
    } else if (word.startsWith('-')) {
      const spec = [...(command?.options ?? []), ...globalOptions].find(
        ({ name, short }) => word === `--${name}` || word === `-${short ?? ''}`,
      );
      open = spec?.value === undefined ? undefined : spec;
    } else if (command) positionals.push(word);
    else command = commands.find(({ name }) => name === word);
  }
  return { command, positionals, folder, open };
}

async function candidatesFor(
  words: readonly string[],
  prefix: string,
  io: Io,
): Promise<readonly Candidate[]> {
  const line = readLine(words);
  const { command, open } = line;
  if (open?.choices) return open.choices.map((name) => ({ name, description: '' }));
  if (!open && prefix.startsWith('-')) {
    return [...(command?.options ?? []), ...globalOptions].map(({ name, description }) => ({
      name: `--${name}`,
      description,
    }));
  }
  if (!command) {
    return open ? [] : commands.map(({ name, summary }) => ({ name, description: summary }));
  }
  if (!open && command.name === 'completion') {
    return ['bash', 'zsh', 'fish'].map((name) => ({ name, description: '' }));
  }
  if (!open && command.name === 'fix') {
    return Object.entries(problemCodes).map(([name, description]) => ({ name, description }));
  }
  if (!open && command.name === 'import' && line.positionals.length === 0) {
    return [{ name: 'csv', description: 'A table with a header' }];
  }
  const topic = open ? optionTopics[open.name] : argumentTopics[command.name];
  return topic === undefined ? [] : fromWorkspace(topic, line, prefix, io);
}

type Topic = 'types' | 'fields' | 'records' | 'segments' | 'reports' | 'people' | 'pipelines';

const optionTopics: Readonly<Record<string, Topic>> = {
  type: 'types',
  fields: 'fields',
  sort: 'fields',
  explain: 'records',
  segment: 'segments',
  owner: 'people',
  pipeline: 'pipelines',
};

const argumentTopics: Readonly<Record<string, Topic>> = {
  fields: 'types',
  schema: 'types',
  list: 'types',
  show: 'records',
  segment: 'segments',
  report: 'reports',
};

async function fromWorkspace(
  topic: Topic,
  line: Line,
  prefix: string,
  io: Io,
): Promise<readonly Candidate[]> {
  try {
    const options = new Map<string, string>();
    if (line.folder !== undefined) options.set('directory', line.folder);
    const opened = await openWorkspace(new Arguments(line.command, [], options), io);
    return topicCandidates(topic, line, prefix, opened);
  } catch {
    // There is no workspace here: nothing of it can be offered.
    return [];
  }
}

function topicCandidates(
  topic: Topic,
  line: Line,
  prefix: string,
  { snapshot }: OpenedWorkspace,
): readonly Candidate[] {
  switch (topic) {
    case 'types':
      return snapshot.schema.types.map(({ name, description }) => ({ name, description }));
    case 'fields': {
      const fields = snapshot.type(line.positionals[0] ?? '')?.fields ?? [];
      return fields.map(({ name, description }) => ({ name, description }));
    }
    case 'people':
      return snapshot.schema.people.map(({ key, name }) => ({ name: key, description: name }));
    case 'pipelines':
      return snapshot.schema.pipelines.map(({ id, name }) => ({ name: id, description: name }));
    case 'segments':
      return snapshot.records('segment').map(({ id, title }) => ({ name: id, description: title }));
    case 'reports':
      return listReports(snapshot).map(({ id, title }) => ({ name: id, description: title }));
    case 'records': {
      const wanted = prefix.toLowerCase();
      const found: Candidate[] = [];
      for (const record of snapshot.all()) {
        const name = lastSegment(record.id);
        if (!name.startsWith(wanted) || record.inlineLine !== undefined) continue;
        found.push({ name, description: `${record.type}: ${record.title}` });
        if (found.length >= mostRecords) break;
      }
      return found;
    }
  }
}
