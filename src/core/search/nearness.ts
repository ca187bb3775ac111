/**
 * Raises documents in which words that are neighbours in the query are neighbours as well.
 *
 * A pair of terms adds to the score in proportion to the rarer of the two: fully where they stand as in the query,
 * in part where they are near. Parts of one address or id count more. Pairs of characters in a run count less: each
 * neighbour shares a character with the one before, so a run would be counted twice.
 */
import type { MountedSegment } from './accumulator.ts';
import type { DocumentTable } from './documentTable.ts';
import type { Neighbours, ParsedQuery } from './parseQuery.ts';
import { collectPositions } from './positions.ts';
import type { Candidate, ResolvedTerm } from './searchTypes.ts';

const ADJACENT = 0.5;
const GLUED = 0.8;
const IN_RUN = 0.1;
const NEAR = 0.2;
const NEAR_DISTANCE = 5;
/** A term with more forms is a short beginning of a word: where it stands says little. */
const MOST_FORMS = 64;

export interface Answer {
  readonly parsed: ParsedQuery;
  readonly resolved: readonly ResolvedTerm[];
  readonly candidates: readonly Candidate[];
}

/** Adds to the scores of the candidates. */
export function addNearness(
  segments: readonly MountedSegment[],
  table: DocumentTable,
  answer: Answer,
): void {
  const { parsed, resolved, candidates } = answer;
  if (parsed.neighbours.length === 0) return;
  segments.forEach((mounted, i) => {
    const here = candidates.filter(({ key }) => table.owners[key] === mounted.id);
    if (here.length === 0) return;
    const keys = here.map(({ key }) => key).sort((a, b) => a - b);
    const positions = new Map<number, Map<number, number[]>>();
    const positionsOf = (at: number): Map<number, number[]> => {
      let known = positions.get(at);
      if (known === undefined) {
        const forms = resolved[at]?.forms[i];
        const isUseful = forms !== undefined && forms.length <= MOST_FORMS;
        known = isUseful ? collectPositions(mounted, forms, keys) : new Map();
        positions.set(at, known);
      }
      return known;
    };
    for (const pair of parsed.neighbours) {
      const first = positionsOf(pair.first);
      const second = positionsOf(pair.second);
      const isRun = parsed.terms[pair.first]?.isRun && parsed.terms[pair.second]?.isRun;
      const full = !pair.isGlued ? ADJACENT : isRun ? IN_RUN : GLUED;
      const rarer = Math.min(resolved[pair.first]?.idf ?? 0, resolved[pair.second]?.idf ?? 0);
      for (const candidate of here) {
        const share = nearness(first.get(candidate.key), second.get(candidate.key), pair, full);
        candidate.score += share * rarer;
      }
    }
  });
}

function nearness(
  first: readonly number[] | undefined,
  second: readonly number[] | undefined,
  pair: Neighbours,
  full: number,
): number {
  if (first === undefined || second === undefined) return 0;
  let closest = NEAR_DISTANCE + 1;
  let from = 0;
  for (const position of first) {
    while (from < second.length && (second[from] as number) < position - NEAR_DISTANCE) from++;
    for (let i = from; i < second.length; i++) {
      const distance = (second[i] as number) - position;
      if (distance === pair.distance) return full;
      if (distance > NEAR_DISTANCE) break;
      closest = Math.min(closest, Math.abs(distance));
    }
  }
  return closest <= NEAR_DISTANCE ? Math.min(NEAR, full) : 0;
}
