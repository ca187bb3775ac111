import type { Fix, Problem } from '../model/problem.ts';
import type { CrmRecord, Link, Resolution } from '../model/record.ts';
import { recordKey } from '../model/record.ts';
import { isMoney } from '../model/money.ts';
import type { FieldSpec } from '../model/schema.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { startOfFile } from '../model/range.ts';
import { foldName } from '../model/foldName.ts';
import { placeOf, placeOrStart } from '../records/places.ts';
import { Chains } from './chains.ts';
import { rateDateOf } from '../model/rateDate.ts';
import type { RecordTable, SlotSet } from './recordTable.ts';
import { addSlot, removeSlot, slotsOf } from './recordTable.ts';

/** A check of one type by a capability. */
export interface RecordCheck {
  readonly type: string;
  readonly check: (snapshot: Snapshot, record: CrmRecord) => readonly Problem[];
}

/** What the checks need of the index beyond a snapshot. */
export interface LinkIndex extends Snapshot {
  resolveLink(record: CrmRecord, link: Link): Resolution;
  targetTypes(type: string, field: string): readonly string[];
}

interface TypeFacts {
  readonly unique: readonly FieldSpec[];
  readonly money: readonly FieldSpec[];
  readonly refs: ReadonlySet<string>;
  readonly checks: readonly RecordCheck[];
}

const none: readonly Problem[] = Object.freeze([]);

/**
 * Problems that one file alone cannot tell: references, uniqueness, circles, rates. Kept by record; a change
 * makes only the records that it can touch be looked at again, when somebody asks.
 */
export class CrossProblems {
  readonly #index: LinkIndex;
  readonly #table: RecordTable;
  readonly #facts = new Map<string, TypeFacts>();
  readonly #checks: readonly RecordCheck[];
  readonly #found = new Map<number, readonly Problem[]>();
  #dirty: Set<number> | undefined;
  /** True while what a cache knew still holds. */
  #isRestored = false;
  readonly #uniques = new Map<string, SlotSet>();
  readonly #chains: Chains;
  readonly #changedPaths = new Set<string>();

  constructor(index: LinkIndex, table: RecordTable, checks: readonly RecordCheck[]) {
    this.#index = index;
    this.#table = table;
    this.#checks = checks;
    this.#chains = new Chains(index);
  }

  /** Takes over what a cache knows. It holds until the first change; then everything is looked at again. */
  restore(found: ReadonlyMap<number, readonly Problem[]>): void {
    for (const [slot, problems] of found) this.#found.set(slot, problems);
    this.#isRestored = true;
  }

  /** Problems by slot, for a cache. */
  bySlot(): ReadonlyMap<number, readonly Problem[]> {
    this.#settle();
    return this.#found;
  }

  /** False until problems were first asked for: until then nothing need be remembered. */
  get isTracking(): boolean {
    return this.#dirty !== undefined;
  }

