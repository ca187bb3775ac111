/**
 * Measures full-text search on generated documents, each figure as a ratio to a yardstick of the same run: MiniSearch
 * with the same terms, SQLite FTS5 where the sqlite3 program has it, reading the same files, the text itself.
 *   npx tsx test/bench/search.ts [documents]
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import MiniSearch from 'minisearch';
import { SearchIndex } from '../../src/core/search/searchIndex.ts';
import type { SearchDocument } from '../../src/core/search/searchIndex.ts';
import { buildSnippet } from '../../src/core/search/snippet.ts';
import { Tokenizer } from '../../src/core/search/tokenizer.ts';
import { createFts5 } from './fts5.ts';
import { absoluteRow, interleaved, median, quantile, ratioRow } from './measure.ts';
import type { BenchRow } from './measure.ts';
import { createRandom, generateCorpus, zipfRank } from './searchCorpus.ts';
import type { SearchCorpus } from './searchCorpus.ts';

export interface SearchBenchOptions {
  /** Documents to search in; 50,000 where it is missing. */
  readonly documents?: number;
  /** Queries of each kind; 150 where it is missing. */
  readonly queries?: number;
}

const LIMIT = 20;
const SMALL = 1000;
const BUILT = 10_000;
const FRAME = 16;

/** Rows for prefix, typing error, update, load, build and memory. */
export async function benchSearch(options: SearchBenchOptions = {}): Promise<BenchRow[]> {
  const count = options.documents ?? 50_000;
  const corpus = generateCorpus(count);
  const queries = makeQueries(corpus, options.queries ?? 150);
  return [
    ...(await benchBuild(corpus.documents.slice(0, BUILT))),
    ...benchFile(corpus.documents),
    ...benchUpdate(corpus.documents),
    ...benchQueries(corpus, queries),
  ];
}

interface Queries {
  readonly prefix: readonly string[];
  readonly typo: readonly string[];
  readonly words: readonly string[];
}

/** Words by their frequency in the corpus: cut to 60 %, with one error, two whole ones. */
function makeQueries({ words }: SearchCorpus, count: number): Queries {
  const random = createRandom(7);
  const word = (shortest = 1): string => {
    for (;;) {
      const picked = words[zipfRank(words.length, random)] ?? '';
      if (picked.length >= shortest) return picked;
    }
  };
  const list = (make: () => string): string[] => Array.from({ length: count }, make);
  return {
    prefix: list(() => {
      const whole = word();
      return whole.slice(0, Math.max(1, Math.ceil(whole.length * 0.6)));
    }),
    typo: list(() => misspell(word(5), random)),
    words: list(() => `${word()} ${word()} `),
  };
}

function misspell(word: string, random: () => number): string {
  const at = 1 + Math.floor(random() * (word.length - 2));
  const kind = Math.floor(random() * 3);
  if (kind === 0) return word.slice(0, at) + word.slice(at + 1);
  if (kind === 1) return `${word.slice(0, at)}q${word.slice(at + 1)}`;
  return word.slice(0, at) + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2);
}

function benchQueries(corpus: SearchCorpus, queries: Queries): BenchRow[] {
  const index = buildIndex(corpus.documents);
  const fts5 = benchFts5(corpus, queries.prefix, index);
  const before = usedMemory();
  const peer = buildMiniSearch(corpus.documents);
  const peerMemory = usedMemory() - before;
  const own = (query: string): unknown => index.search(query, { limit: LIMIT });
  const options = { boost: { title: 3, keywords: 2 }, combineWith: 'AND' } as const;
  const prefix = compare(queries.prefix, own, (query) =>
    peer.search(query, { ...options, prefix: true }),
  );
  const typo = compare(
    queries.typo,
    (query) => own(`${query} `),
    (query) => peer.search(query, { ...options, fuzzy: 1 }),
  );
  const two = compare(queries.words, own, (query) => peer.search(query, options));
  const name = `MiniSearch, ${corpus.documents.length} documents`;
  return [
    latencyRow('search as you type, p95', prefix, name, 1 / 20),
    ...fts5,
    latencyRow('search with a typing error, p95', typo, name, 1 / 4),
    absoluteRow({
      what: 'search with a typing error, p95, within a frame',
      value: quantile(typo.own, 0.95),
      unit: 'ms',
      goal: FRAME,
    }),
    latencyRow('search for two words, p95', two, name, 1 / 10),
    ratioRow({
      what: 'memory of the index',
      value: index.toBuffers().byteLength / 1e6,
      unit: 'MB',
      yardstick: name,
      yardstickValue: peerMemory / 1e6,
      goal: 1 / 4,
    }),
    snippetRow(corpus.documents),
  ];
}

