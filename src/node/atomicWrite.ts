/** Writes files of a workspace: all of them or none, each whole, whatever interrupts it. */
import {
  chmodSync,
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { journalFolder } from './journalFolder.ts';
import {
  decideToUndo,
  errorCode,
  hashOf,
  isBusy,
  isToBeUndone,
  loadJournal,
  newFile,
  oldFile,
  releaseWriteFolder,
  removeFinished,
  saveJournal,
  syncFiles,
  syncFolder,
  takeWriteFolder,
  writeDurably,
  writeFolderOf,
} from './writeJournal.ts';
import type { Journal, JournalEntry } from './writeJournal.ts';
import { checkWritePath } from './writePaths.ts';

export interface FileWrite {
  /** Workspace-relative, `/` between folders. */
  readonly path: string;
  readonly text: string;
  /** The text that the file had when it was read; undefined for a file that must not exist yet. */
  readonly before: string | undefined;
}

export type WriteOutcome = { readonly ok: true } | { readonly ok: false; readonly message: string };

/**
 * Writes every file or none; once the files are laid ready, nothing stops it. A file that changed since it was read, that exists where a new one is to be, that is
 * read-only or leads out of the workspace refuses all. A crash in the middle is put right by `recoverWrites`.
 */
export async function writeFiles(
  root: string,
  writes: readonly FileWrite[],
  isInterrupted: () => boolean = () => false,
): Promise<WriteOutcome> {
  if (writes.length === 0) return { ok: true };
  try {
    const realRoot = realpathSync(root);
    if (!takeWriteFolder(realRoot)) return { ok: false, message: busyMessage(realRoot) };
    return await writeInto(realRoot, writes, isInterrupted);
  } catch (error) {
    return { ok: false, message: wordsOf(error) };
  }
}

async function writeInto(
  root: string,
  writes: readonly FileWrite[],
  isInterrupted: () => boolean,
): Promise<WriteOutcome> {
  try {
    const outcome = await writeAll(root, writes, isInterrupted);
    releaseWriteFolder(root);
    return outcome;
  } catch (error) {
    // With a journal the next run puts everything right; without one nothing was changed yet.
    if (!loadJournal(writeFolderOf(root))) releaseWriteFolder(root);
    throw error;
  }
}

function busyMessage(root: string): string {
  return isBusy(writeFolderOf(root))
    ? 'Another program is writing to this workspace: try again in a moment'
    : 'An earlier write was interrupted: run the command again';
}

async function writeAll(
  root: string,
  writes: readonly FileWrite[],
  isInterrupted: () => boolean,
): Promise<WriteOutcome> {
  const folder = writeFolderOf(root);
  const journal = stageAll(root, writes);
  if ('message' in journal) return { ok: false, message: journal.message };
  await syncFiles(journal.entries.map((_, index) => newFile(folder, index)));
  if (isInterrupted()) return { ok: false, message: 'Interrupted: nothing was changed' };
  syncFolder(folder);
  saveJournal(folder, journal);
  const reason = tryToFinish(folder, journal);
  if (reason === undefined) return { ok: true };
  decideToUndo(folder);
  undo(folder, journal);
  return { ok: false, message: `Nothing was changed: ${reason}` };
}

function tryToFinish(folder: string, journal: Journal): string | undefined {
  try {
    const [changed] = finish(folder, journal);
    return changed === undefined ? undefined : `${changed} has changed since it was read`;
  } catch (error) {
    return wordsOf(error);
  }
}

function stageAll(
  root: string,
  writes: readonly FileWrite[],
): Journal | { readonly message: string } {
  const entries: JournalEntry[] = [];
  const folders = new Set<string>();
  const taken = new Map<string, string>();
  for (const [index, write] of writes.entries()) {
    const staged = stage(root, write, index, folders);
    if (typeof staged === 'string') return { message: `${write.path}: ${staged}` };
    const name = staged.target.normalize('NFC').toLowerCase();
    const other = taken.get(name);
    if (other !== undefined) {
      return { message: `${write.path} and ${other} would be one file` };
    }
    taken.set(name, write.path);
    entries.push(staged);
  }
  return { entries, folders: [...folders] };
}

/** Lays the new content, and a copy of the old, beside the workspace's files; says why it cannot. */
function stage(
  root: string,
  write: FileWrite,
  index: number,
  folders: Set<string>,
): JournalEntry | string {
  const checked = checkWritePath(root, write.path);
  if (!checked.ok) return checked.message;
  const { target, exists, mode, missingFolders } = checked;
  const folder = writeFolderOf(root);
  if (write.before === undefined && exists) return 'The file exists already';
  if (write.before !== undefined) {
    if (!exists) return 'The file has gone since it was read';
    if (!readFileSync(target).equals(Buffer.from(write.before))) {
      return 'The file has changed since it was read: run the command again';
    }
    copy(target, oldFile(folder, index));
  }
  for (const missing of missingFolders) folders.add(missing);
  const content = Buffer.from(write.text);
  writeFileSync(newFile(folder, index), content, { flag: 'wx' });
  if (mode !== undefined) chmodSync(newFile(folder, index), mode);
  return {
    path: write.path,
    target,
    before: write.before === undefined ? null : hashOf(Buffer.from(write.before)),
    after: hashOf(content),
  };
}

/** A second name for a file is as good as a copy, for new content never goes into an old file. */
function copy(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to);
  }
}

