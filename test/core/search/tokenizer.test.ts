import assert from 'node:assert/strict';
import fc from 'fast-check';
import { foldWord } from '../../../src/core/search/foldTable.ts';
import { hashTerm } from '../../../src/core/search/hash.ts';
import { MAX_TERM_LENGTH, REVERSED, WHOLE } from '../../../src/core/search/tokenKinds.ts';
import { Tokenizer } from '../../../src/core/search/tokenizer.ts';

interface Token {
  readonly text: string;
  readonly kind: number;
  readonly source: string;
  readonly start: number;
  readonly end: number;
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  new Tokenizer().scan(text, {
    accept({ units, length, hash, kind, start, end }) {
      const term = String.fromCharCode(...units.subarray(0, length));
      assert.equal(hash, hashTerm(term), `hash of ${term}`);
      tokens.push({ text: term, kind, source: text.slice(start, end), start, end });
    },
  });
  return tokens;
}

/** Terms that count for the length of a text. */
function words(text: string): string[] {
  return tokensOf(text)
    .filter(({ kind }) => (kind & WHOLE) === 0)
    .map((token) => token.text);
}

function wholes(text: string): string[] {
  return tokensOf(text)
    .filter(({ kind }) => (kind & WHOLE) !== 0)
    .map((token) => token.text);
}

describe('the terms of a text', () => {
  it('are folded words, with their place in the text', () => {
    const [first, second] = tokensOf('«Éclair», STRASSE');
    assert.deepEqual([first?.text, first?.source], ['eclair', 'Éclair']);
    assert.deepEqual([second?.text, second?.source], ['strasse', 'STRASSE']);
  });

  it('are the same for letters composed and decomposed, in full and half width', () => {
    assert.deepEqual(words('Café Йод ＡＢＣ ｶﾞｷﾞ ﬁx'), words('cafe\u0301 и\u0306од abc ガギ fix'));
  });

  it('are the same for every form of digits', () => {
    for (const digits of ['۱۴۰۳', '١٤٠٣', '１４０３', '१४०३', '𝟏𝟒𝟎𝟑']) {
      assert.deepEqual(words(digits), ['1403']);
    }
  });

  it('are pairs of characters and the last one in scripts without spaces', () => {
    assert.deepEqual(words('合同管理'), ['合同', '同管', '管理', '理']);
    assert.deepEqual(words('SAP系统24号'), ['sap', '系统', '统', '24', '号']);
    assert.deepEqual(words('㍿アクメ'), ['株式', '式会', '会社', '社ア', 'アク', 'クメ', 'メ']);
    assert.deepEqual(words('𠮷野家'), ['𠮷野', '野家', '家']);
  });

  it('are the parts of a joined word and the whole', () => {
    assert.deepEqual(words('INV-2026-004'), ['inv', '2026', '004']);
    assert.deepEqual(wholes('INV-2026-004'), ['inv2026004']);
    assert.deepEqual(wholes("AT&T O'Brien e-mail"), ['att', 'obrien', 'email']);
    assert.deepEqual(words("Ann's we're don't"), ['ann', 'we', 'dont']);
    assert.deepEqual(wholes('first.second.third.fourth.fifth'), []);
  });

  it('have Persian affixes joined to their word, however they are written', () => {
    for (const text of ['می‌روم', 'می روم']) assert.deepEqual(wholes(text), ['میروم']);
    for (const text of ['کتاب‌ها', 'کتاب ها']) assert.deepEqual(wholes(text), ['کتابها']);
    assert.deepEqual(wholes('کتاب خوب'), []);
  });

  it('hold numbers without their separators, and no dates as numbers', () => {
    assert.deepEqual(wholes('1,234,567 and 12.500'), ['1234567', '12500']);
    assert.deepEqual(wholes('+98 912 123 45 67'), ['989121234567', '#765432121989']);
    for (const date of ['2026-11-22', '22.11.2026', '2026-11-22 10:30', '12:30:45']) {
      assert.deepEqual(wholes(date), [], date);
    }
    assert.deepEqual(wholes('12 34 56 78 90 12 34 56 78'), []);
  });

  it('hold a long number as one word, and its end where it may be a phone number', () => {
    const [token] = tokensOf('09121234567').filter(({ kind }) => (kind & REVERSED) !== 0);
    assert.equal(token?.text, '#76543212190');
    assert.deepEqual(wholes('1200000'), []);
  });

  it('break at emoji and signs, which are words', () => {
    assert.deepEqual(words('ok🔥go ✅ done'), ['ok', '🔥', 'go', '✅', 'done']);
  });

  it('are not longer than allowed, nor does a long word leave more than its beginning', () => {
    assert.deepEqual(words(`${'x'.repeat(500)} end`), ['x'.repeat(MAX_TERM_LENGTH), 'end']);
    assert.deepEqual(words(`${'б'.repeat(500)}-y`), ['б'.repeat(MAX_TERM_LENGTH), 'y']);
  });

  it('lie inside the text, in order, and are the same for the same text read again', () => {
    const parts = fc.constantFrom(
      'a-b',
      "d'é",
      '1,2',
      '合',
      'می\u200c',
      ' ',
      '.',
      '\u0301',
      '\ud83d',
      '+7',
      'ﷺ',
      '½',
      '\u1161',
      'ก',
      '-',
      '&',
    );
    const texts = fc
      .array(fc.oneof(parts, fc.string({ unit: 'binary' })), { maxLength: 20 })
      .map((list) => list.join(''));
    fc.assert(
      fc.property(texts, (text) => {
        let last = 0;
        for (const { text: term, kind, start, end } of tokensOf(text)) {
          assert.ok(start < end && end <= text.length && term.length > 0);
          if ((kind & WHOLE) !== 0) continue;
          assert.ok(start >= last);
          last = start;
        }
        assert.deepEqual(tokensOf(text), tokensOf(text));
      }),
      { numRuns: 300 },
    );
  });

  it('do not change when folded again', () => {
    const letter = fc.string({ unit: 'binary', minLength: 1, maxLength: 2 });
    fc.assert(
      fc.property(letter, (text) => {
        const once = foldWord(text);
        assert.equal(foldWord(once), once, JSON.stringify(text));
      }),
      { numRuns: 2000 },
    );
  });
});
