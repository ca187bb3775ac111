import { positionAt } from '../model/range.ts';
import type { CrmRecord } from '../model/record.ts';
import { recordKey } from '../model/record.ts';
import type { SearchResult } from '../model/searchResult.ts';
import { maxRecordBytes } from '../records/limits.ts';
import { decodeText } from '../records/decodeText.ts';
import type { SearchHit } from '../search/searchIndex.ts';
import { highlight } from '../search/snippet.ts';
import { TextMatcher } from '../search/textMatcher.ts';
import { describeRecord } from '../views/describeRecord.ts';
import type { Engine } from './engine.ts';
import type { SearchAnswer, SearchRequest } from './engineApi.ts';
import { compileFilter } from './compileFilter.ts';
import { searchSnippet } from './searchSnippet.ts';

/** Full text over every record, best first, with the place and the words that matched. */
export async function searchRecords(engine: Engine, request: SearchRequest): Promise<SearchAnswer> {
  await engine.whenSearchable();
  const { snapshot, today } = engine;
  const filter = compileFilter(snapshot, request, today);
  const passes = (slot: number): boolean => {
    const record = snapshot.bySlot(slot);
    return record !== undefined && filter.test(record);
  };
  const hits =
    filter.words.trim() === ''
      ? allMatching(engine, request.limit, (record) => filter.filters && filter.test(record))
      : engine.search.search(filter.words, { limit: request.limit, filter: passes });
  const texts = await readTexts(engine, hits);
  const results: SearchResult[] = [];
  for (const hit of hits) {
    const record = snapshot.bySlot(hit.key);
    if (record)
      results.push(resultOf(record, hit, filter.words, texts.get(record.path) ?? '', engine));
  }
  return { results, issues: filter.issues };
}

/** Filters without words list what they let through. */
function allMatching(
  engine: Engine,
  limit: number,
  test: (record: CrmRecord) => boolean,
): SearchHit[] {
  const hits: SearchHit[] = [];
  for (const record of engine.snapshot.all()) {
    if (hits.length >= limit) break;
    if (test(record)) hits.push({ key: record.slot, score: 0, terms: [] });
  }
  return hits;
}

async function readTexts(
  engine: Engine,
  hits: readonly SearchHit[],
): Promise<ReadonlyMap<string, string>> {
  const paths = new Set<string>();
  for (const hit of hits) {
    const record = engine.snapshot.bySlot(hit.key);
    if (record && record.inlineLine === undefined) paths.add(record.path);
  }
  const texts = new Map<string, string>();
  await engine.files.readAll(
    [...paths],
    (path, content) => texts.set(path, decodeText(path, content).text ?? ''),
    maxRecordBytes,
  );
  return texts;
}

/** Only so much of a long text is looked through for a snippet. */
const snippetSource = 100_000;

function resultOf(
  record: CrmRecord,
  hit: SearchHit,
  words: string,
  text: string,
  engine: Engine,
): SearchResult {
  const searched = { query: words, terms: hit.terms };
  const type = engine.snapshot.type(record.type);
  const body = text.slice(record.bodyStart, record.bodyStart + snippetSource);
  const [first] = new TextMatcher(searched).find(body);
  const { snippet, matches } = searchSnippet(record, body, searched, engine.snapshot);
  return {
    id: recordKey(record),
    type: record.type,
    path: record.path,
    line: record.inlineLine ?? (first ? positionAt(text, record.bodyStart + first.start).line : 0),
    title: record.title,
    typeLabel: type?.label ?? record.type,
    icon: record.broken ? 'warning' : (type?.icon ?? 'file'),
    description: describeRecord(record, engine.snapshot),
    score: hit.score,
    snippet,
    matches,
    titleMatches: highlight(record.title, searched),
  };
}
