import type { CrmRecord } from '../model/record.ts';
import type { Draft } from '../records/draft.ts';
import { lastSegment } from '../records/refKey.ts';

/** One slot or several under a key: most keys have one, and a bare number costs no array. */
export type SlotSet = number | number[];

export function addSlot(map: Map<string, SlotSet>, key: string, slot: number): void {
  const now = map.get(key);
  if (now === undefined) map.set(key, slot);
  else if (typeof now === 'number') {
    if (now !== slot) map.set(key, [now, slot]);
  } else if (!now.includes(slot)) now.push(slot);
}

export function removeSlot(map: Map<string, SlotSet>, key: string, slot: number): void {
  const now = map.get(key);
  if (now === slot) map.delete(key);
  else if (Array.isArray(now)) {
    const rest = now.filter((other) => other !== slot);
    if (rest.length === 0) map.delete(key);
    else map.set(key, rest.length === 1 && rest[0] !== undefined ? rest[0] : rest);
  }
}

export function slotsOf(map: ReadonlyMap<string, SlotSet>, key: string): readonly number[] {
  const slots = map.get(key);
  return slots === undefined ? none : typeof slots === 'number' ? [slots] : slots;
}

const none: readonly number[] = Object.freeze([]);

/** Records by slot, by name and by type, kept current record by record. */
export class RecordTable {
  readonly #records: (CrmRecord | undefined)[] = [];
  readonly #free: number[] = [];
  #nextSlot = 0;
  #slotStep = 1;
  readonly #byLast = new Map<string, SlotSet>();
  readonly #byFormer = new Map<string, SlotSet>();
  /** Slots whose name some other record bears or once bore: few, so that looking for twins costs nothing elsewhere. */
  readonly #shared = new Set<number>();
  readonly #types = new Map<string, { sorted: CrmRecord[] | undefined; slots: Set<number> }>();
  #all: readonly CrmRecord[] | undefined;

  get slotCount(): number {
    return this.#records.length;
  }

  get(slot: number): CrmRecord | undefined {
    return this.#records[slot];
  }

  add(draft: Draft): CrmRecord {
    const slot = this.#free.pop() ?? this.#takeSlot();
    const record = withSlot(draft, slot);
    this.#records[slot] = record;
    this.#name(record, formerKeys(record));
    const bucket = this.#bucket(record.type);
    bucket.slots.add(slot);
    bucket.sorted = undefined;
    this.#all = undefined;
    return record;
  }

  /** From now on new records get this slot and each `step`-th after it; the rest belongs to another thread. */
  useSlots(first: number, step: number): void {
    this.#nextSlot = first;
    this.#slotStep = step;
  }

