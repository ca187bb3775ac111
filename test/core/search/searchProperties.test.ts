import assert from 'node:assert/strict';
import fc from 'fast-check';
import { SearchIndex } from '../../../src/core/search/searchIndex.ts';
import type { SearchDocument } from '../../../src/core/search/searchIndex.ts';
import { SegmentBuilder } from '../../../src/core/search/segmentBuilder.ts';
import {
  TermCursor,
  findTerm,
  forEachWithPrefix,
} from '../../../src/core/search/termDictionary.ts';
import { walkTypos } from '../../../src/core/search/typoWalk.ts';

const WORDS =
  'acme contract contracts contracted deal deals form from Müller договор договоры договора клиент 合同 合同管理 管理办法 می‌روم می روم کتاب‌ها INV-2026-004 anna@acme.com +989121234567 sales force salesforce a b'.split(
    ' ',
  );
const text = fc.array(fc.constantFrom(...WORDS), { maxLength: 12 }).map((words) => words.join(' '));
const document = fc.record({
  key: fc.integer({ min: 0, max: 30 }),
  title: text,
  keywords: text,
  body: text,
});
type Step =
  | { readonly kind: 'add'; readonly document: SearchDocument }
  | { readonly kind: 'remove'; readonly key: number }
  | { readonly kind: 'search' | 'compact' | 'reload' };
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: document.map((added) => ({ kind: 'add' as const, document: added })) },
  {
    weight: 2,
    arbitrary: fc.integer({ min: 0, max: 30 }).map((key) => ({ kind: 'remove' as const, key })),
  },
  { weight: 3, arbitrary: fc.constant({ kind: 'search' as const }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom({ kind: 'compact' as const }, { kind: 'reload' as const }),
  },
);
const query = fc.oneof(
  text,
  fc.constantFrom(
    'contrcat',
    'cont',
    'догов',
    '"sales force"',
    'deal -acme',
    'inv2026004',
    '管',
    'frm deal',
    '09121234567',
    'salesf',
  ),
);

function run(steps: readonly Step[]): {
  index: SearchIndex;
  expected: Map<number, SearchDocument>;
} {
  let index = SearchIndex.create();
  const expected = new Map<number, SearchDocument>();
  for (const action of steps) {
    if (action.kind === 'add') {
      index.add(action.document);
      expected.set(action.document.key, action.document);
    } else if (action.kind === 'remove') {
      index.remove(action.key);
      expected.delete(action.key);
    } else if (action.kind === 'search') index.search('deal', { limit: 3 });
    else if (action.kind === 'compact') index.compact();
    else index = SearchIndex.fromBuffers(index.toBuffers());
  }
  return { index, expected };
}

describe('an index that was changed step by step', () => {
  it('answers exactly as one built from scratch, whatever the steps', () => {
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 60 }),
        fc.array(query, { minLength: 1, maxLength: 6 }),
        (steps, queries) => {
          const { index, expected } = run(steps);
          const fresh = SearchIndex.create();
          for (const added of expected.values()) fresh.add(added);
          assert.equal(index.size, expected.size);
          for (const asked of queries) {
            assert.deepEqual(answers(index, asked), answers(fresh, asked), asked);
          }
        },
      ),
      { numRuns: 120 },
    );
  });

  it('answers the same packed, saved and loaded, joined of parts and unpacked', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(document, { selector: ({ key }) => key, maxLength: 25 }),
        query,
        (documents, asked) => {
          const index = SearchIndex.create();
          const parts = [SearchIndex.create(), SearchIndex.create()] as const;
          documents.forEach((added, i) => {
            index.add(added);
            parts[i % 2 === 0 ? 0 : 1].add(added);
          });
          const before = answers(index, asked);
          assert.deepEqual(answers(SearchIndex.join(parts), asked), before);
          assert.deepEqual(answers(SearchIndex.fromBuffers(index.toBuffers()), asked), before);
          index.compact();
          assert.deepEqual(answers(index, asked), before);
        },
      ),
      { numRuns: 80 },
    );
  });

  it('finds every record by every word of it', () => {
    fc.assert(
      fc.property(fc.array(document, { minLength: 1, maxLength: 20 }), (documents) => {
        const { index, expected } = run(
          documents.map((added) => ({ kind: 'add', document: added })),
        );
        for (const { key, body } of expected.values()) {
          for (const word of body.split(' ').filter((part) => part !== '')) {
            assert.ok(
              index.search(word, { limit: 100 }).some((hit) => hit.key === key),
              word,
            );
          }
        }
      }),
      { numRuns: 50 },
    );
  });
});

