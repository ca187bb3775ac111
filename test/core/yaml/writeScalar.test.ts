import assert from 'node:assert/strict';
import fc from 'fast-check';
import { nodeAt } from '../../../src/core/yaml/locate.ts';
import { readYaml } from '../../../src/core/yaml/readYaml.ts';
import { readYamlFully } from '../../../src/core/yaml/readYamlFully.ts';
import { scalarText } from '../../../src/core/yaml/writeScalar.ts';
import type { QuotingStyle } from '../../../src/core/yaml/writeScalar.ts';

const pieces = [
  'a',
  ' ',
  ': ',
  ' #',
  '"',
  "'",
  '\\',
  '\n',
  '\r',
  '\t',
  '- ',
  '-',
  '[',
  ']',
  '{',
  '}',
];
const morePieces = [
  ',',
  '0',
  '1',
  '.',
  'e',
  'null',
  'true',
  '~',
  '*',
  '&',
  '!',
  '|',
  '>',
  '%',
  '@',
  '`',
];
const stranger = [
  '?',
  ':',
  '=',
  '<<',
  '---',
  '...',
  '\u0085',
  '\u00a0',
  '\u2028',
  '\ufeff',
  '😀',
  '\ud800',
  '\0',
  'é',
];
const textOfPieces = fc
  .array(fc.constantFrom(...pieces, ...morePieces, ...stranger), { maxLength: 8 })
  .map((list) => list.join(''));
const anyValue = fc.oneof(
  textOfPieces,
  fc.string({ unit: 'binary' }),
  fc.double(),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
);
const anyStyle = fc.constantFrom<QuotingStyle | undefined>(undefined, 'plain', 'single', 'double');

/** Where a scalar can stand: before it, after it, the path to it, and whether brackets are around. */
const places = [
  { before: 'k: ', after: '\nb: 1\n', path: ['k'], flow: false },
  { before: 'k: ', after: ' # c\n', path: ['k'], flow: false },
  { before: '- ', after: '', path: [0], flow: false },
  { before: 'k:\n  - j: ', after: '\n', path: ['k', 0, 'j'], flow: false },
  { before: 'k: [a, ', after: ', b]\n', path: ['k', 1], flow: true },
  { before: 'k: {j: ', after: '}\n', path: ['k', 'j'], flow: true },
] as const;

describe('a scalar that is written', () => {
  it('reads back as the same value, whatever it is and wherever it stands', () => {
    fc.assert(
      fc.property(anyValue, anyStyle, fc.constantFrom(...places), (value, like, place) => {
        const { before, after, path, flow } = place;
        const scalar = scalarText(value, like === undefined ? { flow } : { flow, like });
        const text = before + scalar + after;
        for (const read of [readYaml, readYamlFully]) {
          const { root, problems } = read(text, 0, text.length);
          assert.deepEqual(problems, [], text);
          const node = nodeAt(root, path);
          assert.ok(node?.kind === 'scalar', text);
          assert.deepEqual(node.value, value, text);
          assert.equal(text.slice(node.start, node.end), scalar);
        }
      }),
      { numRuns: 4000 },
    );
  });

  it('is plain where it can be, and keeps the quotes of what it replaces', () => {
    const block = { flow: false };
    assert.equal(scalarText('Acme Corp', block), 'Acme Corp');
    assert.equal(scalarText('2026-11-22', block), '2026-11-22');
    assert.equal(scalarText('no', block), 'no');
    assert.equal(scalarText('a, b', block), 'a, b');
    assert.equal(scalarText('a, b', { flow: true }), '"a, b"');
    assert.equal(scalarText('Acme', { flow: false, like: 'double' }), '"Acme"');
    assert.equal(scalarText('Acme', { flow: false, like: 'single' }), "'Acme'");
    assert.equal(scalarText('a: b', { flow: false, like: 'plain' }), '"a: b"');
    assert.equal(scalarText('say "x"', block), 'say "x"');
    assert.equal(scalarText('"x": y', block), `'"x": y'`);
    assert.equal(scalarText('two\nlines', { flow: false, like: 'single' }), '"two\\nlines"');
  });

  it('is quoted where it would read as another type', () => {
    for (const text of ['', 'true', 'null', '~', '12', '1.5', '0x1F', '.inf', '0123', ' a', 'a ']) {
      assert.equal(scalarText(text, { flow: false }), `"${text}"`);
    }
    assert.equal(scalarText('0123', { flow: false, like: 'plain' }), '0123');
    assert.equal(scalarText(12, { flow: false }), '12');
    assert.equal(scalarText(null, { flow: false }), 'null');
  });
});
