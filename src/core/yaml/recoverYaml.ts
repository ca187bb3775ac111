import { isSound } from './composeYaml.ts';
import type { ComposeError, Composed } from './composeYaml.ts';
import type { Anchors } from './anchors.ts';
import { duplicateKey } from './duplicateKey.ts';
import { explainError } from './explainError.ts';
import { emptyNode, plainNode } from './fastScalars.ts';
import type { Effort } from './effort.ts';
import { maximumDepth, maximumProblems } from './limits.ts';
import { lineMistake, mistakeIn, plainTextEnd, unclosedMistake } from './mistakes.ts';
import type { BrokenPiece } from './readPieces.ts';
import { PieceReader } from './pieceReader.ts';
import {
  contentBelow,
  firstContent,
  isFlow,
  isItem,
  keyAt,
  lineEndOf,
  splitBlock,
} from './splitBlock.ts';
import type { Chunk } from './splitBlock.ts';
import { UniqueKeys } from './uniqueKeys.ts';
import { yamlError } from './yamlProblem.ts';
import type { YamlProblem, YamlRead } from './yamlProblem.ts';
import type { YamlEntry, YamlNode } from './yamlNode.ts';

interface Region {
  /** The whole file: offsets count from its start. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/**
 * Reads broken YAML piece by piece: each entry or item on its own, so that one mistake spoils one of them. A piece
 * that is itself broken is taken apart further, down to single lines. What the mistake is, is said of the smallest
 * piece that has it.
 *
 * @param known the first broken piece, if it was read before
 */
export function recoverYaml(
  { text, start, end }: Region,
  anchors: Anchors,
  effort: Effort,
  known: BrokenPiece | undefined,
): YamlRead {
  const recovery = new Recovery(text, new PieceReader(text, anchors, effort, known));
  const root = recovery.block({ start, end, depth: 1, errors: [] });
  return { root, problems: recovery.problems };
}

/** A part of the text to be read as a block. */
interface BlockPart {
  readonly start: number;
  readonly end: number;
  readonly depth: number;
  /** Mistakes that were found when what surrounds the block was read as a whole. */
  readonly errors: readonly ComposeError[];
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
  readonly #pieces: PieceReader;

  constructor(text: string, pieces: PieceReader) {
    this.#text = text;
    this.#pieces = pieces;
  }

  /** What can be read of a block; undefined where there is nothing to read. */
  block({ start, end, depth, errors }: BlockPart): YamlNode | undefined {
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
    return kind === 'list' ? this.#list(chunks, depth, errors) : this.#map(chunks, depth, errors);
  }

  #map(
    chunks: readonly Chunk[],
    depth: number,
    errors: readonly ComposeError[],
  ): YamlNode | undefined {
    const entries: YamlEntry[] = [];
    const keys = new UniqueKeys(entries);
    let mapEnd = 0;
    for (const chunk of chunks) {
      const whole = this.#pieces.read(chunk, errors, this.problems.length > maximumProblems);
      if (whole === undefined) continue;
      const { root } = whole;
      if (chunks.length === 1 && root !== undefined && isFlow(this.#text, root)) {
        // The only thing there is may be in brackets as a whole.
        this.#tell(whole, chunk.start);
        return root;
      }
      for (const entry of this.#entries(chunk, whole, depth)) {
        mapEnd = entry.value.end;
        if (!keys.has(entry.key)) entries.push(entry);
        else if (this.problems.length <= maximumProblems) {
          const first = entries.find(({ key }) => key === entry.key);
          this.problems.push(duplicateKey(first, entry, this.#text, 0));
        }
      }
    }
    const [first] = entries;
    if (first === undefined) return undefined;
    return { kind: 'map', entries, start: first.keyStart, end: mapEnd };
  }

  #list(chunks: readonly Chunk[], depth: number, errors: readonly ComposeError[]): YamlNode {
    const items: YamlNode[] = [];
    for (const chunk of chunks) {
      const whole = this.#pieces.read(chunk, errors, this.problems.length > maximumProblems);
      if (whole === undefined) continue;
      const { root } = whole;
      if (isSound(whole) && root?.kind === 'list' && isBlockAt(this.#text, root, chunk)) {
        this.problems.push(...whole.problems);
        for (const item of root.items) items.push(item);
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
    if (isBlock && !below && text.slice(start + 1, at).includes('\t')) {
      this.problems.push(tabAfterDash(text, start + 1, at));
    }
    if (whole.readable && isBlock) {
      const inner = { start: below ? lineEnd : at, end, depth: depth + 1, errors: whole.errors };
      return this.block(inner) ?? emptyNode(start + 1);
    }
    const read = whole.root?.kind === 'list' ? whole.root.items[0] : undefined;
    return this.#value({ at, lineEnd, end, read, whole }) ?? emptyNode(start + 1);
  }

  /** The entries of a piece of a map: one if all is well, none or several where it has to be taken apart. */
  #entries(chunk: Chunk, whole: Composed, depth: number): readonly YamlEntry[] {
    const text = this.#text;
    const { start, end } = chunk;
    // A tag or anchor on a line of its own belongs to the value above it.
    const { root } = whole;
    const isEntry =
      root?.kind === 'map' && !isFlow(text, root) && isOneLine(text, start, root.start);
    if (isSound(whole) && isEntry) {
      this.problems.push(...whole.problems);
      return root.entries;
    }
    const lineEnd = lineEndOf(text, start, end);
    const key = keyAt(text, start, lineEnd);
    if (key === undefined && !whole.readable) {
      this.problems.push(...whole.problems);
      return [];
    }
    if (key === undefined) return this.#withoutKey(start, lineEnd, end, depth);
    const entry = { key: key.text, keyStart: start, keyEnd: key.end };
    const at = firstContent(text, key.afterColon, lineEnd);
    const isComment = text.charAt(at) === '#' && at > key.afterColon;
    if (whole.readable && (at >= lineEnd || isComment)) {
      const value = this.block({ start: lineEnd, end, depth: depth + 1, errors: whole.errors });
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
    const block = this.block({ start, end, depth: depth + 1, errors: [] });
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

  /** Tells the first mistake of each line, and whatever else was found. */
  #tell({ errors, problems }: Composed, at: number): void {
    let toldFrom = -1;
    let toldUntil = -1;
    for (const error of errors) {
      if (this.problems.length > maximumProblems) break;
      if (error.start >= toldFrom && error.start <= toldUntil) continue;
      toldFrom = error.start;
      toldUntil = lineEndOf(this.#text, error.start, this.#text.length);
      this.problems.push(unclosedMistake(this.#text, error, at) ?? explainError(error));
    }
    this.problems.push(...problems);
  }

  #add(code: YamlProblem['code'], message: string, at: number): void {
    const lineEnd = lineEndOf(this.#text, at, this.#text.length);
    this.problems.push(yamlError(code, message, at, lineEnd));
  }
}

function tabAfterDash(text: string, start: number, end: number): YamlProblem {
  const edits = [{ start, end, newText: text.slice(start, end).replaceAll('\t', ' ') }];
  const fix = { title: 'Put a space after the dash', safe: true, edits };
  const message = 'After a dash there may be spaces, but no tab.';
  return yamlError('yaml-tab', message, start, end, [fix]);
}

/** True for a block list or map that begins where its piece begins, not below a tag or anchor. */
function isBlockAt(text: string, node: YamlNode, chunk: Chunk): boolean {
  return node.start === chunk.start && !isFlow(text, node);
}

function isOneLine(text: string, start: number, end: number): boolean {
  const lineBreak = text.indexOf('\n', start);
  return lineBreak < 0 || lineBreak >= end;
}
