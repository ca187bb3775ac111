/**
 * Splits text of any language into folded terms, driven by script: the language of a text is not known.
 *
 * - Letters and digits make words. Words joined by a hyphen, dot, apostrophe, underscore, ampersand or (in Arabic
 *   script) a zero width non-joiner give their parts and then the whole without the joint.
 * - Scripts written without spaces give overlapping pairs of characters; the last character of a run is a term
 *   too, so that every character starts some term and one typed character finds it as a prefix.
 * - Groups of digits that look like one number give that number as well (see `DigitRun`).
 *
 * One loop over code units with a lookup table; nothing is allocated for a word.
 */
import {
  englishEnding,
  isApostrophe,
  isArabic,
  isAttached,
  isJoint,
  isRunCodePoint,
  isRunUnit,
  isWordStart,
} from './characters.ts';
import { composeUnit } from './composeUnit.ts';
import { DigitRun } from './digitRun.ts';
import {
  EXPANDED,
  FIRST_UNIT,
  FOLD,
  IGNORED,
  MARK,
  NON_JOINER,
  SEPARATOR,
  SURROGATE,
  foldedUnits,
  loadFold,
} from './foldTable.ts';
import { DIGITS, MAX_TERM_LENGTH, PAIR, TAIL, WORD } from './tokenKinds.ts';
import { HASH_PRIME, HASH_SEED, hashUnits } from './hash.ts';
import { JoinedWord } from './joinedWord.ts';
import { PersianAffixes } from './persianAffixes.ts';

/** Receives each term in the order of the text; reads `units[0..length)`, `hash`, `start`, `end` and `kind`. */
export interface TokenSink {
  accept(token: Tokenizer): void;
}

const LAST_DIGIT = 0x39;
/** Folded units below this need no look at what stands before the word. */
const FIRST_ARABIC = 0x620;

export class Tokenizer {
  /** The term is in `units[0..length)`. */
  readonly units = new Uint16Array(MAX_TERM_LENGTH);
  length = 0;
  hash = 0;
  /** Range of the term in the text, in code units. */
  start = 0;
  end = 0;
  /** WORD or a sum of the kinds above. */
  kind = WORD;

  readonly #digits = new DigitRun();
  readonly #joined = new JoinedWord();
  readonly #affixes = new PersianAffixes();

  /** Hands every term of the text to the sink. Never fails, whatever the text holds. */
  scan(text: string, sink: TokenSink): void {
    const length = text.length;
    this.#joined.clear();
    this.#affixes.clear();
    this.#digits.clear();
    let index = 0;
    while (index < length) {
      index = this.#scanPlainWords(text, index, sink);
      if (index >= length) break;
      const unit = text.charCodeAt(index);
      const fold = (FOLD[unit] as number) || loadFold(unit);
      if (fold === SEPARATOR) index++;
      else if (fold >= FIRST_UNIT && fold < 0xe00) index = this.#scanWord(text, index, sink);
      else if (isRunUnit(fold)) index = this.#scanRun(text, index, sink);
      else if (fold === SURROGATE || fold === EXPANDED) {
        index = this.#scanExpanded(text, index, sink);
      } else if (fold >= FIRST_UNIT) index = this.#scanWord(text, index, sink);
      else index++;
    }
    if (this.#digits.groups > 0) this.#digits.flush(this, sink);
  }

  /** Hands out one term whose units are in place already; for the number a run of digits makes. */
  emit(sink: TokenSink, kind: number, start: number, end: number): void {
    this.kind = kind;
    this.start = start;
    this.end = end;
    sink.accept(this);
  }

  /**
   * Words of letters that fold to one unit each, with no joint after them and no number open before: nearly all words
   * of most texts, for which the general way would cost as much again. Returns where it met something else.
   */
  #scanPlainWords(text: string, from: number, sink: TokenSink): number {
    const fold = FOLD;
    const units = this.units;
    const textLength = text.length;
    if (this.#joined.parts > 0 || this.#digits.groups > 0) return from;
    for (let index = from; ; index++) {
      while (index < textLength && fold[text.charCodeAt(index)] === SEPARATOR) index++;
      const start = index;
      let length = 0;
      let hash = HASH_SEED;
      let unit = 0x20;
      let folded = SEPARATOR;
      for (; index < textLength; index++) {
        unit = text.charCodeAt(index);
        folded = fold[unit] as number;
        if (folded < FIRST_UNIT || folded >= FIRST_ARABIC || length === MAX_TERM_LENGTH) break;
        units[length++] = folded;
        hash = Math.imul(hash ^ folded, HASH_PRIME);
      }
      if (index === textLength) return start;
      if (folded !== SEPARATOR || length === 0 || (units[0] as number) <= LAST_DIGIT) return start;
      if (unit !== 0x20 && unit !== 0x0a && isJoint(unit) && !isSeparatorAt(text, index + 1)) {
        return start;
      }
      this.length = length;
      this.hash = hash;
      this.kind = WORD;
      this.start = start;
      this.end = index;
      sink.accept(this);
    }
  }

  #scanWord(text: string, from: number, sink: TokenSink): number {
    const units = this.units;
    const textLength = text.length;
    let index = from;
    let length = 0;
    let hash = HASH_SEED;
    for (; index < textLength; index++) {
      const unit = text.charCodeAt(index);
      const fold = (FOLD[unit] as number) || loadFold(unit);
      if (fold >= FIRST_UNIT && (fold < 0xe00 || !isRunUnit(fold))) {
        if (length < MAX_TERM_LENGTH) {
          units[length++] = fold;
          hash = Math.imul(hash ^ fold, HASH_PRIME);
        }
      } else if (fold === SEPARATOR || fold >= FIRST_UNIT) break;
      else if (fold !== IGNORED) {
        if (fold === NON_JOINER && isArabic(units[length - 1])) break;
        const next = this.#extendWord(text, index, length);
        if (next < 0) break;
        if (fold === SURROGATE) index++;
        length = next;
        hash = hashUnits(units, length);
      }
    }
    this.length = length;
    this.hash = hash;
    return this.#endWord(text, from, index, sink);
  }