  #takeSlot(): number {
    const slot = this.#nextSlot;
    this.#nextSlot += this.#slotStep;
    return slot;
  }

  /** Puts a record back into the slot it had when it was saved. */
  restore(slot: number, draft: Draft, former: readonly string[]): void {
    const record = withSlot(draft, slot);
    this.#records[slot] = record;
    this.#name(record, former);
    this.#bucket(record.type).slots.add(slot);
  }

  /** After restoring: slots that nobody took are free, and new ones follow the last. */
  finishRestore(): void {
    this.#nextSlot = this.#records.length;
    this.#slotStep = 1;
    this.#free.length = 0;
    for (let slot = 0; slot < this.#records.length; slot++)
      if (!this.#records[slot]) this.#free.push(slot);
  }

  /** Puts a new reading of the same record (type and id unchanged) in its place. */
  replace(old: CrmRecord, draft: Draft): CrmRecord {
    const record = withSlot(draft, old.slot);
    this.#records[old.slot] = record;
    for (const former of formerKeys(old)) removeSlot(this.#byFormer, lastSegment(former), old.slot);
    for (const former of formerKeys(record))
      addSlot(this.#byFormer, lastSegment(former), record.slot);
    const sorted = this.#types.get(record.type)?.sorted;
    const index = sorted ? indexById(sorted, old) : -1;
    if (sorted && index >= 0) sorted[index] = record;
    this.#all = undefined;
    return record;
  }

  remove(record: CrmRecord): void {
    this.#records[record.slot] = undefined;
    this.#free.push(record.slot);
    this.#shared.delete(record.slot);
    removeSlot(this.#byLast, lastSegment(record.id), record.slot);
    for (const former of formerKeys(record))
      removeSlot(this.#byFormer, lastSegment(former), record.slot);
    const bucket = this.#bucket(record.type);
    bucket.slots.delete(record.slot);
    bucket.sorted = undefined;
    this.#all = undefined;
  }

  /** Records of the same type and id as this one. */
  twinsOf(record: CrmRecord): readonly CrmRecord[] {
    if (!this.#shared.has(record.slot)) return [];
    return this.named(lastSegment(record.id)).filter(
      (other) => other.slot !== record.slot && other.id === record.id && other.type === record.type,
    );
  }

  /** Records whose id ends in this segment. */
  named(segment: string): readonly CrmRecord[] {
    return this.#pick(slotsOf(this.#byLast, segment));
  }

  /** Records that once had an id ending in this segment. */
  formerlyNamed(segment: string): readonly CrmRecord[] {
    return this.#byFormer.size === 0 ? [] : this.#pick(slotsOf(this.#byFormer, segment));
  }

  records(type: string): readonly CrmRecord[] {
    const bucket = this.#types.get(type);
    if (!bucket) return [];
    bucket.sorted ??= this.#pick([...bucket.slots]).sort(compareIds);
    return bucket.sorted;
  }

  all(): readonly CrmRecord[] {
    this.#all ??= [...this.#types.keys()].sort().flatMap((type) => this.records(type));
    return this.#all;
  }

  #name(record: CrmRecord, former: readonly string[]): void {
    const segment = lastSegment(record.id);
    const bearer = this.#byLast.get(segment);
    addSlot(this.#byLast, segment, record.slot);
    if (bearer !== undefined) {
      this.#shared.add(record.slot);
      if (typeof bearer === 'number') this.#shared.add(bearer);
    }
    for (const id of former) addSlot(this.#byFormer, lastSegment(id), record.slot);
  }

  #bucket(type: string): { sorted: CrmRecord[] | undefined; slots: Set<number> } {
    let bucket = this.#types.get(type);
    if (!bucket) {
      bucket = { sorted: undefined, slots: new Set() };
      this.#types.set(type, bucket);
    }
    return bucket;
  }

  #pick(slots: readonly number[]): CrmRecord[] {
    const records: CrmRecord[] = [];
    for (const slot of slots) {
      const record = this.#records[slot];
      if (record) records.push(record);
    }
    return records;
  }
}

/** A reading is made for one table and has no slot until it is there: it gets it in place, a copy of each would be waste. */
function withSlot(draft: Draft, slot: number): CrmRecord {
  const record = draft as Draft & { slot: number };
  record.slot = slot;
  return record;
}

export function compareIds(a: CrmRecord, b: CrmRecord): number {
  if (a.id !== b.id) return a.id < b.id ? -1 : 1;
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
}

export function compareRecords(a: CrmRecord, b: CrmRecord): number {
  return a.type === b.type ? compareIds(a, b) : a.type < b.type ? -1 : 1;
}

function indexById(sorted: readonly CrmRecord[], record: CrmRecord): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = sorted[middle];
    if (other && compareIds(other, record) < 0) low = middle + 1;
    else high = middle;
  }
  return sorted[low]?.slot === record.slot ? low : -1;
}

/** Former ids of a record, folded. */
export function formerKeys(record: { readonly fields: CrmRecord['fields'] }): readonly string[] {
  const former = record.fields['former_ids'];
  if (former === undefined) return noKeys;
  const list = Array.isArray(former) ? former : [former];
  return list
    .filter((id): id is string => typeof id === 'string')
    .map((id) => id.normalize('NFC').toLowerCase());
}

const noKeys: readonly string[] = Object.freeze([]);
