import { isPlainStart, kindAt, odd } from './characters.ts';
import { blockScalar } from './fastBlockScalar.ts';
import { flowCollection } from './fastFlow.ts';
import {
  doubleQuoted,
  emptyNode,
  isBlankAt,
  plainEnd,
  plainNode,
  singleQuoted,
  skipSpaces,
} from './fastScalars.ts';
import { maximumDepth, maximumKeyLength } from './limits.ts';
import { plainScalarValue } from './plainScalar.ts';
import { UniqueKeys } from './uniqueKeys.ts';
import type { YamlEntry, YamlList, YamlMap, YamlNode, YamlScalar } from './yamlNode.ts';

/**
 * Reads the YAML of ordinary records: block maps and lists, plain and quoted scalars, flow collections, literal
 * and folded blocks. Gives `undefined` at the first thing it is not sure of (anchors, tags, quotes over
 * several lines, tabs, duplicate keys, any mistake ...): then `readYamlFully` must read. What it does take
 * it reads exactly as `readYamlFully` does, values and offsets. `root` is undefined where there is
 * nothing but blank lines and comments.
 */
export function readYamlFast(
  text: string,
  start: number,
  end: number,
): { readonly root: YamlNode | undefined } | undefined {
  return new FastReader(text, end).read(start);
}

class FastReader {
  readonly #text: string;
  readonly #end: number;
  /** The first content of the line to read next, and its column: -1 at the end of the text. */
  #pos = 0;
  #indent = -1;
  /** Set by `#keyEnd`: after the colon of the key just read. */
  #afterColon = 0;

  constructor(text: string, end: number) {
    this.#text = text;
    this.#end = end;
  }

