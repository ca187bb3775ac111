/**
 * Edit distance with transpositions (optimal string alignment, Damerau 1964), bounded.
 *
 * The measured word is fixed, so that one instance serves a walk over a whole dictionary.
 */
export class EditDistance {
  readonly #word: Uint16Array;
  readonly #rows: readonly [Uint8Array, Uint8Array, Uint8Array];

  constructor(word: string) {
    this.#word = new Uint16Array(word.length);
    for (let i = 0; i < word.length; i++) this.#word[i] = word.charCodeAt(i);
    const row = (): Uint8Array => new Uint8Array(256);
    this.#rows = [row(), row(), row()];
  }

  /** Distance to `units[from..to)`, or `limit + 1` where it is greater than the limit. */
  whole(units: Uint16Array, from: number, to: number, limit: number): number {
    if (Math.abs(to - from - this.#word.length) > limit) return limit + 1;
    return this.#measure(units, from, to, limit, false);
  }

  /** Distance to the nearest beginning of `units[from..to)`, or `limit + 1`. */
  prefix(units: Uint16Array, from: number, to: number, limit: number): number {
    const longest = this.#word.length + limit;
    return this.#measure(units, from, Math.min(to, from + longest), limit, true);
  }

  #measure(units: Uint16Array, from: number, to: number, limit: number, ofPrefix: boolean): number {
    const word = this.#word;
    const length = Math.min(to - from, 255);
    let [before, previous, current] = this.#rows;
    for (let j = 0; j <= length; j++) previous[j] = j;
    for (let i = 1; i <= word.length; i++) {
      const unit = word[i - 1] as number;
      const low = Math.max(1, i - limit);
      const high = Math.min(length, i + limit);
      current[low - 1] = low === 1 ? i : limit + 1;
      let best = current[low - 1] as number;
      for (let j = low; j <= high; j++) {
        const other = units[from + j - 1] as number;
        let distance = (previous[j - 1] as number) + (unit === other ? 0 : 1);
        if (j < i + limit) distance = Math.min(distance, (previous[j] as number) + 1);
        distance = Math.min(distance, (current[j - 1] as number) + 1);
        const swapped = i > 1 && j > 1 && unit === units[from + j - 2] && word[i - 2] === other;
        if (swapped) distance = Math.min(distance, (before[j - 2] as number) + 1);
        current[j] = distance;
        if (distance < best) best = distance;
      }
      if (best > limit) return limit + 1;
      [before, previous, current] = [previous, current, before];
    }
    if (!ofPrefix) return Math.min(previous[length] as number, limit + 1);
    let best = limit + 1;
    const low = Math.max(0, word.length - limit);
    const high = Math.min(length, word.length + limit);
    for (let j = low; j <= high; j++) best = Math.min(best, previous[j] as number);
    return best;
  }
}
