import assert from 'node:assert/strict';
import fc from 'fast-check';
import { buildSnippet, highlight } from '../../../src/core/search/snippet.ts';
import type { Searched } from '../../../src/core/search/snippet.ts';

function highlighted(text: string, searched: Searched): string[] {
  return highlight(text, searched).map(([start, end]) => text.slice(start, end));
}

describe('highlighting', () => {
  it('marks the word typed, its other forms and words that begin with it', () => {
    assert.deepEqual(highlighted('Companies of the company', 'company '), ['Companies', 'company']);
    assert.deepEqual(highlighted('Договоры и договора', 'договор'), ['Договоры', 'договора']);
    assert.deepEqual(highlighted('Customer care', 'cus'), ['Customer']);
  });

  it('marks folded letters in the text as it is written', () => {
    assert.deepEqual(highlighted('Die Müller GmbH, Straße 5', 'muller strasse'), [
      'Müller',
      'Straße',
    ]);
    assert.deepEqual(highlighted('شركت يكتا', 'یکتا'), ['يكتا']);
    assert.deepEqual(highlighted('فردا می‌روم', 'میروم'), ['می‌روم']);
  });

  it('marks a Chinese word inside a sentence as one range', () => {
    assert.deepEqual(highlighted('我们签署了合同管理办法', '合同管理'), ['合同管理']);
    assert.deepEqual(highlighted('签署了合同', '合'), ['合同']);
  });

  it('marks addresses, phone numbers and ids whole', () => {
    assert.deepEqual(highlighted('see INV-2026-004.', 'inv2026004'), ['INV-2026-004']);
    assert.deepEqual(highlighted('call +98 912 123 45 67 now', '09121234567'), [
      '98 912 123 45 67',
    ]);
  });

  it('marks what was found in spite of a typing error, by the terms of the hit', () => {
    assert.deepEqual(highlighted('The contract', ['contract']), ['contract']);
  });

  it('marks every form of what was typed and what was found in spite of an error', () => {
    const searched = { query: 'contrakt cus', terms: ['contract', 'customer'] };
    assert.deepEqual(highlighted('Custom contracts of the customer', searched), [
      'Custom',
      'contracts',
      'customer',
    ]);
  });

  it('does not mark excluded words', () => {
    assert.deepEqual(highlighted('acme lost', 'acme -lost'), ['acme']);
  });
});

describe('a snippet', () => {
  const filler = 'Nothing of interest happened in between here. '.repeat(30);

  it('shows the place with most of the words', () => {
    const text = `The renewal. ${filler} The contract renewal was signed by Anna. ${filler}`;
    const { snippet, matches } = buildSnippet(text, 'contract renewal anna');
    assert.match(snippet, /^….*contract renewal was signed by Anna.*…$/u);
    assert.deepEqual(
      matches.map(([start, end]) => snippet.slice(start, end)),
      ['contract', 'renewal', 'Anna'],
    );
  });

  it('is the beginning where nothing matches', () => {
    const { snippet, matches } = buildSnippet(`Start here. ${filler}`, 'absent');
    assert.ok(snippet.startsWith('Start here.'));
    assert.deepEqual(matches, []);
  });

  it('is the whole text where it is short', () => {
    assert.equal(buildSnippet('Short text.', 'text').snippet, 'Short text.');
  });

  it('is one line, cut between words', () => {
    const { snippet } = buildSnippet(
      `${filler}\n\n## Head\n\n- item\tneedle\r\n${filler}`,
      'needle',
    );
    assert.match(snippet, /## Head - item needle/u);
    assert.doesNotMatch(snippet, /\s\s|[\n\t]/u);
    assert.doesNotMatch(snippet, /…othing|interes…/u);
  });

  it('finds the place in a text of a megabyte', () => {
    const text = `${filler.repeat(700)} needle ${filler}`;
    assert.match(buildSnippet(text, 'needle').snippet, /needle/u);
  });

  it('holds for any text and query: within its length, one line, ranges ascending and inside', () => {
    const words = fc.constantFrom(
      'acme',
      'Müller',
      '合同管理',
      'می‌روم',
      '🔥',
      '\ud83d',
      ' ',
      '\n',
      'договоры',
      '-',
      '"',
      '1,200',
    );
    const texts = fc
      .array(fc.oneof(words, fc.string({ unit: 'binary' })), { maxLength: 60 })
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(texts, texts, fc.integer({ min: 1, max: 80 }), (text, query, maxLength) => {
        const { snippet, matches } = buildSnippet(text, query, { maxLength });
        assert.ok(snippet.length <= maxLength + 2);
        let last = 0;
        for (const [start, end] of matches) {
          assert.ok(start >= last && end > start && end <= snippet.length);
          last = end;
        }
      }),
    );
  });
});
