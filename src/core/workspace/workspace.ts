import type { IsoDate } from '../model/date.ts';
import type { Money } from '../model/money.ts';
import { compareProblems } from '../model/problem.ts';
import type { Problem } from '../model/problem.ts';
import type { Backlink, CrmRecord, Resolution } from '../model/record.ts';
import type { FieldSpec, Person, Pipeline, Schema, Stage, TypeSpec } from '../model/schema.ts';
import type { Conversion, Rates, Snapshot } from '../model/snapshot.ts';
import type { Draft } from '../records/draft.ts';
import type { ParsedFile } from '../records/parseFile.ts';
import type { RecordReader } from '../records/recordReader.ts';
import { lastSegment, refKey, relativeLinkKey } from '../records/refKey.ts';
import { CrossProblems } from './crossProblems.ts';
import type { RecordCheck } from './crossProblems.ts';
import { compareRecords, formerKeys, RecordTable } from './recordTable.ts';
import { convertMoney } from './rates.ts';
import { Referrers } from './referrers.ts';
import type { CachedFile } from './workspaceCache.ts';
import type { FileStat } from '../ports/files.ts';
import { createTypeNames, resolveKey } from './resolve.ts';
import type { TypeNames } from './resolve.ts';

interface FileEntry {
  readonly slots: readonly number[];
  readonly problems: readonly Problem[];
}

/** What a changed file did to the records. */
export interface WorkspaceChange {
  readonly added: readonly CrmRecord[];
  readonly changed: readonly CrmRecord[];
  readonly removed: readonly CrmRecord[];
}

const nothing: WorkspaceChange = { added: [], changed: [], removed: [] };

export interface WorkspaceOptions {
  readonly reader: RecordReader;
  readonly rates: Rates;
  /** Problems of crm.yaml and the rates file. */
  readonly configProblems?: readonly Problem[];
  /** Checks by capabilities (expressions of segments, steps of scripts…), by type. */
  readonly checks?: readonly RecordCheck[];
}

/**
 * The index: every record by slot, name and type, references both ways, problems. A changed file is one
 * `setFile`; what depends on it is found again when somebody asks, and nothing else is.
 */
export class Workspace implements Snapshot {
  readonly reader: RecordReader;
  readonly rates: Rates;
  readonly #table = new RecordTable();
  readonly #files = new Map<string, FileEntry>();
  readonly #names: TypeNames;
  readonly #types: ReadonlyMap<string, TypeSpec>;
  readonly #fields: ReadonlyMap<string, ReadonlyMap<string, FieldSpec>>;
  readonly #targetTypes = new Map<string, readonly string[]>();
  readonly #configProblems: readonly Problem[];
  readonly #referrers = new Referrers(this.#table);
  readonly #cross: CrossProblems;
  #version = 1;
  #sortedProblems: { readonly version: number; readonly problems: readonly Problem[] } | undefined;

