/** Answers a query over segments: which documents have its terms, in which order, and by which terms. */
import { Accumulator } from './accumulator.ts';
import type { MountedSegment } from './accumulator.ts';
import type { DocumentTable } from './documentTable.ts';
import type { AddTerm } from './expandTerm.ts';
import { expandPrefix, expandSplits, expandTypos, expandWritten, typoLimit } from './expandTerm.ts';
import { parseQuery, readableTerm } from './parseQuery.ts';
import type { ParsedQuery, Phrase, QueryTerm } from './parseQuery.ts';
import { PostingCursor } from './postingCursor.ts';
import type { Candidate, ResolvedTerm, SearchHit, SearchOptions } from './searchTypes.ts';
import { findPair, findPhrase } from './positions.ts';
import { addNearness } from './nearness.ts';
import { termText } from './termDictionary.ts';

/** A term in more than half of the documents need not be in a hit, once there are enough documents to tell. */
const STOP_WORD_SHARE = 0.5;
const ENOUGH_DOCUMENTS = 20;
/** Added to the score of documents with all terms, so that the scores of an answer descend. */
const ALL_TERMS = 1000;
/** Queries of more words are sentences, in which not every word is meant. */
const MOST_TERMS_TO_CORRECT = 4;
/** Candidates whose positions are looked at. */
const CANDIDATES = 100;
const EPSILON = 1e-9;

/** Runs queries over the segments and documents of one index; keeps its arrays between queries. */
export class SegmentSearcher {
  readonly #table: DocumentTable;
  #accumulator: Accumulator;

  constructor(table: DocumentTable) {
    this.#table = table;
    this.#accumulator = new Accumulator(table);
  }

  search(segments: readonly MountedSegment[], query: string, options: SearchOptions): SearchHit[] {
    const parsed = parseQuery(query);
    if (parsed.terms.length === 0 || options.limit < 1 || this.#table.size === 0) return [];
    if (this.#accumulator.capacity < this.#table.capacity) {
      this.#accumulator = new Accumulator(this.#table);
    }
    const resolved = this.#resolveAll(segments, parsed);
    const admits = this.#admission(segments, parsed, options);
    const candidates = this.#collect(resolved, admits, options);
    addNearness(segments, this.#table, { parsed, resolved, candidates });
    const best = candidates.sort(compareCandidates).slice(0, options.limit);
    return this.#describe(segments, resolved, best);
  }

  /** Scores every term; a second time with typing errors allowed where no document has all terms. */
  #resolveAll(segments: readonly MountedSegment[], parsed: ParsedQuery): ResolvedTerm[] {
    const score = (correct: boolean): ResolvedTerm[] => {
      this.#accumulator.start();
      return parsed.terms.map((term) => {
        const resolved = this.#resolve(segments, term, correct);
        this.#accumulator.commit(this.#isStopWord(resolved) ? 0 : resolved.idf);
        return resolved;
      });
    };
    const resolved = score(false);
    const { length } = resolved;
    if (length < 2 || length > MOST_TERMS_TO_CORRECT) return resolved;
    if (resolved.some((term) => term.documents === 0) || this.#someHasAll(resolved)) {
      return resolved;
    }
    return resolved.some((entry) => typoLimit(entry.term) > 0) ? score(true) : resolved;
  }

  #resolve(segments: readonly MountedSegment[], term: QueryTerm, correct: boolean): ResolvedTerm {
    const accumulator = this.#accumulator;
    const forms = segments.map((): number[] => []);
    const addForms = (
      expand: (mounted: MountedSegment, add: (form: number, weight: number) => void) => void,
    ): void => {
      segments.forEach((mounted, i) => {
        const list = forms[i] as number[];
        const known = new Set(list);
        expand(mounted, (form, weight) => {
          if (known.has(form)) return;
          list.push(form);
          accumulator.addTerm(mounted, form, weight);
        });
      });
    };
    addForms(({ segment }, add) => expandWritten(segment, term, distinct(add)));
    let outcome = accumulator.settle();
    if (term.isPrefix && !term.isRun) {
      addForms(({ segment }, add) => expandPrefix(segment, term, add));
      outcome = accumulator.settle();
    }
    if (outcome.documents === 0) {
      for (const mounted of segments) this.#addSplits(mounted, term);
      outcome = accumulator.settle();
    }
    const limit = correct ? Math.min(1, typoLimit(term)) : typoLimit(term);
    for (let errors = 1; errors <= limit; errors++) {
      if (outcome.documents > 0 && !correct) break;
      addForms(({ segment }, add) => expandTypos(segment, term, errors, add));
      outcome = accumulator.settle();
    }
    return { term, forms, ...outcome };
  }

