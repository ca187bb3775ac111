/**
 * The one engine behind every front end: it owns the index and the search, keeps them current, and answers.
 * The command line calls it directly, the extension across a thread. What it returns is plain data.
 */
import type { IsoDate } from '../model/date.ts';
import type { Problem } from '../model/problem.ts';
import type { CacheStore } from '../ports/cacheStore.ts';
import type { Clock } from '../ports/clock.ts';
import type { Files, FileStat } from '../ports/files.ts';
import type { Log } from '../ports/log.ts';
import type { PartReader } from '../ports/partReader.ts';
import { partKey } from './readPart.ts';
import { DeferredText } from './deferredText.ts';
import { searchDocument } from './searchDocument.ts';
import type { ParsedFile } from '../records/parseFile.ts';
import { SearchIndex } from '../search/searchIndex.ts';
import type { RecordCheck } from '../workspace/crossProblems.ts';
import { listFiles, loadConfig, obstacleFile, readFiles } from '../workspace/loadWorkspace.ts';
import type { WorkspaceConfig } from '../workspace/loadWorkspace.ts';
import { Workspace } from '../workspace/workspace.ts';
import type { WorkspaceChange } from '../workspace/workspace.ts';
import { decodeCache, encodeCache } from '../workspace/workspaceCache.ts';
import type { CachedFile } from '../workspace/workspaceCache.ts';
import { fileChecks } from './fileChecks.ts';

export interface EngineOptions {
  readonly files: Files;
  readonly clock: Clock;
  readonly log: Log;
  readonly cache?: CacheStore;
  /** Names the program's build: another build does not trust this one's cache. */
  readonly build?: string;
  readonly checks?: readonly RecordCheck[];
  /** Called now and then while files are read. */
  readonly onProgress?: (done: number, total: number) => void;
  /** True for files whose text is that of an open editor: the cache must not take it for the disk's. */
  readonly isOverlaid?: (path: string) => boolean;
  /** Shares a large cold start; without it one thread does all. */
  readonly partReader?: PartReader | undefined;
  /** True where lists are wanted before searches: a large cold start leaves the text to another thread. */
  readonly defersText?: boolean;
  /** False where nobody will ask for the problems of crm.yaml. */
  readonly withProblems?: boolean;
  /** False where nobody will search: a report from the command line need not index text. */
  readonly withSearch?: boolean;
}

/** What a change of files did, for front ends that show some of it. */
export interface EngineChange {
  readonly version: number;
  /** Paths of records that came, went or changed. */
  readonly paths: readonly string[];
  /** Paths whose problems may differ. */
  readonly problemPaths: readonly string[];
  /** True where crm.yaml or the rates changed: everything may differ. */
  readonly everything: boolean;
}

/** From this many files on it pays to start a second thread. */
const sharedFrom = 2000;

interface KnownFile {
  readonly stat: FileStat;
  /** True where a later change is sure to show in the stat. */
  readonly settled: boolean;
}

export class Engine {
  readonly #options: EngineOptions;
  #config: WorkspaceConfig;
  #workspace: Workspace;
  #search: SearchIndex;
  #known = new Map<string, KnownFile>();
  #cacheIsCurrent = false;
  /** The text that another thread is indexing; `done` settles when it is searched with the rest. */
  #pendingText: { readonly text: DeferredText; readonly done: Promise<void> } | undefined;

  private constructor(options: EngineOptions, config: WorkspaceConfig) {
    this.#options = options;
    this.#config = config;
    this.#workspace = new Workspace(config.workspaceOptions);
    this.#search = SearchIndex.create();
  }

  /** Reads the workspace, from the cache where that is sure to be right. */
  static async open(options: EngineOptions): Promise<Engine> {
    const engine = new Engine(options, await loadConfigOf(options));
    await engine.#load();
    return engine;
  }

  /** All records as they are now. */
  get snapshot(): Workspace {
    return this.#workspace;
  }

  get search(): SearchIndex {
    return this.#search;
  }

  get files(): Files {
    return this.#options.files;
  }