  read(start: number): { readonly root: YamlNode | undefined } | undefined {
    const text = this.#text;
    if (start === 0 && text.charCodeAt(0) === 0xfeff) start = 1;
    if (!this.#toContent(start)) return undefined;
    if (this.#indent === 0 && text.startsWith('---', this.#pos)) {
      // A file of YAML often begins with the line `---`.
      const next = this.#nextLine(this.#pos + 3);
      if (next < 0 || !this.#toContent(next)) return undefined;
      if (this.#indent === 0 && text.startsWith('---', this.#pos)) return undefined;
    }
    if (this.#indent < 0) return { root: undefined };
    const root = this.#block(1);
    return root !== undefined && this.#indent < 0 ? { root } : undefined;
  }

  /** The list or map that begins with the content at `#pos`. */
  #block(depth: number): YamlNode | undefined {
    if (depth > maximumDepth) return undefined;
    return this.#atItem() ? this.#list(depth) : this.#map(depth);
  }

  #atItem(): boolean {
    return (
      this.#text.charCodeAt(this.#pos) === 0x2d && isBlankAt(this.#text, this.#pos + 1, this.#end)
    );
  }

  #map(depth: number): YamlMap | undefined {
    const indent = this.#indent;
    const start = this.#pos;
    const entries: YamlEntry[] = [];
    const keys = new UniqueKeys(entries);
    let end = start;
    do {
      const keyStart = this.#pos;
      const c = this.#text.charCodeAt(keyStart);
      const quoted = c === 0x22 || c === 0x27 ? this.#quoted(c, keyStart) : undefined;
      const keyEnd = this.#keyEnd(c, keyStart, quoted);
      if (keyEnd < 0) return undefined;
      const key = quoted === undefined ? this.#text.slice(keyStart, keyEnd) : quoted.text;
      if (keys.has(key)) return undefined;
      const value = this.#entryValue(this.#afterColon, indent, depth);
      if (value === undefined) return undefined;
      entries.push({ key, keyStart, keyEnd, value });
      end = value.end;
    } while (this.#indent === indent);
    return this.#indent < indent ? { kind: 'map', entries, start, end } : undefined;
  }

  /** The end of the key at `at`; -1 where there is no simple key with a colon and a blank after it. */
  #keyEnd(c: number, at: number, quoted: YamlScalar | undefined): number {
    const text = this.#text;
    // Not `-`, `.`, `<` and `%`: lists, document ends, conflict markers and directives.
    const simple = isPlainStart(c) && c !== 0x2d && c !== 0x2e && c !== 0x3c;
    if (quoted === undefined && !simple) return -1;
    const keyEnd = quoted === undefined ? plainEnd(text, at, this.#end, false) : quoted.end;
    if (keyEnd <= at || keyEnd - at > maximumKeyLength) return -1;
    const colon = skipSpaces(text, keyEnd, this.#end);
    if (colon >= this.#end || text.charCodeAt(colon) !== 0x3a) return -1;
    if (!isBlankAt(text, colon + 1, this.#end)) return -1;
    this.#afterColon = colon + 1;
    return keyEnd;
  }

  /** The value after a colon; leaves the reader at the content of the line after it. */
  #entryValue(afterColon: number, indent: number, depth: number): YamlNode | undefined {
    const next = this.#nextLine(afterColon);
    if (next < 0) {
      return this.#inlineValue(skipSpaces(this.#text, afterColon, this.#end), indent, depth);
    }
    if (!this.#toContent(next)) return undefined;
    if (this.#indent > indent) return this.#nested(indent, depth);
    if (this.#indent === indent && this.#atItem()) {
      return depth < maximumDepth ? this.#list(depth + 1) : undefined;
    }
    return emptyNode(afterColon);
  }

  #list(depth: number): YamlList | undefined {
    const indent = this.#indent;
    const start = this.#pos;
    const items: YamlNode[] = [];
    let end = start;
    do {
      const item = this.#item(this.#pos + 1, indent, depth);
      if (item === undefined) return undefined;
      items.push(item);
      end = item.end;
    } while (this.#indent === indent && this.#atItem());
    return this.#indent <= indent ? { kind: 'list', items, start, end } : undefined;
  }

  /** The item after a dash; leaves the reader at the content of the line after it. */
  #item(afterDash: number, indent: number, depth: number): YamlNode | undefined {
    const next = this.#nextLine(afterDash);
    if (next >= 0) {
      if (!this.#toContent(next)) return undefined;
      return this.#indent > indent ? this.#nested(indent, depth) : emptyNode(afterDash);
    }
    const at = skipSpaces(this.#text, afterDash, this.#end);
    if (this.#beginsBlock(at)) {
      this.#indent += at - this.#pos;
      this.#pos = at;
      return this.#block(depth + 1);
    }
    return this.#inlineValue(at, indent, depth);
  }

  /** The value at `#pos`, on a line below its key or dash, which is at column `indent`. */
  #nested(indent: number, depth: number): YamlNode | undefined {
    return this.#beginsBlock(this.#pos)
      ? this.#block(depth + 1)
      : this.#inlineValue(this.#pos, indent, depth);
  }

  /** True where a list or the first key of a map begins. */
  #beginsBlock(at: number): boolean {
    const c = this.#text.charCodeAt(at);
    if (c === 0x2d) return isBlankAt(this.#text, at + 1, this.#end);
    if (c === 0x22 || c === 0x27) {
      const quoted = this.#quoted(c, at);
      return quoted !== undefined && this.#keyEnd(c, at, quoted) >= 0;
    }
    return this.#keyEnd(c, at, undefined) >= 0;
  }

  /** A scalar or flow collection; leaves the reader at the content of the line after it. */
  #inlineValue(at: number, indent: number, depth: number): YamlNode | undefined {
    const value = this.#inline(at, indent, depth);
    if (value === undefined || !this.#toNextLine(value.end)) return undefined;
    if (this.#indent <= indent) return value;
    return value.kind === 'scalar' && value.plain ? this.#continued(value, indent) : undefined;
  }

  #inline(at: number, indent: number, depth: number): YamlNode | undefined {
    const text = this.#text;
    const end = this.#end;
    const c = text.charCodeAt(at);
    if (isPlainStart(c)) {
      const scalarEnd = plainEnd(text, at, end, false);
      if (scalarEnd <= at || (c === 0x2d && isBlankAt(text, at + 1, end))) return undefined;
      return plainNode(text, at, scalarEnd);
    }
    switch (c) {
      case 0x22: // "
      case 0x27: // '
        return this.#quoted(c, at);
      case 0x5b: // [
      case 0x7b: // {
        return flowCollection({ text, end, indent }, at, depth + 1);
      case 0x7c: // |
      case 0x3e: // >
        return blockScalar(text, at, end, indent);
      default:
        return undefined;
    }
  }

  /** A plain scalar that goes on in the lines below, which are indented further than its key or dash. */
  #continued(first: YamlScalar, indent: number): YamlScalar | undefined {
    const source = this.#text;
    let { text, end } = first;
    do {
      const at = this.#pos;
      const gap = source.slice(end, at);
      if (gap.includes('#')) return undefined;
      const lineBreaks = gap.split('\n').length - 1;
      end = plainEnd(source, at, this.#end, false);
      if (end <= at || !this.#toNextLine(end)) return undefined;
      text += (lineBreaks === 1 ? ' ' : '\n'.repeat(lineBreaks - 1)) + source.slice(at, end);
    } while (this.#indent > indent);
    return {
      kind: 'scalar',
      value: plainScalarValue(text),
      text,
      plain: true,
      start: first.start,
      end,
    };
  }

  #quoted(c: number, at: number): YamlScalar | undefined {
    return c === 0x22
      ? doubleQuoted(this.#text, at, this.#end)
      : singleQuoted(this.#text, at, this.#end);
  }

  /** Goes from the end of a value to the content below; false where something else follows on its line. */
  #toNextLine(at: number): boolean {
    const next = this.#nextLine(at);
    return next >= 0 && this.#toContent(next);
  }

  /** The start of the next line if only spaces and a comment follow on this one, else -1. */
  #nextLine(at: number): number {
    const text = this.#text;
    const end = this.#end;
    const next = skipSpaces(text, at, end);
    if (next >= end) return end;
    const c = text.charCodeAt(next);
    if (c === 0x0a) return next + 1;
    if (c === 0x0d) return text.charCodeAt(next + 1) === 0x0a ? next + 2 : -1;
    return c === 0x23 && next > at ? this.#afterComment(next) : -1;
  }

  /** The start of the line after a comment, -1 where the comment holds odd characters. */
  #afterComment(at: number): number {
    const text = this.#text;
    for (; at < this.#end; at++) {
      const c = text.charCodeAt(at);
      if (c === 0x0a) return at + 1;
      if (c === 0x0d && text.charCodeAt(at + 1) !== 0x0a) return -1;
      if (kindAt(text, at) === odd) return -1;
    }
    return this.#end;
  }

  /** Moves to the first content at or after the start of a line; false at a tab or an odd line break. */
  #toContent(lineStart: number): boolean {
    const text = this.#text;
    const end = this.#end;
    while (lineStart < end) {
      const at = skipSpaces(text, lineStart, end);
      const c = at < end ? text.charCodeAt(at) : 0x0a;
      if (c === 0x0a) {
        lineStart = at + 1;
      } else if (c === 0x0d && text.charCodeAt(at + 1) === 0x0a) {
        lineStart = at + 2;
      } else if (c === 0x23) {
        lineStart = this.#afterComment(at);
        if (lineStart < 0) return false;
      } else {
        this.#pos = at;
        this.#indent = at - lineStart;
        return kindAt(text, at) !== odd;
      }
    }
    this.#pos = end;
    this.#indent = -1;
    return true;
  }
}
