import { checks } from '../../core/engine/checks.ts';
import { nearest } from '../../core/model/nearMiss.ts';
import { problemCodes } from '../../core/model/problem.ts';
import type { Edit, Fix, Problem } from '../../core/model/problem.ts';
import { countOf } from '../../core/model/words.ts';
import { applyEdits, editsOverlap } from '../../core/records/applyEdits.ts';
import { decodeText } from '../../core/records/decodeText.ts';
import { maxRecordBytes } from '../../core/records/limits.ts';
import type { CommandRun } from '../commandSpec.ts';
import { exitCodes, UsageError } from '../commandSpec.ts';
import { unifiedDiff } from '../unifiedDiff.ts';
import { openWorkspace, writeToWorkspace } from '../workspace.ts';
import type { OpenedWorkspace } from '../workspace.ts';

/** Applies the fixes that cannot lose meaning: all files or none. */
export const runFixCommand: CommandRun = async (args, io) => {
  for (const code of args.positionals) checkCode(code);
  const opened = await openWorkspace(args, io, { checks });
  const { before, applied } = await fixEverything(opened, new Set(args.positionals));
  const changed = [...before.keys()].sort();
  const textOf = (path: string): string => opened.files.overlays.get(path) ?? '';
  if (args.has('dry-run')) {
    if (args.has('json')) io.json({ changed });
    else {
      for (const path of changed) {
        io.print(unifiedDiff({ path, before: before.get(path), after: textOf(path) }));
      }
      io.note(
        `Would apply ${countOf(applied, 'fix', 'fixes')} in ${countOf(changed.length, 'file')}.`,
      );
    }
    return exitCodes.done;
  }
  await writeToWorkspace(
    opened.root,
    changed.map((path) => ({ path, text: textOf(path), before: before.get(path) })),
  );
  if (args.has('json')) io.json({ changed });
  else {
    io.print(changed.map((path) => `fixed ${path}\n`).join(''));
    const left = opened.engine.problems().filter(({ severity }) => severity === 'error').length;
    const rest = left === 0 ? '' : ` ${countOf(left, 'error')} left: \`rapport check\` lists them.`;
    io.note(
      `Applied ${countOf(applied, 'fix', 'fixes')} in ${countOf(changed.length, 'file')}.${rest}`,
    );
  }
  return exitCodes.done;
};

function checkCode(code: string): void {
  if (Object.hasOwn(problemCodes, code)) return;
  const meant = nearest(code, Object.keys(problemCodes));
  const advice = meant === undefined ? '`rapport check` shows the codes' : `did you mean ${meant}?`;
  throw new UsageError(`There is no problem code "${code}": ${advice}`);
}

/** One fix may bring another to light; so often is enough for any file. */
const mostRounds = 10;

/** Fixes in memory, round by round, until nothing is left; `before` holds the texts of changed files as they were. */
async function fixEverything(
  opened: OpenedWorkspace,
  codes: ReadonlySet<string>,
): Promise<{ readonly before: ReadonlyMap<string, string>; readonly applied: number }> {
  const { engine, files } = opened;
  const before = new Map<string, string>();
  let applied = 0;
  for (let round = 0; round < mostRounds; round++) {
    const fixes = compatibleFixes(engine.problems(), codes);
    const result = applyEdits(
      fixes.flatMap(({ edits }) => edits),
      (path) => currentText(path, opened),
    );
    if (!result.ok) throw new UsageError(`${result.path}: ${result.message}`);
    const changed: string[] = [];
    for (const [path, text] of result.texts) {
      const old = currentText(path, opened);
      if (old === undefined || old === text) continue;
      if (!before.has(path)) before.set(path, old);
      files.overlays.set(path, text);
      changed.push(path);
    }
    if (changed.length === 0) break;
    applied += fixes.length;
    await engine.update(changed);
  }
  for (const [path, old] of before) if (files.overlays.get(path) === old) before.delete(path);
  return { before, applied };
}

/** The first safe fix of each problem, as far as they do not concern the same places. */
function compatibleFixes(problems: readonly Problem[], codes: ReadonlySet<string>): readonly Fix[] {
  const taken = new Map<string, Edit[]>();
  const fixes: Fix[] = [];
  for (const problem of problems) {
    if (codes.size > 0 && !codes.has(problem.code)) continue;
    const fix = problem.fixes.find(({ safe }) => safe);
    if (!fix) continue;
    const clashes = fix.edits.some((edit) =>
      taken.get(edit.path)?.some((other) => editsOverlap(edit, other)),
    );
    if (clashes) continue;
    fixes.push(fix);
    for (const edit of fix.edits) taken.set(edit.path, [...(taken.get(edit.path) ?? []), edit]);
  }
  return fixes;
}

/** Bytes that are not UTF-8 would not survive a rewriting: such a file has no text here. */
function currentText(path: string, { files }: OpenedWorkspace): string | undefined {
  const { text, problems } = decodeText(path, files.read(path, maxRecordBytes));
  return problems.some(({ code }) => code === 'file-encoding' || code === 'file-too-large')
    ? undefined
    : text;
}
