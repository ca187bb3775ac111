import type { CrmRecord } from '../model/record.ts';
import { lastSegment } from '../records/refKey.ts';
import type { RecordTable, SlotSet } from './recordTable.ts';
import { addSlot, removeSlot, slotsOf } from './recordTable.ts';

/** Who mentions a name: the last part of a reference -> slots of the records that write it. Built when first asked. */
export class Referrers {
  readonly #table: RecordTable;
  #bySegment: Map<string, SlotSet> | undefined;

  constructor(table: RecordTable) {
    this.#table = table;
  }

  mentions(segment: string): readonly number[] {
    return slotsOf(this.#index(), segment);
  }

  add(record: CrmRecord): void {
    const index = this.#bySegment;
    if (index) for (const link of record.links) addSlot(index, lastSegment(link.key), record.slot);
  }

  remove(record: CrmRecord): void {
    const index = this.#bySegment;
    if (index)
      for (const link of record.links) removeSlot(index, lastSegment(link.key), record.slot);
  }

  #index(): ReadonlyMap<string, SlotSet> {
    if (!this.#bySegment) {
      this.#bySegment = buildIndex(this.#table);
    }
    return this.#bySegment;
  }
}

function buildIndex(table: RecordTable): Map<string, SlotSet> {
  const index = new Map<string, SlotSet>();
  for (let slot = 0; slot < table.slotCount; slot++) {
    const record = table.get(slot);
    if (!record) continue;
    for (const link of record.links) {
      const segment = lastSegment(link.key);
      const now = index.get(segment);
      // Slots come in order, so a repeated mention is the last one.
      if (now === undefined) index.set(segment, slot);
      else if (typeof now === 'number') {
        if (now !== slot) index.set(segment, [now, slot]);
      } else if (now[now.length - 1] !== slot) now.push(slot);
    }
  }
  return index;
}