  #addSplits(mounted: MountedSegment, term: QueryTerm): void {
    expandSplits(mounted.segment, term, (first, second) => {
      findPair(mounted, first, second, (key) => {
        if (this.#table.owners[key] === mounted.id) this.#accumulator.addDocument(key, 1);
      });
    });
  }

  #isStopWord(resolved: ResolvedTerm): boolean {
    const { size } = this.#table;
    return size >= ENOUGH_DOCUMENTS && resolved.documents > size * STOP_WORD_SHARE;
  }

  #requiredCover(resolved: readonly ResolvedTerm[]): number {
    let sum = 0;
    for (const term of resolved) if (!this.#isStopWord(term)) sum += term.idf;
    return sum;
  }

  #someHasAll(resolved: readonly ResolvedTerm[]): boolean {
    const required = this.#requiredCover(resolved) - EPSILON;
    const { touched, touchedCount, covered } = this.#accumulator;
    for (let i = 0; i < touchedCount; i++) {
      if ((covered[touched[i] as number] as number) >= required) return true;
    }
    return false;
  }

  /** The documents that phrases, exclusions and the caller's filter admit. */
  #admission(
    segments: readonly MountedSegment[],
    parsed: ParsedQuery,
    options: SearchOptions,
  ): (key: number) => boolean {
    const filter = options.filter ?? (() => true);
    if (parsed.phrases.length === 0 && parsed.excluded.length === 0) return filter;
    const excluded = new Set<number>();
    for (const phrase of parsed.excluded) {
      for (const key of this.#excludedKeys(segments, phrase)) excluded.add(key);
    }
    const phrases = parsed.phrases.map((phrase) => this.#phraseKeys(segments, phrase));
    const withPhrases = (key: number): boolean => phrases.every((keys) => keys.has(key));
    const admits = (key: number): boolean => !excluded.has(key) && filter(key);
    const smallest = [...phrases].sort((a, b) => a.size - b.size)[0];
    const isPossible = smallest === undefined || [...smallest].some(withPhrases);
    // A phrase alone is meant literally; among words, such as in a question, it is one wish of several.
    if (!isPossible && parsed.hasWords) return admits;
    return (key) => withPhrases(key) && admits(key);
  }

  #phraseKeys(segments: readonly MountedSegment[], phrase: Phrase): Set<number> {
    const keys = new Set<number>();
    for (const mounted of segments) {
      findPhrase(mounted, phrase, (key) => {
        if (this.#table.owners[key] === mounted.id) keys.add(key);
      });
    }
    return keys;
  }

  #excludedKeys(segments: readonly MountedSegment[], phrase: Phrase): Set<number> {
    const only = phrase.length === 1 ? phrase[0] : undefined;
    if (only === undefined) return this.#phraseKeys(segments, phrase);
    const keys = new Set<number>();
    for (const mounted of segments) {
      expandWritten(mounted.segment, only.term, (form) => {
        const cursor = new PostingCursor(mounted.segment, form);
        while (cursor.next()) {
          if (this.#table.owners[cursor.key] === mounted.id) keys.add(cursor.key);
        }
      });
    }
    return keys;
  }

  /** The best candidates by score, more than are wanted: nearness may still change their order. */
  #collect(
    resolved: readonly ResolvedTerm[],
    admits: (key: number) => boolean,
    options: SearchOptions,
  ): Candidate[] {
    const { touched, touchedCount, covered, scores } = this.#accumulator;
    const required = this.#requiredCover(resolved) - EPSILON;
    const wanted = Math.max(CANDIDATES, options.limit * 2);
    const best: Candidate[] = [];
    for (let i = 0; i < touchedCount; i++) {
      const key = touched[i] as number;
      const hasAll = (covered[key] as number) >= required;
      const score = (scores[key] as number) * (options.boost?.(key) ?? 1);
      const worst = best.length === wanted ? best[0] : undefined;
      if (worst !== undefined) {
        if (worst.hasAll && !hasAll) continue;
        if (worst.hasAll === hasAll && worst.score > score) continue;
      }
      const candidate = { key, hasAll, score };
      if (worst !== undefined && compareCandidates(candidate, worst) >= 0) continue;
      if (!admits(key)) continue;
      if (worst !== undefined) replaceWorst(best, candidate);
      else pushCandidate(best, candidate);
    }
    return best;
  }

  #describe(
    segments: readonly MountedSegment[],
    resolved: readonly ResolvedTerm[],
    best: readonly Candidate[],
  ): SearchHit[] {
    const terms = new Map(best.map(({ key }) => [key, [] as string[]]));
    for (const entry of resolved) {
      segments.forEach((mounted, i) => {
        let open = best
          .filter(({ key }) => this.#table.owners[key] === mounted.id)
          .map(({ key }) => key)
          .sort((a, b) => a - b);
        for (const form of entry.forms[i] ?? []) {
          if (open.length === 0) break;
          const found = keysOfTerm(mounted, form, open);
          if (found.length === 0) continue;
          const text = readableTerm(termText(mounted.segment, form));
          for (const key of found) {
            const list = terms.get(key);
            if (list !== undefined && !list.includes(text)) list.push(text);
          }
          open = open.filter((key) => !found.includes(key));
        }
      });
    }
    return best.map(({ key, score, hasAll }) => ({
      key,
      score: hasAll ? score + ALL_TERMS : score,
      terms: terms.get(key) ?? [],
    }));
  }
}