interface Latencies {
  readonly own: readonly number[];
  readonly peer: readonly number[];
}

/** Each query to the one and then to the other; every query is warmed up once by a tenth of them. */
function compare(
  queries: readonly string[],
  own: (query: string) => unknown,
  peer: (query: string) => unknown,
): Latencies {
  for (const query of queries.slice(0, Math.ceil(queries.length / 10))) {
    own(query);
    peer(query);
  }
  const times = { own: [] as number[], peer: [] as number[] };
  for (const query of queries) {
    times.own.push(measure(() => own(query)));
    times.peer.push(measure(() => peer(query)));
  }
  return times;
}

function latencyRow(what: string, times: Latencies, yardstick: string, goal: number): BenchRow {
  return ratioRow({
    what,
    value: quantile(times.own, 0.95),
    unit: 'ms',
    yardstick,
    yardstickValue: quantile(times.peer, 0.95),
    goal,
    note: `median ${median(times.own).toFixed(2)} against ${median(times.peer).toFixed(2)} ms`,
  });
}

function benchFts5(
  corpus: SearchCorpus,
  queries: readonly string[],
  index: SearchIndex,
): BenchRow[] {
  const rows = corpus.documents.map(({ title, keywords, body }) => ({
    title: termsOf(title).join(' '),
    keywords: termsOf(keywords).join(' '),
    body: termsOf(body).join(' '),
  }));
  const peer = createFts5(rows);
  if (typeof peer === 'string') {
    process.stderr.write(`not measured against SQLite FTS5: ${peer}\n`);
    return [];
  }
  const own: number[] = [];
  const times: number[] = [];
  for (let round = 0; round < 3; round++) {
    times.push(...peer.time(queries.map((query) => `${query}*`)));
    for (const query of queries) {
      own.push(measureProcessor(() => index.search(query, { limit: LIMIT })));
    }
  }
  peer.dispose();
  const yardstick = `SQLite FTS5, ${rows.length} documents`;
  return [latencyRow('search as you type, p95, processor', { own, peer: times }, yardstick, 1 / 2)];
}

/** Building the index of texts that are in memory, against reading the files they would come from. */
async function benchBuild(documents: readonly SearchDocument[]): Promise<BenchRow[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'rapport-search-'));
  const files = documents.map((document) => path.join(folder, `${document.key}.md`));
  documents.forEach((document, i) => {
    const text = `---\nname: ${document.title}\nid: ${document.keywords}\n---\n${document.body}`;
    writeFileSync(files[i] ?? '', text);
  });
  const [reading = [], building = []] = await interleaved(
    5,
    [() => files.map((file) => readFileSync(file, 'utf8').length), () => buildIndex(documents)],
    true,
  );
  rmSync(folder, { recursive: true, force: true });
  return [
    ratioRow({
      what: 'full-text index of texts in memory',
      value: (median(building) * 1000) / documents.length,
      unit: 'µs',
      yardstick: 'readFileSync of the same files',
      yardstickValue: (median(reading) * 1000) / documents.length,
      goal: 3.5,
      note: 'the part of search in the goal of 6 for a cold index with full text',
    }),
  ];
}

/** Load and size of the index as a file. */
function benchFile(documents: readonly SearchDocument[]): BenchRow[] {
  let bytes: Uint8Array = new Uint8Array();
  const build = measure(() => {
    bytes = buildIndex(documents).toBuffers();
  });
  const loads = Array.from({ length: 9 }, () =>
    measure(() => SearchIndex.fromBuffers(bytes).search('renewal of contracts', { limit: LIMIT })),
  );
  let text = 0;
  for (const { title, keywords, body } of documents) {
    text += Buffer.byteLength(title) + Buffer.byteLength(keywords) + Buffer.byteLength(body);
  }
  return [
    ratioRow({
      what: 'index loaded and first query answered',
      value: median(loads),
      unit: 'ms',
      yardstick: 'building it',
      yardstickValue: build,
      goal: 0.015,
    }),
    ratioRow({
      what: 'size of the index',
      value: bytes.byteLength / 1e6,
      unit: 'MB',
      yardstick: 'the text',
      yardstickValue: text / 1e6,
      goal: 0.75,
    }),
  ];
}

