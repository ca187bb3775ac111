import { composeYaml, isSound } from './composeYaml.ts';
import type { Composed } from './composeYaml.ts';
import { Anchors } from './anchors.ts';
import { duplicateKey } from './duplicateKey.ts';
import type { Effort } from './effort.ts';
import { maximumPieceLength, maximumProblems } from './limits.ts';
import { readYamlFast } from './readYamlFast.ts';
import { isFlow, splitBlock } from './splitBlock.ts';
import type { Chunk } from './splitBlock.ts';
import { UniqueKeys } from './uniqueKeys.ts';
import type { YamlProblem, YamlRead } from './yamlProblem.ts';
import type { YamlEntry, YamlNode } from './yamlNode.ts';

/** A piece that is broken, and what the library made of it, if it was asked. */
export interface BrokenPiece {
  readonly start: number;
  readonly end: number;
  readonly composed: Composed | undefined;
}

/** Neighbours are read together up to this length: a mistake among them then costs no more than that. */
const neighbourhood = 8192;

export type Pieces =
  | { readonly read: YamlRead; readonly broken?: never }
  | { readonly broken: BrokenPiece; readonly read?: never };

/**
 * Reads a block map or list entry by entry: the library only gets those that the fast reader does not take,
 * neighbours together. Most files that need the library need it for one field. Stops at the first piece that has
 * a syntax error or is no entry by itself: then the YAML is broken, or not a block map or list.
 */
export function readPieces(
  { text, start, end }: { readonly text: string; readonly start: number; readonly end: number },
  effort: Effort,
): Pieces {
  const { kind, chunks } = splitBlock(text, start, end);
  const joined = new JoinedPieces(text, kind);
  const anchors = new Anchors();
  let odd: Chunk | undefined;
  for (const chunk of chunks) {
    const aligned = chunk.column === chunks[0]?.column;
    if (!aligned) return { broken: { ...chunk, composed: undefined } };
    const fast = readYamlFast(text, chunk.start - chunk.column, chunk.end);
    if (fast === undefined && (odd === undefined || chunk.end - odd.start <= neighbourhood)) {
      odd = odd === undefined ? chunk : { ...odd, end: chunk.end };
      continue;
    }
    const broken = odd === undefined ? undefined : joined.addComposed(odd, anchors, effort);
    if (broken !== undefined) return { broken };
    odd = fast === undefined ? chunk : undefined;
    if (fast !== undefined && !joined.add(fast.root, chunk.start))
      return { broken: { ...chunk, composed: undefined } };
  }
  const broken = odd === undefined ? undefined : joined.addComposed(odd, anchors, effort);
  return broken === undefined ? { read: joined.read() } : { broken };
}

class JoinedPieces {
  readonly #text: string;
  readonly #kind: 'map' | 'list';
  readonly #entries: YamlEntry[] = [];
  readonly #keys = new UniqueKeys(this.#entries);
  readonly #items: YamlNode[] = [];
  readonly #problems: YamlProblem[] = [];
  #start = -1;
  #end = -1;

  constructor(text: string, kind: 'map' | 'list') {
    this.#text = text;
    this.#kind = kind;
  }

  /** Adds what a piece was read as; false where that is not of this block. */
  add(root: YamlNode | undefined, start: number): boolean {
    if (root?.kind !== this.#kind || root.start !== start) return false;
    if (isFlow(this.#text, root)) return false;
    if (this.#start < 0) this.#start = start;
    this.#end = root.end;
    if (root.kind === 'list') {
      for (const item of root.items) this.#items.push(item);
      return true;
    }
    for (const entry of root.kind === 'map' ? root.entries : []) {
      if (!this.#keys.has(entry.key)) {
        this.#entries.push(entry);
        continue;
      }
      if (this.#problems.length > maximumProblems) continue;
      const first = this.#entries.find(({ key }) => key === entry.key);
      this.#problems.push(duplicateKey(first, entry, this.#text, 0));
    }
    return true;
  }

  /** Adds what the library makes of a piece; gives it back where it is broken. */
  addComposed(
    { start, column, end }: Chunk,
    anchors: Anchors,
    effort: Effort,
  ): BrokenPiece | undefined {
    const base = start - column;
    if (end - base > maximumPieceLength || !effort.take(end - base)) {
      return { start, end, composed: undefined };
    }
    const composed = composeYaml(this.#text.slice(base, end), base, anchors);
    if (!isSound(composed) || !this.add(composed.root, start)) return { start, end, composed };
    this.#problems.push(...composed.problems);
    return undefined;
  }

  read(): YamlRead {
    const start = this.#start;
    const end = this.#end;
    const problems = this.#problems;
    if (start < 0) return { root: undefined, problems };
    const root: YamlNode =
      this.#kind === 'list'
        ? { kind: 'list', items: this.#items, start, end }
        : { kind: 'map', entries: this.#entries, start, end };
    return { root, problems };
  }
}
