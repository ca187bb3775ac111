/** What a UTF-16 unit means to a reader of plain YAML. */
export const ordinary = 0;
export const space = 1;
/** LF, and CR which must be followed by LF. */
export const lineBreak = 2;
export const colon = 3;
export const hash = 4;
/** `,` `[` `]` `{` `}`: they end a plain scalar inside of a flow collection. */
export const flowIndicator = 5;
/** Tabs, control characters, and what only a full reader takes. */
export const odd = 6;

const kinds = new Uint8Array(128);
kinds.fill(odd, 0, 0x20);
kinds[0x7f] = odd;
kinds[0x20] = space;
kinds[0x0a] = lineBreak;
kinds[0x0d] = lineBreak;
kinds[0x3a] = colon;
kinds[0x23] = hash;
for (const indicator of ',[]{}') kinds[indicator.charCodeAt(0)] = flowIndicator;

/** The kind of the UTF-16 unit at an offset of a text; half a surrogate pair is odd. */
export function kindAt(text: string, at: number): number {
  const c = text.charCodeAt(at);
  if (c < 128) return kinds[c] ?? odd;
  return isOrdinaryBeyondAscii(text, at, c) ? ordinary : odd;
}

function isOrdinaryBeyondAscii(text: string, at: number, c: number): boolean {
  if (c < 0xd800) return c >= 0xa0;
  if (c < 0xdc00) {
    const low = text.charCodeAt(at + 1);
    return low >= 0xdc00 && low < 0xe000;
  }
  if (c < 0xe000) {
    const high = text.charCodeAt(at - 1);
    return high >= 0xd800 && high < 0xdc00;
  }
  return c !== 0xfeff && c < 0xfffe;
}

/** First units that a plain scalar may not begin with, or that only the full reader takes there. */
const notPlainStart = new Uint8Array(128);
for (const indicator of '?:,[]{}#&*!|>\'"%@`') notPlainStart[indicator.charCodeAt(0)] = 1;

/** True where a plain scalar of the simple kind may begin. `-` must be looked at by the caller. */
export function isPlainStart(c: number): boolean {
  return c >= 128 || notPlainStart[c] === 0;
}