/** One document replaced and found again, with all documents and with 1,000. */
function benchUpdate(documents: readonly SearchDocument[]): BenchRow[] {
  const indexes = [buildIndex(documents), buildIndex(documents.slice(0, SMALL))] as const;
  const times: [number[], number[]] = [[], []];
  for (let i = 0; i < 400; i++) {
    indexes.forEach((index, which) => {
      const key = (i * 7919) % index.size;
      const changed = documents[(i * 104_729) % documents.length] ?? documents[0];
      if (changed === undefined) return;
      const marker = `changed${i}x`;
      const time = measure(() => {
        index.replace({ ...changed, key, title: marker });
        if (index.search(`${marker} `, { limit: 1 })[0]?.key !== key) {
          throw new Error('an updated document was not found');
        }
      });
      if (i >= 100) times[which]?.push(time);
    });
  }
  return [
    ratioRow({
      what: 'one document changed and found',
      value: median(times[0]),
      unit: 'ms',
      yardstick: `the same with ${SMALL} documents`,
      yardstickValue: median(times[1]),
      goal: 1.2,
      note: `p95 ${quantile(times[0], 0.95).toFixed(2)} ms`,
    }),
    absoluteRow({
      what: 'one document changed and found',
      value: median(times[0]),
      unit: 'ms',
      goal: 1,
    }),
  ];
}

function snippetRow(documents: readonly SearchDocument[]): BenchRow {
  const bodies = documents.slice(0, 2000).map((document) => document.body);
  const query = (body: string): string =>
    body
      .split(/[\s。]+/u)
      .slice(20, 22)
      .join(' ');
  const times = bodies.map((body) => {
    const asked = query(body);
    return measure(() => buildSnippet(body, asked));
  });
  return absoluteRow({
    what: `${LIMIT} snippets`,
    value: median(times) * LIMIT,
    unit: 'ms',
    goal: 4,
  });
}

function buildIndex(documents: readonly SearchDocument[]): SearchIndex {
  const index = SearchIndex.create();
  for (const document of documents) index.add(document);
  index.compact();
  return index;
}

function buildMiniSearch(documents: readonly SearchDocument[]): MiniSearch<SearchDocument> {
  const peer = new MiniSearch<SearchDocument>({
    idField: 'key',
    fields: ['title', 'keywords', 'body'],
    tokenize: termsOf,
    processTerm: (term) => term,
  });
  peer.addAll(documents);
  return peer;
}

/** The terms of a text as the index takes them. */
function termsOf(text: string): string[] {
  const terms: string[] = [];
  new Tokenizer().scan(text, {
    accept({ units, length }) {
      terms.push(String.fromCharCode(...units.subarray(0, length)));
    },
  });
  return terms;
}

function measure(run: () => unknown): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}

/** Milliseconds of processor time, as the sqlite3 program counts its own. */
function measureProcessor(run: () => unknown): number {
  const start = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

/** Bytes in use after a collection. */
function usedMemory(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

async function main(): Promise<void> {
  const documents = Number(process.argv[2] ?? 50_000);
  for (const row of await benchSearch({ documents })) {
    const against =
      row.yardstick === undefined
        ? ''
        : ` against ${row.yardstickValue?.toFixed(2)} (${row.yardstick})`;
    process.stdout.write(
      `${row.ok ? 'met   ' : 'missed'} ${row.what}: ${row.value.toFixed(2)} ${row.unit}${against}, ratio ${row.ratio.toPrecision(2)}, wanted ≤ ${row.goal.toPrecision(2)}${row.note === undefined ? '' : `; ${row.note}`}\n`,
    );
  }
}

const entry = process.argv[1];
if (entry !== undefined && import.meta.url === pathToFileURL(entry).href) {
  main().catch((error: unknown) => {
    process.stderr.write(
      `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
    process.exitCode = 1;
  });
}