describe('a large index', () => {
  const word = fc.constantFrom('red', 'green', 'blue', 'white');
  const pair = fc.tuple(word, word);

  it('finds a phrase in exactly the records that hold it, and says by which words', () => {
    fc.assert(
      fc.property(fc.integer(), pair, fc.boolean(), (seed, [first, second], isMerged) => {
        const random = createRandom(seed);
        const index = SearchIndex.create();
        const expected: number[] = [];
        for (let key = 0; key < 700; key++) {
          const words = Array.from({ length: 1 + Math.floor(random() * 6) }, () => {
            return ['red', 'green', 'blue', 'white', `w${key}`][Math.floor(random() * 5)] ?? '';
          });
          const body = words.join(' ');
          index.add({ key, title: '', keywords: '', body });
          if (isMerged && key % 250 === 0) index.search('red', { limit: 1 });
          if (` ${body} `.includes(` ${first} ${second} `)) expected.push(key);
        }
        if (isMerged) index.compact();
        const hits = index.search(`"${first} ${second}"`, { limit: 1000 });
        assert.deepEqual(
          hits.map(({ key }) => key).sort((a, b) => a - b),
          expected,
        );
        for (const { terms } of hits) assert.deepEqual(new Set(terms), new Set([first, second]));
      }),
      { numRuns: 10 },
    );
  });
});

/** Scores to twelve digits: sums of the same numbers in another order may differ in the last. */
function answers(index: SearchIndex, asked: string): unknown[] {
  return index
    .search(asked, { limit: 50 })
    .map(({ key, score, terms }) => [key, score.toPrecision(12), [...terms].sort()]);
}

/** Numbers in [0, 1), the same for a seed. */
function createRandom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return (state >>> 0) / 2 ** 32;
  };
}

describe('the dictionary of a segment', () => {
  const term = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'd'), minLength: 1, maxLength: 9 });
  const terms = fc.uniqueArray(term, { minLength: 1, maxLength: 120 });

  it('holds the terms in order and finds each, by itself and by its beginning', () => {
    fc.assert(
      fc.property(terms, term, (words, wanted) => {
        const segment = segmentOf(words);
        const sorted = [...words].sort();
        const read: string[] = [];
        for (const cursor = new TermCursor(segment); cursor.next();) read.push(cursor.text());
        assert.deepEqual(read, sorted);
        assert.equal(findTerm(segment, wanted), sorted.indexOf(wanted));
        const found: string[] = [];
        forEachWithPrefix(segment, wanted, (cursor) => found.push(cursor.text()));
        assert.deepEqual(
          found,
          sorted.filter((word) => word.startsWith(wanted)),
        );
      }),
    );
  });

  it('finds exactly the terms within one and two typing errors', () => {
    fc.assert(
      fc.property(
        terms,
        term,
        fc.constantFrom(1, 2),
        fc.boolean(),
        (words, word, errors, ofPrefix) => {
          const sorted = [...words].sort();
          const found: string[] = [];
          walkTypos(segmentOf(words), { word, errors, ofPrefix }, (match) => {
            found.push(sorted[match.term] ?? '');
          });
          const expected = sorted.filter((other) => {
            if (alignment(word, other) === errors) return true;
            if (!ofPrefix) return false;
            const distances = Array.from({ length: other.length + 1 }, (_, i) =>
              alignment(word, other.slice(0, i)),
            );
            return Math.min(...distances) === errors;
          });
          assert.deepEqual(found, expected);
        },
      ),
      { numRuns: 250 },
    );
  });
});

function segmentOf(words: readonly string[]): ReturnType<SegmentBuilder['invert']> {
  const builder = new SegmentBuilder();
  builder.add({ key: 0, title: '', keywords: '', body: words.join(' ') });
  return builder.invert();
}

/** Optimal string alignment distance by its definition. */
function alignment(a: string, b: string): number {
  const rows: number[][] = [];
  for (let i = 0; i <= a.length; i++) {
    const row: number[] = [];
    for (let j = 0; j <= b.length; j++) {
      const swap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row.push(
        Math.min(
          i === 0 ? j : (rows[i - 1]?.[j] ?? 0) + 1,
          j === 0 ? i : (row[j - 1] ?? 0) + 1,
          i > 0 && j > 0 ? (rows[i - 1]?.[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1) : Infinity,
          swap ? (rows[i - 2]?.[j - 2] ?? 0) + 1 : Infinity,
        ),
      );
    }
    rows.push(row);
  }
  return rows[a.length]?.[b.length] ?? 0;
}
