/**
 * English stems by the Porter2 algorithm (snowballstem.org/algorithms/english/stemmer.html), on folded terms: no
 * capitals, no apostrophes.
 *
 * Own, because the port in snowball-stemmers takes some 20 µs a word (a query stems hundreds while it walks the
 * dictionary) and 326 KB, mostly for languages that are not used; a test holds this equal to its stems.
 */

const VOWELS = 'aeiouy';
const DOUBLES = ['bb', 'dd', 'ff', 'gg', 'mm', 'nn', 'pp', 'rr', 'tt'];
const LI_LETTERS = 'cdeghkmnrt';

const IRREGULAR = new Map([
  ['skis', 'ski'],
  ['skies', 'sky'],
  ['dying', 'die'],
  ['lying', 'lie'],
  ['tying', 'tie'],
  ['idly', 'idl'],
  ['gently', 'gentl'],
  ['ugly', 'ugli'],
  ['early', 'earli'],
  ['only', 'onli'],
  ['singly', 'singl'],
  ...['sky', 'news', 'howe', 'atlas', 'cosmos', 'bias', 'andes'].map(
    (word) => [word, word] as const,
  ),
]);
const UNCHANGED_AFTER_PLURAL = new Set([
  'inning',
  'outing',
  'canning',
  'herring',
  'earring',
  'proceed',
  'exceed',
  'succeed',
]);

/** Suffix -> replacement, where the suffix lies in the first region (step 2). */
const STEP_2: readonly (readonly [string, string])[] = [
  ['ization', 'ize'],
  ['ational', 'ate'],
  ['fulness', 'ful'],
  ['ousness', 'ous'],
  ['iveness', 'ive'],
  ['tional', 'tion'],
  ['biliti', 'ble'],
  ['lessli', 'less'],
  ['entli', 'ent'],
  ['ation', 'ate'],
  ['alism', 'al'],
  ['aliti', 'al'],
  ['ousli', 'ous'],
  ['iviti', 'ive'],
  ['fulli', 'ful'],
  ['enci', 'ence'],
  ['anci', 'ance'],
  ['abli', 'able'],
  ['izer', 'ize'],
  ['ator', 'ate'],
  ['alli', 'al'],
  ['bli', 'ble'],
];
const STEP_3: readonly (readonly [string, string])[] = [
  ['ational', 'ate'],
  ['tional', 'tion'],
  ['alize', 'al'],
  ['icate', 'ic'],
  ['iciti', 'ic'],
  ['ical', 'ic'],
  ['ness', ''],
  ['ful', ''],
];
const STEP_4 = 'ement ance ence able ible ment ant ent ism ate iti ous ive ize ion al er ic'.split(
  ' ',
);

/** Stem of a folded English word; a word of one or two letters is its own stem. */
export function stemEnglish(word: string): string {
  if (word.length < 3) return word;
  const irregular = IRREGULAR.get(word);
  if (irregular !== undefined) return irregular;
  const marked = markConsonantY(word);
  const first = firstRegion(marked);
  const second = regionAfter(marked, first);
  let stem = removePlural(marked);
  if (UNCHANGED_AFTER_PLURAL.has(stem)) return stem;
  stem = removePast(stem, first);
  stem = replaceFinalY(stem);
  stem = replaceDerivation(stem, first);
  stem = replaceAdjective(stem, first, second);
  stem = removeDerivation(stem, second);
  return removeFinal(stem, first, second).toLowerCase();
}

/** A y at the start or after a vowel is a consonant, written Y. */
function markConsonantY(word: string): string {
  if (!word.includes('y')) return word;
  let marked = '';
  for (let i = 0; i < word.length; i++) {
    const letter = word.charAt(i);
    const consonant = letter === 'y' && (i === 0 || VOWELS.includes(marked.charAt(i - 1)));
    marked += consonant ? 'Y' : letter;
  }
  return marked;
}

function firstRegion(word: string): number {
  for (const start of ['gener', 'commun', 'arsen']) if (word.startsWith(start)) return start.length;
  return regionAfter(word, 0);
}

/** Index after the first consonant that follows a vowel, from an index on. */
function regionAfter(word: string, from: number): number {
  for (let i = from + 1; i < word.length; i++) {
    if (!isVowel(word, i) && isVowel(word, i - 1)) return i + 1;
  }
  return word.length;
}

