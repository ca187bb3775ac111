/**
 * What a write in progress leaves on disk: `.rapport/write` in the workspace, with the process that writes, the
 * contents of all files as they were and as they shall be, one after the other, and a journal that names them once
 * all of this is on the disk. Whoever finds it after a crash can finish the write or undo it.
 */
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { journalFolder } from './journalFolder.ts';

export interface JournalEntry {
  /** Workspace-relative, as people know it. */
  readonly path: string;
  /** Absolute path of the file itself. */
  readonly target: string;
  /** Hash of the old content; null where the file is new. */
  readonly before: string | null;
  readonly after: string;
  /** Permission bits to keep; null where the file is new. */
  readonly mode: number | null;
  /** Where the contents lie in the two files of contents, and how long they are. */
  readonly oldPlace: Place;
  readonly newPlace: Place;
}

export type Place = readonly [start: number, length: number];

export interface Journal {
  readonly entries: readonly JournalEntry[];
  /** Folders that the write makes, the uppermost first. */
  readonly folders: readonly string[];
}

export function writeFolderOf(root: string): string {
  return path.join(root, journalFolder, 'write');
}

/** The contents of all files, as they were and as they shall be. */
export const oldContents = (folder: string): string => path.join(folder, 'old');
export const newContents = (folder: string): string => path.join(folder, 'new');
const journalFile = (folder: string): string => path.join(folder, 'journal.json');
const undoFile = (folder: string): string => path.join(folder, 'undo');
const ownerFile = (folder: string): string => path.join(folder, 'owner.json');

export function hashOf(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/** Writes a file and waits until it is on the disk. */
export function writeDurably(file: string, content: Uint8Array, mode?: number): void {
  const descriptor = openSync(file, 'wx', mode);
  try {
    let at = 0;
    while (at < content.length) at += writeSync(descriptor, content, at);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** As many files are waited for at once: the system then writes them in one go. */
const syncedAtOnce = 256;

/** Waits until files are on the disk. */
export async function syncFiles(files: readonly string[]): Promise<void> {
  for (let at = 0; at < files.length; at += syncedAtOnce) {
    const some = files.slice(at, at + syncedAtOnce);
    await Promise.all(some.map(syncFile));
  }
}

async function syncFile(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Waits until the entries of a folder are on the disk; not every system can. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  try {
    const descriptor = openSync(folder, 'r');
    try {
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch {
    // Some network file systems refuse it; the rename itself is still whole or not at all.
  }
}

/** Takes the workspace for one writer; false where another has it. The folder never lacks the name of its owner. */
export function takeWriteFolder(root: string): boolean {
  const folder = writeFolderOf(root);
  const claim = path.join(path.dirname(folder), `claim-${process.pid}`);
  mkdirSync(claim, { recursive: true });
  // Whatever a crash leaves here is no concern of git.
  writeFileSync(path.join(path.dirname(folder), '.gitignore'), '*\n');
  writeFileSync(ownerFile(claim), JSON.stringify({ process: process.pid, host: hostname() }));
  try {
    renameSync(claim, folder);
    return true;
  } catch (error) {
    rmSync(claim, { recursive: true, force: true });
    const code = errorCode(error);
    if (code === 'ENOTEMPTY' || code === 'EEXIST' || code === 'EPERM') return false;
    throw error;
  }
}

/** Gives the workspace free and leaves no trace. */
export function releaseWriteFolder(root: string): void {
  const folder = writeFolderOf(root);
  const parent = path.dirname(folder);
  // In one step: what is found later is either a whole write or no write.
  renameSync(folder, path.join(parent, `done-${process.pid}`));
  removeFinished(root);
}

/** Removes what a crash left of writes that were over or had not begun. */
export function removeFinished(root: string): void {
  const parent = path.join(root, journalFolder);
  const isOver = (name: string): boolean => {
    const match = /^(?:done|claim)-(\d+)$/.exec(name);
    const id = Number(match?.[1]);
    return match !== null && (id === process.pid || !isRunning(id));
  };
  const names = readdirSync(parent);
  for (const name of names.filter(isOver)) {
    rmSync(path.join(parent, name), { recursive: true, force: true });
  }
  if (names.some((name) => !isOver(name) && name !== '.gitignore')) return;
  rmSync(path.join(parent, '.gitignore'), { force: true });
  try {
    rmdirSync(parent);
  } catch {
    // Another program has begun to write.
  }
}

const longestWrite = 60 * 60 * 1000;

/** True where the process that left the folder may still be at work. */
export function isBusy(folder: string, now = Date.now()): boolean {
  const age = now - statSync(folder).mtimeMs;
  if (age > longestWrite) return false;
  const owner: unknown = JSON.parse(readFileSync(ownerFile(folder), 'utf8'));
  if (typeof owner !== 'object' || owner === null) return false;
  const { process: id, host } = owner as { process?: unknown; host?: unknown };
  if (host !== hostname()) return true;
  return typeof id === 'number' && id !== process.pid && isRunning(id);
}

function isRunning(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}

/** From here on the write will be finished, whatever happens. */
export function saveJournal(folder: string, journal: Journal): void {
  const draft = `${journalFile(folder)}.new`;
  writeDurably(draft, Buffer.from(JSON.stringify(journal)));
  renameSync(draft, journalFile(folder));
  syncFolder(folder);
}

export function loadJournal(folder: string): Journal | undefined {
  if (!existsSync(journalFile(folder))) return undefined;
  return JSON.parse(readFileSync(journalFile(folder), 'utf8')) as Journal;
}

/** From here on the write will be undone. */
export function decideToUndo(folder: string): void {
  writeFileSync(undoFile(folder), '');
  syncFolder(folder);
}

export function isToBeUndone(folder: string): boolean {
  return existsSync(undoFile(folder));
}

export function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined;
}
