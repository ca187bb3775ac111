/** Kinds of terms the tokenizer gives. */

/** Longest term in code units; of a longer word the first units are the term. */
export const MAX_TERM_LENGTH = 64;

/** A plain word. */
export const WORD = 0;
/** The whole of several parts: lies on the position of the last part, does not count for the length of a text. */
export const WHOLE = 1;
/** A pair of characters, or one sign, of a script written without spaces. */
export const PAIR = 2;
/** The last character of such a run. */
export const TAIL = 4;
/** Digits only. */
export const DIGITS = 8;
/** The digits of a long number backwards after a `#`: finds a phone number by its end. Always with WHOLE. */
export const REVERSED = 16;
