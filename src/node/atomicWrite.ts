/** Writes files of a workspace: all of them or none, each whole, whatever interrupts it. */
import {
  closeSync,
  existsSync,
  fchmodSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeSync,
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
  newContents,
  oldContents,
  releaseWriteFolder,
  removeFinished,
  saveJournal,
  syncFiles,
  syncFolder,
  takeWriteFolder,
  writeDurably,
  writeFolderOf,
} from './writeJournal.ts';
import type { Journal, JournalEntry, Place } from './writeJournal.ts';
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

/**
 * Up to so many files are waited for, one by one, until they are on the disk. Of more, the system takes care as it
 * does of a checkout by git: it would take longer than all the rest.
 */
const mostSynced = 200;

async function writeAll(
  root: string,
  writes: readonly FileWrite[],
  isInterrupted: () => boolean,
): Promise<WriteOutcome> {
  const folder = writeFolderOf(root);
  const journal = stageAll(root, writes);
  if ('message' in journal) return { ok: false, message: journal.message };
  // Signals are told only to a program that waits.
  await new Promise((resolve) => setImmediate(resolve));
  if (isInterrupted()) return { ok: false, message: 'Interrupted: nothing was changed' };
  syncFolder(folder);
  saveJournal(folder, journal);
  const reason = tryToFinish(folder, journal);
  if (reason === undefined) {
    if (writes.length <= mostSynced) await syncFiles(journal.entries.map(({ target }) => target));
    return { ok: true };
  }
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

/** Appends contents to one file, which is on the disk when it is closed. */
class ContentsWriter {
  readonly #descriptor: number;
  #length = 0;

  constructor(file: string) {
    this.#descriptor = openSync(file, 'wx');
  }

  add(content: Uint8Array): Place {
    const place: Place = [this.#length, content.length];
    writeWhole(this.#descriptor, content);
    this.#length += content.length;
    return place;
  }

  close(): void {
    try {
      fsyncSync(this.#descriptor);
    } finally {
      closeSync(this.#descriptor);
    }
  }
}

function writeWhole(descriptor: number, content: Uint8Array): void {
  for (let at = 0; at < content.length;) at += writeSync(descriptor, content, at);
}

interface Staging {
  readonly root: string;
  readonly before: ContentsWriter;
  readonly after: ContentsWriter;
  readonly folders: Set<string>;
}

/** Lays old and new contents down beside the workspace's files; says why it cannot. */
function stageAll(
  root: string,
  writes: readonly FileWrite[],
): Journal | { readonly message: string } {
  const folder = writeFolderOf(root);
  const entries: JournalEntry[] = [];
  const taken = new Map<string, string>();
  const staging: Staging = {
    root,
    before: new ContentsWriter(oldContents(folder)),
    after: new ContentsWriter(newContents(folder)),
    folders: new Set(),
  };
  try {
    for (const write of writes) {
      const staged = stage(write, staging);
      if (typeof staged === 'string') return { message: `${write.path}: ${staged}` };
      const name = staged.target.normalize('NFC').toLowerCase();
      const other = taken.get(name);
      if (other !== undefined) return { message: `${write.path} and ${other} would be one file` };
      taken.set(name, write.path);
      entries.push(staged);
    }
  } finally {
    staging.before.close();
    staging.after.close();
  }
  return { entries, folders: [...staging.folders] };
}

function stage(write: FileWrite, { root, before, after, folders }: Staging): JournalEntry | string {
  const checked = checkWritePath(root, write.path);
  if (!checked.ok) return checked.message;
  const { target, exists, mode, missingFolders } = checked;
  if (write.before === undefined && exists) return 'The file exists already';
  let old: Uint8Array | undefined;
  if (write.before !== undefined) {
    if (!exists) return 'The file has gone since it was read';
    old = readFileSync(target);
    if (!Buffer.from(write.before).equals(old)) {
      return 'The file has changed since it was read: run the command again';
    }
  }
  for (const missing of missingFolders) folders.add(missing);
  const content = Buffer.from(write.text);
  return {
    path: write.path,
    target,
    before: old ? hashOf(old) : null,
    after: hashOf(content),
    mode: mode ?? null,
    oldPlace: before.add(old ?? Buffer.alloc(0)),
    newPlace: after.add(content),
  };
}

/** Puts the new files into their places and names those that somebody else changed. Done twice it does no harm. */
function finish(folder: string, { entries, folders }: Journal): readonly string[] {
  const changedSince: string[] = [];
  for (const missing of folders) mkdirSync(missing, { recursive: true });
  const touched = new Set(folders.map((missing) => path.dirname(missing)));
  withContents(newContents(folder), (contentAt) => {
    for (const entry of entries) {
      const current = contentHash(entry.target);
      if (current === entry.after) continue;
      if (current !== entry.before) changedSince.push(entry.path);
      else place(folder, contentAt(entry.newPlace), entry, current === null);
      touched.add(path.dirname(entry.target));
    }
  });
  for (const each of touched) syncFolder(each);
  return changedSince;
}

/** Puts the old files back and takes away the new ones. Done twice it does no harm. */
function undo(folder: string, { entries, folders }: Journal): readonly string[] {
  const changedSince: string[] = [];
  withContents(oldContents(folder), (contentAt) => {
    for (const entry of entries) {
      const current = contentHash(entry.target);
      if (current === entry.before) continue;
      if (current !== entry.after) changedSince.push(entry.path);
      else if (entry.before === null) rmSync(entry.target);
      else place(folder, contentAt(entry.oldPlace), entry, false);
    }
  });
  for (const made of [...folders].reverse()) {
    try {
      rmdirSync(made);
    } catch {
      // It was never made, or holds something by now.
    }
  }
  return changedSince;
}

function withContents(file: string, use: (contentAt: (place: Place) => Uint8Array) => void): void {
  const descriptor = openSync(file, 'r');
  try {
    use(([start, length]) => {
      const content = Buffer.alloc(length);
      let at = 0;
      while (at < length) {
        const read = readSync(descriptor, content, at, length - at, start + at);
        if (read === 0) throw new Error(`${file} is cut short`);
        at += read;
      }
      return content;
    });
  } finally {
    closeSync(descriptor);
  }
}

/** Writes a file of its own and lets it take the place of the target: whoever looks sees the one or the other. */
function place(
  folder: string,
  content: Uint8Array,
  { target, mode }: JournalEntry,
  isNew: boolean,
): void {
  const draft = path.join(folder, 'draft');
  rmSync(draft, { force: true });
  writeDraft(draft, content, mode);
  if (isNew) {
    try {
      // Unlike a rename, a link never replaces a file that came to be meanwhile.
      linkSync(draft, target);
      rmSync(draft);
      return;
    } catch (error) {
      if (errorCode(error) === 'EEXIST') throw error;
    }
  }
  try {
    renameSync(draft, target);
  } catch (error) {
    if (errorCode(error) !== 'EXDEV') throw error;
    // The folder lies on another disk: the last step must still be a rename.
    const near = path.join(path.dirname(target), `.${path.basename(target)}.rapport-new`);
    rmSync(near, { force: true });
    writeDurably(near, content, mode ?? undefined);
    renameSync(near, target);
  }
}

function writeDraft(file: string, content: Uint8Array, mode: number | null): void {
  const descriptor = openSync(file, 'wx');
  try {
    writeWhole(descriptor, content);
    if (mode !== null) fchmodSync(descriptor, mode);
  } finally {
    closeSync(descriptor);
  }
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
