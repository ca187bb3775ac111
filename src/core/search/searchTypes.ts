/** What a search is asked for and what it answers, and what its steps hand to each other. */
import type { QueryTerm } from './parseQuery.ts';

export interface SearchOptions {
  /** Hits wanted at most. */
  readonly limit: number;
  /** Which documents may be hits; all where it is missing. */
  readonly filter?: (key: number) => boolean;
  /** Factor on the score of a document, 1 where it is missing. */
  readonly boost?: (key: number) => number;
}

export interface SearchHit {
  readonly key: number;
  /** Higher is better; comparable within one answer only. */
  readonly score: number;
  /** For each term of the query that the document has, the term of the index by which it does. */
  readonly terms: readonly string[];
}

/** A term of the query with the terms of the index it stands for. */
export interface ResolvedTerm {
  readonly term: QueryTerm;
  readonly idf: number;
  readonly documents: number;
  /** By segment, terms of the segment, each once: what was written first, then completions or corrections. */
  readonly forms: readonly (readonly number[])[];
}

/** A document that may become a hit. */
export interface Candidate {
  readonly key: number;
  /** Whether it has every term of the query that is not a stop word. */
  readonly hasAll: boolean;
  score: number;
}
