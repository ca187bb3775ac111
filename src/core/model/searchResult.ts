/** One record found, with the place and the words that matched. */
export interface SearchResult {
  readonly id: string;
  readonly type: string;
  readonly path: string;
  /** 0-based line of the snippet. */
  readonly line: number;
  readonly title: string;
  /** The type's label, and its codicon. */
  readonly typeLabel: string;
  readonly icon: string;
  /** A few words that tell records of one title apart: the account, the stage, the date. */
  readonly description: string;
  /** Higher is better; comparable within one answer only. */
  readonly score: number;
  readonly snippet: string;
  /** Ranges of the snippet that matched, as [start, end) in UTF-16 units. */
  readonly matches: readonly (readonly [number, number])[];
  /** Ranges of the title that matched. */
  readonly titleMatches: readonly (readonly [number, number])[];
}
