import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { FileContent } from '../core/ports/files.ts';

/**
 * Reads files one after the other into one buffer: half the cost of a buffer for each. Of files beyond the
 * limit it reads the beginning, so that a 50 MB file costs no more than its share.
 */
export class SharedReader {
  #buffer = Buffer.allocUnsafeSlow(1 << 16);

  /** Throws what the file system throws. The bytes hold until the next read. */
  read(path: string, absolute: string, maxBytes: number): FileContent {
    const descriptor = openSync(absolute, 'r');
    try {
      const { size, mtimeMs, ctimeMs } = fstatSync(descriptor);
      const length = this.#fill(descriptor, size, maxBytes + 1);
      const stat = { path, size, modified: mtimeMs, changed: ctimeMs };
      return { kind: 'bytes', bytes: this.#buffer.subarray(0, length), stat };
    } finally {
      closeSync(descriptor);
    }
  }

  /** Bytes read: the whole file, also one that grows meanwhile, but not more than `most`. */
  #fill(descriptor: number, expected: number, most: number): number {
    let length = 0;
    for (;;) {
      if (length === this.#buffer.length) this.#grow(length * 2);
      if (this.#buffer.length <= expected && expected <= most) this.#grow(expected + 1);
      const room = Math.min(this.#buffer.length, most) - length;
      const read = room > 0 ? readSync(descriptor, this.#buffer, length, room, null) : 0;
      length += read;
      // Regular files give all they have at once; what is exactly as long as it said need not be asked again.
      if (read === 0 || length === expected || length >= most) return length;
    }
  }

  #grow(size: number): void {
    const larger = Buffer.allocUnsafeSlow(size);
    this.#buffer.copy(larger);
    this.#buffer = larger;
  }
}