function isVowel(word: string, index: number): boolean {
  return VOWELS.includes(word.charAt(index));
}

function hasVowel(word: string, end: number): boolean {
  for (let i = 0; i < end; i++) if (isVowel(word, i)) return true;
  return false;
}

/** Step 1a. */
function removePlural(word: string): string {
  if (word.endsWith('sses')) return word.slice(0, -2);
  if (word.endsWith('ied') || word.endsWith('ies')) {
    return word.slice(0, word.length > 4 ? -2 : -1);
  }
  if (word.endsWith('us') || word.endsWith('ss')) return word;
  if (word.endsWith('s') && hasVowel(word, word.length - 2)) return word.slice(0, -1);
  return word;
}

/** Step 1b. */
function removePast(word: string, first: number): string {
  for (const suffix of ['eedly', 'eed']) {
    if (word.endsWith(suffix)) {
      return word.length - suffix.length >= first ? word.slice(0, 2 - suffix.length) : word;
    }
  }
  const suffix = ['ingly', 'edly', 'ing', 'ed'].find((ending) => word.endsWith(ending));
  if (suffix === undefined || !hasVowel(word, word.length - suffix.length)) return word;
  const stem = word.slice(0, -suffix.length);
  if (stem.endsWith('at') || stem.endsWith('bl') || stem.endsWith('iz')) return `${stem}e`;
  if (DOUBLES.includes(stem.slice(-2))) return stem.slice(0, -1);
  return stem.length <= first && endsInShortSyllable(stem) ? `${stem}e` : stem;
}

/** Vowel and a consonant other than w, x, Y after a consonant, or a vowel and a consonant that are the word. */
function endsInShortSyllable(word: string): boolean {
  const last = word.length - 1;
  if (last === 1) return isVowel(word, 0) && !isVowel(word, 1);
  return (
    last > 1 &&
    !isVowel(word, last) &&
    !'wxY'.includes(word.charAt(last)) &&
    isVowel(word, last - 1) &&
    !isVowel(word, last - 2)
  );
}

/** Step 1c. */
function replaceFinalY(word: string): string {
  const last = word.length - 1;
  if (last < 2 || !'yY'.includes(word.charAt(last)) || isVowel(word, last - 1)) return word;
  return `${word.slice(0, -1)}i`;
}

/** Step 2. */
function replaceDerivation(word: string, first: number): string {
  for (const [suffix, replacement] of STEP_2) {
    if (!word.endsWith(suffix)) continue;
    return word.length - suffix.length >= first
      ? word.slice(0, -suffix.length) + replacement
      : word;
  }
  if (word.endsWith('ogi')) {
    return word.length - 3 >= first && word.at(-4) === 'l' ? word.slice(0, -1) : word;
  }
  const isLi = word.endsWith('li') && word.length - 2 >= first;
  return isLi && LI_LETTERS.includes(word.at(-3) ?? ' ') ? word.slice(0, -2) : word;
}

/** Step 3. */
function replaceAdjective(word: string, first: number, second: number): string {
  for (const [suffix, replacement] of STEP_3) {
    if (!word.endsWith(suffix)) continue;
    return word.length - suffix.length >= first
      ? word.slice(0, -suffix.length) + replacement
      : word;
  }
  const isAtive = word.endsWith('ative') && word.length - 5 >= second;
  return isAtive ? word.slice(0, -5) : word;
}

/** Step 4. */
function removeDerivation(word: string, second: number): string {
  const suffix = STEP_4.find((ending) => word.endsWith(ending));
  if (suffix === undefined || word.length - suffix.length < second) return word;
  if (suffix === 'ion' && !'st'.includes(word.at(-4) ?? ' ')) return word;
  return word.slice(0, -suffix.length);
}

/** Step 5. */
function removeFinal(word: string, first: number, second: number): string {
  const end = word.length - 1;
  if (word.endsWith('e')) {
    const shorter = word.slice(0, -1);
    return end >= second || (end >= first && !endsInShortSyllable(shorter)) ? shorter : word;
  }
  return word.endsWith('ll') && end >= second ? word.slice(0, -1) : word;
}
