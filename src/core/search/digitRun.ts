/**
 * Groups of digits that read as one number: a phone number in any grouping, an amount with thousands separated.
 *
 * Such a run gives, beside its groups, the number without separators; and a number as long as a phone number gives
 * its digits backwards as well, so that `0912 123 4567` finds `+98 912 123 45 67` by their common end.
 */
import { HASH_PRIME, HASH_SEED } from './hash.ts';
import { REVERSED, WHOLE } from './tokenKinds.ts';
import type { TokenSink, Tokenizer } from './tokenizer.ts';

/** A phone number has 7 to 15 digits (ITU-T E.164). */
export const SHORTEST_PHONE = 7;
export const LONGEST_PHONE = 15;
/** As many digits in one piece are a phone number rather than an amount. */
const CERTAIN_PHONE = 10;
/** First unit of a term of digits written backwards; folding never yields it. */
export const REVERSED_MARK = 0x23;

const MAX_DIGITS = 32;
const MAX_GROUPS = 16;

export class DigitRun {
  /** Groups collected and not yet flushed. */
  groups = 0;
  readonly #digits = new Uint16Array(MAX_DIGITS);
  readonly #lengths = new Uint8Array(MAX_GROUPS);
  #count = 0;
  #start = 0;
  #end = 0;
  /** Whether the run starts as phone numbers do, with a plus or a nought. */
  #isMarked = false;

  /** Forgets what was collected. */
  clear(): void {
    this.groups = 0;
    this.#count = 0;
  }

  /** Adds the digits in `token.units`, read at [start, end) of the text; flushes first where they start a new run. */
  add(text: string, start: number, end: number, token: Tokenizer, sink: TokenSink): void {
    if (this.groups > 0 && !isGap(text, this.#end, start)) {
      const digits = token.units.slice(0, token.length);
      const hash = token.hash;
      this.flush(token, sink);
      token.units.set(digits);
      token.length = digits.length;
      token.hash = hash;
    }
    if (this.groups === 0) {
      this.#start = start;
      const isAfterPlus = start > 0 && text.charCodeAt(start - 1) === 0x2b;
      this.#isMarked = isAfterPlus || token.units[0] === 0x30;
    }
    if (this.groups < MAX_GROUPS) this.#lengths[this.groups] = Math.min(token.length, 255);
    this.groups++;
    for (let i = 0; i < token.length; i++, this.#count++) {
      if (this.#count < MAX_DIGITS) this.#digits[this.#count] = token.units[i] as number;
    }
    this.#end = end;
  }

  /** Emits what the run makes beside its groups, and clears it. */
  flush(token: Tokenizer, sink: TokenSink): void {
    const { groups } = this;
    const count = this.#count;
    this.clear();
    const isPhone = count >= SHORTEST_PHONE && count <= LONGEST_PHONE;
    if (groups === 1) {
      const isLikelyPhone = this.#isMarked || count >= CERTAIN_PHONE;
      if (isPhone && isLikelyPhone) this.#emitReversed(count, token, sink);
      return;
    }
    if (count > LONGEST_PHONE || groups > MAX_GROUPS || this.#isDate(groups)) return;
    const isAmount = this.#isAmount(groups);
    if (!isPhone && !isAmount) return;
    token.length = 0;
    token.hash = HASH_SEED;
    for (let i = 0; i < count; i++) this.#push(this.#digits[i] as number, token);
    token.emit(sink, WHOLE, this.#start, this.#end);
    if (isPhone && !isAmount) this.#emitReversed(count, token, sink);
  }

  #emitReversed(count: number, token: Tokenizer, sink: TokenSink): void {
    token.length = 0;
    token.hash = HASH_SEED;
    this.#push(REVERSED_MARK, token);
    for (let i = count - 1; i >= 0; i--) this.#push(this.#digits[i] as number, token);
    token.emit(sink, WHOLE | REVERSED, this.#start, this.#end);
  }

  #push(unit: number, token: Tokenizer): void {
    token.units[token.length++] = unit;
    token.hash = Math.imul(token.hash ^ unit, HASH_PRIME);
  }

  /** Groups of three after a first of one to three: 1,234,567 or 12.500. */
  #isAmount(groups: number): boolean {
    if ((this.#lengths[0] as number) > 3) return false;
    for (let i = 1; i < groups; i++) if (this.#lengths[i] !== 3) return false;
    return true;
  }

  /** A date (2026-11-22, 22.11.2026), with whatever follows it, is no phone number. */
  #isDate(groups: number): boolean {
    if (groups < 3) return false;
    const [first, second, third] = this.#lengths;
    if (second === undefined || second > 2) return false;
    return (first === 4 && (third ?? 9) <= 2) || ((first ?? 9) <= 2 && third === 4);
  }
}

/** Whether what lies between two groups of digits may lie within one number: one sign, or one and a bracket. */
function isGap(text: string, from: number, to: number): boolean {
  if (to - from === 1) return isNumberSign(text.charCodeAt(from));
  if (to - from !== 2) return false;
  const first = text.charCodeAt(from);
  const second = text.charCodeAt(from + 1);
  if (first === 0x29) return second === 0x20 || second === 0x2d || second === 0xa0;
  return second === 0x28 && (first === 0x20 || first === 0xa0);
}

/** Spaces ' ( ) , - . / and the Arabic thousands separator. */
function isNumberSign(unit: number): boolean {
  if (unit <= 0x2f) return unit === 0x20 || (unit >= 0x27 && unit !== 0x2a && unit !== 0x2b);
  return unit === 0xa0 || unit === 0x202f || unit === 0x66c || unit === 0x2019;
}
