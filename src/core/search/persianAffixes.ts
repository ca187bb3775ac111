/**
 * Persian verbs and plurals, whose affixes are written joined, with a zero width non-joiner, or apart: `می روم` and
 * `کتاب ها` give the joined form as well, so that every spelling finds every other.
 */
import { isArabic } from './characters.ts';
import { foldWord } from './foldTable.ts';
import { hashTerm, hashUnits } from './hash.ts';
import { MAX_TERM_LENGTH, WHOLE } from './tokenKinds.ts';
import type { TokenSink, Tokenizer } from './tokenizer.ts';

const PREFIXES = hashesOf('می نمی');
const SUFFIXES = hashesOf('ها های هایی هایم هایت هایش تر ترین ام ات اش ای اند');
const LONGEST_AFFIX = 4;

export class PersianAffixes {
  /** The word before, where it was in Arabic script. */
  readonly #before = new Uint16Array(MAX_TERM_LENGTH);
  #length = 0;
  #start = 0;
  #end = -1;
  #isPrefix = false;

  /** Forgets the word before. */
  clear(): void {
    this.#end = -1;
  }

  /** Looks at the word just emitted; emits it joined with the one before, where one of them is an affix. */
  join(text: string, token: Tokenizer, sink: TokenSink): void {
    const { units, length, hash, start, end } = token;
    if (!isArabic(units[0])) return;
    const isShort = length <= LONGEST_AFFIX;
    const isPrefix = isShort && PREFIXES.has(hash);
    const isSuffix = isShort && SUFFIXES.has(hash);
    const follows = start - this.#end === 1 && text.charCodeAt(start - 1) === 0x20;
    const joinedLength = this.#length + length;
    const joins = follows && (isSuffix || this.#isPrefix) && joinedLength <= MAX_TERM_LENGTH;
    if (joins) {
      units.copyWithin(this.#length, 0, length);
      units.set(this.#before.subarray(0, this.#length));
      token.length = joinedLength;
      token.hash = hashUnits(units, joinedLength);
      token.emit(sink, WHOLE, this.#start, end);
    }
    this.#length = token.length;
    for (let i = 0; i < token.length; i++) this.#before[i] = units[i] as number;
    this.#start = joins ? this.#start : start;
    this.#end = end;
    this.#isPrefix = isPrefix;
  }
}

function hashesOf(words: string): ReadonlySet<number> {
  return new Set(words.split(' ').map((word) => hashTerm(foldWord(word))));
}
