/** How wide text is: in columns of a terminal, and roughly in units of an SVG. */

/** Inclusive ranges of code points that take two columns (East Asian Wide and Fullwidth of Unicode, and emoji). */
const wideRanges: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x231a, 0x231b],
  [0x2329, 0x232a],
  [0x23e9, 0x23ec],
  [0x23f0, 0x23f0],
  [0x23f3, 0x23f3],
  [0x25fd, 0x25fe],
  [0x2614, 0x2615],
  [0x2648, 0x2653],
  [0x267f, 0x267f],
  [0x2693, 0x2693],
  [0x26a1, 0x26a1],
  [0x26aa, 0x26ab],
  [0x26bd, 0x26be],
  [0x26c4, 0x26c5],
  [0x26ce, 0x26ce],
  [0x26d4, 0x26d4],
  [0x26ea, 0x26ea],
  [0x26f2, 0x26f3],
  [0x26f5, 0x26f5],
  [0x26fa, 0x26fa],
  [0x26fd, 0x26fd],
  [0x2705, 0x2705],
  [0x270a, 0x270b],
  [0x2728, 0x2728],
  [0x274c, 0x274c],
  [0x274e, 0x274e],
  [0x2753, 0x2755],
  [0x2757, 0x2757],
  [0x2795, 0x2797],
  [0x27b0, 0x27b0],
  [0x27bf, 0x27bf],
  [0x2b1b, 0x2b1c],
  [0x2b50, 0x2b50],
  [0x2b55, 0x2b55],
  [0x2e80, 0x303e],
  [0x3041, 0x33ff],
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
  [0xa000, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe10, 0xfe19],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x16fe0, 0x18aff],
  [0x1b000, 0x1b2ff],
  [0x1f004, 0x1f004],
  [0x1f0cf, 0x1f0cf],
  [0x1f18e, 0x1f18e],
  [0x1f191, 0x1f19a],
  [0x1f1e6, 0x1f1ff],
  [0x1f200, 0x1f265],
  [0x1f300, 0x1f64f],
  [0x1f680, 0x1f6ff],
  [0x1f7e0, 0x1f7eb],
  [0x1f90c, 0x1f9ff],
  [0x1fa70, 0x1faff],
  [0x20000, 0x3fffd],
];

function isWide(code: number): boolean {
  if (code < 0x1100) return false;
  let low = 0;
  let high = wideRanges.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const range = wideRanges[middle];
    if (!range) return false;
    if (code < range[0]) high = middle - 1;
    else if (code > range[1]) low = middle + 1;
    else return true;
  }
  return false;
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
const invisible = /^[\p{Mark}\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cc}]+$/u;

/** Columns of a terminal that one line of text takes: wide characters two, combining marks none. */
export function terminalWidth(text: string): number {
  // Plain printable ASCII, by far the commonest, needs no segmentation.
  if (/^[ -~]*$/.test(text)) return text.length;
  let width = 0;
  for (const { segment } of graphemes.segment(text)) width += graphemeWidth(segment);
  return width;
}

function graphemeWidth(grapheme: string): number {
  const code = grapheme.codePointAt(0) ?? 0;
  if (invisible.test(grapheme)) return 0;
  // U+FE0F asks for the emoji form of a character that is narrow as text.
  return isWide(code) || grapheme.includes('\u{FE0F}') ? 2 : 1;
}

/** Cuts text to at most `width` columns; what was cut ends in an ellipsis. */
export function truncateToWidth(text: string, width: number): string {
  if (terminalWidth(text) <= width) return text;
  let kept = '';
  let used = 0;
  for (const { segment } of graphemes.segment(text)) {
    const next = graphemeWidth(segment);
    if (used + next > width - 1) break;
    kept += segment;
    used += next;
  }
  return `${kept}…`;
}

/**
 * Text from a record as one harmless line of a terminal: control characters (escape sequences too) and
 * overrides of the writing direction become visible or go.
 */
export function singleLine(text: string): string {
  return text
    .replace(/\s*[\n\r\u{2028}\u{2029}]\s*/gu, ' ')
    .replaceAll('\t', ' ')
    .replace(/\p{Cc}/gu, '\u{FFFD}')
    .replace(/[\u{202a}-\u{202e}\u{2066}-\u{2069}]/gu, '');
}

const narrowLetters = /[iljtfrI.,:;'|!()[\]/ ]/;
const broadLetters = /[mwMWABCDGHKNOQRUVXYZ@%&ШЩЖМЮФшщжмюф—]/;

/** Roughly the width of text in a sans-serif font, in the units of its font size: no font is at hand to measure. */
export function estimateTextWidth(text: string, fontSize: number): number {
  let units = 0;
  for (const { segment } of graphemes.segment(text)) {
    if (graphemeWidth(segment) === 2) units += 1;
    else if (narrowLetters.test(segment)) units += 0.34;
    else units += broadLetters.test(segment) ? 0.84 : 0.58;
  }
  return units * fontSize;
}

/** Cuts text to an estimated width; what was cut ends in an ellipsis. */
export function truncateToEstimate(text: string, width: number, fontSize: number): string {
  if (estimateTextWidth(text, fontSize) <= width) return text;
  let kept = '';
  let used = estimateTextWidth('…', fontSize);
  for (const { segment } of graphemes.segment(text)) {
    used += estimateTextWidth(segment, fontSize);
    if (used > width) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}
