/** Parts of regular expressions, put together with an eye on what matching them can cost. */
import type { LetterSet } from './letterSet.ts';
import { nothing } from './letterSet.ts';

const maxSize = 2000;
/** Alternatives multiply when they stand side by side; so many are not written by hand. */
const maxChains = 64;

/** Thrown while a pattern is read: why it cannot be used. */
export class Refusal extends Error {}

/**
 * What one part of a pattern can match, as far as the cost of matching goes: the characters that it may
 * hold, those it may begin with, whether it may match nothing, and how much in it varies.
 */
export interface Part {
  readonly letters: LetterSet;
  readonly first: LetterSet;
  readonly empty: boolean;
  /** The ways through it, each a row of what must be there and what may vary. */
  readonly chains: readonly (readonly Link[])[];
  /** Decisions that the next character does not settle: optional groups, alternatives that begin alike. */
  readonly choices: number;
  /** Steps of the automaton that it becomes. */
  readonly size: number;
}

/** One step on a way through a pattern. */
interface Link {
  readonly letters: LetterSet;
  /** True where it can take more or less of the text. */
  readonly varies: boolean;
}

export const emptyPart: Part = {
  letters: nothing,
  first: nothing,
  empty: true,
  chains: [[]],
  choices: 0,
  size: 0,
};

export function letterPart(letters: LetterSet): Part {
  const chains = [[{ letters, varies: false }]];
  return { letters, first: letters, empty: false, chains, choices: 0, size: 1 };
}

export function follow(a: Part, b: Part): Part {
  const chains = a.chains.flatMap((left) => b.chains.map((right) => [...left, ...right]));
  if (chains.length > maxChains) throw new Refusal('The pattern has too many alternatives.');
  return {
    letters: a.letters | b.letters,
    first: a.empty ? a.first | b.first : a.first,
    empty: a.empty && b.empty,
    chains,
    choices: a.choices + b.choices,
    size: a.size + b.size,
  };
}

function isLetter(part: Part): boolean {
  const [chain = []] = part.chains;
  return part.chains.length === 1 && chain.length === 1 && !chain.some((link) => link.varies);
}

export function either(parts: readonly Part[]): Part {
  let first = nothing;
  let alike = 0;
  for (const part of parts) {
    if (part.empty || (first & part.first) !== nothing) alike++;
    first |= part.first;
  }
  const letters = parts.reduce((set, part) => set | part.letters, nothing);
  const single = parts.every(isLetter);
  return {
    letters,
    first,
    empty: parts.some((part) => part.empty),
    chains: single ? [[{ letters, varies: false }]] : parts.flatMap((part) => part.chains),
    choices: parts.reduce((sum, part) => sum + part.choices, alike),
    size: parts.reduce((sum, part) => sum + part.size, 0),
  };
}

export function repeat(part: Part, min: number, max: number): Part {
  const size = part.size * Math.max(1, Number.isFinite(max) ? max : min);
  if (size > maxSize) throw new Refusal('The pattern repeats too often.');
  const simple = part.choices === 0 && part.chains.every((chain) => !chain.some((l) => l.varies));
  const empty = part.empty || min === 0;
  if (max <= 1 && part.size > 1) {
    const chains = min === 0 ? [...part.chains, []] : part.chains;
    return { ...part, empty, chains, choices: part.choices + 1 - min, size };
  }
  if (min === max && simple) return { ...part, empty, size };
  if (max > 1) refuseManyWays(part);
  return { ...part, empty, chains: [[{ letters: part.letters, varies: true }]], choices: 0, size };
}

/** What is repeated must have one way only to divide a text among its rounds. */
function refuseManyWays(part: Part): void {
  if (part.empty) {
    throw new Refusal('The pattern repeats something that may be empty: that can take forever.');
  }
  const twice = part.chains.flatMap((a) => part.chains.map((b) => [...a, ...b]));
  if (part.choices > 0 || twice.some((chain) => chainDegree(chain) > 1)) {
    throw new Refusal(
      'The pattern repeats what can match one text in several ways, as in (a+)+ or (a|ab)*: that can take forever.',
    );
  }
}

/**
 * How many varying steps can share one stretch of text: 1 takes time as the text is long, 2 as its
 * square. It is the longest row of steps of which each can share with the next.
 */
function chainDegree(chain: readonly Link[]): number {
  const reach = chain.map(() => 0);
  for (const [end, link] of chain.entries()) {
    if (!link.varies) continue;
    let most = 0;
    for (let start = 0; start < end; start++) {
      if (chain[start]?.varies && canShare(chain, start, end)) {
        most = Math.max(most, reach[start] ?? 0);
      }
    }
    reach[end] = most + 1;
  }
  return Math.max(0, ...reach);
}

/** True where some text fits both steps and everything that must stand between them. */
function canShare(chain: readonly Link[], start: number, end: number): boolean {
  const shared = (chain[start]?.letters ?? nothing) & (chain[end]?.letters ?? nothing);
  if (shared === nothing) return false;
  return chain
    .slice(start + 1, end)
    .every((between) => between.varies || (between.letters & shared) !== nothing);
}

export function degree(part: Part): number {
  return Math.max(0, ...part.chains.map(chainDegree));
}
