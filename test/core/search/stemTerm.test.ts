import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import fc from 'fast-check';
import { foldWord } from '../../../src/core/search/foldTable.ts';
import { stemEnglish } from '../../../src/core/search/stemEnglish.ts';
import { stemRussian } from '../../../src/core/search/stemRussian.ts';
import { stemPrefix, stemTerm } from '../../../src/core/search/stemTerm.ts';

interface Snowball {
  newStemmer(language: string): { stem(word: string): string };
}

const snowball = createRequire(import.meta.url)('snowball-stemmers') as Snowball;
const english = snowball.newStemmer('english');
const russian = snowball.newStemmer('russian');
const XQUAD = path.join(import.meta.dirname, '../../../../shared/data/xquad');

/** Words that end in what stemmers look at. */
function wordsWith(letters: string, endings: string): fc.Arbitrary<string> {
  const start = fc.string({ unit: fc.constantFrom(...letters), minLength: 1, maxLength: 6 });
  const ending = fc.array(fc.constantFrom(...endings.split(' ')), { maxLength: 3 });
  return fc.tuple(start, ending).map(([word, parts]) => word + parts.join(''));
}

const englishWords = wordsWith(
  'abcdefghijklmnopqrstuvwxyz',
  's es ies ied sses us ed edly eed ing ingly y ly ational tional ization ation fulness iveness ousness biliti entli li ogi ical icate ness ful ement ment ent ance ence able ible ant ism ate iti ous ive ize ion al er ic e l ll at bl iz',
);
const russianWords = wordsWith(
  'абвгдежзийклмнопрстуфхцчшщъыьэюя',
  'ив ивши ившись в вши вшись ее ими его ующ ющ щ нн ем ся сь ила ла на ете йте ешь нно ость ост ейш ейше иями ями ов ей ии я и ь а',
);

describe('stemming', () => {
  it('gives English stems as the Snowball library does', () => {
    fc.assert(
      fc.property(englishWords, (word) => {
        assert.equal(stemEnglish(word), english.stem(word), word);
      }),
      { numRuns: 1000 },
    );
  });

  it('gives Russian stems as the Snowball library does', () => {
    fc.assert(
      fc.property(russianWords, (word) => {
        assert.equal(stemRussian(word), russian.stem(word), word);
      }),
      { numRuns: 1000 },
    );
  });

  it('gives the library’s stems for the vocabulary of real paragraphs', function () {
    if (!existsSync(XQUAD)) this.skip();
    for (const [language, pattern, stem, oracle] of [
      ['en', /[a-z]+/gu, stemEnglish, english],
      ['ru', /[а-я]+/gu, stemRussian, russian],
    ] as const) {
      const file = readFileSync(path.join(XQUAD, `xquad.${language}.json`), 'utf8');
      const text = JSON.stringify(JSON.parse(file)).toLowerCase().replaceAll('ё', 'е');
      const words = [...new Set(text.match(pattern))];
      assert.ok(words.length > 5000);
      for (const word of words) assert.equal(stem(word), oracle.stem(word), word);
    }
  });

  it('takes Persian plurals, comparatives and possessives for one word', () => {
    const stems = ['قرارداد', 'قراردادها', 'قراردادهای', 'قراردادهایش', 'قراردادی'].map((word) =>
      stemTerm(foldWord(word)),
    );
    assert.deepEqual(new Set(stems), new Set(['قرارداد']));
    assert.equal(stemTerm(foldWord('بزرگترین')), stemTerm(foldWord('بزرگ')));
  });

  it('leaves short words, numbers, ids and other scripts alone', () => {
    for (const term of ['is', 'inv2026s', '2026', '合同', 'müllers', 'ελληνικα']) {
      assert.equal(stemTerm(term), undefined, term);
    }
  });

  it('keeps German and Spanish words apart that differ', () => {
    for (const [a, b] of [
      ['kunden', 'kunst'],
      ['vertrag', 'vertreter'],
      ['rechnung', 'rechner'],
      ['cliente', 'clima'],
      ['venta', 'ventana'],
      ['precio', 'precioso'],
    ] as const) {
      assert.notEqual(stemTerm(a), stemTerm(b));
    }
  });

  it('gives stems that share their beginning with the word, by which words are found', () => {
    fc.assert(
      fc.property(fc.oneof(englishWords, russianWords), (word) => {
        const stem = stemTerm(word);
        assert.ok(stem === undefined || word.startsWith(stemPrefix(stem)), `${word} ${stem}`);
      }),
      { numRuns: 1000 },
    );
  });
});
