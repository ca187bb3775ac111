import type { YamlScalar } from './yamlNode.ts';

const number =
  /^(?:[-+]?(?:[0-9]+|(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?)|0o[0-7]+|0x[0-9a-fA-F]+)$/;
const leadingZero = /^[-+]?0[0-9]/;
const infinity = /^[-+]?\.(?:inf|Inf|INF)$/;
const notANumber = /^\.(?:nan|NaN|NAN)$/;

/**
 * What a plain scalar means in the core schema of YAML 1.2.2, section 10.3.2, with one difference: a number
 * written with leading zeros (`0049123`, `007.5`) stays text, for it is a postcode, a phone or an article number.
 * So `no`, `on`, `2026-11-22` and `0123` are strings.
 */
export function plainScalarValue(text: string): YamlScalar['value'] {
  switch (text.charCodeAt(0)) {
    case 0x2b: // +
    case 0x2d: // -
    case 0x2e: // .
      return numberOrText(text);
    case 0x30: // 0 - 9
    case 0x31:
    case 0x32:
    case 0x33:
    case 0x34:
    case 0x35:
    case 0x36:
    case 0x37:
    case 0x38:
    case 0x39:
      return startsLikeNumber(text) ? numberOrText(text) : text;
    case 0x7e: // ~
      return text === '~' ? null : text;
    case 0x6e: // n
    case 0x4e: // N
      return text === 'null' || text === 'Null' || text === 'NULL' ? null : text;
    case 0x74: // t
    case 0x54: // T
      return text === 'true' || text === 'True' || text === 'TRUE' ? true : text;
    case 0x66: // f
    case 0x46: // F
      return text === 'false' || text === 'False' || text === 'FALSE' ? false : text;
    default:
      return text === '' ? null : text;
  }
}

/** Dates and words that begin with digits are far more common than odd numbers: tell them apart without a regular expression. */
function startsLikeNumber(text: string): boolean {
  for (let at = 1; at < text.length; at++) {
    const c = text.charCodeAt(at);
    if (c >= 0x30 && c <= 0x39) continue;
    return c === 0x2e || c === 0x65 || c === 0x45 || c === 0x78 || c === 0x6f; // . e E x o
  }
  return true;
}

function numberOrText(text: string): number | string {
  if (number.test(text)) return leadingZero.test(text) ? text : Number(text);
  if (infinity.test(text)) return text.startsWith('-') ? -Infinity : Infinity;
  if (notANumber.test(text)) return NaN;
  return text;
}
