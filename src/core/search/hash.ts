/** FNV-1a over code units: the tokenizer computes it while it folds, so that interning a term need not. */

export const HASH_SEED = 0x811c9dc5 | 0;
export const HASH_PRIME = 0x01000193;

/** Hash of `units[0..length)`. */
export function hashUnits(units: Uint16Array, length: number): number {
  let hash = HASH_SEED;
  for (let i = 0; i < length; i++) hash = Math.imul(hash ^ (units[i] as number), HASH_PRIME);
  return hash;
}

/** Hash of a term given as text; equal to `hashUnits` of its units. */
export function hashTerm(term: string): number {
  let hash = HASH_SEED;
  for (let i = 0; i < term.length; i++) hash = Math.imul(hash ^ term.charCodeAt(i), HASH_PRIME);
  return hash;
}