  get today(): IsoDate {
    return this.#options.clock.today(this.#workspace.schema.timezone);
  }

  async #load(): Promise<void> {
    const { files, cache } = this.#options;
    const cached = cache ? await this.#loadCache(cache) : undefined;
    const now = this.#options.clock.now();
    // With no cache to compare with, how a file looks is taken down when it is read.
    const inventory = await listFiles(files, this.#config.reader, cached !== undefined);
    this.#known = new Map([...inventory.stats].map(([path, stat]) => [path, knownFile(stat, now)]));
    const known = cached ? this.#restore(cached) : new Set<string>();
    const missing = [...inventory.stats.keys()].filter((path) => !known.has(path));
    const { partReader, defersText, withSearch } = this.#options;
    const isCold = missing.length >= sharedFrom && missing.length === inventory.stats.size;
    if (defersText === true && withSearch !== false && partReader && isCold) {
      await this.#readRecordsFirst(partReader, missing, now);
    } else await this.#read(missing, inventory.stats.size, now);
    for (const obstacle of inventory.obstacles) this.#workspace.setFile(obstacleFile(obstacle));
    if (known.size === 0 || missing.length > 64) this.#search.compact();
    this.#cacheIsCurrent =
      cached !== undefined && missing.length === 0 && known.size === cached.files.length;
  }

