/**
 * What quality remembers of a snapshot between two reports. Records never change, they are replaced: whatever follows
 * from one record alone stays true while the same one lies in its slot.
 */
import type { CrmRecord } from '../model/record.ts';
import { recordKey } from '../model/record.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { filledShare } from './missingFields.ts';
import type { ProbableDuplicate } from './probableDuplicates.ts';

/** Stands for a completeness that nobody has asked for yet. */
const unknown = -1;

interface KnownDuplicates {
  readonly records: readonly CrmRecord[];
  readonly found: ReadonlyMap<number, ProbableDuplicate>;
}

export class QualityMemory {
  /** By slot: the record that what is remembered is about. */
  readonly #known: (CrmRecord | undefined)[] = [];
  readonly #completeness: number[] = [];
  readonly #keys: string[] = [];
  readonly #duplicates = new Map<string, KnownDuplicates>();

  /** Share of the wanted fields (always those of its type) that a record fills; NaN where none is wanted. */
  completeness(record: CrmRecord, wanted: readonly string[]): number {
    const { slot } = record;
    if (this.#known[slot] !== record) this.#remember(record);
    const known = this.#completeness[slot] ?? unknown;
    if (known !== unknown) return known;
    const value = wanted.length === 0 ? NaN : filledShare(record, wanted);
    this.#completeness[slot] = value;
    return value;
  }

  /** `type/id` of a record: a hundred thousand of them are a heap of short-lived text else. */
  key(record: CrmRecord): string {
    const { slot } = record;
    if (this.#known[slot] !== record) this.#remember(record);
    return this.#keys[slot] ?? '';
  }

  #remember(record: CrmRecord): void {
    const { slot } = record;
    // Grown from the end: an array with a gap in it would be kept as a slow table.
    while (this.#known.length <= slot) {
      this.#known.push(undefined);
      this.#completeness.push(unknown);
      this.#keys.push('');
    }
    this.#known[slot] = record;
    this.#completeness[slot] = unknown;
    this.#keys[slot] = recordKey(record);
  }

  /** Duplicates among the records of a type, found again where one of them has come, gone or changed. */
  duplicates(
    type: string,
    records: readonly CrmRecord[],
    find: () => ReadonlyMap<number, ProbableDuplicate>,
  ): ReadonlyMap<number, ProbableDuplicate> {
    const known = this.#duplicates.get(type);
    if (known && isSameList(known.records, records)) return known.found;
    const found = find();
    // A copy: the index may replace an entry of its list in place.
    this.#duplicates.set(type, { records: [...records], found });
    return found;
  }
}

function isSameList(a: readonly CrmRecord[], b: readonly CrmRecord[]): boolean {
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return false;
  return true;
}

const memories = new WeakMap<Snapshot, QualityMemory>();

/** The memory of a snapshot; it goes with it. */
export function memoryOf(snapshot: Snapshot): QualityMemory {
  let memory = memories.get(snapshot);
  if (!memory) {
    memory = new QualityMemory();
    memories.set(snapshot, memory);
  }
  return memory;
}
