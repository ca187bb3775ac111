/** What only positions tell: phrases, and how near to each other the words of a query stand. */
import type { MountedSegment } from './accumulator.ts';
import { expandPhraseTerm } from './expandTerm.ts';
import type { Phrase } from './parseQuery.ts';
import { NO_KEY, PostingCursor } from './postingCursor.ts';

/** Reads the postings of several terms that stand for one, as if they were one term. */
export class FormsCursor {
  key = -1;
  readonly #cursors: PostingCursor[];

  constructor(mounted: MountedSegment, forms: Iterable<number>) {
    this.#cursors = [];
    for (const form of forms) this.#cursors.push(new PostingCursor(mounted.segment, form));
  }

  /** Goes to the first document whose key is not less; false where there is none. */
  seek(key: number): boolean {
    let lowest = NO_KEY;
    for (const cursor of this.#cursors) {
      cursor.seek(key);
      if (cursor.key < lowest) lowest = cursor.key;
    }
    this.key = lowest;
    return lowest !== NO_KEY;
  }

  /** Positions in the current document, ascending. */
  positions(): number[] {
    const positions: number[] = [];
    for (const cursor of this.#cursors) if (cursor.key === this.key) cursor.positions(positions);
    return this.#cursors.length > 1 ? positions.sort((a, b) => a - b) : positions;
  }
}

/** Keys of the documents of a segment in which the terms of the phrase stand as they do in the phrase. */
export function findPhrase(
  mounted: MountedSegment,
  phrase: Phrase,
  found: (key: number) => void,
): void {
  const slots = phrase.map(({ term, position }) => ({
    cursor: new FormsCursor(mounted, expandPhraseTerm(mounted.segment, term)),
    position,
  }));
  findAligned(slots, found);
}

/** The same for two terms of the segment side by side. */
export function findPair(
  mounted: MountedSegment,
  first: number,
  second: number,
  found: (key: number) => void,
): void {
  const slots = [first, second].map((term, position) => ({
    cursor: new FormsCursor(mounted, [term]),
    position,
  }));
  findAligned(slots, found);
}

interface Slot {
  readonly cursor: FormsCursor;
  readonly position: number;
}

function findAligned(slots: readonly Slot[], found: (key: number) => void): void {
  let key = 0;
  for (;;) {
    for (let i = 0; i < slots.length;) {
      const { cursor } = slots[i] as Slot;
      if (!cursor.seek(key)) return;
      if (cursor.key > key && i > 0) i = 0;
      else i++;
      key = cursor.key;
    }
    if (isAligned(slots)) found(key);
    key++;
  }
}

/** Whether some place in the current document has every slot at its position. */
function isAligned(slots: readonly Slot[]): boolean {
  let starts: Set<number> | undefined;
  for (const { cursor, position } of slots) {
    const here = new Set<number>();
    for (const at of cursor.positions()) {
      if (starts === undefined || starts.has(at - position)) here.add(at - position);
    }
    if (here.size === 0) return false;
    starts = here;
  }
  return true;
}

/** Positions of a term's forms in each of the documents, whose keys ascend. */
export function collectPositions(
  mounted: MountedSegment,
  forms: Iterable<number>,
  keys: readonly number[],
): Map<number, number[]> {
  const cursor = new FormsCursor(mounted, forms);
  const found = new Map<number, number[]>();
  for (const key of keys) {
    if (!cursor.seek(key)) break;
    if (cursor.key === key) found.set(key, cursor.positions());
  }
  return found;
}
