import { copyFileSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { countOf } from '../../core/model/words.ts';
import { slugOf } from '../../core/records/slug.ts';
import { minimalConfig, minimalFolders } from '../../core/schema/minimalConfig.ts';
import type { CommandRun } from '../commandSpec.ts';
import { exitCodes, UsageError } from '../commandSpec.ts';
import { gitSetting } from '../identity.ts';
import type { Io } from '../output.ts';
import { packageFile } from '../packageFiles.ts';
import type { Arguments } from '../parseArguments.ts';
import { unifiedDiff } from '../unifiedDiff.ts';
import { folderOf } from '../workspace.ts';

/** Starts a workspace; overwrites nothing. */
export const runInitCommand: CommandRun = (args, io) => {
  const target = path.resolve(folderOf(args, io), args.positionals[0] ?? '.');
  return Promise.resolve(
    args.has('sample') ? copySample(target, args, io) : startWorkspace(target, args, io),
  );
};

function startWorkspace(target: string, args: Arguments, io: Io): number {
  const file = path.join(target, 'crm.yaml');
  if (existsSync(file)) throw new UsageError(`${file} exists already, and nothing is overwritten`);
  const text = minimalConfig(firstSettings(target));
  const folders = minimalFolders.filter((folder) => !existsSync(path.join(target, folder)));
  const created = ['crm.yaml', ...folders.map((folder) => `${folder}/`)];
  if (args.has('dry-run')) {
    if (args.has('json')) io.json({ created });
    else io.print(unifiedDiff({ path: 'crm.yaml', before: undefined, after: text }));
    return exitCodes.done;
  }
  explainFailure(target, () => {
    for (const folder of folders) mkdirSync(path.join(target, folder), { recursive: true });
    mkdirSync(target, { recursive: true });
    // Exclusive: a file that came to be meanwhile is not overwritten either.
    writeFileSync(file, text, { flag: 'wx' });
  });
  if (args.has('json')) io.json({ created });
  else {
    io.print(`${created.map((name) => `created ${name}`).join('\n')}\n`);
    io.note('Next: `rapport types` lists what records there are, `rapport check` what is wrong.');
  }
  return exitCodes.done;
}

/** Name after the folder, time zone of this machine, and whoever git says is here as the first person. */
function firstSettings(target: string): Parameters<typeof minimalConfig>[0] {
  let folder = target;
  while (!existsSync(folder)) folder = path.dirname(folder);
  const name = gitSetting('user.name', folder);
  const email = gitSetting('user.email', folder);
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  return {
    name: path.basename(target) || 'CRM',
    timezone: timeZone || 'UTC',
    ...(name !== undefined && {
      person: {
        key: slugOf(name.split(/\s+/)[0] ?? name),
        name,
        ...(email !== undefined && { email }),
      },
    }),
  };
}

function copySample(target: string, args: Arguments, io: Io): number {
  const source = packageFile('sample-workspace');
  if (!existsSync(source)) {
    throw new UsageError('This installation has no sample workspace: install the whole package');
  }
  const files = readdirSync(source, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(source, path.join(entry.parentPath, entry.name)))
    .sort();
  const taken = files.find((file) => existsSync(path.join(target, file)));
  if (taken !== undefined) {
    const file = path.join(target, taken);
    throw new UsageError(
      `${file} exists already, and nothing is overwritten: name an empty folder`,
    );
  }
  const created = files.map((file) => file.split(path.sep).join('/'));
  if (!args.has('dry-run')) {
    explainFailure(target, () => {
      for (const file of files) {
        mkdirSync(path.dirname(path.join(target, file)), { recursive: true });
        copyFileSync(path.join(source, file), path.join(target, file), 1);
      }
    });
  }
  if (args.has('json')) io.json({ created });
  else if (args.has('dry-run'))
    io.print(`${created.map((name) => `would create ${name}`).join('\n')}\n`);
  else {
    io.print(`created ${countOf(created.length, 'file')} in ${target}\n`);
    io.note('Next: `rapport report pipeline` there, or open the folder in VS Code.');
  }
  return exitCodes.done;
}

/** What the disk refuses is said in one line. */
function explainFailure(target: string, write: () => void): void {
  try {
    write();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${target} cannot be written: ${reason}`);
  }
}
