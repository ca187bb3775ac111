/** Bytes of a file from another program -> text. */

export type DecodedTable =
  | {
      readonly ok: true;
      readonly text: string;
      /** The encoding that was used, as TextDecoder names it. */
      readonly encoding: string;
      /** True where nothing but the bytes said so, and another encoding is possible. */
      readonly guessed: boolean;
    }
  | { readonly ok: false; readonly message: string };

/**
 * Decodes by a byte-order mark, else by the encoding asked for; `auto` takes UTF-8 where the bytes are that, UTF-16
 * where every other byte is zero, and windows-1252 (Excel's in western Europe) for the rest. No mark stays in the text.
 */
export function decodeTable(bytes: Uint8Array, encoding: string): DecodedTable {
  const marked = encodingOfMark(bytes);
  if (marked !== undefined) return decodeAs(bytes, marked, false);
  if (encoding !== 'auto') return decodeAs(bytes, encoding, false);
  const utf16 = looksLikeUtf16(bytes);
  if (utf16 !== undefined) return decodeAs(bytes, utf16, true);
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return { ok: true, text, encoding: 'utf-8', guessed: false };
  } catch {
    return decodeAs(bytes, 'windows-1252', true);
  }
}

function encodingOfMark(bytes: Uint8Array): string | undefined {
  const [first, second, third] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : undefined;
}

const sample = 4096;

/** Text in a Latin script has a zero in every second byte of its UTF-16. */
function looksLikeUtf16(bytes: Uint8Array): string | undefined {
  const end = Math.min(bytes.length, sample) & ~1;
  if (end < 4) return undefined;
  let even = 0;
  let odd = 0;
  for (let at = 0; at < end; at += 2) {
    if (bytes[at] === 0) even++;
    if (bytes[at + 1] === 0) odd++;
  }
  const half = end / 2;
  if (odd > half * 0.4 && even < half * 0.05) return 'utf-16le';
  return even > half * 0.4 && odd < half * 0.05 ? 'utf-16be' : undefined;
}

function decodeAs(bytes: Uint8Array, encoding: string, guessed: boolean): DecodedTable {
  try {
    const decoder = new TextDecoder(encoding);
    const text = decoder.decode(bytes);
    const isWestern = decoder.encoding === 'windows-1252';
    return {
      ok: true,
      text: isWestern ? withPunctuation(text) : text,
      encoding: decoder.encoding,
      guessed,
    };
  } catch {
    const message = `There is no encoding "${encoding}": write auto, utf-8, utf-16le or windows-1252, for instance`;
    return { ok: false, message };
  }
}

/** What windows-1252 has at 0x80 to 0x9f. */
const punctuation = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** Some versions of Node decode these bytes as control characters; where they do not, nothing is left to replace. */
function withPunctuation(text: string): string {
  return text.replace(/[\u0080-\u009f]/g, (character) =>
    punctuation.charAt(character.charCodeAt(0) - 0x80),
  );
}
