/** Finds the records that cells of an import refer to, among those of the workspace and those about to be created. */
import type { CrmRecord, FieldValue } from '../model/record.ts';
import { isMoney, moneyToString } from '../model/money.ts';
import { foldName } from '../model/foldName.ts';
import { lastSegment, refKey } from '../records/refKey.ts';
import { slugOrNothing } from '../records/slug.ts';
import { joinPath } from '../records/writeRecord.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** A record that the import will create. */
export interface PlannedRecord {
  readonly type: string;
  /** Below the folder of the type: `2026/acme`. */
  readonly id: string;
  /** The text that the import has for one of its fields. */
  text(field: string): string | undefined;
}

export type FoundRef =
  /** `text` is how the reference is to be written. */
  | { readonly kind: 'found'; readonly text: string }
  | { readonly kind: 'missing' }
  | { readonly kind: 'ambiguous'; readonly count: number };

type Target =
  | { readonly kind: 'record'; readonly record: CrmRecord }
  | { readonly kind: 'planned'; readonly record: PlannedRecord };

/** Upper and lower case, Unicode forms and runs of blanks alike. */
export function foldText(text: string): string {
  return foldName(text.trim().replace(/\s+/g, ' '));
}

export class RefFinder {
  readonly #workspace: Workspace;
  #planned: readonly PlannedRecord[] = [];
  readonly #indexes = new Map<string, ReadonlyMap<string, readonly Target[]>>();
  readonly #found = new Map<string, FoundRef>();

  constructor(workspace: Workspace) {
    this.#workspace = workspace;
  }

  /** Makes records known that do not exist yet. */
  plan(planned: readonly PlannedRecord[]): void {
    this.#planned = planned;
    this.#indexes.clear();
    this.#found.clear();
  }

  /** The record of some types (any where there are none) whose field `by` holds a text; its id where `by` is `id`. */
  find(text: string, types: readonly string[], by = 'id'): FoundRef {
    const wanted = types.length > 0 ? types : this.#workspace.schema.types.map(({ name }) => name);
    const cacheKey = `${wanted.join(' ')}\n${by}\n${text}`;
    let found = this.#found.get(cacheKey);
    if (!found) {
      found = this.#find(text, wanted, by);
      this.#found.set(cacheKey, found);
    }
    return found;
  }

  #find(text: string, types: readonly string[], by: string): FoundRef {
    const index = this.#indexOf(types, by);
    const targets = by === 'id' ? byId(index, text) : (index.get(foldText(text)) ?? []);
    const [only] = targets;
    if (!only) return { kind: 'missing' };
    if (targets.length > 1) return { kind: 'ambiguous', count: targets.length };
    return { kind: 'found', text: this.#written(only, types) };
  }

  #indexOf(types: readonly string[], by: string): ReadonlyMap<string, readonly Target[]> {
    const key = `${types.join(' ')}\n${by}`;
    let index = this.#indexes.get(key);
    if (!index) {
      index = this.#buildIndex(types, by);
      this.#indexes.set(key, index);
    }
    return index;
  }

  #buildIndex(types: readonly string[], by: string): ReadonlyMap<string, readonly Target[]> {
    const index = new Map<string, Target[]>();
    const put = (text: string, target: Target): void => {
      if (text === '') return;
      const list = index.get(text);
      if (!list) index.set(text, [target]);
      else if (!list.some((other) => other.record === target.record)) list.push(target);
    };
    for (const type of types) {
      for (const record of this.#workspace.records(type)) {
        const target: Target = { kind: 'record', record };
        for (const text of textsOf(record, by)) put(foldText(text), target);
      }
    }
    for (const record of this.#planned) {
      if (!types.includes(record.type)) continue;
      const target: Target = { kind: 'planned', record };
      if (by !== 'id') put(foldText(record.text(by) ?? ''), target);
      else for (const id of [record.id, lastSegment(record.id)]) put(foldText(id), target);
    }
    return index;
  }

  /** The shortest form that leads to it and to nothing else. */
  #written(target: Target, types: readonly string[]): string {
    const { type, id } = target.record;
    const full = joinPath(this.#workspace.type(type)?.folder ?? type, id);
    if (types.length > 1) return full;
    const index = this.#indexOf(types, 'id');
    for (const form of [lastSegment(id), id]) {
      const targets = index.get(foldText(form)) ?? [];
      if (targets.length === 1 && this.#leadsOnlyTo(form, target, types)) return form;
    }
    return full;
  }

  #leadsOnlyTo(form: string, target: Target, types: readonly string[]): boolean {
    const resolution = this.#workspace.resolve(form, types);
    if (target.kind === 'planned') {
      // A record of another type or a former id gives way to an id of the target type.
      return resolution.kind !== 'found' || !types.includes(resolution.record.type);
    }
    return resolution.kind === 'found' && resolution.record.slot === target.record.slot;
  }
}

function byId(index: ReadonlyMap<string, readonly Target[]>, text: string): readonly Target[] {
  return (
    index.get(foldText(text)) ?? index.get(refKey(text)) ?? index.get(slugOrNothing(text)) ?? []
  );
}

function textsOf(record: CrmRecord, by: string): readonly string[] {
  if (by === 'id') return [record.id, lastSegment(record.id)];
  if (by === 'title' && !Object.hasOwn(record.fields, 'title')) return [record.title];
  return plainTexts(Object.hasOwn(record.fields, by) ? record.fields[by] : undefined);
}

function plainTexts(value: FieldValue | undefined): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'number') return [String(value)];
  if (isMoney(value)) return [moneyToString(value)];
  return Array.isArray(value) ? value.flatMap(plainTexts) : [];
}
