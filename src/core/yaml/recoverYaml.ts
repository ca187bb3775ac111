import { composeYaml } from './composeYaml.ts';
import type { Composed } from './composeYaml.ts';
import type { Anchors } from './convertDocument.ts';
import { duplicateKey } from './duplicateKey.ts';
import { explainError } from './explainError.ts';
import { emptyNode, plainNode } from './fastScalars.ts';
import { maximumDepth, maximumProblems } from './limits.ts';
import { lineMistake, mistakeIn, plainTextEnd, unclosedMistake } from './mistakes.ts';
import { readYamlFast } from './readYamlFast.ts';
import { contentBelow, firstContent, isItem, keyAt, lineEndOf, splitBlock } from './splitBlock.ts';
import type { Chunk } from './splitBlock.ts';
import { UniqueKeys } from './uniqueKeys.ts';
import { yamlError } from './yamlProblem.ts';
import type { YamlProblem, YamlRead } from './yamlProblem.ts';
import type { YamlEntry, YamlNode } from './yamlNode.ts';

/** Counts the work of the library, so that no file can ask for more than a few times its own length. */
export class Effort {
  readonly #limit: number;
  /** UTF-16 units given to the library, with what each call costs besides. */
  spent = 0;

  constructor(length: number) {
    this.#limit = 8 * length + 100_000;
  }

  /** True where a text of this length may still be given to the library. */
  take(length: number): boolean {
    if (this.spent > this.#limit) return false;
    this.spent += length + 200;
    return true;
  }
}

/**
 * Reads broken YAML piece by piece: each entry or item on its own, so that one mistake spoils one of them. A piece
 * that is itself broken is taken apart further, down to single lines. What the mistake is, is said of the smallest
 * piece that has it.
 *
 * @param text the whole file, offsets count from its start
 */
export function recoverYaml(
  text: string,
  start: number,
  end: number,
  anchors: Anchors,
  effort: Effort,
): YamlRead {
  const recovery = new Recovery(text, anchors, effort);
  const root = recovery.block(start, end, 1);
  return { root, problems: recovery.problems };
}

/** A value of an entry or item, and what the library made of it. */
interface BrokenValue {
  readonly at: number;
  /** End of the line of `at`, and of the whole piece. */
  readonly lineEnd: number;
  readonly end: number;
  readonly read: YamlNode | undefined;
  readonly whole: Composed;
}

class Recovery {
  readonly problems: YamlProblem[] = [];
  readonly #text: string;
  readonly #anchors: Anchors;
  readonly #effort: Effort;

  constructor(text: string, anchors: Anchors, effort: Effort) {
    this.#text = text;
    this.#anchors = anchors;
    this.#effort = effort;
  }

