import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseQuery, readableTerm } from '../../../src/core/search/parseQuery.ts';

function texts(query: string): string[] {
  return parseQuery(query).terms.map((term) => term.text);
}

describe('a query', () => {
  it('is words, the last of which may still be typed', () => {
    const { terms } = parseQuery('Acme Contr');
    assert.deepEqual(
      terms.map(({ text, isPrefix }) => [text, isPrefix]),
      [
        ['acme', false],
        ['contr', true],
      ],
    );
    for (const finished of ['contr ', 'contr.', 'contr?', 'contr -x']) {
      assert.equal(parseQuery(finished).terms[0]?.isPrefix, false, finished);
    }
  });

  it('asks for a word once, however often it is typed', () => {
    assert.deepEqual(texts('acme ACME acme'), ['acme']);
  });

  it('takes quoted words for a phrase, in straight and curly quotes, closed or not', () => {
    for (const query of ['x "net new" y', 'x “net new” y', 'x „net new“ y', 'x "net new']) {
      const { phrases } = parseQuery(query);
      assert.deepEqual(
        phrases.map((phrase) => phrase.map(({ term }) => term.text)),
        [['net', 'new']],
        query,
      );
    }
    assert.equal(parseQuery('"net ne').phrases[0]?.[1]?.term.isPrefix, true);
    assert.deepEqual(parseQuery('5" pipe').phrases, []);
  });

  it('takes a hyphen before a word for an exclusion, and inside a word for a joint', () => {
    const { terms, excluded } = parseQuery('well-known -draft -"cold call" - x');
    assert.deepEqual(
      terms.map((term) => term.text),
      ['well', 'known', 'x'],
    );
    assert.deepEqual(
      excluded.map((phrase) => phrase.map(({ term }) => term.text)),
      [['draft'], ['cold', 'call']],
    );
  });

  it('knows the other spellings of what was typed', () => {
    const alternates = (query: string, at: number): string[] =>
      parseQuery(query).terms[at]?.alternates.map(({ text }) => text) ?? [];
    assert.ok(alternates('sales force ', 0).includes('salesforce'));
    assert.ok(alternates('e-mail ', 0).includes('email'));
    assert.ok(alternates('می روم ', 1).includes('میروم'));
    assert.ok(alternates('0912 123 4567 ', 0).includes('09121234567'));
    assert.ok(alternates('09121234567 ', 0).includes('#7654321219'));
    assert.deepEqual(alternates('2026 04 ', 0), []);
  });

  it('knows which words stand together, and which without a space', () => {
    const { neighbours } = parseQuery('ann@acme now');
    assert.deepEqual(
      neighbours.map(({ first, second, isGlued }) => [first, second, isGlued]),
      [
        [0, 1, true],
        [1, 2, false],
      ],
    );
  });

  it('shows digits that are kept backwards as they are written', () => {
    assert.equal(readableTerm('#321'), '123');
    assert.equal(readableTerm('acme'), 'acme');
  });

  it('may be any text', () => {
    const parts = fc.constantFrom(
      '"',
      '-',
      '“',
      ' ',
      'acme',
      '合',
      'می\u200c',
      '\ud83d',
      "'",
      '1',
      '.',
    );
    const query = fc.array(fc.oneof(parts, fc.string({ unit: 'binary' })), { maxLength: 12 });
    fc.assert(
      fc.property(query, (list) => {
        const { terms, neighbours } = parseQuery(list.join(''));
        assert.equal(new Set(terms.map((term) => term.text)).size, terms.length);
        for (const { first, second } of neighbours) {
          assert.ok(first !== second && first < terms.length && second < terms.length);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('is read to a limit', () => {
    const words = Array.from({ length: 5000 }, (_, i) => `w${i}`).join(' ');
    assert.ok(parseQuery(words).terms.length <= 48);
  });
});