  constructor(options: WorkspaceOptions) {
    this.reader = options.reader;
    this.rates = options.rates;
    this.#configProblems = options.configProblems ?? [];
    this.#names = createTypeNames(options.reader.schema);
    this.#types = new Map(this.schema.types.map((type) => [type.name, type]));
    this.#fields = new Map(
      this.schema.types.map((type) => [
        type.name,
        new Map(type.fields.map((field) => [field.name, field])),
      ]),
    );
    this.#cross = new CrossProblems(this, this.#table, options.checks ?? []);
  }

  get schema(): Schema {
    return this.reader.schema;
  }

  get version(): number {
    return this.#version;
  }

  get filePaths(): Iterable<string> {
    return this.#files.keys();
  }

  /** Takes in one file's reading, new or again. */
  setFile(parsed: ParsedFile): WorkspaceChange {
    const old = this.#files.get(parsed.path);
    if (!old && parsed.drafts.length === 0 && parsed.problems.length === 0) return nothing;
    this.#version++;
    const before = old ? this.#recordsOf(old) : [];
    const change = this.#exchange(before, parsed.drafts);
    const slots = change.slots;
    this.#files.set(parsed.path, { slots, problems: parsed.problems });
    this.#cross.fileChanged(parsed.path);
    return change;
  }

  /** Takes over files of a cache or of another thread, each record in its slot, which nobody else may have. */
  restore(files: readonly CachedFile[]): void {
    for (const { stat, problems, drafts } of files) {
      for (const { slot, draft, former } of drafts) this.#table.restore(slot, draft, former);
      this.#files.set(stat.path, { slots: drafts.map((entry) => entry.slot), problems });
    }
    this.#table.finishRestore();
    this.#version++;
  }

  /** Takes over the problems between records of a cache: right only where every file of it was taken over. */
  restoreProblems(found: ReadonlyMap<number, readonly Problem[]>): void {
    this.#cross.restore(found);
  }

  /** The problems between records by slot, for a cache. */
  crossProblems(): ReadonlyMap<number, readonly Problem[]> {
    return this.#cross.bySlot();
  }

  /** Takes every `step`-th slot from `first` on for new records, until files of another thread are taken over. */
  useSlots(first: number, step: number): void {
    this.#table.useSlots(first, step);
  }

  /** What a cache keeps: the files for which `statOf` vouches, all their records included. */
  cachedFiles(statOf: (path: string) => FileStat | undefined): CachedFile[] {
    const files: CachedFile[] = [];
    for (const [path, entry] of this.#files) {
      const stat = statOf(path);
      if (!stat) continue;
      const drafts = this.#recordsOf(entry).map((record) => ({
        slot: record.slot,
        draft: record,
        former: formerKeys(record),
      }));
      files.push({ stat, problems: entry.problems, drafts });
    }
    return files;
  }

  /** Versions go on growing over a reload. */
  continueFrom(version: number): void {
    this.#version = version + 1;
  }

  removeFile(path: string): WorkspaceChange {
    const old = this.#files.get(path);
    if (!old) return nothing;
    this.#version++;
    this.#files.delete(path);
    this.#cross.fileChanged(path);
    return this.#exchange(this.#recordsOf(old), []);
  }

  #recordsOf(entry: FileEntry): CrmRecord[] {
    return entry.slots
      .map((slot) => this.#table.get(slot))
      .filter((record) => record !== undefined);
  }

  #exchange(
    before: readonly CrmRecord[],
    drafts: readonly Draft[],
  ): WorkspaceChange & { readonly slots: readonly number[] } {
    const left = new Map(before.map((record) => [`${record.type}/${record.id}`, record]));
    const added: CrmRecord[] = [];
    const changed: CrmRecord[] = [];
    const slots: number[] = [];
    const pending: { draft: Draft; old: CrmRecord | undefined }[] = [];
    for (const draft of drafts) {
      const key = `${draft.type}/${draft.id}`;
      pending.push({ draft, old: left.get(key) });
      left.delete(key);
    }
    const removed = [...left.values()];
    for (const record of removed) this.#forget(record);
    for (const { draft, old } of pending) {
      const record = old ? this.#replace(old, draft) : this.#add(draft);
      (old ? changed : added).push(record);
      slots.push(record.slot);
    }
    return { added, changed, removed, slots };
  }

  #add(draft: Draft): CrmRecord {
    const record = this.#table.add(draft);
    this.#referrers.add(record);
    this.#cross.changed(record);
    this.#namesChanged(record);
    return record;
  }

  #replace(old: CrmRecord, draft: Draft): CrmRecord {
    const record = this.#table.replace(old, draft);
    this.#referrers.remove(old);
    this.#referrers.add(record);
    this.#cross.forget(old);
    this.#cross.changed(record);
    if (formerKeys(old).join('\n') !== formerKeys(record).join('\n')) {
      this.#namesChanged(old);
      this.#namesChanged(record);
    }
    return record;
  }

  #forget(record: CrmRecord): void {
    this.#table.remove(record);
    this.#referrers.remove(record);
    this.#cross.forget(record);
    this.#namesChanged(record);
  }

  /** A name came or went: whoever uses it may resolve differently now. */
  #namesChanged(record: CrmRecord): void {
    if (!this.#cross.isTracking) return;
    for (const name of [record.id, ...formerKeys(record)]) {
      const segment = lastSegment(name);
      for (const slot of this.#referrers.mentions(segment)) this.#cross.touch(slot);
      for (const other of this.#table.named(segment)) this.#cross.touch(other.slot);
    }
  }

  all(): readonly CrmRecord[] {
    return this.#table.all();
  }

  records(type: string): readonly CrmRecord[] {
    return this.#table.records(type);
  }

  bySlot(slot: number): CrmRecord | undefined {
    return this.#table.get(slot);
  }

  /** The slot of the record that a file gave, its inline tasks among them; undefined where it gives it no longer. */
  slotOf(path: string, record: Pick<CrmRecord, 'type' | 'id'>): number | undefined {
    const slots = this.#files.get(path)?.slots ?? [];
    return slots.find((slot) => {
      const known = this.#table.get(slot);
      return known?.type === record.type && known.id === record.id;
    });
  }

  get slotCount(): number {
    return this.#table.slotCount;
  }

  get(type: string, id: string): CrmRecord | undefined {
    for (const record of this.#table.named(lastSegment(id))) {
      if (record.id === id && record.type === type) return record;
    }
    return undefined;
  }

  byPath(path: string): CrmRecord | undefined {
    const slot = this.#files.get(path)?.slots[0];
    return slot === undefined ? undefined : this.#table.get(slot);
  }

  resolve(text: string, types: readonly string[] = [], fromPath?: string): Resolution {
    const found = resolveKey(this.#table, this.#names, refKey(text), types);
    if (found.kind !== 'missing' || fromPath === undefined) return found;
    const key = relativeLinkKey(text, fromPath);
    return key === undefined ? found : resolveKey(this.#table, this.#names, `/${key}`, types);
  }

  /** Resolves a link by the target types of its field. */
  resolveLink(
    record: CrmRecord,
    link: { readonly field: string | undefined; readonly key: string },
  ): Resolution {
    const types = link.field === undefined ? [] : this.targetTypes(record.type, link.field);
    return resolveKey(this.#table, this.#names, link.key, types);
  }

  /** Types that a reference field may lead to; inner fields by dot; empty means any. */
  targetTypes(type: string, field: string): readonly string[] {
    const key = `${type}.${field}`;
    let types = this.#targetTypes.get(key);
    if (!types) {
      types = this.#findField(type, field)?.to ?? [];
      this.#targetTypes.set(key, types);
    }
    return types;
  }

  #findField(type: string, path: string): FieldSpec | undefined {
    const [first = '', ...rest] = path.split('.');
    let spec = this.#fields.get(type)?.get(first);
    for (const part of rest) spec = spec?.fields.find((field) => field.name === part);
    return spec;
  }

  target(record: CrmRecord, field: string): CrmRecord | undefined {
    for (const link of record.links) {
      if (link.field !== field) continue;
      const found = this.resolveLink(record, link);
      return found.kind === 'found' ? found.record : undefined;
    }
    return undefined;
  }

  targets(record: CrmRecord, field: string): readonly CrmRecord[] {
    const found: CrmRecord[] = [];
    for (const link of record.links) {
      if (link.field !== field) continue;
      const resolution = this.resolveLink(record, link);
      if (resolution.kind === 'found') found.push(resolution.record);
    }
    return found;
  }

  backlinks(record: CrmRecord): readonly Backlink[] {
    const found: Backlink[] = [];
    for (const from of this.#mentioning(record)) {
      if (from.slot === record.slot) continue;
      for (const link of from.links) {
        if (this.#leadsTo(from, link, record)) found.push({ from, field: link.field, link });
      }
    }
    return found;
  }

  referrers(record: CrmRecord, type: string, field?: string): readonly CrmRecord[] {
    return this.#mentioning(record).filter(
      (from) =>
        from.type === type &&
        from.slot !== record.slot &&
        from.links.some(
          (link) =>
            link.field !== undefined &&
            (field === undefined || link.field === field) &&
            this.#leadsTo(from, link, record),
        ),
    );
  }

  #mentioning(record: CrmRecord): CrmRecord[] {
    const slots = new Set<number>();
    for (const name of [record.id, ...formerKeys(record)]) {
      for (const slot of this.#referrers.mentions(lastSegment(name))) slots.add(slot);
    }
    if (/\/index\.\w+$/i.test(record.path))
      for (const slot of this.#referrers.mentions('index')) slots.add(slot);
    const found: CrmRecord[] = [];
    for (const slot of slots) {
      const from = this.#table.get(slot);
      if (from) found.push(from);
    }
    return found.sort(compareRecords);
  }

  #leadsTo(from: CrmRecord, link: CrmRecord['links'][number], record: CrmRecord): boolean {
    const found = this.resolveLink(from, link);
    return found.kind === 'found' && found.record.slot === record.slot;
  }

  problems(path?: string): readonly Problem[] {
    if (path !== undefined) return this.#problemsOf(path);
    if (this.#sortedProblems?.version !== this.#version) {
      const all = [...this.#configProblems];
      for (const entry of this.#files.values())
        if (entry.problems.length > 0) all.push(...entry.problems);
      for (const problem of this.#cross.all()) all.push(problem);
      this.#sortedProblems = { version: this.#version, problems: all.sort(compareProblems) };
    }
    return this.#sortedProblems.problems;
  }

  /** Paths whose problems may differ since the last call: what a front end shows anew. */
  takeProblemChanges(): readonly string[] {
    return this.#cross.takeChangedPaths();
  }

  #problemsOf(path: string): readonly Problem[] {
    const entry = this.#files.get(path);
    const found = this.#configProblems.filter((problem) => problem.path === path);
    if (!entry) return found;
    found.push(...entry.problems);
    for (const slot of entry.slots) found.push(...this.#cross.of(slot));
    return found.sort(compareProblems);
  }

  person(text: string): Person | undefined {
    return this.reader.findPerson(text);
  }

  type(name: string): TypeSpec | undefined {
    return this.#types.get(name);
  }

  field(type: string, name: string): FieldSpec | undefined {
    return this.#fields.get(type)?.get(name);
  }

  pipelineOf(deal: CrmRecord): Pipeline | undefined {
    const id = deal.fields['pipeline'];
    return this.reader.pipeline(typeof id === 'string' ? id : undefined);
  }

  stageOf(deal: CrmRecord): Stage | undefined {
    const id = deal.fields['stage'];
    return this.pipelineOf(deal)?.stages.find((stage) => stage.id === id);
  }

  convert(money: Money, date: IsoDate, currency = this.schema.currency): Conversion {
    return convertMoney(this.rates, money, date, currency);
  }
}
