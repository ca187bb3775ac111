import * as vscode from 'vscode';
import type {
  FileContent,
  FileFilter,
  FileListing,
  FileObstacle,
  Files,
  FileStat,
} from '../../core/ports/files.ts';

/** Requests under way at once: file systems in browsers answer slowly, but many at a time. */
const atOnce = 24;

/** Files through VS Code's own file systems: for browsers and virtual workspaces, where there is no disk. */
export class WorkspaceFiles implements Files {
  readonly #root: vscode.Uri;
  /** Text of open editors by path: the truth while it is unsaved. */
  readonly overlays = new Map<string, string>();

  constructor(root: vscode.Uri) {
    this.#root = root;
  }

  async list({ wants, enters, withStats }: FileFilter): Promise<FileListing> {
    const paths: string[] = [];
    const obstacles: FileObstacle[] = [];
    let folders = [''];
    while (folders.length > 0) {
      const next: string[] = [];
      await inParallel(folders, async (folder) => {
        for (const [name, type] of await this.#entries(folder, obstacles)) {
          const path = folder === '' ? name : `${folder}/${name}`;
          // A link may lead anywhere, and a browser cannot tell where: it is named, not followed.
          if ((type & vscode.FileType.SymbolicLink) !== 0)
            obstacles.push(linkAt(path, wants(path) || enters(path)));
          else if (type === vscode.FileType.Directory && enters(path)) next.push(path);
          else if (type === vscode.FileType.File && wants(path)) paths.push(path);
        }
      });
      folders = next;
    }
    paths.sort();
    const named = obstacles.filter((obstacle) => obstacle.message !== '');
    if (!withStats)
      return {
        files: paths.map((path) => ({ path, size: -1, modified: -1, changed: -1 })),
        obstacles: named,
      };
    const files = new Map<string, FileStat>();
    await inParallel(paths, async (path) => {
      const stat = await this.stat(path);
      if (stat) files.set(path, stat);
    });
    return { files: paths.flatMap((path) => files.get(path) ?? []), obstacles: named };
  }

  async #entries(
    folder: string,
    obstacles: FileObstacle[],
  ): Promise<readonly [string, vscode.FileType][]> {
    try {
      return await vscode.workspace.fs.readDirectory(this.#uri(folder));
    } catch (error) {
      obstacles.push({ path: folder, reason: 'unreadable', message: messageOf(error) });
      return [];
    }
  }

  async readAll(
    paths: readonly string[],
    each: (path: string, content: FileContent) => void,
    maxBytes: number,
  ): Promise<void> {
    for (let from = 0; from < paths.length; from += atOnce) {
      const part = paths.slice(from, from + atOnce);
      const contents = await Promise.all(part.map((path) => this.#read(path, maxBytes)));
      for (const [index, path] of part.entries())
        each(path, contents[index] ?? { kind: 'missing' });
    }
  }

  async #read(path: string, maxBytes: number): Promise<FileContent> {
    const overlay = this.overlays.get(path);
    if (overlay !== undefined) return { kind: 'text', text: overlay };
    try {
      const bytes = await vscode.workspace.fs.readFile(this.#uri(path));
      return { kind: 'bytes', bytes: bytes.subarray(0, maxBytes + 1) };
    } catch (error) {
      if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound')
        return { kind: 'missing' };
      return { kind: 'unreadable', message: messageOf(error) };
    }
  }

  async stat(path: string): Promise<FileStat | undefined> {
    try {
      const stat = await vscode.workspace.fs.stat(this.#uri(path));
      if ((stat.type & vscode.FileType.File) === 0) return undefined;
      return { path, size: stat.size, modified: stat.mtime, changed: stat.ctime };
    } catch {
      return undefined;
    }
  }

  #uri(path: string): vscode.Uri {
    return path === '' ? this.#root : vscode.Uri.joinPath(this.#root, ...path.split('/'));
  }
}

function linkAt(path: string, matters: boolean): FileObstacle {
  return { path, reason: 'outside', message: matters ? 'Links are not followed here' : '' };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

async function inParallel<T>(items: readonly T[], run: (item: T) => Promise<void>): Promise<void> {
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let at = next++; at < items.length; at = next++) {
      const item = items[at];
      if (item !== undefined) await run(item);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, lane));
}
