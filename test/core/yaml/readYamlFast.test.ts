import assert from 'node:assert/strict';
import fc from 'fast-check';
import { composeYaml } from '../../../src/core/yaml/composeYaml.ts';
import { Anchors } from '../../../src/core/yaml/anchors.ts';
import { nodeToValue } from '../../../src/core/yaml/locate.ts';
import { readYaml } from '../../../src/core/yaml/readYaml.ts';
import { readYamlFast } from '../../../src/core/yaml/readYamlFast.ts';
import { readYamlFully } from '../../../src/core/yaml/readYamlFully.ts';
import { aYamlText, yamlPieces } from './aYamlText.ts';

/**
 * A comment alone on a line below a key or dash makes the library `yaml` 2.9 lose count of the indentation: it
 * refuses a scalar below, or takes the next item for a part of it. A byte order mark before a list does the same.
 * The fast reader reads such texts rightly.
 */
const misreadByLibrary = /[:-][ \t]*(?:#[^\n]*)?\r?\n(?:[ \t\r]*\n)* *#|^\ufeff/;

/** The library has more oddities than these: the same texts in every run. */
const seed = 20_261_122;

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
      // A share is only as steady as its sample.
      { numRuns: 3000, seed },
    );
    assert.ok(taken > 0.95 * read, `${taken} of ${read} taken`);
  });

  it('agrees with the library on texts in which something was changed', () => {
    let taken = 0;
    const property = fc.property(changedYaml, (text) => {
      if (assertAgreement(text)) taken++;
    });
    fc.assert(property, { numRuns: 6000, seed });
    assert.ok(taken > 1200, `${taken} taken`);
  });

  it('agrees with the library on texts put together at random', () => {
    let taken = 0;
    const property = fc.property(randomYaml, (text) => {
      if (assertAgreement(text)) taken++;
    });
    fc.assert(property, { numRuns: 20_000, seed });
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
  // is a character to it; a colon may stand lines below its key.
  const special = /[?\t\ufeff]|\r(?!\n)|\n *:(?:\s|$)/.test(text);
  return control || conflict || special || hasOpenQuote(text) || misreadByLibrary.test(text);
}

/** The library lets a quoted text go on at the margin, against the specification and past any forgotten quote. */
function hasOpenQuote(text: string): boolean {
  const isOdd = (line: string, quote: string) => line.split(quote).length % 2 === 0;
  return text.split('\n').some((line) => isOdd(line, '"') || isOdd(line, "'"));
}

describe('the full reader of YAML', () => {
  it('reads by pieces what the library reads as a whole, and tells problems where the library does', () => {
    let accepted = 0;
    const anyYaml = fc.oneof(changedYaml, randomYaml);
    const property = fc.property(anyYaml, (text) => {
      if (isTreatedOtherwise(text)) return;
      const whole = composeYaml(text, 0, new Anchors());
      const full = readYamlFully(text, 0, text.length);
      if (whole.errors.some(({ code }) => code !== 'IMPOSSIBLE')) {
        assert.ok(full.problems.length > 0);
        return;
      }
      // A key in brackets below a text makes the library doubt itself.
      if (whole.errors.length > 0) return;
      accepted++;
      assert.deepEqual(full.root, whole.root);
      const facts = ({ problems }: Pick<typeof full, 'problems'>) =>
        problems.map(({ code, start, end }) => `${start}-${end} ${code}`).toSorted();
      assert.deepEqual(facts(full), facts(whole));
    });
    fc.assert(property, { numRuns: 6000, seed });
    assert.ok(accepted > 1000, `${accepted} accepted`);
  });

  it('reads the same between other text as it reads alone', () => {
    const before = '---\n';
    const after = '---\nbody: [x\n';
    const anyYaml = fc.oneof(changedYaml, randomYaml);
    const property = fc.property(anyYaml, (yaml) => {
      const text = yaml.replace(/^\ufeff/, '').replace(/\n?$/, '\n');
      const alone = readYaml(text, 0, text.length);
      const end = before.length + text.length;
      const within = readYaml(before + text + after, before.length, end);
      assert.deepEqual(within, movedBy(before.length, alone));
    });
    fc.assert(property, { numRuns: 3000 });
  });
});

const places: ReadonlySet<string> = new Set(['start', 'end', 'keyStart', 'keyEnd']);

/** The same with every place moved. */
function movedBy(offset: number, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => movedBy(offset, item));
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).map(([key, inner]) => [
    key,
    places.has(key) && typeof inner === 'number' ? inner + offset : movedBy(offset, inner),
  ]);
  return Object.fromEntries(entries) as unknown;
}
