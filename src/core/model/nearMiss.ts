/** What a mistyped word was probably meant to be: for fixes and for "did you mean". */

/** Equal but for case, spaces, hyphens and underscores: a fix that changes only these keeps the meaning. */
export function isSameWord(a: string, b: string): boolean {
  return plainWord(a) === plainWord(b);
}

function plainWord(text: string): string {
  return foldWord(text).replaceAll('_', '');
}

function foldWord(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, '_');
}

/** How many edits still pass for a slip of the hand: none in one or two letters, one in up to five, two in up to nine. */
function tolerance(length: number): number {
  return length < 3 ? 0 : length < 6 ? 1 : length < 10 ? 2 : 3;
}

/**
 * The candidate that a word was probably meant to be, or undefined where none is near. A candidate that
 * differs only by case, spaces, hyphens and underscores wins; else the fewest edits (restricted
 * Damerau-Levenshtein: insert, delete, replace, swap neighbours) within a limit that grows with the
 * word; among equals one with the same first letter, then the earlier one. The word itself is no answer.
 * `limit` lowers the number of edits allowed.
 */
export function nearest(
  word: string,
  candidates: Iterable<string>,
  limit = Number.POSITIVE_INFINITY,
): string | undefined {
  const folded = foldWord(word);
  const plain = plainWord(word);
  if (plain === '') return undefined;
  const allowed = Math.min(limit, tolerance(folded.length));
  let best: string | undefined;
  let bestScore = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    if (candidate === word) continue;
    const other = foldWord(candidate);
    if (other.replaceAll('_', '') === plain) return candidate;
    if (allowed === 0 || Math.abs(other.length - folded.length) > allowed) continue;
    const distance = editDistance(folded, other, allowed);
    if (distance > allowed || distance >= Math.max(folded.length, other.length)) continue;
    const score = distance * 2 + (other[0] === folded[0] ? 0 : 1);
    if (score < bestScore) {
      bestScore = score;
      best = candidate;
    }
  }
  return best;
}

/**
 * Restricted Damerau-Levenshtein distance (optimal string alignment) in UTF-16 units; a distance
 * above `limit` is given as `limit + 1`.
 */
export function editDistance(a: string, b: string, limit = Number.POSITIVE_INFINITY): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    let least = row;
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      let cost = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
      );
      const swapped =
        row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (swapped) cost = Math.min(cost, (beforeLast[column - 2] ?? 0) + 1);
      current.push(cost);
      if (cost < least) least = cost;
    }
    // A swap reaches back two rows, so one bad row alone does not settle it.
    if (least > limit && Math.min(...last) > limit) return limit + 1;
    beforeLast = last;
    last = current;
  }
  const distance = last[b.length] ?? 0;
  return distance > limit ? limit + 1 : distance;
}
