/** What an expression may cost. It cannot loop, call out or touch files; these bound what is left. */
export const limits = {
  /** Characters of source. */
  sourceLength: 4000,
  /** Nodes of the tree. */
  nodes: 500,
  /** Nesting of the tree; a chain of one operator is one level. */
  depth: 50,
  /** References followed by dots from one record (`account.parent.parent…`). */
  referenceHops: 5,
  /** Nesting of `filter`, `map`, `exists`, `all`, `sum`… in each other. */
  macroNesting: 4,
  /** Steps of one evaluation: an item of a list is one step and one more for every eight parts of what is done with it. */
  stepsPerEvaluation: 1_000_000,
  /** Steps that evaluations of one compiled expression may take in all before they must keep to their share: some seconds of work. */
  stepsInAll: 50_000_000,
  /** Steps that each further evaluation may take on average. */
  stepsShare: 200,
  /** Characters of a pattern for `matches`. */
  patternLength: 200,
  /** Characters of a text that `matches` looks at. */
  matchedLength: 10_000,
} as const;
