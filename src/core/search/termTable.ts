/**
 * Gives each distinct term a small number, by an open-addressing hash table over code units.
 *
 * A `Map` of strings would need a substring for every word of every text; this compares units in a pool and
 * allocates only for terms never seen before.
 */

const INITIAL_SLOTS = 1 << 12;

export class TermTable {
  /** Terms interned; ids are 0..size-1. */
  size = 0;
  /** Units of all terms, one after another; term `id` is `pool[starts[id]..starts[id + 1])`. */
  pool = new Uint16Array(1 << 14);
  starts = new Uint32Array(1 << 11);
  /** Pairs of hash and id + 1. */
  #slots = new Int32Array(INITIAL_SLOTS * 2);
  #mask = INITIAL_SLOTS - 1;

  /** Id of the term `units[0..length)` whose FNV hash is given, adding it where it is new. */
  intern(units: Uint16Array, length: number, hash: number): number {
    const slots = this.#slots;
    const mask = this.#mask;
    const { pool, starts } = this;
    for (let slot = mixed(hash) & mask; ; slot = (slot + 1) & mask) {
      const id = (slots[slot * 2 + 1] as number) - 1;
      if (id < 0) return this.#add(units, length, hash, slot);
      if (slots[slot * 2] !== hash) continue;
      const from = starts[id] as number;
      if ((starts[id + 1] as number) - from !== length) continue;
      let same = 0;
      while (same < length && pool[from + same] === units[same]) same++;
      if (same === length) return id;
    }
  }

  #add(units: Uint16Array, length: number, hash: number, slot: number): number {
    const id = this.size++;
    if (id + 2 > this.starts.length) this.starts = grown(this.starts, Uint32Array);
    const from = this.starts[id] as number;
    while (from + length > this.pool.length) this.pool = grown(this.pool, Uint16Array);
    for (let i = 0; i < length; i++) this.pool[from + i] = units[i] as number;
    this.starts[id + 1] = from + length;
    this.#slots[slot * 2] = hash;
    this.#slots[slot * 2 + 1] = id + 1;
    if (this.size * 4 > this.#mask * 3) this.#rehash();
    return id;
  }

  #rehash(): void {
    const old = this.#slots;
    const slots = new Int32Array(old.length * 2);
    const mask = slots.length / 2 - 1;
    for (let i = 0; i < old.length; i += 2) {
      if (old[i + 1] === 0) continue;
      let slot = mixed(old[i] as number) & mask;
      while (slots[slot * 2 + 1] !== 0) slot = (slot + 1) & mask;
      slots[slot * 2] = old[i] as number;
      slots[slot * 2 + 1] = old[i + 1] as number;
    }
    this.#slots = slots;
    this.#mask = mask;
  }
}

/** The low bits of an FNV hash of short terms are poor: bring the high ones down. */
function mixed(hash: number): number {
  return hash ^ (hash >>> 15);
}

function grown<T extends Uint16Array | Uint32Array>(array: T, type: new (length: number) => T): T {
  const larger = new type(array.length * 2);
  larger.set(array);
  return larger;
}