/** The keys among the given, which ascend, of documents with a term. */
function keysOfTerm(mounted: MountedSegment, form: number, among: readonly number[]): number[] {
  const cursor = new PostingCursor(mounted.segment, form);
  return among.filter((key) => cursor.seek(key) && cursor.key === key);
}

/** Passes on each form once. */
function distinct(add: AddTerm): AddTerm {
  const known = new Set<number>();
  return (form, weight) => {
    if (known.has(form)) return;
    known.add(form);
    add(form, weight);
  };
}

/** Order of an answer: documents with all terms first, then by score, then by key. */
function compareCandidates(a: Candidate, b: Candidate): number {
  if (a.hasAll !== b.hasAll) return a.hasAll ? -1 : 1;
  return b.score - a.score || a.key - b.key;
}

/** The candidates are a heap with the worst on top. */
function pushCandidate(heap: Candidate[], candidate: Candidate): void {
  let at = heap.push(candidate) - 1;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (compareCandidates(heap[parent] as Candidate, candidate) >= 0) break;
    heap[at] = heap[parent] as Candidate;
    at = parent;
  }
  heap[at] = candidate;
}

function replaceWorst(heap: Candidate[], candidate: Candidate): void {
  let at = 0;
  for (;;) {
    let child = at * 2 + 1;
    if (child >= heap.length) break;
    const right = heap[child + 1];
    if (right !== undefined && compareCandidates(right, heap[child] as Candidate) > 0) child++;
    if (compareCandidates(heap[child] as Candidate, candidate) <= 0) break;
    heap[at] = heap[child] as Candidate;
    at = child;
  }
  heap[at] = candidate;
}
