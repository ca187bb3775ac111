/**
 * Folding of characters for search: what is written differently but meant alike becomes one code unit.
 *
 * Folding is compatibility normalisation (NFKC), lower case, removal of diacritics from Latin, Greek, Cyrillic,
 * Arabic and Hebrew letters, one form for letters that two keyboards write differently, and ASCII for the decimal
 * digits of every script. The table is filled 256 characters at a time when a text first uses one of them: filling
 * it whole would cost every start of the command line several milliseconds.
 */

/** The character separates words. */
export const SEPARATOR = 1;
/** The character is dropped: vowel signs, tatweel, soft hyphen, direction marks, variation selectors. */
export const IGNORED = 2;
/** The character combines with the one before it: diacritics, kana voicing marks, Hangul vowels and finals. */
export const MARK = 3;
/** The character folds to several units, given by `foldedUnits`. */
export const EXPANDED = 4;
/** Half of a surrogate pair: the character is given by `foldedUnits` of the code point. */
export const SURROGATE = 5;
/** Zero width non-joiner: joins parts of one word in Arabic script, nothing elsewhere. */
export const NON_JOINER = 6;
/** Values from here on are folded code units. */
export const FIRST_UNIT = 0x20;

const BLOCK = 256;

/** Code unit -> folded code unit or one of the classes above; 0 where `loadFold` has to be asked first. */
export const FOLD = new Uint16Array(0x10000);

/** Beyond U+FFFF: Han that folds to itself, Han that folds to other Han, and planes without letters. */
const FIRST_RARE_HAN = 0x20000;
const FIRST_COMPATIBLE_HAN = 0x2f800;
const FIRST_WITHOUT_LETTERS = 0x40000;

const expanded = new Map<number, string>();

const WORD = /[\p{L}\p{N}\p{M}]/u;
/** In the normal form of one half and its like, which must not run into the number before it. */
const FRACTION_SLASH = '\u2044';
const DECIMAL_DIGIT = /\p{Nd}/u;
const PICTOGRAPH = /\p{Extended_Pictographic}/u;
const FORMAT = /[\p{Cf}\p{Variation_Selector}]/u;
const STRIPPED_SCRIPT =
  /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Hebrew}]/u;
/** Signs that add nothing to a search: Arabic and Hebrew vowel signs, annotation signs. */
const DROPPED_MARK =
  /[\u0483-\u0487\u0591-\u05BD\u05BF\u05C1\u05C2\u05C4\u05C5\u05C7\u0610-\u061A\u0640\u064B-\u065F\u0670\u06D6-\u06DC\u06DF-\u06E8\u06EA-\u06ED\u08D3-\u08FF]/u;
const COMBINING = /[\u0300-\u036F\u1AB0-\u1AFF\u1DC0-\u1DFF\u20D0-\u20FF\uFE20-\uFE2F]/gu;
/** Kana voicing marks, Hangul vowels and final consonants: they change the character before them. */
const COMPOSING = /[\u3099\u309A\u1160-\u11FF]/u;

/** Letters of their own, though Unicode decomposes them into a base letter and a mark. */
const KEPT = new Set(['й', 'ї', 'ў']);

/** Letters that no decomposition brings to the form a search should use. */
const LETTERS = new Map([
  ['ß', 'ss'],
  ['æ', 'ae'],
  ['œ', 'oe'],
  ['ø', 'o'],
  ['đ', 'd'],
  ['ð', 'd'],
  ['þ', 'th'],
  ['ł', 'l'],
  ['ħ', 'h'],
  ['ŧ', 't'],
  ['ı', 'i'],
  ['ς', 'σ'],
  ['ى', 'ی'],
  ['ي', 'ی'],
  ['ې', 'ی'],
  ['ۍ', 'ی'],
  ['ے', 'ی'],
  ['ك', 'ک'],
  ['ڪ', 'ک'],
  ['ة', 'ه'],
  ['ہ', 'ه'],
  ['ھ', 'ه'],
  ['ە', 'ه'],
  ['ۃ', 'ه'],
  ['ٱ', 'ا'],
]);

/** Folded units of a code point whose class is EXPANDED, or of one beyond U+FFFF; '' where it separates words. */
export function foldedUnits(codePoint: number): string {
  if (codePoint >= FIRST_RARE_HAN && codePoint < FIRST_COMPATIBLE_HAN) {
    return String.fromCodePoint(codePoint);
  }
  if (codePoint >= FIRST_WITHOUT_LETTERS) return '';
  let units = expanded.get(codePoint);
  if (units === undefined) {
    const char = String.fromCodePoint(codePoint);
    units = WORD.test(char) ? foldCharacter(char) : PICTOGRAPH.test(char) ? char : '';
    expanded.set(codePoint, units);
  }
  return units;
}

