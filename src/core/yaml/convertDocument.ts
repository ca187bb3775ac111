import { isAlias, isMap, isPair, isScalar, isSeq } from 'yaml';
import type { Alias, CST, Document, Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import { aliasProblem } from './anchors.ts';
import type { Anchored, Anchors } from './anchors.ts';
import { duplicateKey } from './duplicateKey.ts';
import { maximumProblems } from './limits.ts';
import { plainScalarValue } from './plainScalar.ts';
import { UniqueKeys } from './uniqueKeys.ts';
import { yamlError } from './yamlProblem.ts';
import type { YamlEntry, YamlNode, YamlScalar } from './yamlNode.ts';
import type { YamlProblem } from './yamlProblem.ts';

/** Makes the library's tree into ours, with absolute offsets. Its depth must have been checked before. */
export function convertDocument(
  document: Document.Parsed,
  source: string,
  base: number,
  anchors: Anchors,
): { readonly root: YamlNode | undefined; readonly problems: readonly YamlProblem[] } {
  const { contents } = document;
  if (contents === null) return { root: undefined, problems: [] };
  const empty = isScalar(contents) && contents.source === '' && isPlain(contents);
  if (empty && contents.tag === undefined && contents.anchor === undefined) {
    return { root: undefined, problems: [] };
  }
  const converter = new Converter(source, base, anchors);
  return {
    root: converter.convert(contents, contents.range[0]).node,
    problems: converter.problems,
  };
}

type LibraryNode = Alias | Scalar | YAMLMap | YAMLSeq;

class Converter {
  readonly problems: YamlProblem[] = [];
  readonly #source: string;
  readonly #base: number;
  readonly #anchors: Anchors;
  #depth = 0;

  constructor(source: string, base: number, anchors: Anchors) {
    this.#source = source;
    this.#base = base;
    this.#anchors = anchors;
  }

  /** @param emptyAt where the node lies if nothing is written: right after its colon or dash */
  convert(node: LibraryNode, emptyAt: number): Anchored {
    if (isAlias(node)) return this.#alias(node);
    const name = node.anchor;
    if (name !== undefined) this.#anchors.byName.set(name, 'open');
    this.#depth++;
    const converted = isMap(node)
      ? this.#map(node)
      : isSeq(node)
        ? this.#list(node)
        : { node: this.#scalar(node, emptyAt), size: 1, depth: 0 };
    this.#depth--;
    if (name !== undefined) this.#anchors.byName.set(name, converted);
    return converted;
  }

  #scalar(node: Scalar, emptyAt: number): YamlScalar {
    const [start, valueEnd] = rangeOf(node);
    const text = node.source ?? '';
    const plain = isPlain(node);
    if (plain && text === '') {
      const at = this.#base + emptyAt;
      return { kind: 'scalar', value: this.#tagged(node, ''), text, plain, start: at, end: at };
    }
    const block = node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED';
    const end = block
      ? lastTextEnd(this.#source, start, valueEnd)
      : filledEnd(this.#source, start, valueEnd);
    const value = this.#tagged(node, text);
    return {
      kind: 'scalar',
      value,
      text,
      plain,
      start: this.#base + start,
      end: this.#base + end,
    };
  }

  /** The value of a scalar: what its tag of the core schema says, else what its plain text means. */
  #tagged(node: Scalar, text: string): YamlScalar['value'] {
    const tag = node.tag?.startsWith(corePrefix) ? node.tag.slice(corePrefix.length) : node.tag;
    if (tag === undefined) return isPlain(node) ? plainScalarValue(text) : text;
    if (!scalarTags.has(tag))
      return tag === '!' || tag === 'str' || !isPlain(node) ? text : plainScalarValue(text);
    const plainValue = plainScalarValue(text);
    // `!!int 012` says outright that it is a number.
    const leadingZeros = typeof plainValue === 'string' && /^[-+]?[0-9.]+$/.test(text);
    const value = leadingZeros ? Number(text) : plainValue;
    if (fitsTag(value, tag)) return value;
    const [start, end] = rangeOf(node);
    const message = `This is not of the kind its tag !!${tag} says; the plain value is used.`;
    this.problems.push(yamlError('yaml-tag', message, this.#base + start, this.#base + end));
    return text;
  }

  #map(node: YAMLMap): Anchored {
    const [rangeStart, rangeEnd] = rangeOf(node);
    const entries: YamlEntry[] = [];
    const keys = new UniqueKeys(entries);
    let size = 1;
    let depth = 0;
    let end = this.#base + rangeStart;
    for (const pair of node.items as Pair<LibraryNode, LibraryNode | null>[]) {
      const { key, keyStart, keyEnd } = this.#key(pair);
      const emptyAt = emptyValueAt(pair.srcToken?.sep, keyEnd);
      const value =
        pair.value === null
          ? { node: emptyScalar(this.#base + emptyAt), size: 1, depth: 0 }
          : this.convert(pair.value, emptyAt);
      end = value.node.end;
      const entry = {
        key,
        keyStart: this.#base + keyStart,
        keyEnd: this.#base + keyEnd,
        value: value.node,
      };
      if (keys.has(key)) {
        if (this.problems.length > maximumProblems) continue;
        const first = entries.find((earlier) => earlier.key === key);
        this.problems.push(duplicateKey(first, entry, this.#source, this.#base));
        continue;
      }
      entries.push(entry);
      size += value.size;
      depth = Math.max(depth, value.depth);
    }
    if (node.flow === true && this.#source.charCodeAt(rangeStart) === 0x7b)
      end = this.#base + filledEnd(this.#source, rangeStart, rangeEnd);
    return {
      node: { kind: 'map', entries, start: this.#base + rangeStart, end },
      size,
      depth: depth + 1,
    };
  }

  #list(node: YAMLSeq): Anchored {
    const [rangeStart, rangeEnd] = rangeOf(node);
    const flow = node.flow === true;
    const tokens = itemTokens(node.srcToken);
    const items: YamlNode[] = [];
    let size = 1;
    let depth = 0;
    let end = this.#base + rangeStart;
    for (const [index, item] of (node.items as (LibraryNode | Pair)[]).entries()) {
      if (isPair(item)) continue; // Only of !!omap and !!pairs, which the schema does not have.
      const [itemStart] = rangeOf(item);
      const emptyAt = flow ? itemStart : emptyValueAt(tokens[index]?.start, itemStart);
      const value = this.convert(item, emptyAt);
      items.push(value.node);
      size += value.size;
      depth = Math.max(depth, value.depth);
      end = value.node.end;
    }
    if (flow) end = this.#base + filledEnd(this.#source, rangeStart, rangeEnd);
    return {
      node: { kind: 'list', items, start: this.#base + rangeStart, end },
      size,
      depth: depth + 1,
    };
  }

  #key(pair: Pair<LibraryNode, LibraryNode | null>): {
    key: string;
    keyStart: number;
    keyEnd: number;
  } {
    const [keyStart, keyEnd] = rangeOf(pair.key);
    const { node } = this.convert(pair.key, keyStart);
    const key = node.kind === 'scalar' ? node.text : this.#source.slice(keyStart, keyEnd);
    return { key, keyStart: node.start - this.#base, keyEnd: node.end - this.#base };
  }

  /**
   * What an alias stands for, at the place of the alias; what lies within keeps the place of the anchor. An alias
   * that leads nowhere, to itself, or that would make the tree too large or too deep stays the text it is.
   */
  #alias(node: Alias): Anchored {
    const [start, end] = rangeOf(node).map((offset) => offset + this.#base) as [number, number];
    const anchors = this.#anchors;
    const anchored = anchors.byName.get(node.source);
    const text = `*${node.source}`;
    const problem = aliasProblem(anchored, anchors, this.#depth, { name: node.source, start, end });
    if (problem !== undefined || anchored === undefined || anchored === 'open') {
      if (problem !== undefined) this.problems.push(problem);
      return {
        node: { kind: 'scalar', value: text, text, plain: true, start, end },
        size: 1,
        depth: 0,
      };
    }
    anchors.expansions++;
    anchors.nodes += anchored.size;
    return { ...anchored, node: { ...anchored.node, start, end } };
  }
}

const corePrefix = 'tag:yaml.org,2002:';
const scalarTags: ReadonlySet<string> = new Set(['int', 'float', 'bool', 'null']);

function fitsTag(value: YamlScalar['value'], tag: string): boolean {
  switch (tag) {
    case 'int':
      return typeof value === 'number' && Number.isInteger(value);
    case 'float':
      return typeof value === 'number';
    case 'bool':
      return typeof value === 'boolean';
    default:
      return value === null;
  }
}

function isPlain(node: Scalar): boolean {
  return node.type === undefined || node.type === 'PLAIN';
}

function rangeOf(node: LibraryNode): readonly [number, number, number] {
  return node.range ?? [0, 0, 0];
}

function emptyScalar(at: number): YamlScalar {
  return { kind: 'scalar', value: null, text: '', plain: true, start: at, end: at };
}

/** Right after the colon or dash, or the anchor or tag behind it; `otherwise` where there is none of them. */
function emptyValueAt(tokens: readonly CST.SourceToken[] | undefined, otherwise: number): number {
  const last = tokens?.findLast(({ type }) => marks.has(type));
  return last === undefined ? otherwise : last.offset + last.source.length;
}

const marks: ReadonlySet<string> = new Set(['map-value-ind', 'seq-item-ind', 'anchor', 'tag']);

/** The tokens of a list's items; tokens that hold only a comment have no item. */
function itemTokens(list: CST.Token | undefined): readonly CST.CollectionItem[] {
  if (list?.type !== 'block-seq') return [];
  return list.items.filter(
    ({ start, value }) => value || start.some(({ type }) => marks.has(type)),
  );
}

/** Without the blanks that the library counts to a bracket or quote which is never closed. */
function filledEnd(source: string, start: number, end: number): number {
  let at = end;
  while (at > start && isWhite(source.charCodeAt(at - 1))) at--;
  return at;
}

/** The end of the last line that holds text: the line breaks after it may belong to the scalar or not. */
function lastTextEnd(source: string, start: number, end: number): number {
  const at = filledEnd(source, start, end);
  const lineBreak = source.indexOf('\n', at);
  if (lineBreak < 0 || lineBreak >= end) return end;
  return source.charCodeAt(lineBreak - 1) === 0x0d ? lineBreak - 1 : lineBreak;
}

function isWhite(c: number): boolean {
  return c === 0x20 || c === 0x09 || c === 0x0a || c === 0x0d;
}
