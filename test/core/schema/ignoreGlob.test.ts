import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { resolveSchema } from '../../../src/core/schema/resolveSchema.ts';
import { cleanSchema, theProblem, underlined } from './configSupport.ts';

describe('ignore patterns in crm.yaml', () => {
  it('may be one or a list', () => {
    assert.deepEqual(cleanSchema('ignore: archive/**\n').ignore, ['archive/**']);
    assert.deepEqual(cleanSchema('ignore: [a, "[bc]*/x?.md"]\n').ignore, ['a', '[bc]*/x?.md']);
  });

  it('that could not do what was meant are refused, and the others hold', () => {
    const refused = [
      '"!keep/**"',
      '../other/**',
      '"*a*a*a*a*a"',
      '"**/**/**/**/**/a"',
      '"+(a)"',
      '"  "',
    ];
    for (const pattern of refused) {
      const text = `ignore: [good, ${pattern}]\n`;
      const problem = theProblem(text);
      assert.equal(problem.code, 'config-value', pattern);
      assert.equal(underlined(text, problem), pattern);
      assert.deepEqual(resolveSchema(text).schema.ignore, ['good']);
    }
  });
});
