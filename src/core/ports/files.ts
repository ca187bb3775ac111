/** What the core asks of a file system. Paths are workspace-relative with `/`, never above the root. */
export interface FileStat {
  readonly path: string;
  readonly size: number;
  /** Milliseconds since the epoch, as finely as the system gives them. */
  readonly modified: number;
  /** Milliseconds since the epoch of the last change of the inode, or 0 where the system has none. */
  readonly changed: number;
}

/** Something in the tree that is not followed or cannot be read, and why. */
export interface FileObstacle {
  readonly path: string;
  readonly reason: 'loop' | 'unreadable' | 'outside';
  readonly message: string;
}

export interface FileFilter {
  readonly wants: (path: string) => boolean;
  readonly enters: (folder: string) => boolean;
  /** False where the files will be read at once, and reading tells how they look: then sizes may be -1. */
  readonly withStats: boolean;
}

export interface FileListing {
  readonly files: readonly FileStat[];
  readonly obstacles: readonly FileObstacle[];
}

export type FileContent =
  /** The bytes are the reader's only until the call back returns. `stat` is of the very file that was read. */
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array; readonly stat?: FileStat }
  /** Text of an open editor: it is the truth even while unsaved. */
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'unreadable'; readonly message: string }
  | { readonly kind: 'missing' };

export interface Files {
  /** Every file that the filter wants, below folders that it enters. */
  list(filter: FileFilter): Promise<FileListing>;
  /** Calls back once for each path, in the order given. Reads at most `maxBytes` of a file. */
  readAll(
    paths: readonly string[],
    each: (path: string, content: FileContent) => void,
    maxBytes: number,
  ): Promise<void>;
  stat(path: string): Promise<FileStat | undefined>;
}
