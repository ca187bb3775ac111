/** Finds and opens the workspace that a command is about, and writes to it. */
import { existsSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { Engine } from '../core/engine/engine.ts';
import { isIsoDate } from '../core/model/date.ts';
import { groupThousands } from '../core/model/words.ts';
import type { CrmRecord } from '../core/model/record.ts';
import type { Log } from '../core/ports/log.ts';
import type { PartReader } from '../core/ports/partReader.ts';
import type { RecordCheck } from '../core/workspace/crossProblems.ts';
import type { Workspace } from '../core/workspace/workspace.ts';
import { journalFolder } from '../node/journalFolder.ts';
import { cacheFileOf, NodeCacheStore } from '../node/nodeCacheStore.ts';
import { fixedClock, systemClock } from '../node/nodeClock.ts';
import { NodeFiles } from '../node/nodeFiles.ts';
import type { FileWrite } from '../node/atomicWrite.ts';
import { InterruptedError, UsageError } from './commandSpec.ts';
import type { Io } from './output.ts';
import { packageFile } from './packageFiles.ts';
import type { Arguments } from './parseArguments.ts';

export interface OpenedWorkspace {
  readonly root: string;
  readonly engine: Engine;
  readonly files: NodeFiles;
  readonly snapshot: Workspace;
  /** Asked for only where it matters: knowing the time zones takes a fifth of the whole start. */
  readonly today: string;
}

export interface OpenOptions {
  /** True where text will be searched; without it no text is indexed. */
  readonly withSearch?: boolean;
  /** Checks of capabilities, for commands that show problems. */
  readonly checks?: readonly RecordCheck[];
}

/** The folder that a command works in: `-C DIR`, else where it was started. */
export function folderOf(args: Arguments, io: Io): string {
  const folder = path.resolve(io.folder, args.text('directory') ?? '.');
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw new UsageError(`There is no folder ${args.text('directory') ?? folder}`);
  }
  return folder;
}

/** The nearest folder from here up that holds a crm.yaml; undefined where there is none. */
export function findRoot(folder: string): string | undefined {
  for (let at = folder; ;) {
    if (existsSync(path.join(at, 'crm.yaml'))) return at;
    const parent = path.dirname(at);
    if (parent === at) return undefined;
    at = parent;
  }
}

export async function openWorkspace(
  args: Arguments,
  io: Io,
  { withSearch = false, checks = [] }: OpenOptions = {},
): Promise<OpenedWorkspace> {
  const root = findRoot(folderOf(args, io));
  if (root === undefined) {
    throw new UsageError(
      'There is no crm.yaml here or above: start with `rapport init`, or name the folder with -C',
    );
  }
  await recoverInterrupted(root, io);
  const files = new NodeFiles(root);
  const today = args.text('today');
  if (today !== undefined && !isIsoDate(today)) {
    throw new UsageError(`--today takes a date such as 2026-11-22, not "${today}"`);
  }
  const started = performance.now();
  const engine = await Engine.open({
    files,
    clock: today === undefined ? systemClock : fixedClock(today),
    log: logTo(io),
    cache: new NodeCacheStore(cacheFile(root, io, withSearch)),
    // The name of the built file holds a hash of all that parsing depends on.
    build: path.basename(import.meta.url),
    withSearch,
    checks,
    withProblems: checks.length > 0,
    partReader: secondThread(root),
    onProgress: (done, total) => {
      if (performance.now() - started < 1000) return;
      io.progress(
        `Reading ${groupThousands(String(done))} of ${groupThousands(String(total))} files`,
      );
    },
  });
  io.progress('');
  let day: string | undefined;
  return {
    root,
    engine,
    files,
    snapshot: engine.snapshot,
    get today() {
      return (day ??= engine.today);
    },
  };
}

/** Shares a cold start of a large workspace; its code is loaded only then. */
function secondThread(root: string): PartReader | undefined {
  const script = packageFile('dist/partWorker.js');
  if (availableParallelism() < 2 || !existsSync(script)) return undefined;
  const reader = async (): Promise<PartReader> => {
    const { createPartReader } = await import('../node/workerPartReader.ts');
    const created = createPartReader(script, root);
    if (!created) throw new Error('there is but one processor');
    return created;
  };
  return {
    read: async (request) => (await reader()).read(request),
    readText: async (request) => (await reader()).readText(request),
  };
}

/** Text is in a file of its own, so that commands which do not search need not load it. */
function cacheFile(root: string, io: Io, withSearch: boolean): string {
  const file = cacheFileOf(root, io.environment);
  return withSearch ? file : file.replace(/\.index$/, '.records');
}

function logTo(io: Io): Log {
  const silent = (): void => undefined;
  return {
    debug: silent,
    info: silent,
    warn: (message) => io.note(message),
    error: (message) => io.note(message),
  };
}

async function recoverInterrupted(root: string, io: Io): Promise<void> {
  if (!existsSync(path.join(root, journalFolder))) return;
  const { recoverWrites } = await import('../node/atomicWrite.ts');
  const recovered = recoverWrites(root);
  if (recovered?.kind === 'failed') throw new UsageError(recovered.message);
  if (recovered) io.note(recovered.message);
}

/** Writes all files or none. Ctrl-C stops it while nothing is changed; after that it comes to its end. */
export async function writeToWorkspace(root: string, writes: readonly FileWrite[]): Promise<void> {
  const { writeFiles } = await import('../node/atomicWrite.ts');
  let interrupted = false;
  const onInterrupt = (): void => {
    interrupted = true;
  };
  process.on('SIGINT', onInterrupt).on('SIGTERM', onInterrupt);
  const outcome = await writeFiles(root, writes, () => interrupted);
  process.off('SIGINT', onInterrupt).off('SIGTERM', onInterrupt);
  if (outcome.ok) return;
  throw interrupted ? new InterruptedError(outcome.message) : new UsageError(outcome.message);
}

/** The record that a reference of the command line means; a path counts from the folder one is in. */
export function findRecord(
  text: string,
  { root, snapshot }: OpenedWorkspace,
  io: Io,
):
  | { readonly kind: 'found'; readonly record: CrmRecord }
  | { readonly kind: 'missing' }
  | { readonly kind: 'ambiguous'; readonly candidates: readonly CrmRecord[] } {
  const file = toWorkspacePath(path.resolve(io.folder, text), root);
  const byPath = file === undefined ? undefined : snapshot.byPath(file);
  if (byPath) return { kind: 'found', record: byPath };
  const slash = text.indexOf('/');
  const exact = slash < 0 ? undefined : snapshot.get(text.slice(0, slash), text.slice(slash + 1));
  return exact ? { kind: 'found', record: exact } : snapshot.resolve(text);
}

/** Workspace-relative with `/`; undefined for what lies outside. The root itself is empty. */
export function toWorkspacePath(absolute: string, root: string): string | undefined {
  const relative = path.relative(root, absolute);
  if (relative.startsWith('..') || path.isAbsolute(relative)) return undefined;
  return relative.split(path.sep).join('/');
}
