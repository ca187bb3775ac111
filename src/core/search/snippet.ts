/** The place of a text that best shows why it was found, and the words to highlight in it. */
import { TextMatcher } from './textMatcher.ts';
import type { Searched, TextMatch } from './textMatcher.ts';

export type { Searched } from './textMatcher.ts';

/** Start and end in code units, end exclusive. */
export type MatchRange = readonly [start: number, end: number];

export interface SnippetOptions {
  /** Code units of the snippet at most, without the ellipses; 160 where it is missing. */
  readonly maxLength?: number;
}

export interface Snippet {
  /** One line: runs of white space are one space, what was cut off is an ellipsis. */
  readonly snippet: string;
  /** Ranges of the snippet to highlight, ascending and apart. */
  readonly matches: readonly MatchRange[];
}

const DEFAULT_LENGTH = 160;
const ELLIPSIS = '…';
/** A cut is moved this far to fall between words. */
const CUT_SLACK = 20;

/**
 * Snippet around the best window of the text: the one with most terms, each counted once. Of a text without a match
 * it is the beginning.
 */
export function buildSnippet(
  text: string,
  searched: Searched,
  options: SnippetOptions = {},
): Snippet {
  const maxLength = Math.max(1, options.maxLength ?? DEFAULT_LENGTH);
  const matcher = new TextMatcher(searched);
  const matches = matcher.find(text);
  const [from, to] = chooseWindow(text, matches, matcher.weights, maxLength);
  const inside = mergeRanges(matches.filter(({ start, end }) => start >= from && end <= to));
  return renderWindow(text, from, to, inside);
}

/** Ranges of a text, such as a title, to highlight for a query or the terms of a hit. */
export function highlight(text: string, searched: Searched): MatchRange[] {
  return mergeRanges(new TextMatcher(searched).find(text));
}

function chooseWindow(
  text: string,
  matches: readonly TextMatch[],
  weights: readonly number[],
  maxLength: number,
): MatchRange {
  const best = bestSpan(matches, weights, maxLength);
  const span = best === undefined ? 0 : best[1] - best[0];
  const lead = Math.floor(Math.max(0, maxLength - span) / 3);
  const wanted = best === undefined ? 0 : Math.max(0, best[0] - lead);
  const latest = Math.max(0, Math.min(wanted, text.length - maxLength));
  const from = best === undefined ? 0 : cutBefore(text, latest, best[0]);
  const end = Math.min(text.length, from + maxLength);
  return [from, cutAfter(text, end, best === undefined ? from : Math.min(best[1], end))];
}

/** From the first to the last match of the window with the greatest weight of distinct terms. */
function bestSpan(
  matches: readonly TextMatch[],
  weights: readonly number[],
  maxLength: number,
): MatchRange | undefined {
  let best: MatchRange | undefined;
  let bestWeight = -1;
  const counts = new Map<number, number>();
  let weight = 0;
  let last = 0;
  for (let first = 0; first < matches.length; first++) {
    const { start, term } = matches[first] as TextMatch;
    for (; last < matches.length; last++) {
      const next = matches[last] as TextMatch;
      if (next.end > start + maxLength && last > first) break;
      const count = counts.get(next.term) ?? 0;
      counts.set(next.term, count + 1);
      if (count === 0) weight += weights[next.term] ?? 1;
    }
    if (weight > bestWeight + 1e-9) {
      bestWeight = weight;
      best = [start, (matches[last - 1] as TextMatch).end];
    }
    const left = (counts.get(term) ?? 1) - 1;
    counts.set(term, left);
    if (left === 0) weight -= weights[term] ?? 1;
  }
  return best;
}

/** A place near an index at which a word starts, not after `limit`. */
function cutBefore(text: string, index: number, limit: number): number {
  if (index === 0) return 0;
  for (let i = index; i <= Math.min(limit, index + CUT_SLACK); i++) {
    if (isSpace(text, i - 1)) return i;
  }
  return isLowSurrogate(text, index) ? index - 1 : index;
}

/** A place near an index at which a word ends, not before `limit`. */
function cutAfter(text: string, index: number, limit: number): number {
  if (index >= text.length) return text.length;
  for (let i = index; i >= Math.max(limit, index - CUT_SLACK); i--) if (isSpace(text, i)) return i;
  return isLowSurrogate(text, index) ? index - 1 : index;
}

function renderWindow(
  text: string,
  from: number,
  to: number,
  matches: readonly MatchRange[],
): Snippet {
  let snippet = '';
  const offsets = new Map<number, number>();
  const edges = new Set(matches.flat());
  const isCut = text.slice(0, from).trim() !== '';
  if (isCut) snippet += ELLIPSIS;
  const first = snippet.length;
  for (let i = from; i < to; i++) {
    if (edges.has(i)) offsets.set(i, snippet.length);
    if (!isSpace(text, i)) snippet += text.charAt(i);
    else if (snippet.length > first && !snippet.endsWith(' ')) snippet += ' ';
  }
  if (edges.has(to)) offsets.set(to, snippet.length);
  snippet = snippet.trimEnd();
  if (text.slice(to, to + 1000).trim() !== '') snippet += ELLIPSIS;
  const ranges = matches.map(
    ([start, end]) => [offsets.get(start) ?? 0, offsets.get(end) ?? snippet.length] as const,
  );
  return { snippet, matches: ranges };
}

/** Ranges made one where they overlap or touch. */
function mergeRanges(
  matches: readonly { readonly start: number; readonly end: number }[],
): MatchRange[] {
  const merged: [number, number][] = [];
  for (const { start, end } of matches) {
    const last = merged.at(-1);
    if (last !== undefined && start <= last[1]) last[1] = Math.max(last[1], end);
    else merged.push([start, end]);
  }
  return merged;
}

function isSpace(text: string, index: number): boolean {
  const unit = text.charCodeAt(index);
  return unit <= 0x20 || unit === 0xa0 || unit === 0x2028 || unit === 0x2029 || unit === 0x3000;
}

function isLowSurrogate(text: string, index: number): boolean {
  const unit = text.charCodeAt(index);
  return unit >= 0xdc00 && unit <= 0xdfff;
}
