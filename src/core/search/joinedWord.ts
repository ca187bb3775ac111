/** The whole of a word that is written in parts with a joint between them: e-mail, O'Brien, INV-2026-004. */
import { HASH_PRIME, HASH_SEED } from './hash.ts';
import { MAX_TERM_LENGTH, WHOLE } from './tokenKinds.ts';
import type { TokenSink, Tokenizer } from './tokenizer.ts';

/** A path or an address of more parts, or a longer one, is found by its parts. */
const MOST_PARTS = 4;
const LONGEST_WHOLE = 32;

export class JoinedWord {
  /** Parts collected; 0 where no joined word is open. */
  parts = 0;
  /** Whether some part is more than digits: a run of digits takes care of numbers. */
  hasLetters = false;
  readonly #units = new Uint16Array(MAX_TERM_LENGTH);
  #length = 0;
  #start = 0;

  /** Forgets what was collected. */
  clear(): void {
    this.parts = 0;
  }

  /** Adds the word in `token.units`, which starts there in the text. */
  add(token: Tokenizer, start: number, isDigits: boolean): void {
    if (this.parts === 0) {
      this.#length = 0;
      this.#start = start;
      this.hasLetters = false;
    }
    this.parts++;
    if (!isDigits) this.hasLetters = true;
    for (let i = 0; i < token.length && this.#length < MAX_TERM_LENGTH; i++) {
      this.#units[this.#length++] = token.units[i] as number;
    }
  }

  /** Emits the whole, where it is worth a term, and forgets it. */
  finish(token: Tokenizer, end: number, sink: TokenSink): void {
    const { parts } = this;
    this.parts = 0;
    if (parts < 2 || parts > MOST_PARTS || this.#length > LONGEST_WHOLE) return;
    if (!this.hasLetters) return;
    token.length = this.#length;
    token.hash = HASH_SEED;
    for (let i = 0; i < this.#length; i++) {
      const unit = this.#units[i] as number;
      token.units[i] = unit;
      token.hash = Math.imul(token.hash ^ unit, HASH_PRIME);
    }
    token.emit(sink, WHOLE, this.#start, end);
  }
}
