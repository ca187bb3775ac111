/** Stems by script: Latin as English, Cyrillic as Russian, Arabic script as Persian; other terms have none. */
import { stemEnglish } from './stemEnglish.ts';
import { stemPersian } from './stemPersian.ts';
import { stemRussian } from './stemRussian.ts';

/** Units a word may be longer than its stem; a short stem can have lost an inflection only. */
const LONGEST_ENDING = 8;
const LONGEST_ENDING_OF_SHORT = 5;
const SHORT_STEM = 3;
const SHORTEST_WORD = 3;

/** Stem of a folded term, or undefined where its script has none or it holds digits. */
export function stemTerm(term: string): string | undefined {
  if (term.length < SHORTEST_WORD) return undefined;
  const first = term.charCodeAt(0);
  if (isLatin(first)) return isAll(term, isLatin) ? stemEnglish(term) : undefined;
  if (isCyrillic(first)) return isAll(term, isCyrillic) ? stemRussian(term) : undefined;
  if (isArabic(first)) return stemPersian(term);
  return undefined;
}

/** The beginning that every term with this stem shares: English stems may differ from their words at the end. */
export function stemPrefix(stem: string): string {
  return isLatin(stem.charCodeAt(0)) && stem.length > 2 ? stem.slice(0, -1) : stem;
}

/** Length of the longest word that may have a stem. */
export function longestWithStem(stem: string): number {
  return stem.length + (stem.length > SHORT_STEM ? LONGEST_ENDING : LONGEST_ENDING_OF_SHORT);
}

function isAll(term: string, test: (unit: number) => boolean): boolean {
  for (let i = 0; i < term.length; i++) if (!test(term.charCodeAt(i))) return false;
  return true;
}

function isLatin(unit: number): boolean {
  return unit >= 0x61 && unit <= 0x7a;
}

function isCyrillic(unit: number): boolean {
  return unit >= 0x430 && unit <= 0x45f;
}

function isArabic(unit: number): boolean {
  return unit >= 0x620 && unit <= 0x6ff;
}
