import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parsePattern } from '../../../src/core/expressions/pattern.ts';

function found(source: string, text: string): boolean {
  const pattern = parsePattern(source);
  assert.ok(typeof pattern !== 'string', `${source}: ${String(pattern)}`);
  return pattern.test(text);
}

describe('patterns of matches()', () => {
  it('find what the regular expressions of JavaScript find', () => {
    const atom = fc.constantFrom(
      'a',
      'b',
      '.',
      '[ab]',
      '[^a]',
      '\\d',
      '(?:a|bc)',
      '(a|b|)',
      '\\w',
      'x',
      '^',
      '$',
      '\\b',
    );
    const repeat = fc.constantFrom('', '*', '+', '?', '{2}', '{1,3}', '{0,}', '*?');
    const sequence = fc
      .array(fc.tuple(atom, repeat), { minLength: 1, maxLength: 5 })
      .map((parts) => parts.map(([a, r]) => (/^(?:\^|\$|\\b)$/.test(a) ? a : a + r)).join(''));
    const pattern = fc.array(sequence, { minLength: 1, maxLength: 3 }).map((all) => all.join('|'));
    const text = fc
      .array(fc.constantFrom('a', 'b', 'c', '1', ' ', 'x'), { maxLength: 12 })
      .map((characters) => characters.join(''));
    fc.assert(
      fc.property(pattern, text, (source, subject) => {
        assert.equal(found(source, subject), new RegExp(source).test(subject));
      }),
      { numRuns: 1500 },
    );
  });

  it('know classes of every script, flags and groups', () => {
    assert.equal(found('^\\p{L}+$', 'статус'), true);
    assert.equal(found('^\\p{Greek}+$', 'статус'), false);
    assert.equal(found('(?i)acme', 'ACME Works'), true);
    assert.equal(found('(?i:straße)', 'STRASSE'), false);
    assert.equal(found('^[[:alpha:]]+\\x21$', 'abc!'), true);
    assert.equal(found('(?P<year>\\d{4})-\\d\\d', 'on 2026-11'), true);
    assert.equal(found('(?m)^two$', 'one\ntwo'), true);
    assert.equal(found('(?s)a.b', 'a\nb'), true);
    assert.equal(found('^.$', '😀'), true);
  });

  it('take time in proportion to the text, where backtracking would take for ever', () => {
    const text = `${'a'.repeat(10_000)}!`;
    for (const source of ['(a+)+$', '(a|a)*b', '(a*)*b', 'a*a*a*a*a*b', '(.*)*x']) {
      assert.equal(found(source, text), false);
    }
  });

  const refusals: Readonly<Record<string, RegExp>> = {
    '(?=a)': /look ahead or behind/,
    '(?<!a)b': /look ahead or behind/,
    '(a)\\1': /back-references/,
    'a++': /possessive/,
    '(a': /not closed/,
    '[a': /not closed/,
    'a)': /\) without \(/,
    '*a': /nothing stands before \*/,
    'a{3,1}': /reversed/,
    '[z-a]': /reversed/,
    'a{2000}': /more than 1000 times/,
    '((a{100}){100}){100}': /too large/,
    '(((){1000}){1000}){1000}': /too large/,
    '\\q': /no meaning/,
    '\\p{Nonsense}': /not a class/,
    'a\\': /ends in/,
  };
  for (const [source, reason] of Object.entries(refusals)) {
    it(`refuse ${source} with the reason`, () => {
      const pattern = parsePattern(source);
      assert.ok(typeof pattern === 'string', `${source} is refused`);
      assert.match(pattern, reason);
    });
  }

  it('refuse patterns that are too long or nested too deeply', () => {
    assert.match(String(parsePattern('a'.repeat(201))), /at most 200/);
    assert.match(String(parsePattern(`${'('.repeat(90)}a${')'.repeat(90)}`)), /too deeply/);
  });
});
