import { yamlError } from './yamlProblem.ts';
import type { YamlProblem } from './yamlProblem.ts';

/** Where the frontmatter of a text lies, by UTF-16 offsets. */
export interface Frontmatter {
  /** `none` where the text has no frontmatter that may be read: all of it is body. */
  readonly kind: 'none' | 'yaml';
  /** The YAML between the delimiters, its last line break included. Both 0 where there is none. */
  readonly yamlStart: number;
  readonly yamlEnd: number;
  /** The first unit of the body: after the closing delimiter's line, or after a byte order mark. */
  readonly bodyStart: number;
  readonly problems: readonly YamlProblem[];
}

const byteOrderMark = 0xfeff;
const noProblems: readonly YamlProblem[] = [];

/**
 * Finds the frontmatter of a markdown text: a first line `---` or `---yaml`, YAML, and a line `---` or `...`.
 * Another word after the first `---` names a language (`---js`): it is a problem and never evaluated, and the
 * text has no fields. A frontmatter that is not closed is read up to the first line that cannot be a field.
 */
export function splitFrontmatter(text: string): Frontmatter {
  const bom = text.charCodeAt(0) === byteOrderMark ? 1 : 0;
  const opening = openingDelimiter(text, bom);
  if (opening < 0) return none(bom, noProblems);
  const firstLineEnd = lineEnd(text, opening);
  const yamlStart = nextLine(text, firstLineEnd);
  const language = text.slice(opening + 3, firstLineEnd).trim();
  const closing = closingDelimiter(text, yamlStart);
  const isYaml = language === '' || language === 'yaml' || language.startsWith('#');
  if (!isYaml) {
    const problem = languageProblem(language, opening, firstLineEnd);
    const bodyStart = closing < 0 ? bom : nextLine(text, lineEnd(text, closing));
    return none(bodyStart, [problem]);
  }
  if (closing < 0) return unclosed(text, opening, yamlStart, bom);
  const bodyStart = nextLine(text, lineEnd(text, closing));
  return { kind: 'yaml', yamlStart, yamlEnd: closing, bodyStart, problems: noProblems };
}

function none(bodyStart: number, problems: readonly YamlProblem[]): Frontmatter {
  return { kind: 'none', yamlStart: 0, yamlEnd: 0, bodyStart, problems };
}

/**
 * The offset of the opening `---`, or -1. A file that both sides of a merge added may begin with a conflict
 * marker: its frontmatter is then the one of our side, right after the marker.
 */
function openingDelimiter(text: string, from: number): number {
  if (!text.startsWith('---', from)) {
    if (!text.startsWith('<<<<<<< ', from)) return -1;
    const afterMarker = nextLine(text, lineEnd(text, from));
    return text.startsWith('---', afterMarker) ? openingDelimiter(text, afterMarker) : -1;
  }
  // `----` is a line of dashes in markdown.
  return text.charCodeAt(from + 3) === 0x2d ? -1 : from;
}

/** The offset of the line `---` or `...` which closes a frontmatter that begins at `from`, or -1. */
function closingDelimiter(text: string, from: number): number {
  for (let at = from; at < text.length;) {
    const c = text.charCodeAt(at);
    const delimiter = c === 0x2d ? '---' : c === 0x2e ? '...' : '';
    if (delimiter !== '' && text.startsWith(delimiter, at) && isDelimiterLine(text, at)) return at;
    const end = text.indexOf('\n', at);
    if (end < 0) return -1;
    at = end + 1;
  }
  return -1;
}

/** True where nothing but spaces follows the three characters of a delimiter. */
function isDelimiterLine(text: string, at: number): boolean {
  for (let i = at + 3; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 0x0a) return true;
    if (c === 0x0d && text.charCodeAt(i + 1) === 0x0a) return true;
    if (c !== 0x20 && c !== 0x09) return false;
  }
  return true;
}

/** The offset of the line break that ends the line of `at`, or of the end of the text. */
function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  if (end < 0) return text.length;
  return end > at && text.charCodeAt(end - 1) === 0x0d ? end - 1 : end;
}

/** The start of the line after the line break at `end`. */
function nextLine(text: string, end: number): number {
  if (text.charCodeAt(end) === 0x0d) end++;
  return Math.min(end + 1, text.length);
}

function languageProblem(language: string, opening: number, end: number): YamlProblem {
  const message =
    `The frontmatter asks for "${language}". Only YAML is read, and nothing is ever evaluated: ` +
    'write --- alone.';
  return yamlError('yaml-language', message, opening, end);
}

/** Lines that YAML fields are made of: a key, an item of a list, something indented, a comment, a closing bracket. */
const fieldLine =
  /^(?:[^\s#\-[\]{}<>|*&!%@`,?:=][^#]*?:(?=\s|$)|["'].*:(?=\s|$)|-\s|[ \t]+\S|#|[\]}])/;
const keyLine = /^[^\s#\-[\]{}<>|*&!%@`,?:=].*?:(?=\s|$)/;

/** Reads an unclosed frontmatter up to its first blank line or the first line that is no field. */
function unclosed(text: string, opening: number, yamlStart: number, bom: number): Frontmatter {
  let at = yamlStart;
  let hasKey = false;
  for (let next = yamlStart; next < text.length;) {
    const end = lineEnd(text, next);
    const line = text.slice(next, Math.min(end, next + 1000));
    if (!fieldLine.test(line)) break;
    hasKey ||= keyLine.test(line);
    next = nextLine(text, end);
    // A line that begins with # after the last field is a heading of the body, not a comment.
    if (!line.startsWith('#')) at = next;
  }
  const openingEnd = lineEnd(text, opening);
  if (!hasKey) {
    const message =
      'The file begins with --- as frontmatter does, but no fields and no closing --- follow.';
    return none(bom, [
      { ...yamlError('yaml-unclosed', message, opening, openingEnd), severity: 'warning' },
    ]);
  }
  const lineBreak = text.charCodeAt(openingEnd) === 0x0d ? '\r\n' : '\n';
  const atLineStart = text.charCodeAt(at - 1) === 0x0a;
  const newText = `${atLineStart ? '' : lineBreak}---${lineBreak}`;
  const problem = yamlError(
    'yaml-unclosed',
    'The frontmatter that begins here is never closed: a line of --- is missing after its last field.',
    opening,
    openingEnd,
    [{ title: 'Close the frontmatter', safe: false, edits: [{ start: at, end: at, newText }] }],
  );
  return { kind: 'yaml', yamlStart, yamlEnd: at, bodyStart: at, problems: [problem] };
}