  /** Adds what is no single unit: an expansion, a mark, a letter beyond U+FFFF. New length, or -1 at a word's end. */
  #extendWord(text: string, index: number, length: number): number {
    const codePoint = text.codePointAt(index) ?? 0;
    const fold = FOLD[text.charCodeAt(index)] as number;
    if (fold === NON_JOINER) return length;
    if (fold === MARK) return this.#composeLast(codePoint, length);
    const added = foldedUnits(codePoint);
    if (added === '' || runCodePoint(text, index) !== 0) return -1;
    let at = length;
    for (let i = 0; i < added.length && at < MAX_TERM_LENGTH; i++) {
      this.units[at++] = added.charCodeAt(i);
    }
    return at;
  }

  /** Applies a combining mark to the last unit, where the two make one letter that folding keeps (й). */
  #composeLast(mark: number, length: number): number {
    if (length === 0) return 0;
    this.units[length - 1] = composeUnit(this.units[length - 1] as number, mark);
    return length;
  }

  #endWord(text: string, start: number, wordEnd: number, sink: TokenSink): number {
    if (this.length === 0) return Math.max(wordEnd, start + 1);
    let index = wordEnd;
    let end = wordEnd;
    let joint = index < text.length ? text.charCodeAt(index) : 0x20;
    let joins = joint !== 0x20 && isJoint(joint) && isWordStart(text, index + 1);
    if (joins && isApostrophe(joint)) {
      const ending = englishEnding(text, index + 1);
      if (ending === 't') this.#append(ending);
      if (ending !== '') {
        index += 1 + ending.length;
        if (ending === 't') end = index;
        joint = index < text.length ? text.charCodeAt(index) : 0x20;
        joins = joint !== 0x20 && isJoint(joint) && isWordStart(text, index + 1);
      }
    }
    const isPart = joins || this.#joined.parts > 0;
    if (isPart) this.#joined.add(this, start, this.#isDigits());
    this.#emitWord(text, start, end, sink);
    if (isPart && !joins) this.#joined.finish(this, end, sink);
    return joins ? index + 1 : index;
  }

  #append(units: string): void {
    for (let i = 0; i < units.length && this.length < MAX_TERM_LENGTH; i++) {
      this.units[this.length++] = units.charCodeAt(i);
    }
    this.hash = hashUnits(this.units, this.length);
  }

  #emitWord(text: string, start: number, end: number, sink: TokenSink): void {
    if ((this.units[0] as number) <= LAST_DIGIT && this.#isDigits()) {
      const isPartOfId = this.#joined.parts > 0 && this.#joined.hasLetters;
      if (!isPartOfId) this.#digits.add(text, start, end, this, sink);
      this.emit(sink, DIGITS, start, end);
      return;
    }
    if (this.#digits.groups > 0) this.#flushDigits(sink);
    this.emit(sink, WORD, start, end);
    this.#affixes.join(text, this, sink);
  }

  /** Flushing writes the number into `units`, where the word that ended the run is waiting. */
  #flushDigits(sink: TokenSink): void {
    const { length, hash } = this;
    const kept = this.units.slice(0, length);
    this.#digits.flush(this, sink);
    this.units.set(kept);
    this.length = length;
    this.hash = hash;
  }

  #isDigits(): boolean {
    for (let i = 0; i < this.length; i++) {
      const unit = this.units[i] as number;
      if (unit < 0x30 || unit > 0x39) return false;
    }
    return true;
  }

  /** A run of characters written without spaces, from its first character on. */
  #scanRun(text: string, from: number, sink: TokenSink): number {
    if (this.#digits.groups > 0) this.#digits.flush(this, sink);
    let index = from;
    let count = 0;
    let previous = 0;
    let previousStart = from;
    while (index < text.length) {
      const unit = text.charCodeAt(index);
      const fold = (FOLD[unit] as number) || loadFold(unit);
      let current = isRunUnit(fold) ? fold : runCodePoint(text, index);
      if (current === 0) break;
      let next = index + (fold === SURROGATE ? 2 : 1);
      while (isAttached(text, next)) current = composeUnit(current, text.charCodeAt(next++));
      if (previous !== 0) this.#emitPair(previous, current, previousStart, next, sink);
      previous = current;
      previousStart = index;
      count++;
      if (fold === EXPANDED) {
        for (const char of [...foldedUnits(unit)].slice(1)) {
          current = char.codePointAt(0) ?? 0;
          this.#emitPair(previous, current, index, next, sink);
          previous = current;
          count++;
        }
      }
      index = next;
    }
    this.length = 0;
    this.#appendCodePoint(previous);
    this.hash = hashUnits(this.units, this.length);
    this.emit(sink, count === 1 ? PAIR : PAIR | TAIL, previousStart, index);
    return index;
  }

  #emitPair(first: number, second: number, start: number, end: number, sink: TokenSink): void {
    this.length = 0;
    this.#appendCodePoint(first);
    this.#appendCodePoint(second);
    this.hash = hashUnits(this.units, this.length);
    this.kind = PAIR;
    this.start = start;
    this.end = end;
    sink.accept(this);
  }

  #appendCodePoint(codePoint: number): void {
    if (codePoint > 0xffff) {
      this.units[this.length++] = 0xd7c0 + (codePoint >> 10);
      this.units[this.length++] = 0xdc00 + (codePoint & 0x3ff);
    } else this.units[this.length++] = codePoint;
  }

  /** A character given by `foldedUnits`: one beyond U+FFFF, or one that folds to several units. */
  #scanExpanded(text: string, index: number, sink: TokenSink): number {
    const codePoint = text.codePointAt(index) ?? 0;
    if (foldedUnits(codePoint) === '') return index + (codePoint > 0xffff ? 2 : 1);
    if (runCodePoint(text, index) !== 0) return this.#scanRun(text, index, sink);
    return this.#scanWord(text, index, sink);
  }
}

/** First folded character of what `foldedUnits` gives for the character there, where it is one of a run; else 0. */
function runCodePoint(text: string, index: number): number {
  const unit = text.charCodeAt(index);
  if (FOLD[unit] !== SURROGATE && FOLD[unit] !== EXPANDED) return 0;
  const folded = foldedUnits(text.codePointAt(index) ?? 0).codePointAt(0) ?? 0;
  return isRunCodePoint(folded) || isRunUnit(folded) ? folded : 0;
}

/** Whether a character that is known to separate words is there, or the text ends. */
function isSeparatorAt(text: string, index: number): boolean {
  return index >= text.length || FOLD[text.charCodeAt(index)] === SEPARATOR;
}
