/**
 * Applies a combining mark to the folded character before it, where the two make a letter that folding keeps: й of и
 * and a breve, ガ of カ and a voicing mark, a Hangul syllable of its letters. All other marks change nothing.
 *
 * Only these are looked at, so that a text of nothing but marks costs no more than another.
 */
import { foldWord } from './foldTable.ts';

const BREVE = 0x306;
const DIAERESIS = 0x308;
const VOICED = 0x3099;
const SEMI_VOICED = 0x309a;
const HALF_WIDTH = 0xff00;
/** Unicode Standard 3.12, conjoining jamo behavior. */
const SYLLABLE_BASE = 0xac00;
const LAST_SYLLABLE = 0xd7a3;
const LEADING_BASE = 0x1100;
const LEADING_COUNT = 19;
const VOWEL_BASE = 0x1161;
const VOWEL_COUNT = 21;
const TRAILING_BASE = 0x11a7;
const TRAILING_COUNT = 28;

/** Composed folded unit by base and mark; of the pairs below there are a few hundred. */
const composed = new Map<number, number>();
const fullWidth = new Map<number, number>();

/** The folded unit with the mark, or the unit itself. */
export function composeUnit(unit: number, markUnit: number): number {
  const mark = markUnit < HALF_WIDTH ? markUnit : widen(markUnit);
  if (mark >= VOWEL_BASE && mark < TRAILING_BASE + TRAILING_COUNT) return composeHangul(unit, mark);
  const isCyrillic = (mark === BREVE || mark === DIAERESIS) && unit >= 0x400 && unit < 0x530;
  const isKana = (mark === VOICED || mark === SEMI_VOICED) && unit >= 0x3040 && unit <= 0x30ff;
  if (!isCyrillic && !isKana) return unit;
  const pair = unit * 0x10000 + mark;
  let result = composed.get(pair);
  if (result === undefined) {
    const folded = foldWord(String.fromCharCode(unit, mark));
    result = folded.length === 1 ? folded.charCodeAt(0) : unit;
    composed.set(pair, result);
  }
  return result;
}

function composeHangul(unit: number, mark: number): number {
  const vowel = mark - VOWEL_BASE;
  const leading = unit - LEADING_BASE;
  if (leading >= 0 && leading < LEADING_COUNT && vowel < VOWEL_COUNT) {
    return SYLLABLE_BASE + (leading * VOWEL_COUNT + vowel) * TRAILING_COUNT;
  }
  const trailing = mark - TRAILING_BASE;
  const isOpen = unit >= SYLLABLE_BASE && unit <= LAST_SYLLABLE;
  const takesTrailing = isOpen && (unit - SYLLABLE_BASE) % TRAILING_COUNT === 0;
  return takesTrailing && trailing > 0 && trailing < TRAILING_COUNT ? unit + trailing : unit;
}

/** The mark for a half-width one. */
function widen(mark: number): number {
  let wide = fullWidth.get(mark);
  if (wide === undefined) {
    wide = String.fromCharCode(mark).normalize('NFKC').charCodeAt(0);
    fullWidth.set(mark, wide);
  }
  return wide;
}
