import type { Problem } from '../model/problem.ts';
import type { CrmRecord } from '../model/record.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { placeOrStart } from '../records/places.ts';

/** A single reference of a type to itself: an account's parent, a contact's manager. */
interface Chain {
  readonly type: string;
  readonly field: string;
  readonly members: Set<number>;
  isStale: boolean;
  circular: ReadonlySet<number>;
}

const noSlots: ReadonlySet<number> = new Set();

/**
 * Finds records that a reference of their own type leads back to. A change anywhere in a chain can make or
 * break a circle elsewhere in it, so all records that write the field are looked at again, in one pass.
 */
export class Chains {
  readonly #snapshot: Snapshot;
  readonly #chains: readonly Chain[];

  constructor(snapshot: Snapshot) {
    this.#snapshot = snapshot;
    this.#chains = snapshot.schema.types.flatMap((type) =>
      type.fields
        .filter(
          (field) =>
            field.kind === 'ref' &&
            !field.list &&
            field.to.length === 1 &&
            field.to[0] === type.name,
        )
        .map((field) => ({
          type: type.name,
          field: field.name,
          members: new Set<number>(),
          isStale: false,
          circular: noSlots,
        })),
    );
  }

  add(record: CrmRecord): void {
    for (const chain of this.#chains) {
      if (chain.type !== record.type || !writes(record, chain.field)) continue;
      chain.members.add(record.slot);
      chain.isStale = true;
    }
  }

  remove(slot: number): void {
    for (const chain of this.#chains) if (chain.members.delete(slot)) chain.isStale = true;
  }

  /** A record's references may resolve differently now. */
  touch(slot: number): void {
    for (const chain of this.#chains) if (chain.members.has(slot)) chain.isStale = true;
  }

  /** Looks again where something changed; gives the slots that came into a circle or out of one. */
  settle(): readonly number[] {
    const changed: number[] = [];
    for (const chain of this.#chains) {
      if (!chain.isStale) continue;
      chain.isStale = false;
      const circular = this.#circular(chain);
      for (const slot of circular) if (!chain.circular.has(slot)) changed.push(slot);
      for (const slot of chain.circular) if (!circular.has(slot)) changed.push(slot);
      chain.circular = circular;
    }
    return changed;
  }

  problemsOf(record: CrmRecord): readonly Problem[] {
    const chains = this.#chains.filter((chain) => chain.circular.has(record.slot));
    return chains.map((chain) => ({
      path: record.path,
      range: placeOrStart(record, chain.field),
      severity: 'error',
      code: 'ref-cycle',
      message: `${chain.field} leads in a circle back to this record`,
      fixes: [],
    }));
  }

  /** Each record has one way up, so every circle is found by walking once from each that was not yet seen. */
  #circular(chain: Chain): ReadonlySet<number> {
    const circular = new Set<number>();
    const walkOf = new Map<number, number>();
    for (const start of chain.members) {
      const walked: number[] = [];
      let slot: number | undefined = start;
      while (slot !== undefined && !walkOf.has(slot)) {
        walkOf.set(slot, start);
        walked.push(slot);
        slot = this.#next(slot, chain);
      }
      if (slot === undefined || walkOf.get(slot) !== start) continue;
      for (const member of walked.slice(walked.indexOf(slot))) circular.add(member);
    }
    return circular;
  }

  #next(slot: number, chain: Chain): number | undefined {
    const record = this.#snapshot.bySlot(slot);
    const target = record && this.#snapshot.target(record, chain.field);
    return target?.type === chain.type ? target.slot : undefined;
  }
}

function writes(record: CrmRecord, field: string): boolean {
  return record.links.some((link) => link.field === field);
}
