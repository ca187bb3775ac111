/** Kinds of characters the tokenizer tells apart, beyond what folding says of them. */
import { EXPANDED, FIRST_UNIT, FOLD, IGNORED, MARK, loadFold } from './foldTable.ts';

/** Folded unit of a script written without spaces (Han, kana, Hangul, Thai, Lao, Burmese, Khmer), or a sign. */
export function isRunUnit(unit: number): boolean {
  return (
    unit >= 0xe00 &&
    (unit < 0xf00 ||
      (unit >= 0x1000 && unit < 0x10a0) ||
      (unit >= 0x1100 && unit < 0x1200) ||
      (unit >= 0x1780 && unit < 0x1800) ||
      (unit >= 0x2300 && unit <= 0x2bff) ||
      (unit >= 0x2e80 && unit <= 0xa4cf) ||
      (unit >= 0xac00 && unit <= 0xd7a3))
  );
}

/** The same for a character beyond U+FFFF: rare Han, historic kana, emoji. */
export function isRunCodePoint(codePoint: number): boolean {
  return codePoint >= 0x1f000 || (codePoint >= 0x1b000 && codePoint <= 0x1b2ff);
}

/** Folded unit of Arabic script, in which Persian and Arabic are written. */
export function isArabic(unit: number | undefined): boolean {
  return unit !== undefined && unit >= 0x620 && unit <= 0x6ff;
}

/** Characters that may join parts to one word: - _ . & and apostrophes, hyphens, the zero width non-joiner. */
export function isJoint(unit: number): boolean {
  return (
    unit === 0x2d ||
    unit === 0x2e ||
    unit === 0x5f ||
    unit === 0x26 ||
    unit === 0x200c ||
    unit === 0x2010 ||
    unit === 0x2011 ||
    isApostrophe(unit)
  );
}

/** ' or ’ */
export function isApostrophe(unit: number): boolean {
  return unit === 0x27 || unit === 0x2019;
}

/** Whether a word (not a run) goes on at this index. */
export function isWordStart(text: string, index: number): boolean {
  if (index >= text.length) return false;
  const fold = foldAt(text, index);
  return fold === EXPANDED || (fold >= FIRST_UNIT && !isRunUnit(fold));
}

/** Whether the code unit belongs to the character before it: a voicing mark, a Hangul vowel, a variation selector. */
export function isAttached(text: string, index: number): boolean {
  if (index >= text.length) return false;
  const fold = foldAt(text, index);
  return fold === MARK || fold === IGNORED;
}

/** What follows an English apostrophe: `t` of don't, the endings of we're, she'll, Ann's; '' where it is no such. */
export function englishEnding(text: string, from: number): string {
  for (const ending of ['s', 't', 'm', 'd', 're', 've', 'll']) {
    if (startsWithFolded(text, from, ending) && !isWordStart(text, from + ending.length)) {
      return ending;
    }
  }
  return '';
}

function startsWithFolded(text: string, from: number, word: string): boolean {
  if (from + word.length > text.length) return false;
  for (let i = 0; i < word.length; i++) {
    if (foldAt(text, from + i) !== word.charCodeAt(i)) return false;
  }
  return true;
}

function foldAt(text: string, index: number): number {
  const unit = text.charCodeAt(index);
  return (FOLD[unit] as number) || loadFold(unit);
}
