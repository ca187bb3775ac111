import { composeYaml, tooLarge } from './composeYaml.ts';
import type { ComposeError, Composed } from './composeYaml.ts';
import type { Anchors } from './anchors.ts';
import type { Effort } from './effort.ts';
import { maximumPieceLength, maximumProblems } from './limits.ts';
import type { BrokenPiece } from './readPieces.ts';
import { readYamlFast } from './readYamlFast.ts';
import { contentBelow, firstContent, isItem, keyAt, lineEndOf } from './splitBlock.ts';
import type { Chunk } from './splitBlock.ts';
import { yamlError } from './yamlProblem.ts';

const unread: Composed = { readable: false, root: undefined, errors: [], problems: [] };

/** Reads pieces of broken YAML each by itself, by whichever reader takes it, and within limits. */
export class PieceReader {
  readonly #text: string;
  readonly #anchors: Anchors;
  readonly #effort: Effort;
  readonly #known: BrokenPiece | undefined;

  /** @param known a piece that was read before */
  constructor(text: string, anchors: Anchors, effort: Effort, known: BrokenPiece | undefined) {
    this.#text = text;
    this.#anchors = anchors;
    this.#effort = effort;
    this.#known = known;
  }

  /**
   * What a piece is by itself. It is told to be broken, and not read, where it has one of the `errors` that were
   * found in what surrounds it and can be taken apart anyway. With `onlyFast`, undefined for all that is not simple.
   */
  read(chunk: Chunk, errors: readonly ComposeError[], onlyFast: boolean): Composed | undefined {
    const { start, column, end } = chunk;
    const text = this.#text;
    const known = this.#known;
    if (known?.composed !== undefined && known.start === start && known.end === end) {
      return known.composed;
    }
    const isBroken = errors.some((error) => error.start >= start && error.start <= end);
    if (isBroken && comesApart(text, chunk)) return { ...unread, readable: true, errors };
    const lineStart = start - column;
    const ownLine = firstContent(text, lineStart, start) === start;
    const fast = ownLine ? readYamlFast(text, lineStart, end) : undefined;
    if (fast !== undefined) return { readable: true, root: fast.root, errors: [], problems: [] };
    return onlyFast ? undefined : this.#compose(chunk);
  }

  #compose({ start, column, end }: Chunk): Composed {
    const base = start - column;
    if (end - base > maximumPieceLength) return tooLarge(start);
    if (!this.#effort.take(end - base)) {
      const message = 'There are too many mistakes in this YAML: this is not read.';
      const lineEnd = lineEndOf(this.#text, start, end);
      return { ...unread, problems: [yamlError('yaml-limit', message, start, lineEnd)] };
    }
    // What stands before a piece on its line is blanked out.
    const source = ' '.repeat(column) + this.#text.slice(start, end);
    const composed = composeYaml(source, base, this.#anchors);
    return { ...composed, errors: composed.errors.slice(0, maximumProblems) };
  }
}

/** True for a key or dash with nothing on its line and something below. */
function comesApart(text: string, { start, end }: Chunk): boolean {
  const lineEnd = lineEndOf(text, start, end);
  const after = isItem(text, start) ? start + 1 : keyAt(text, start, lineEnd)?.afterColon;
  if (after === undefined) return false;
  return (
    firstContent(text, after, lineEnd) >= lineEnd && contentBelow(text, lineEnd, end) !== undefined
  );
}
