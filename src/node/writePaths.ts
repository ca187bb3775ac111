/** Which files a program may write: those of the workspace, and nothing that a path or a link leads to outside of it. */
import { accessSync, constants, lstatSync, realpathSync, statSync } from 'node:fs';
import type { Stats } from 'node:fs';
import path from 'node:path';

export type CheckedPath =
  | {
      readonly ok: true;
      /** Absolute; where a link inside the workspace leads to, if the path is one. */
      readonly target: string;
      readonly exists: boolean;
      /** Permission bits of the file that exists. */
      readonly mode: number | undefined;
      /** Folders that do not exist yet, the uppermost first. */
      readonly missingFolders: readonly string[];
    }
  | { readonly ok: false; readonly message: string };

const refuse = (message: string): CheckedPath => ({ ok: false, message });

/** Judges a workspace-relative path with `/` between folders. `root` is the real path of the workspace. */
export function checkWritePath(root: string, file: string): CheckedPath {
  const parts = file.split('/');
  const isOdd = (part: string): boolean => part === '' || part === '.' || part === '..';
  if (path.isAbsolute(file) || parts.some(isOdd) || /[\0\n\r]/.test(file)) {
    return refuse('The path does not stay in the workspace');
  }
  if (path.sep === '\\' && /[\\:]/.test(file))
    return refuse('The path does not stay in the workspace');
  if (parts[0] === '.git' || parts[0] === '.rapport')
    return refuse('This folder is not for records');
  const target = path.join(root, ...parts);
  const missingFolders: string[] = [];
  let folder = path.dirname(target);
  for (; !exists(folder); folder = path.dirname(folder)) missingFolders.unshift(folder);
  const realFolder = realpathSync(folder);
  if (!isWithin(root, realFolder)) return refuse('A link on its way leads out of the workspace');
  if (!statSync(realFolder).isDirectory()) return refuse('A file lies where its folder should be');
  if (!isWritable(realFolder)) return refuse('There is no permission to write in its folder');
  const below = path.relative(folder, target);
  return checkTarget(
    root,
    path.join(realFolder, below),
    missingFolders.map((missing) => path.join(realFolder, path.relative(folder, missing))),
  );
}

function checkTarget(root: string, target: string, missingFolders: readonly string[]): CheckedPath {
  const entry = missingFolders.length > 0 ? undefined : lstatOf(target);
  if (!entry) return { ok: true, target, exists: false, mode: undefined, missingFolders };
  if (entry.isSymbolicLink()) {
    if (!exists(target)) return refuse('It is a link that leads nowhere');
    const real = realpathSync(target);
    if (!isWithin(root, real)) return refuse('It is a link that leads out of the workspace');
    return checkTarget(root, real, []);
  }
  if (!entry.isFile()) return refuse('Something other than a file lies there');
  if (!isWritable(target)) return refuse('The file is read-only');
  return { ok: true, target, exists: true, mode: entry.mode & 0o7777, missingFolders };
}

function exists(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false }) !== undefined;
}

function lstatOf(file: string): Stats | undefined {
  return lstatSync(file, { throwIfNoEntry: false });
}

function isWithin(root: string, file: string): boolean {
  return file === root || file.startsWith(root.endsWith(path.sep) ? root : root + path.sep);
}

function isWritable(file: string): boolean {
  try {
    accessSync(file, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
