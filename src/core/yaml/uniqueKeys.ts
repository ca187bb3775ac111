import type { YamlEntry } from './yamlNode.ts';

/** Above this many entries a set is cheaper than looking at each. */
const entriesToCompare = 32;

/** Tells whether a map that is being read has a key already. */
export class UniqueKeys {
  readonly #entries: readonly YamlEntry[];
  #seen: Set<string> | undefined;
  #seenCount = 0;

  /** `entries` may grow between calls. */
  constructor(entries: readonly YamlEntry[]) {
    this.#entries = entries;
  }

  has(key: string): boolean {
    const entries = this.#entries;
    if (entries.length <= entriesToCompare) {
      for (const entry of entries) if (entry.key === key) return true;
      return false;
    }
    const seen = (this.#seen ??= new Set());
    for (; this.#seenCount < entries.length; this.#seenCount++) {
      seen.add(entries[this.#seenCount]?.key ?? '');
    }
    return seen.has(key);
  }
}