  /** What can be read of a block; undefined where there is nothing to read. */
  block(start: number, end: number, depth: number): YamlNode | undefined {
    const { kind, chunks } = splitBlock(this.#text, start, end);
    const [first] = chunks;
    if (first === undefined) return undefined;
    if (depth > maximumDepth) {
      this.#add('yaml-limit', 'What is nested deeper than this is not read.', first.start);
      return undefined;
    }
    for (const { start: at, column } of chunks) {
      if (column !== first.column) {
        this.#add('yaml-syntax', 'This line does not line up with the ones above it.', at);
      }
    }
    return kind === 'list' ? this.#list(chunks, depth) : this.#map(chunks, depth);
  }

  #map(chunks: readonly Chunk[], depth: number): YamlNode | undefined {
    const entries: YamlEntry[] = [];
    const keys = new UniqueKeys(entries);
    for (const chunk of chunks) {
      const whole = this.#whole(chunk);
      const { root } = whole;
      if (
        chunks.length === 1 &&
        root !== undefined &&
        '[{'.includes(this.#text.charAt(root.start))
      ) {
        // The only thing there is may be in brackets as a whole.
        this.#tell(whole, chunk.start);
        return root;
      }
      for (const entry of this.#entries(chunk, whole, depth)) {
        if (!keys.has(entry.key)) entries.push(entry);
        else {
          const first = entries.find(({ key }) => key === entry.key);
          this.problems.push(duplicateKey(first, entry, this.#text, 0));
        }
      }
    }
    const [first] = entries;
    const last = entries.at(-1);
    if (first === undefined || last === undefined) return undefined;
    return { kind: 'map', entries, start: first.keyStart, end: last.value.end };
  }

  #list(chunks: readonly Chunk[], depth: number): YamlNode {
    const items: YamlNode[] = [];
    for (const chunk of chunks) {
      const whole = this.#whole(chunk);
      if (isSound(whole) && whole.root?.kind === 'list') {
        this.problems.push(...whole.problems);
        for (const item of whole.root.items) items.push(item);
      } else if (isItem(this.#text, chunk.start)) {
        items.push(this.#item(chunk, whole, depth));
      } else {
        this.#add('yaml-syntax', 'An item of a list must begin with "- ".', chunk.start);
      }
    }
    const start = chunks[0]?.start ?? 0;
    return { kind: 'list', items, start, end: items.at(-1)?.end ?? start + 1 };
  }

  /** An item with a mistake in it. */
  #item({ start, end }: Chunk, whole: Composed, depth: number): YamlNode {
    const text = this.#text;
    const lineEnd = lineEndOf(text, start, end);
    const at = firstContent(text, start + 1, lineEnd);
    const below = at >= lineEnd || text.charAt(at) === '#';
    const isBlock = below || isItem(text, at) || keyAt(text, at, lineEnd) !== undefined;
    if (whole.readable && isBlock) {
      return this.block(below ? lineEnd : at, end, depth + 1) ?? emptyNode(start + 1);
    }
    const read = whole.root?.kind === 'list' ? whole.root.items[0] : undefined;
    return this.#value({ at, lineEnd, end, read, whole }) ?? emptyNode(start + 1);
  }

  /** The entries of a piece of a map: one if all is well, none or several where it has to be taken apart. */
  #entries(chunk: Chunk, whole: Composed, depth: number): readonly YamlEntry[] {
    const text = this.#text;
    const { start, end } = chunk;
    // A tag or anchor on a line of its own belongs to the value above it.
    if (isSound(whole) && whole.root?.kind === 'map' && isOneLine(text, start, whole.root.start)) {
      this.problems.push(...whole.problems);
      return whole.root.entries;
    }
    const lineEnd = lineEndOf(text, start, end);
    const key = keyAt(text, start, lineEnd);
    if (key === undefined) return this.#withoutKey(start, lineEnd, end, depth);
    const entry = { key: key.text, keyStart: start, keyEnd: key.end };
    const at = firstContent(text, key.afterColon, lineEnd);
    if (whole.readable && (at >= lineEnd || text.charAt(at) === '#')) {
      const value = this.block(lineEnd, end, depth + 1);
      return [{ ...entry, value: value ?? emptyNode(key.afterColon) }];
    }
    const below = contentBelow(text, lineEnd, end);
    const isPlain = !'"\'[{|>&*!'.includes(text.charAt(at));
    if (below !== undefined && below.hasKey && isPlain && whole.readable) {
      const mistake = mistakeIn(text, at, lineEnd);
      if (mistake !== undefined) this.problems.push(mistake.problem);
      this.#add('yaml-syntax', 'This line is indented further than the field above it.', below.at);
      const value = mistake?.value ?? plainNode(text, at, plainTextEnd(text, at, lineEnd));
      return [{ ...entry, value }, ...this.#entriesBelow(lineEnd, end, depth)];
    }
    const read = whole.root?.kind === 'map' ? whole.root.entries[0]?.value : undefined;
    const value = this.#value({ at, lineEnd, end, read, whole });
    return [{ ...entry, value: value ?? emptyNode(key.afterColon) }];
  }

  /** A line that has no key, and the entries that are indented below it. */
  #withoutKey(start: number, lineEnd: number, end: number, depth: number): readonly YamlEntry[] {
    const { problem, entry } = lineMistake(this.#text, start, lineEnd);
    this.problems.push(problem);
    const below = contentBelow(this.#text, lineEnd, end)?.hasKey === true;
    const entries = below ? this.#entriesBelow(lineEnd, end, depth) : [];
    return entry === undefined ? entries : [entry, ...entries];
  }

  #entriesBelow(start: number, end: number, depth: number): readonly YamlEntry[] {
    const block = this.block(start, end, depth + 1);
    return block?.kind === 'map' ? block.entries : [];
  }

  #value({ at, lineEnd, end, read, whole }: BrokenValue): YamlNode | undefined {
    if (!whole.readable) {
      this.problems.push(...whole.problems);
      return at < lineEnd
        ? plainNode(this.#text, at, plainTextEnd(this.#text, at, lineEnd))
        : undefined;
    }
    const oneLine = contentBelow(this.#text, lineEnd, end) === undefined;
    const mistake = oneLine ? mistakeIn(this.#text, at, lineEnd) : undefined;
    if (mistake === undefined) {
      this.#tell(whole, at);
      return read;
    }
    this.problems.push(mistake.problem);
    return mistake.value;
  }

  /** A piece by itself, read by whichever reader takes it. */
  #whole({ start, column, end }: Chunk): Composed {
    const text = this.#text;
    const lineStart = start - column;
    const ownLine = firstContent(text, lineStart, start) === start;
    const fast = ownLine ? readYamlFast(text, lineStart, end) : undefined;
    if (fast !== undefined) return { readable: true, root: fast.root, errors: [], problems: [] };
    const length = end - lineStart;
    if (this.problems.length < maximumProblems && this.#effort.take(length)) {
      return composeYaml(' '.repeat(column) + text.slice(start, end), lineStart, this.#anchors);
    }
    const message = 'There are too many mistakes in this YAML: this is not read.';
    return {
      ...unread,
      problems: [yamlError('yaml-limit', message, start, lineEndOf(text, start, end))],
    };
  }

  /** Tells the first mistake of each line, and whatever else was found. */
  #tell({ errors, problems }: Composed, at: number): void {
    const lines = new Set<number>();
    for (const error of errors) {
      const line = this.#text.lastIndexOf('\n', error.start - 1);
      if (lines.has(line)) continue;
      lines.add(line);
      this.problems.push(unclosedMistake(this.#text, error, at) ?? explainError(error));
    }
    this.problems.push(...problems);
  }

  #add(code: YamlProblem['code'], message: string, at: number): void {
    const lineEnd = lineEndOf(this.#text, at, this.#text.length);
    this.problems.push(yamlError(code, message, at, lineEnd));
  }
}

const unread: Composed = { readable: false, root: undefined, errors: [], problems: [] };

function isSound({ readable, errors }: Composed): boolean {
  return readable && errors.length === 0;
}

function isOneLine(text: string, start: number, end: number): boolean {
  const lineBreak = text.indexOf('\n', start);
  return lineBreak < 0 || lineBreak >= end;
}