  /** Reads files, half of them in another thread where there are many and nothing else is known. */
  async #read(paths: readonly string[], total: number, now: number): Promise<void> {
    const { partReader } = this.#options;
    if (!partReader || paths.length < sharedFrom || paths.length < total) {
      return this.#readHere(paths, total, now, 1);
    }
    const half = Math.ceil(paths.length / 2);
    const rest = paths.slice(half);
    const withSearch = this.#options.withSearch !== false;
    // Every second slot is the other thread's.
    this.#workspace.useSlots(0, 2);
    const elsewhere = partReader
      .read({ paths: rest, firstSlot: 1, slotStep: 2, withSearch })
      .then((bytes) => decodeCache(bytes, partKey))
      .catch((error: unknown) => {
        this.#options.log.warn('The second reading thread failed; reading goes on in one', error);
        return undefined;
      });
    await this.#readHere(paths.slice(0, half), total, now, 2);
    const part = await elsewhere;
    if (!part) {
      this.#workspace.restore([]);
      return this.#readHere(rest, total, now, 1);
    }
    this.#workspace.restore(part.files);
    for (const { stat } of part.files) this.#known.set(stat.path, knownFile(stat, now));
    if (withSearch)
      this.#search = SearchIndex.join([this.#search, SearchIndex.fromBuffers(part.search)]);
    return undefined;
  }

  /** Reads the records here while another thread indexes their text. */
  async #readRecordsFirst(
    partReader: PartReader,
    paths: readonly string[],
    now: number,
  ): Promise<void> {
    const { files, log } = this.#options;
    const { reader } = this.#config;
    const workspace = this.#workspace;
    const text = new DeferredText({ files, reader, workspace, partReader, log, paths });
    await this.#readHere(paths, paths.length, now, 1, false);
    const done = text.search().then((search) => {
      // A reload in between has begun anew.
      if (this.#pendingText?.text !== text) return;
      this.#search = SearchIndex.join([search, this.#search]);
      this.#pendingText = undefined;
    });
    // Whoever searches hears of a failure; nobody else need.
    done.catch((error: unknown) => log.error('The text could not be indexed', error));
    this.#pendingText = { text, done };
  }

  /** Settles when the search covers every record. */
  whenSearchable(): Promise<void> {
    return this.#pendingText?.done ?? Promise.resolve();
  }

  /** `share`: how many threads read, for the progress. */
  async #readHere(
    paths: readonly string[],
    total: number,
    now: number,
    share: number,
    withText = true,
  ): Promise<void> {
    const { files, onProgress } = this.#options;
    let done = total - paths.length * share;
    await readFiles(files, this.#config.reader, paths, (parsed, stat) => {
      if (stat) this.#known.set(parsed.path, knownFile(stat, now));
      this.#take(parsed, withText);
      done += share;
      if (done % 500 < share) onProgress?.(done, total);
    });
  }

  async #loadCache(cache: CacheStore): Promise<ReturnType<typeof decodeCache>> {
    const bytes = await cache.load();
    return bytes && decodeCache(bytes, this.#cacheKey());
  }

  #cacheKey(): string {
    return JSON.stringify([
      this.#options.build ?? '',
      this.#options.withSearch !== false,
      ...this.#config.texts,
    ]);
  }

  /** Takes over what the cache knows about files that look as they did; gives their paths. */
  #restore(cached: NonNullable<ReturnType<typeof decodeCache>>): ReadonlySet<string> {
    const known = new Set<string>();
    const stale: CachedFile[] = [];
    for (const file of cached.files) {
      if (sameStat(file.stat, this.#known.get(file.stat.path)?.stat)) known.add(file.stat.path);
      else stale.push(file);
    }
    this.#search = SearchIndex.fromBuffers(cached.search);
    for (const slot of cached.strays) this.#search.remove(slot);
    for (const file of stale) for (const { slot } of file.drafts) this.#search.remove(slot);
    this.#workspace.restore(cached.files.filter((file) => known.has(file.stat.path)));
    // Problems between records hold where nothing came, went or changed; strays may have gone unseen.
    const isWhole = known.size === cached.files.length && cached.strays.length === 0;
    if (isWhole) this.#workspace.restoreProblems(cached.cross);
    return known;
  }

  #take(parsed: ParsedFile, withText = true): WorkspaceChange {
    const change = this.#workspace.setFile(parsed);
    if (this.#options.withSearch !== false && withText) this.#indexText(change, parsed);
    return change;
  }

  #indexText(change: WorkspaceChange, parsed: ParsedFile): void {
    for (const record of change.removed) this.#forgetText(record.slot);
    for (const record of [...change.added, ...change.changed]) {
      this.#pendingText?.text.touch(record.slot);
      const document = searchDocument(record.slot, record, parsed.text);
      if (change.changed.includes(record)) this.#search.replace(document);
      else this.#search.add(document);
    }
  }

  #forgetText(slot: number): void {
    this.#pendingText?.text.touch(slot);
    this.#search.remove(slot);
  }

  /**
   * Brings the index up to date with files that may have changed: only these are read again. A folder stands
   * for the files below it.
   */
  async update(paths: readonly string[]): Promise<EngineChange> {
    if (paths.some((path) => this.#config.paths.includes(path))) return this.reload();
    const touched = new Set<string>();
    const gone: string[] = [];
    const present: string[] = [];
    const now = this.#options.clock.now();
    for (const path of await this.#filesOf(paths)) {
      const stat = await this.#options.files.stat(path);
      if (stat) {
        present.push(path);
        this.#known.set(path, knownFile(stat, now));
      } else gone.push(path);
    }
    for (const path of gone) this.#drop(path, touched);
    await readFiles(this.#options.files, this.#config.reader, present, (parsed) => {
      this.#note(this.#take(parsed), parsed.path, touched);
    });
    return this.#changed(touched);
  }

  /**
   * The record files among paths. Any other path may be a folder that came or went as a whole: then the files
   * below it, those known and those there now, stand for it.
   */
  async #filesOf(paths: readonly string[]): Promise<ReadonlySet<string>> {
    const { reader } = this.#config;
    const files = new Set(paths.filter((path) => reader.isCandidate(path)));
    const folders = paths.filter((path) => !reader.isCandidate(path));
    if (folders.length === 0) return files;
    const isBelow = (path: string): boolean =>
      folders.some((folder) => path.startsWith(`${folder}/`));
    for (const known of this.#known.keys()) if (isBelow(known)) files.add(known);
    const { files: present } = await this.#options.files.list({
      wants: (path) => isBelow(path) && reader.isCandidate(path),
      enters: (folder) =>
        reader.entersFolder(folder) &&
        (isBelow(`${folder}/`) || folders.some((path) => path.startsWith(`${folder}/`))),
      withStats: false,
    });
    for (const { path } of present) files.add(path);
    return files;
  }

  #drop(path: string, touched: Set<string>): void {
    this.#known.delete(path);
    const change = this.#workspace.removeFile(path);
    for (const record of change.removed) this.#forgetText(record.slot);
    this.#note(change, path, touched);
  }

  #note(change: WorkspaceChange, path: string, touched: Set<string>): void {
    if (change.added.length + change.changed.length + change.removed.length > 0) touched.add(path);
  }

  #changed(touched: ReadonlySet<string>): EngineChange {
    if (touched.size > 0) this.#cacheIsCurrent = false;
    return {
      version: this.#workspace.version,
      paths: [...touched],
      problemPaths: this.#workspace.takeProblemChanges(),
      everything: false,
    };
  }

  /** Compares every file with what is known of it: for branch switches and for events that were missed. */
  async refresh(): Promise<EngineChange> {
    const config = await loadConfigOf(this.#options);
    if (config.texts.some((text, index) => text !== this.#config.texts[index]))
      return this.reload();
    const inventory = await listFiles(this.#options.files, this.#config.reader);
    const differing: string[] = [];
    for (const [path, stat] of inventory.stats)
      if (!sameStat(stat, this.#known.get(path)?.stat)) differing.push(path);
    for (const path of this.#known.keys()) if (!inventory.stats.has(path)) differing.push(path);
    return this.update(differing);
  }

  /** Reads everything anew, crm.yaml first. */
  async reload(): Promise<EngineChange> {
    const version = this.#workspace.version;
    this.#config = await loadConfigOf(this.#options);
    this.#workspace = new Workspace(this.#config.workspaceOptions);
    this.#workspace.continueFrom(version);
    this.#search = SearchIndex.create();
    this.#pendingText = undefined;
    await this.#load();
    return { version: this.#workspace.version, paths: [], problemPaths: [], everything: true };
  }

  problems(path?: string): readonly Problem[] {
    return this.#workspace.problems(path);
  }

  get hasConfig(): boolean {
    return this.#config.texts[0] !== undefined;
  }

  get fileCount(): number {
    return this.#known.size;
  }

  /** Saves the index for the next start, unless the cache is as it should be. */
  async saveCache(): Promise<void> {
    const { cache } = this.#options;
    if (!cache || this.#cacheIsCurrent) return;
    await this.whenSearchable();
    const files = this.#workspace.cachedFiles((path) => {
      const known = this.#known.get(path);
      return this.#isSettled(path) ? known?.stat : undefined;
    });
    const search = this.#search.toBuffers();
    await cache.save(
      encodeCache({
        key: this.#cacheKey(),
        files,
        cross: this.#workspace.crossProblems(),
        strays: this.#straySlots(),
        search,
      }),
    );
    this.#cacheIsCurrent = true;
  }

  #isSettled(path: string): boolean {
    return this.#known.get(path)?.settled === true && this.#options.isOverlaid?.(path) !== true;
  }

  #straySlots(): readonly number[] {
    const slots: number[] = [];
    for (const record of this.#workspace.all())
      if (!this.#isSettled(record.path)) slots.push(record.slot);
    return slots;
  }
}

function loadConfigOf({
  files,
  checks = [],
  withProblems,
}: EngineOptions): Promise<WorkspaceConfig> {
  return loadConfig(files, checks, fileChecks, withProblems);
}

function sameStat(a: FileStat, b: FileStat | undefined): boolean {
  return (
    b !== undefined && a.size === b.size && a.modified === b.modified && a.changed === b.changed
  );
}

/**
 * File systems date changes in ticks: a second change within one tick leaves the same date. A file that was
 * changed so recently is not trusted to look different after the next change.
 */
function knownFile(stat: FileStat, now: number): KnownFile {
  const last = Math.max(stat.modified, stat.changed);
  const tick = last % 1000 === 0 ? 2000 : 50;
  return { stat, settled: stat.size >= 0 && last < now - tick };
}
