/**
 * Light stems of Persian words, on folded terms: plural, comparative, possessive and indefinite endings, no more.
 * Persian has no standard stemmer; a light one follows the written forms that ask for the same thing.
 */
import { foldWord } from './foldTable.ts';

/** Longest first. A stem keeps three letters at least. */
const SUFFIXES = 'هایشان هایمان هایتان ترین هایی هایم هایت هایش های تری ها تر ات ان یی ای ی'
  .split(' ')
  .map(foldWord);
const SHORTEST_STEM = 3;

/** Stem of a folded word in Arabic script: always a beginning of it. */
export function stemPersian(word: string): string {
  for (const suffix of SUFFIXES) {
    if (word.endsWith(suffix) && word.length - suffix.length >= SHORTEST_STEM) {
      return word.slice(0, -suffix.length);
    }
  }
  return word;
}
