import assert from 'node:assert/strict';
import fc from 'fast-check';
import { composeYaml } from '../../../src/core/yaml/composeYaml.ts';
import { Anchors } from '../../../src/core/yaml/convertDocument.ts';
import { nodeToValue } from '../../../src/core/yaml/locate.ts';
import { readYamlFast } from '../../../src/core/yaml/readYamlFast.ts';
import { readYamlFully } from '../../../src/core/yaml/readYamlFully.ts';
import { aYamlText, yamlPieces } from './aYamlText.ts';

/**
 * A comment alone on a line below a key or dash makes the library `yaml` 2.9 lose count of the indentation: it
 * refuses a scalar below, or takes the next item for a part of it. A byte order mark before a list does the same.
 * The fast reader reads such texts rightly.
 */
const misreadByLibrary = /[:-][ \t]*(?:#[^\n]*)?\r?\n(?:[ \t\r]*\n)* *#|^\ufeff/;

/** Fails where the fast reader takes a text and the library reads it otherwise. Tells whether it took it. */
function assertAgreement(text: string): boolean {
  const fast = readYamlFast(text, 0, text.length);
  if (fast === undefined) return false;
  if (misreadByLibrary.test(text)) return true;
  const { root, errors, problems } = composeYaml(text, 0, new Anchors());
  assert.deepEqual({ root, errors, problems }, { root: fast.root, errors: [], problems: [] });
  return true;
}

/** A text in which pieces are put in and units taken out. */
const changedYaml = fc
  .tuple(
    aYamlText,
    fc.array(fc.tuple(fc.nat(), fc.nat(3), fc.constantFrom('', ...yamlPieces)), {
      minLength: 1,
      maxLength: 3,
    }),
  )
  .map(([yaml, changes]) => {
    let { text } = yaml;
    for (const [where, removed, piece] of changes) {
      const at = where % (text.length + 1);
      text = text.slice(0, at) + piece + text.slice(at + removed);
    }
    return text;
  });

const randomYaml = fc
  .tuple(
    fc.constantFrom('', 'key: '),
    fc.array(fc.constantFrom(...yamlPieces), { minLength: 1, maxLength: 12 }),
  )
  .map(([start, pieces]) => start + pieces.join(''));

describe('the fast reader of YAML', () => {
  it('takes ordinary YAML of every style and reads it as it is meant, as the library does', () => {
    let read = 0;
    let taken = 0;
    fc.assert(
      fc.property(aYamlText, ({ text, value }) => {
        read++;
        if (assertAgreement(text)) taken++;
        const { root } = readYamlFast(text, 0, text.length) ?? readYamlFully(text, 0, text.length);
        assert.ok(root);
        assert.deepEqual(nodeToValue(root), value);
      }),
      { numRuns: 4000 },
    );
    assert.ok(taken > 0.95 * read, `${taken} of ${read} taken`);
  });

  it('agrees with the library on texts in which something was changed', () => {
    let taken = 0;
    const property = fc.property(changedYaml, (text) => {
      if (assertAgreement(text)) taken++;
    });
    fc.assert(property, { numRuns: 10_000 });
    assert.ok(taken > 2000, `${taken} taken`);
  });

  it('agrees with the library on texts put together at random', () => {
    let taken = 0;
    const property = fc.property(randomYaml, (text) => {
      if (assertAgreement(text)) taken++;
    });
    fc.assert(property, { numRuns: 20_000 });
    assert.ok(taken > 1000, `${taken} taken`);
  });

  it('gives places that count from the start of the whole text', () => {
    const yaml = 'a: [x, {y: "z"}]\nb:\n- 1\n- c: |\n    d\n';
    const text = `---\n${yaml}---\nbody`;
    const inFile = readYamlFast(text, 4, 4 + yaml.length);
    assert.deepEqual(inFile, { root: readYamlFully(text, 4, 4 + yaml.length).root });
    assert.ok(inFile?.root?.kind === 'map');
    const [a] = inFile.root.entries;
    assert.equal(text.slice(a?.value.start, a?.value.end), '[x, {y: "z"}]');
  });

  it('leaves what it is not sure of to the full reader', () => {
    const odd = [
      'a: &x 1',
      'a: *x',
      'a: !t x',
      'a: "x\n  y"',
      'a:\tb',
      '\ta: 1',
      '? a\n: b',
      'a: 1\na: 2',
    ];
    const wrong = [
      'a: b: c',
      'a: "b',
      'a: [b',
      'a: 1\n  b: 2',
      'a\nb',
      'a: @b',
      'a: x\u0007',
      'a: \ud800',
    ];
    const markers = [
      '<<<<<<< HEAD\na: 1',
      '%YAML 1.2\n---\na: 1',
      'a: 1\n---\nb: 1',
      'a: 1\n...\n',
      '<<: *x',
    ];
    const deep = `a: ${'['.repeat(101)}${']'.repeat(101)}`;
    for (const text of [
      ...odd,
      ...wrong,
      ...markers,
      deep,
      'a: |2\n  x',
      '[a: b]',
      '{a}',
      'text',
    ]) {
      assert.equal(readYamlFast(text, 0, text.length), undefined, text);
    }
  });

  it('finds nothing in blank lines and comments', () => {
    for (const text of ['', '\n', '# c', '\n  # c\n\n', '---\n', '\ufeff']) {
      assert.deepEqual(
        readYamlFast(text, 0, text.length),
        { root: undefined },
        JSON.stringify(text),
      );
      assert.deepEqual(readYamlFully(text, 0, text.length), { root: undefined, problems: [] });
    }
  });
});

/** What the readers treat otherwise than the library, each for a reason of its own. */
function isTreatedOtherwise(text: string): boolean {
  const control = /[\0-\x08\x0b\x0c\x0e-\x1f]|\p{Surrogate}/u.test(text);
  const conflict = /<{7}|={7}|>{7}|\|{7}/.test(text);
  // The library accepts `? "a"b` and drops what follows; it refuses tabs on blank lines; a carriage return alone
  // is a character to it.
  const special = /[?\t\ufeff]|\r(?!\n)/.test(text);
  return control || conflict || special || misreadByLibrary.test(text);
}

describe('the full reader of YAML', () => {
  it('reads by pieces what the library reads as a whole, and tells problems where the library does', () => {
    let accepted = 0;
    const anyYaml = fc.oneof(changedYaml, randomYaml);
    const property = fc.property(anyYaml, (text) => {
      if (isTreatedOtherwise(text)) return;
      const whole = composeYaml(text, 0, new Anchors());
      const full = readYamlFully(text, 0, text.length);
      if (whole.errors.length > 0) {
        assert.ok(full.problems.length > 0);
        return;
      }
      accepted++;
      assert.deepEqual(full.root, whole.root);
      const facts = ({ problems }: Pick<typeof full, 'problems'>) =>
        problems.map(({ code, start, end }) => `${start}-${end} ${code}`).toSorted();
      assert.deepEqual(facts(full), facts(whole));
    });
    fc.assert(property, { numRuns: 10_000 });
    assert.ok(accepted > 1000, `${accepted} accepted`);
  });
});
