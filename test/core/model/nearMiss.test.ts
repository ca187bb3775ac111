import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { editDistance, isSameWord, nearest } from '../../../src/core/model/nearMiss.ts';

describe('near misses', () => {
  it('finds the option that was mistyped', () => {
    assert.equal(nearest('custmer', ['prospect', 'customer', 'partner']), 'customer');
    assert.equal(nearest('nubmer', ['string', 'number']), 'number');
    assert.equal(nearest('GTXPro', ['GTX Basic', 'GTX Pro', 'GTX Plus Pro']), 'GTX Pro');
  });

  it('prefers a candidate that differs only by case, spaces, hyphens or underscores', () => {
    assert.equal(nearest('Best Case', ['best_cast', 'best_case']), 'best_case');
    assert.equal(nearest('WON', ['wog', 'won']), 'won');
  });

  it('says nothing when no candidate is near', () => {
    assert.equal(nearest('first_name', ['name', 'account', 'job_title']), undefined);
    assert.equal(nearest('xy', ['ab', 'xz']), undefined);
    assert.equal(nearest('', ['a', '']), undefined);
    assert.equal(nearest('won', ['lost']), undefined);
  });

  it('never answers with the word itself', () => {
    assert.equal(nearest('stage', ['stage', 'stages']), 'stages');
  });

  it('takes a candidate with the same first letter before another at the same distance', () => {
    assert.equal(nearest('cose', ['rose', 'case']), 'case');
  });

  it('allows fewer edits when asked', () => {
    assert.equal(nearest('project', ['product']), 'product');
    assert.equal(nearest('project', ['product'], 1), undefined);
  });

  it('works in other scripts and in both Unicode forms', () => {
    assert.equal(nearest('клеинт', ['поставщик', 'клиент']), 'клиент');
    assert.equal(nearest('Cafe\u0301', ['café']), 'café');
  });

  it('counts a swap of neighbours as one edit', () => {
    assert.equal(editDistance('nubmer', 'number'), 1);
    assert.equal(editDistance('ca', 'abc'), 3);
    assert.equal(editDistance('', 'abc'), 3);
  });

  it('gives the same distance with a limit as without, up to the limit', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 });
    fc.assert(
      fc.property(word, word, fc.nat({ max: 5 }), (a, b, limit) => {
        assert.equal(editDistance(a, b, limit), Math.min(editDistance(a, b), limit + 1));
        assert.equal(editDistance(a, b), editDistance(b, a));
      }),
    );
  });

  it('knows when two words mean the same', () => {
    assert.ok(isSameWord('Best case', 'best_case'));
    assert.ok(isSameWord('inProgress', 'in-progress'));
    assert.ok(!isSameWord('won', 'one'));
  });
});
