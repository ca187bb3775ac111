import { existsSync } from 'node:fs';
import path from 'node:path';
import { checks } from '../../core/engine/checks.ts';
import type { Problem } from '../../core/model/problem.ts';
import type { CommandRun } from '../commandSpec.ts';
import { exitCodes, UsageError } from '../commandSpec.ts';
import type { Io } from '../output.ts';
import type { Arguments } from '../parseArguments.ts';
import {
  checkSummary,
  problemsAsGithub,
  problemsAsText,
  problemToJson,
} from '../problemFormats.ts';
import { folderOf, openWorkspace, toWorkspacePath } from '../workspace.ts';
import type { OpenedWorkspace } from '../workspace.ts';

/** Every problem of the workspace, or of some files and folders. */
export const runCheckCommand: CommandRun = async (args, io) => {
  const opened = await openWorkspace(args, io, { checks });
  const problems = problemsOf(opened, args, io);
  const summary = checkSummary(opened.engine, problems);
  switch (args.has('json') ? 'json' : args.text('format')) {
    case 'json':
      io.json({ ...summary, problems: problems.map(problemToJson) });
      break;
    case 'sarif': {
      const { problemsAsSarif } = await import('../sarif.ts');
      io.json(problemsAsSarif(problems, io.version));
      break;
    }
    case 'github':
      io.print(problemsAsGithub(problems));
      break;
    default:
      io.print(problemsAsText(problems, summary, io));
  }
  await opened.engine.saveCache();
  return summary.errors > 0 ? exitCodes.findings : exitCodes.done;
};

function problemsOf(
  { root, engine }: OpenedWorkspace,
  args: Arguments,
  io: Io,
): readonly Problem[] {
  const all = engine.problems();
  if (args.positionals.length === 0) return all;
  const folder = folderOf(args, io);
  const wanted = args.positionals.map((name) => {
    const absolute = path.resolve(folder, name);
    const relative = toWorkspacePath(absolute, root);
    if (relative === undefined)
      throw new UsageError(`${name} does not lie in the workspace ${root}`);
    if (!existsSync(absolute)) throw new UsageError(`There is no file or folder ${name}`);
    return relative;
  });
  return all.filter(({ path: file }) =>
    wanted.some((name) => name === '' || file === name || file.startsWith(`${name}/`)),
  );
}
