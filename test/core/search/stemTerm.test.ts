import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { foldWord } from '../../../src/core/search/foldTable.ts';
import { stemEnglish } from '../../../src/core/search/stemEnglish.ts';
import { stemRussian } from '../../../src/core/search/stemRussian.ts';
import { stemPrefix, stemTerm } from '../../../src/core/search/stemTerm.ts';

/** Words with their stems as snowball-stemmers 0.6.0 gives them, made to end in all that the algorithms look at. */
function goldenStems(language: 'en' | 'ru'): [word: string, stem: string][] {
  const file = path.join(import.meta.dirname, `../../golden/search/stems.${language}.txt`);
  return readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => {
      const [word = '', stem = ''] = line.split(' ');
      return [word, stem];
    });
}

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
  it('gives English and Russian stems as the Snowball library does', () => {
    for (const [language, stem] of [
      ['en', stemEnglish],
      ['ru', stemRussian],
    ] as const) {
      const golden = goldenStems(language);
      assert.equal(golden.length, 2000);
      for (const [word, expected] of golden) assert.equal(stem(word), expected, word);
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
