/**
 * Numbers by which equal identities are found: names with equal keys have equal hashes, without a string being
 * made for each of a hundred thousand names. Unequal ones may have equal hashes too: whoever uses them compares.
 */

const prime = 0x01000193;
const seed = 0x811c9dc5;

/** FNV-1a over UTF-16 units, mixed at the end so that sums of hashes do not cancel out. */
export function hashText(text: string): number {
  let hash = seed;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), prime);
  return finish(hash);
}

function finish(hash: number): number {
  const mixed = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b);
  return mixed ^ (mixed >>> 15);
}

/** Hashes of words added up: the same for any order. */
export function hashWords(words: readonly string[]): number {
  let sum = 0;
  for (const word of words) sum = (sum + hashText(word)) | 0;
  return sum;
}

/**
 * The hashes of the words of plain ASCII text, lower case, apostrophes and points left out; undefined for other
 * text. They go into `into`, whose number of words is the answer.
 */
export function hashAsciiWords(text: string, into: Int32Array): number | undefined {
  let words = 0;
  let hash = seed;
  let inWord = false;
  for (let at = 0; at <= text.length; at++) {
    let code = at < text.length ? text.charCodeAt(at) : 32;
    if (code > 126 || code < 32) return undefined;
    if (code === 39 || code === 46) continue;
    if (code >= 65 && code <= 90) code += 32;
    if ((code >= 97 && code <= 122) || (code >= 48 && code <= 57)) {
      hash = Math.imul(hash ^ code, prime);
      inWord = true;
    } else if (inWord) {
      if (words === into.length) return undefined;
      into[words++] = finish(hash);
      hash = seed;
      inWord = false;
    }
  }
  return words;
}