/** Fills the block of a code unit whose entry in FOLD is still 0 and returns that entry. */
export function loadFold(unit: number): number {
  const from = unit - (unit % BLOCK);
  for (let code = from; code < from + BLOCK; code++) {
    FOLD[code] = isUnchanged(code) ? code : classify(code);
  }
  return FOLD[unit] as number;
}

/** Han and Hangul syllables fold to themselves; asking Unicode about each of 40,000 would take 20 ms. */
function isUnchanged(code: number): boolean {
  return (
    (code >= 0x4e00 && code <= 0x9fff) ||
    (code >= 0x3400 && code <= 0x4dbf) ||
    (code >= 0xac00 && code <= 0xd7a3)
  );
}

/** Folds a whole word written by a program, such as a suffix list: as the tokenizer would, without splitting. */
export function foldWord(word: string): string {
  let folded = '';
  for (const char of word.normalize('NFC')) folded += foldCharacter(char);
  return folded;
}

function classify(code: number): number {
  if (code >= 0xd800 && code <= 0xdfff) return SURROGATE;
  if (code === 0x200c) return NON_JOINER;
  const char = String.fromCharCode(code);
  if (char === '\u200B') return SEPARATOR;
  if (FORMAT.test(char) || DROPPED_MARK.test(char)) return IGNORED;
  if (char.search(COMBINING) === 0 || COMPOSING.test(char)) return MARK;
  if (!WORD.test(char) && !isSquared(code)) return isPictograph(char, code) ? code : SEPARATOR;
  const folded = foldCharacter(char);
  if (COMPOSING.test(folded)) return MARK;
  if (folded.length === 1) return folded.charCodeAt(0);
  if (folded.length === 0) return SEPARATOR;
  expanded.set(code, folded);
  return EXPANDED;
}

/** Words written in one square, such as ㈱ and ㎏: symbols to Unicode, words to whoever reads them. */
function isSquared(code: number): boolean {
  return code >= 0x3200 && code <= 0x33ff;
}

/** Signs such as a tick or a star are words of their own; copyright and trade marks are not. */
function isPictograph(char: string, code: number): boolean {
  return code >= 0x2300 && code <= 0x2bff && PICTOGRAPH.test(char);
}

function foldCharacter(char: string): string {
  const digit = decimalDigit(char);
  if (digit !== undefined) return digit;
  const normal = char.normalize('NFKC');
  if (normal.includes(FRACTION_SLASH)) return '';
  let folded = '';
  for (const part of normal.toLowerCase()) {
    if (!WORD.test(part)) continue;
    folded += foldLetter(part);
  }
  return folded;
}

function foldLetter(letter: string): string {
  const digit = decimalDigit(letter);
  if (digit !== undefined) return digit;
  if (KEPT.has(letter)) return letter;
  if (letter.search(COMBINING) === 0 || DROPPED_MARK.test(letter)) return '';
  if (!STRIPPED_SCRIPT.test(letter)) return letter;
  let folded = '';
  for (const part of letter.normalize('NFD').replace(COMBINING, '')) {
    if (!DROPPED_MARK.test(part)) folded += LETTERS.get(part) ?? part;
  }
  return folded;
}

/** Decimal digits lie in runs of ten, so the value is the distance to the first of the run. */
function decimalDigit(char: string): string | undefined {
  if (!DECIMAL_DIGIT.test(char)) return undefined;
  const code = char.codePointAt(0) ?? 0;
  if (code >= 0x1d7ce && code <= 0x1d7ff) return String((code - 0x1d7ce) % 10);
  let zero = code;
  while (code - zero < 9 && DECIMAL_DIGIT.test(String.fromCodePoint(zero - 1))) zero--;
  return String(code - zero);
}

// ASCII is needed by every text: fill it without Unicode property lookups.
for (let code = 0; code < 0x80; code++) {
  const letter = (code >= 0x61 && code <= 0x7a) || (code >= 0x30 && code <= 0x39);
  const capital = code >= 0x41 && code <= 0x5a;
  FOLD[code] = letter ? code : capital ? code + 0x20 : SEPARATOR;
}
