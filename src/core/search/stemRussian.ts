/**
 * Russian stems by the Snowball algorithm (snowballstem.org/algorithms/russian/stemmer.html), on folded terms: lower
 * case, ё written е. Own for the reasons given in `stemEnglish.ts`; a test holds it equal to the
 * stems of snowball-stemmers.
 */

const VOWELS = 'аеиоуыэюя';

/** Endings by whether they count only after а or я. */
class Endings {
  readonly #afterVowel: ReadonlySet<string>;
  readonly #always: ReadonlySet<string>;
  readonly #longest: number;

  constructor(always: string, afterVowel = '') {
    this.#always = new Set(always.split(' '));
    this.#afterVowel = new Set(afterVowel === '' ? [] : afterVowel.split(' '));
    const lengths = [...this.#always, ...this.#afterVowel].map((ending) => ending.length);
    this.#longest = Math.max(...lengths);
  }

  /** The word without its longest ending here that starts at `from` or later; undefined where it has none. */
  remove(word: string, from: number): string | undefined {
    const longest = Math.min(this.#longest, word.length - from);
    for (let length = longest; length > 0; length--) {
      const at = word.length - length;
      const ending = word.slice(at);
      if (this.#always.has(ending)) return word.slice(0, at);
      if (this.#afterVowel.has(ending)) {
        const before = at > from ? word.charAt(at - 1) : '';
        return before === 'а' || before === 'я' ? word.slice(0, at) : undefined;
      }
    }
    return undefined;
  }
}

const GERUND = new Endings('ив ивши ившись ыв ывши ывшись', 'в вши вшись');
const ADJECTIVE = new Endings(
  'ее ие ые ое ими ыми ей ий ый ой ем им ым ом его ого ему ому их ых ую юю ая яя ою ею',
);
const PARTICIPLE = new Endings('ивш ывш ующ', 'ем нн вш ющ щ');
const REFLEXIVE = new Endings('ся сь');
const VERB = new Endings(
  'ила ыла ена ейте уйте ите или ыли ей уй ил ыл им ым ен ило ыло ено ят ует уют ит ыт ены ить ыть ишь ую ю',
  'ла на ете йте ли й л ем н ло но ет ют ны ть ешь нно',
);
const NOUN = new Endings(
  'а ев ов ие ье е иями ями ами еи ии и ией ей ой ий й иям ям ием ем ам ом о у ах иях ях ы ь ию ью ю ия ья я',
);
const SUPERLATIVE = new Endings('ейш ейше');
const DERIVATION = new Endings('ост ость');

/** Stem of a folded Russian word: always a beginning of it. */
export function stemRussian(word: string): string {
  let from = 0;
  while (from < word.length && !VOWELS.includes(word.charAt(from))) from++;
  from++;
  if (from >= word.length) return word;
  let stem = GERUND.remove(word, from);
  if (stem === undefined) {
    const plain = REFLEXIVE.remove(word, from) ?? word;
    stem =
      removeAdjective(plain, from) ?? VERB.remove(plain, from) ?? NOUN.remove(plain, from) ?? plain;
  }
  if (stem.length > from && stem.endsWith('и')) stem = stem.slice(0, -1);
  stem = DERIVATION.remove(stem, Math.max(from, secondRegion(word))) ?? stem;
  return tidy(stem, from);
}

function removeAdjective(word: string, from: number): string | undefined {
  const stem = ADJECTIVE.remove(word, from);
  return stem === undefined ? undefined : (PARTICIPLE.remove(stem, from) ?? stem);
}

/** Undoubles н, with or without a superlative before it, or drops a soft sign. */
function tidy(stem: string, from: number): string {
  const plain = SUPERLATIVE.remove(stem, from) ?? stem;
  if (plain.endsWith('нн') && plain.length - 2 >= from) return plain.slice(0, -1);
  if (plain !== stem) return plain;
  return stem.length > from && stem.endsWith('ь') ? stem.slice(0, -1) : stem;
}

function secondRegion(word: string): number {
  return regionAfter(word, regionAfter(word, 0));
}

function regionAfter(word: string, from: number): number {
  for (let i = from + 1; i < word.length; i++) {
    if (!VOWELS.includes(word.charAt(i)) && VOWELS.includes(word.charAt(i - 1))) return i + 1;
  }
  return word.length;
}