  fileChanged(path: string): void {
    if (this.isTracking || this.#isRestored) this.#changedPaths.add(path);
    this.#isRestored = false;
  }

  changed(record: CrmRecord): void {
    this.#isRestored = false;
    if (!this.#dirty) return;
    this.#dirty.add(record.slot);
    this.#indexUniques(record);
    this.#chains.add(record);
  }

  forget(record: CrmRecord): void {
    this.#isRestored = false;
    this.#found.delete(record.slot);
    if (!this.#dirty) return;
    this.#dirty.delete(record.slot);
    for (const key of this.#uniqueKeys(record)) {
      removeSlot(this.#uniques, key, record.slot);
      for (const slot of slotsOf(this.#uniques, key)) this.#dirty.add(slot);
    }
    this.#chains.remove(record.slot);
  }

  touch(slot: number): void {
    this.#dirty?.add(slot);
    this.#chains.touch(slot);
  }

  of(slot: number): readonly Problem[] {
    this.#settle();
    return this.#found.get(slot) ?? none;
  }

  *all(): Iterable<Problem> {
    this.#settle();
    for (const problems of this.#found.values()) yield* problems;
  }

  takeChangedPaths(): readonly string[] {
    this.#settle();
    const paths = [...this.#changedPaths];
    this.#changedPaths.clear();
    return paths;
  }

  #settle(): void {
    if (this.#isRestored) return;
    if (!this.#dirty) this.#start();
    const dirty = this.#dirty;
    if (!dirty || dirty.size === 0) return;
    for (const slot of this.#chains.settle()) dirty.add(slot);
    for (const slot of dirty) {
      const record = this.#table.get(slot);
      const before = this.#found.get(slot);
      const problems = record ? this.#compute(record) : none;
      if (problems.length > 0) this.#found.set(slot, problems);
      else this.#found.delete(slot);
      if (record && (problems.length > 0 || before)) this.#changedPaths.add(record.path);
    }
    dirty.clear();
  }

  #start(): void {
    this.#dirty = new Set();
    for (let slot = 0; slot < this.#table.slotCount; slot++) {
      const record = this.#table.get(slot);
      if (!record) continue;
      this.#dirty.add(slot);
      this.#indexUniques(record);
      this.#chains.add(record);
    }
  }

  #indexUniques(record: CrmRecord): void {
    for (const key of this.#uniqueKeys(record)) {
      addSlot(this.#uniques, key, record.slot);
      const sharing = slotsOf(this.#uniques, key);
      if (sharing.length > 1) for (const slot of sharing) this.#dirty?.add(slot);
    }
  }

  #uniqueKeys(record: CrmRecord): readonly string[] {
    const unique = this.#factsOf(record.type).unique;
    if (unique.length === 0) return noKeys;
    const keys: string[] = [];
    for (const field of unique) {
      const value = record.fields[field.name];
      const values = Array.isArray(value) ? value : [value];
      for (const one of values) {
        if (typeof one === 'string' || typeof one === 'number')
          keys.push(`${record.type}\0${field.name}\0${foldName(String(one))}`);
      }
    }
    return keys;
  }

  #compute(record: CrmRecord): readonly Problem[] {
    const facts = this.#factsOf(record.type);
    const problems: Problem[] = [];
    for (const link of record.links) this.#checkLink(record, link, facts, problems);
    this.#checkIdentity(record, problems);
    for (const field of facts.unique) this.#checkUnique(record, field, problems);
    problems.push(...this.#chains.problemsOf(record));
    for (const field of facts.money) this.#checkRate(record, field, problems);
    for (const { check } of facts.checks) problems.push(...check(this.#index, record));
    return problems;
  }

  #checkLink(record: CrmRecord, link: Link, facts: TypeFacts, problems: Problem[]): void {
    const found = this.#index.resolveLink(record, link);
    const isField = link.field !== undefined && facts.refs.has(link.field);
    if (found.kind === 'found' && !found.former && !isField) return;
    if (found.kind === 'found') {
      const types = isField ? this.#index.targetTypes(record.type, link.field ?? '') : [];
      if (types.length > 0 && !types.includes(found.record.type))
        problems.push(this.#wrongType(record, link, found.record, types));
      else if (found.former) problems.push(formerReference(record, link, found.record));
      return;
    }
    const kind = link.field === undefined || !isField ? ('link' as const) : ('ref' as const);
    const severity = kind === 'ref' ? ('error' as const) : ('warning' as const);
    const [code, message]: readonly [Problem['code'], string] =
      found.kind === 'missing'
        ? [`${kind}-unresolved`, `${link.raw} leads to no record`]
        : [
            `${kind}-ambiguous`,
            `${link.raw} fits ${found.candidates.map(recordKey).join(' and ')}`,
          ];
    const fixes =
      found.kind === 'ambiguous'
        ? found.candidates.map((candidate) => referTo(record, link, candidate, false))
        : this.#nearFixes(record, link, kind);
    problems.push({ path: record.path, range: rangeOf(link), severity, code, message, fixes });
  }

  /** The record of a target type with the same letters and digits, if there is exactly one such. */
  #nearFixes(record: CrmRecord, link: Link, kind: 'ref' | 'link'): readonly Fix[] {
    if (kind !== 'ref' || link.field === undefined) return [];
    const slug = link.key.replace(/[^\p{L}\p{N}/]+/gu, '-').replace(/^-+|-+$/g, '');
    if (slug === link.key) return [];
    const found = this.#index.resolve(slug, this.#index.targetTypes(record.type, link.field));
    return found.kind === 'found' ? [referTo(record, link, found.record, false)] : [];
  }

  #wrongType(record: CrmRecord, link: Link, target: CrmRecord, types: readonly string[]): Problem {
    const message = `${link.raw} is a ${target.type}; this field takes ${types.join(' or ')}`;
    return {
      path: record.path,
      range: rangeOf(link),
      severity: 'error',
      code: 'ref-type',
      message,
      fixes: [],
    };
  }

  #checkIdentity(record: CrmRecord, problems: Problem[]): void {
    if (record.inlineLine !== undefined) return;
    const twins = this.#table.twinsOf(record);
    if (twins.length === 0) return;
    const paths = twins
      .map((twin) => twin.path)
      .sort()
      .join(', ');
    const byCase = twins.some((twin) => foldName(twin.path) === foldName(record.path));
    problems.push({
      path: record.path,
      range: startOfFile,
      severity: 'error',
      fixes: [],
      code: byCase ? 'id-case' : 'id-duplicate',
      message: byCase
        ? `This path differs from ${paths} only by upper and lower case: on macOS and Windows they are one file`
        : `The id ${recordKey(record)} is also that of ${paths}`,
    });
  }

  #checkUnique(record: CrmRecord, field: FieldSpec, problems: Problem[]): void {
    const others = new Set<number>();
    for (const key of this.#uniqueKeys(record)) {
      if (key.startsWith(`${record.type}\0${field.name}\0`)) {
        for (const slot of slotsOf(this.#uniques, key)) if (slot !== record.slot) others.add(slot);
      }
    }
    if (others.size === 0) return;
    const paths = [...others].map((slot) => this.#table.get(slot)?.path ?? '').sort();
    const names = paths.slice(0, 3).join(', ');
    problems.push({
      path: record.path,
      range: placeOrStart(record, field.name),
      severity: 'error',
      code: 'field-unique',
      fixes: [],
      message: `${field.label} must be unique; ${names}${others.size > 3 ? '…' : ''} has the same`,
    });
  }

  #checkRate(record: CrmRecord, field: FieldSpec, problems: Problem[]): void {
    const value = record.fields[field.name];
    if (!isMoney(value) || value.currency === this.#index.schema.currency) return;
    const date = rateDateOf(record) ?? '9999-12-31';
    const converted = this.#index.convert(value, date);
    if (converted.ok) return;
    const range = placeOf(record, field.name) ?? startOfFile;
    const message = `${field.label} cannot be converted to ${this.#index.schema.currency}: ${converted.reason.replace(' on or before 9999-12-31', '')}`;
    problems.push({
      path: record.path,
      range,
      severity: 'warning',
      code: 'money-no-rate',
      message,
      fixes: [],
    });
  }

  #factsOf(type: string): TypeFacts {
    let facts = this.#facts.get(type);
    if (!facts) {
      const fields = this.#index.type(type)?.fields ?? [];
      facts = {
        unique: fields.filter((field) => field.unique),
        money: fields.filter((field) => field.kind === 'money' && !field.list),
        refs: new Set(refPaths(fields, '')),
        checks: this.#checks.filter((check) => check.type === type),
      };
      this.#facts.set(type, facts);
    }
    return facts;
  }
}

const noKeys: readonly string[] = Object.freeze([]);

function refPaths(fields: readonly FieldSpec[], prefix: string): string[] {
  return fields.flatMap((field) => {
    if (field.kind === 'ref') return [`${prefix}${field.name}`];
    return field.kind === 'map' ? refPaths(field.fields, `${prefix}${field.name}.`) : [];
  });
}

function rangeOf(link: Link): Problem['range'] {
  return {
    start: { line: link.line, column: link.column },
    end: { line: link.line, column: link.endColumn },
  };
}

function formerReference(record: CrmRecord, link: Link, target: CrmRecord): Problem {
  return {
    path: record.path,
    range: rangeOf(link),
    severity: 'hint',
    code: 'ref-former',
    message: `${link.raw} is a former id of ${recordKey(target)}`,
    fixes: [referTo(record, link, target, true)],
  };
}

/** Writes a reference anew in its own written form. */
function referTo(record: CrmRecord, link: Link, target: CrmRecord, safe: boolean): Fix {
  const id = link.key.includes('/') || !safe ? recordKey(target) : target.id;
  const alias = /\|[^\]]*/.exec(link.raw)?.[0] ?? '';
  const newText = link.raw.startsWith('[[') ? `[[${id}${alias}]]` : id;
  return {
    title: `Refer to ${recordKey(target)}`,
    safe,
    edits: [{ path: record.path, range: rangeOf(link), newText }],
  };
}
