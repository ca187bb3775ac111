/** Sorts term ids by the text of their terms, without making strings: multikey quicksort over code units. */

export interface TermPool {
  readonly pool: Uint16Array;
  readonly starts: Uint32Array;
}

const SMALL = 12;

/** Sorts `ids` in place by code unit of their terms; the terms are distinct. */
export function sortTerms(ids: Uint32Array, terms: TermPool): void {
  sortRange(ids, terms, 0, ids.length, 0);
}

function sortRange(
  ids: Uint32Array,
  terms: TermPool,
  start: number,
  stop: number,
  startDepth: number,
): void {
  let from = start;
  let to = stop;
  let depth = startDepth;
  while (to - from > SMALL) {
    const pivot = medianUnit(ids, terms, from, to, depth);
    let less = from;
    let at = from;
    let greater = to;
    while (at < greater) {
      const id = ids[at] as number;
      const unit = unitAt(terms, id, depth);
      if (unit < pivot) {
        ids[at++] = ids[less] as number;
        ids[less++] = id;
      } else if (unit > pivot) {
        ids[at] = ids[--greater] as number;
        ids[greater] = id;
      } else at++;
    }
    sortRange(ids, terms, from, less, depth);
    sortRange(ids, terms, greater, to, depth);
    if (pivot < 0) return;
    from = less;
    to = greater;
    depth++;
  }
  insertionSort(ids, terms, from, to, depth);
}

function insertionSort(
  ids: Uint32Array,
  terms: TermPool,
  from: number,
  to: number,
  depth: number,
): void {
  for (let i = from + 1; i < to; i++) {
    const id = ids[i] as number;
    let at = i;
    while (at > from && isLess(terms, id, ids[at - 1] as number, depth)) {
      ids[at] = ids[at - 1] as number;
      at--;
    }
    ids[at] = id;
  }
}

function isLess(terms: TermPool, a: number, b: number, depth: number): boolean {
  for (let i = depth; ; i++) {
    const unitA = unitAt(terms, a, i);
    const unitB = unitAt(terms, b, i);
    if (unitA !== unitB) return unitA < unitB;
    if (unitA < 0) return false;
  }
}

function medianUnit(
  ids: Uint32Array,
  terms: TermPool,
  from: number,
  to: number,
  depth: number,
): number {
  const a = unitAt(terms, ids[from] as number, depth);
  const b = unitAt(terms, ids[(from + to) >>> 1] as number, depth);
  const c = unitAt(terms, ids[to - 1] as number, depth);
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}

/** Code unit at a depth; -1 after the end, so that a prefix sorts first. */
function unitAt(terms: TermPool, id: number, depth: number): number {
  const at = (terms.starts[id] as number) + depth;
  return at < (terms.starts[id + 1] as number) ? (terms.pool[at] as number) : -1;
}