/** Puts the new files into their places. Done twice it does no harm. */
function finish(folder: string, { entries, folders }: Journal): readonly string[] {
  const changedSince: string[] = [];
  for (const missing of folders) mkdirSync(missing, { recursive: true });
  const touched = new Set(folders.map((missing) => path.dirname(missing)));
  for (const [index, entry] of entries.entries()) {
    const source = newFile(folder, index);
    if (!existsSync(source)) continue;
    const current = contentHash(entry.target);
    if (current === entry.after) rmSync(source);
    else if (current === entry.before) place(source, entry);
    else changedSince.push(entry.path);
    touched.add(path.dirname(entry.target));
  }
  for (const each of touched) syncFolder(each);
  return changedSince;
}

function place(source: string, { target, before }: JournalEntry): void {
  if (before === null) {
    try {
      // Unlike a rename, a link never replaces a file that came to be meanwhile.
      linkSync(source, target);
      rmSync(source);
      return;
    } catch (error) {
      if (errorCode(error) === 'EEXIST') throw error;
    }
  }
  try {
    renameSync(source, target);
  } catch (error) {
    if (errorCode(error) !== 'EXDEV') throw error;
    // The folder lies on another disk: the last step must still be a rename.
    const near = path.join(path.dirname(target), `.${path.basename(target)}.rapport-new`);
    rmSync(near, { force: true });
    writeDurably(near, readFileSync(source));
    renameSync(near, target);
    rmSync(source);
  }
}

/** Puts the old files back and takes away the new ones. Done twice it does no harm. */
function undo(folder: string, { entries, folders }: Journal): readonly string[] {
  const changedSince: string[] = [];
  for (const [index, entry] of entries.entries()) {
    const current = contentHash(entry.target);
    if (current === entry.before) continue;
    if (current !== entry.after) changedSince.push(entry.path);
    else if (entry.before === null) rmSync(entry.target);
    else place(oldFile(folder, index), entry);
  }
  for (const made of [...folders].reverse()) {
    try {
      rmdirSync(made);
    } catch {
      // It was never made, or holds something by now.
    }
  }
  return changedSince;
}

function contentHash(file: string): string | null {
  try {
    return hashOf(readFileSync(file));
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw error;
  }
}

export type RecoveredWrites =
  /** `message` says what was done. */
  | { readonly kind: 'recovered'; readonly message: string }
  | { readonly kind: 'busy'; readonly message: string }
  | { readonly kind: 'failed'; readonly message: string };

/** Finishes or undoes a write that was interrupted; undefined where there is none. To be called before reading. */
export function recoverWrites(root: string): RecoveredWrites | undefined {
  if (!existsSync(path.join(root, journalFolder))) return undefined;
  try {
    const realRoot = realpathSync(root);
    if (existsSync(writeFolderOf(realRoot))) return recover(realRoot);
    removeFinished(realRoot);
    return undefined;
  } catch (error) {
    const message = `An interrupted write cannot be put right: ${wordsOf(error)}`;
    return { kind: 'failed', message };
  }
}

function recover(root: string): RecoveredWrites {
  const folder = writeFolderOf(root);
  if (isBusy(folder)) {
    const message = 'Another program is writing to this workspace: what is read may be half of it';
    return { kind: 'busy', message };
  }
  const journal = loadJournal(folder);
  const count = journal?.entries.length ?? 0;
  const files = `${count} ${count === 1 ? 'file' : 'files'}`;
  let message = 'An interrupted write was undone: no file had been changed.';
  let left: readonly string[] = [];
  if (journal && isToBeUndone(folder)) {
    left = undo(folder, journal);
    message = `An interrupted write of ${files} was undone.`;
  } else if (journal) {
    left = finish(folder, journal);
    message = `An interrupted write of ${files} was finished.`;
  }
  if (left.length > 0) {
    message += ` Left as they are, since they have changed meanwhile: ${left.join(', ')}.`;
  }
  releaseWriteFolder(root);
  return { kind: 'recovered', message };
}

const words: Readonly<Record<string, string>> = {
  EACCES: 'there is no permission to write',
  EPERM: 'there is no permission to write',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EEXIST: 'a file came to be there meanwhile',
  EBUSY: 'another program holds the file',
};

function wordsOf(error: unknown): string {
  const code = errorCode(error);
  const known = code === undefined ? undefined : words[code];
  if (known === undefined) return error instanceof Error ? error.message : String(error);
  const file = error instanceof Error && 'path' in error ? `: ${String(error.path)}` : '';
  return `${known}${file}`;
}
