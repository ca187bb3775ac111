/**
 * Generated documents to measure search on: always the same for a seed, about 1.5 KB each with 12 fields' worth of
 * keywords, in four languages (80 % English, 10 % Russian, 6 % Chinese, 4 % Persian), words by Zipf's law.
 */
import type { SearchDocument } from '../../src/core/search/searchIndex.ts';

export interface SearchCorpus {
  readonly documents: readonly SearchDocument[];
  /** English words of the corpus, the most frequent first. */
  readonly words: readonly string[];
}

type Random = () => number;

const BODY_LENGTH = 1350;
const SYLLABLES =
  'a an be co de el fi ga ho in ju ke li ma no o pe ra se to un ve we ya ze st pl gr con per tor'.split(
    ' ',
  );
const ENDINGS = ['', '', '', 's', 'ed', 'ing', 'er', 'ly', 'tion'];
const RUSSIAN_SYLLABLES =
  'ба ве ги до за ко ле ми но па ре со та у фи хо ца чу ша при про пе раз'.split(' ');
const RUSSIAN_ENDINGS = [
  '',
  'а',
  'ы',
  'ов',
  'ам',
  'ами',
  'ах',
  'у',
  'ом',
  'е',
  'ный',
  'ная',
  'ного',
];
const PERSIAN_SYLLABLES = 'با دا سا را کا نا می تو رو سی گی شا فر مر بر در خو چه پر آن'.split(' ');
const PERSIAN_ENDINGS = ['', '', 'ها', '\u200cها', '\u200cهای', 'ی', 'ان', 'تر'];

/** Documents with keys 0..count-1. */
export function generateCorpus(count: number, seed = 42): SearchCorpus {
  const random = createRandom(seed);
  const english = vocabulary(30_000, SYLLABLES, ENDINGS, random);
  const russian = vocabulary(12_000, RUSSIAN_SYLLABLES, RUSSIAN_ENDINGS, random);
  const persian = vocabulary(6_000, PERSIAN_SYLLABLES, PERSIAN_ENDINGS, random);
  const chinese = Array.from({ length: 5_000 }, () => han(random) + han(random));
  const documents: SearchDocument[] = [];
  for (let key = 0; key < count; key++) {
    const kind = random();
    if (kind < 0.8) documents.push(document(key, english, ' ', random));
    else if (kind < 0.9) documents.push(document(key, russian, ' ', random));
    else if (kind < 0.96) documents.push(document(key, chinese, '', random));
    else documents.push(document(key, persian, ' ', random));
  }
  return { documents, words: english };
}

/** Numbers in [0, 1), the same for a seed (mulberry32). */
export function createRandom(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Rank by Zipf's law: the frequency of the word of rank r is in proportion to 1 / r. */
export function zipfRank(count: number, random: Random): number {
  return Math.min(count - 1, Math.floor(Math.exp(random() * Math.log(count + 1))) - 1);
}

function document(
  key: number,
  words: readonly string[],
  space: string,
  random: Random,
): SearchDocument {
  const pick = (): string => words[zipfRank(words.length, random)] ?? '';
  const title = sentence(4, pick, space);
  const day = `202${key % 6}-0${1 + (key % 9)}-1${key % 10}`;
  const owner = `${pick()}.${pick()}@example.com`;
  const keywords = `INV-2026-${String(key).padStart(5, '0')} ${pick()} ${pick()} ${owner} ${day} ${key * 17} open`;
  const wanted = BODY_LENGTH - title.length - keywords.length;
  let body = '';
  let bytes = 0;
  const bytesPerUnit = space === '' ? 3 : (words[0]?.charCodeAt(0) ?? 0) > 0x2ff ? 2 : 1;
  while (bytes < wanted) {
    const next = `${sentence(8 + Math.floor(random() * 10), pick, space)}${space === '' ? '。' : '. '}`;
    body += next;
    if (random() < 0.1) body += '\n\n';
    bytes += next.length * bytesPerUnit;
  }
  if (random() < 0.3)
    body += `\n+98 912 ${100 + (key % 900)} ${10 + (key % 90)} ${10 + ((key >> 3) % 90)}`;
  return { key, title: flat(title), keywords: flat(keywords), body: flat(body) };
}

/** Text as it is when read from a file, in one piece; a text put together is a tree of its parts. */
function flat(text: string): string {
  return Buffer.from(text).toString();
}

function sentence(length: number, pick: () => string, space: string): string {
  const words = Array.from({ length }, pick).join(space);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function vocabulary(
  count: number,
  syllables: readonly string[],
  endings: readonly string[],
  random: Random,
): string[] {
  const words = new Set<string>();
  while (words.size < count) {
    // Frequent words are short, as in any language.
    const longest = words.size < 20 ? 1 : words.size < 400 ? 2 : words.size < 4000 ? 3 : 4;
    const length = 1 + Math.floor(random() * longest);
    let word = '';
    for (let i = 0; i < length; i++) word += syllables[Math.floor(random() * syllables.length)];
    words.add(word + (longest < 2 ? '' : endings[Math.floor(random() * endings.length)]));
  }
  return [...words];
}

function han(random: Random): string {
  return String.fromCharCode(0x4e00 + Math.floor(random() ** 2 * 3000));
}
