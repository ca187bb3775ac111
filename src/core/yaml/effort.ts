/** Counts the work of the library, so that no file can ask for more than a few times its own length. */
export class Effort {
  readonly #limit: number;
  /** UTF-16 units given to the library, with what each call costs besides. */
  spent = 0;

  constructor(length: number) {
    this.#limit = 8 * length + 100_000;
  }

  /** True where a text of this length may still be given to the library. */
  take(length: number): boolean {
    if (this.spent > this.#limit) return false;
    this.spent += length + 200;
    return true;
  }
}
