/** Sets of letters, as far as the cost of a pattern asks for them. */

/** Bit n is the ASCII character n; bit 128 is every other character. */
export type LetterSet = bigint;
export const everything: LetterSet = (1n << 129n) - 1n;
export const nothing: LetterSet = 0n;
export const other: LetterSet = 1n << 128n;

export function letter(code: number): LetterSet {
  return code < 128 ? 1n << BigInt(code) : other;
}

export function letterRange(from: number, to: number): LetterSet {
  let set = to >= 128 ? other : nothing;
  for (let code = from; code <= Math.min(to, 127); code++) set |= letter(code);
  return set;
}

const digits = letterRange(48, 57);
const wordLetters = digits | letterRange(65, 90) | letterRange(97, 122) | letter(95);
const spaces = letterRange(9, 13) | letter(32) | other;
export const escapes: Readonly<Record<string, LetterSet>> = {
  d: digits,
  D: everything ^ digits,
  w: wordLetters,
  W: (everything ^ wordLetters) | other,
  s: spaces,
  S: (everything ^ spaces) | other,
  n: letter(10),
  r: letter(13),
  t: letter(9),
  v: letter(11),
  f: letter(12),
  0: letter(0),
};

/** All letters from one to another; outside of ASCII everything counts as one letter. */
export function spanned(from: LetterSet, to: LetterSet): LetterSet {
  const low = from.toString(2).length - 1;
  const high = to.toString(2).length - 1;
  return letterRange(low, high);
}
