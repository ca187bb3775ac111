import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import matter from 'gray-matter';
import { nodeToValue } from '../../../src/core/yaml/locate.ts';
import { splitFrontmatter } from '../../../src/core/yaml/readFrontmatter.ts';
import { readYaml } from '../../../src/core/yaml/readYaml.ts';

/** gray-matter evaluates JavaScript where a file asks for it: never here. */
function refuse(): never {
  throw new Error('a language other than YAML');
}
const engines = { js: refuse, javascript: refuse, json: refuse, coffee: refuse, toml: refuse };

interface Read {
  readonly value: unknown;
  readonly body: string;
}

function readByGrayMatter(text: string): Read {
  const { data, content } = matter(text, { engines });
  return { value: data, body: content };
}

function readByUs(text: string): Read & { readonly codes: readonly string[] } {
  const { yamlStart, yamlEnd, bodyStart, problems } = splitFrontmatter(text);
  const read = readYaml(text, yamlStart, yamlEnd);
  const value = read.root === undefined ? {} : nodeToValue(read.root);
  const codes = [...problems, ...read.problems].map(({ code }) => code);
  return { value, body: text.slice(bodyStart), codes };
}

/** js-yaml 3 makes a point in time of a date as in YAML 1.1: where it is the same one, what is written counts. */
function datesAsWritten(theirs: unknown, ours: unknown): unknown {
  if (theirs instanceof Date) {
    if (typeof ours !== 'string') return theirs;
    const isLocal = /\d:\d\d(?::\d\d)?$/.test(ours) && !/[+-]\d\d:\d\d$/.test(ours);
    return new Date(isLocal ? `${ours}Z` : ours).getTime() === theirs.getTime() ? ours : theirs;
  }
  if (Array.isArray(theirs)) {
    const items = Array.isArray(ours) ? (ours as readonly unknown[]) : [];
    return theirs.map((item, index) => datesAsWritten(item, items[index]));
  }
  if (theirs === null || typeof theirs !== 'object') return theirs;
  const fields = new Map(Object.entries(ours ?? {}));
  return Object.fromEntries(
    Object.entries(theirs).map(([key, value]) => [key, datesAsWritten(value, fields.get(key))]),
  );
}

const sample = new URL('../../../sample-workspace/', import.meta.url);

function markdownFiles(): string[] {
  return readdirSync(sample, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md'))
    .toSorted();
}

describe('what gray-matter reads', () => {
  it('we read the same in every markdown file of the sample workspace that has no problem', () => {
    let compared = 0;
    for (const path of markdownFiles()) {
      const text = readFileSync(new URL(encodeURI(path), sample), 'utf8');
      const ours = readByUs(text);
      if (ours.codes.length > 0) {
        // Deliberately wrong files, in a place of their own.
        assert.ok(path.startsWith('problems'), `${path}: ${ours.codes.join()}`);
        continue;
      }
      const theirs = readByGrayMatter(text);
      assert.deepEqual(ours.value, datesAsWritten(theirs.value, ours.value), path);
      assert.equal(ours.body, theirs.body, path);
      compared++;
    }
    assert.ok(compared > 0);
  });

  const same: readonly (readonly [string, string])[] = [
    ['fields and a body', '---\nname: Acme\nn: 12\nlist: [a, b]\n---\n# Acme\n'],
    ['no frontmatter', '# Acme\n'],
    ['an empty file', ''],
    ['an empty frontmatter', '---\n---\nbody\n'],
    ['only comments', '---\n# nothing\n---\nbody\n'],
    [
      'nested maps and lists',
      '---\na:\n  b:\n    - c: 1\n      d: [x, {y: z}]\n    -\n  e:\n---\n',
    ],
    ['block scalars', '---\na: |\n  x\n   y\n\n  z\nb: >-\n  x\n  y\n---\n'],
    ['quotes', "---\na: \"x: \\u00e9\\n\"\nb: 'it''s'\n---\n"],
    ['anchors and aliases', '---\na: &x [1, 2]\nb: *x\n---\n'],
    ['scalars over several lines', '---\na: one\n  two\n\n  three\nb: "one\n  two"\n---\nbody'],
    ['words that YAML 1.1 took for booleans', '---\na: yes\nb: no\nc: on\nd: off\n---\n'],
    ['a byte order mark', '\ufeff---\na: 1\n---\nbody'],
    ['CR LF', '---\r\na: 1\r\nb:\r\n  - x\r\n---\r\nbody\r\n'],
    ['the word yaml', '---yaml\na: 1\n---\nbody'],
    ['dashes of a rule', '----\ntext\n----\n'],
    ['a wikilink without quotes', '---\na: [[acme]]\n---\n'],
    ['non-ASCII text', '---\nимя: станция 😀\n名: 合同\n---\nمتن\n'],
    ['a missing line break at the end', '---\na: 1\n---'],
  ];
  for (const [what, text] of same) {
    it(`we read the same: ${what}`, () => {
      const theirs = readByGrayMatter(text);
      const ours = readByUs(text);
      assert.deepEqual(ours.codes, []);
      assert.deepEqual(ours.value, theirs.value);
      assert.equal(ours.body, theirs.body);
    });
  }

  /** Where we differ, what each reads, and why. */
  const different: readonly {
    readonly what: string;
    readonly text: string;
    readonly theirs: unknown;
    readonly ours: unknown;
    readonly codes?: readonly string[];
  }[] = [
    {
      what: 'a date is a date, not a point in time that shifts with the time zone',
      text: '---\na: 2026-11-22\n---\n',
      theirs: { a: new Date('2026-11-22') },
      ours: { a: '2026-11-22' },
    },
    {
      what: 'a number with leading zeros is text, not octal',
      text: '---\na: 0123\nb: 0049123\n---\n',
      theirs: { a: 83, b: '0049123' },
      ours: { a: '0123', b: '0049123' },
    },
    {
      what: 'a time is text, not a number of base 60; underlined digits are text',
      text: '---\na: 12:30\nb: 1_000\nc: 0b11\n---\n',
      theirs: { a: 750, b: 1000, c: 3 },
      ours: { a: '12:30', b: '1_000', c: '0b11' },
    },
    {
      what: 'an octal number is written 0o17',
      text: '---\na: 0o17\n---\n',
      theirs: { a: '0o17' },
      ours: { a: 15 },
    },
    {
      what: 'a merge key is an ordinary key of YAML 1.2',
      text: '---\na: &x {b: 1}\nc:\n  <<: *x\n---\n',
      theirs: { a: { b: 1 }, c: { b: 1 } },
      ours: { a: { b: 1 }, c: { '<<': { b: 1 } } },
    },
    {
      what: 'a tag beyond the core schema is told and makes nothing',
      text: '---\na: !!timestamp 2026-11-22\n---\n',
      theirs: { a: new Date('2026-11-22') },
      ours: { a: '2026-11-22' },
      codes: ['yaml-tag'],
    },
    {
      what: 'an unclosed frontmatter ends with its fields, and is told',
      text: '---\na: 1\n\nbody\n',
      theirs: 'throws',
      ours: { a: 1 },
      codes: ['yaml-unclosed'],
    },
    {
      what: 'three dots close the frontmatter as they close a YAML document',
      text: '---\na: 1\n...\nbody\n',
      theirs: 'throws',
      ours: { a: 1 },
    },
    {
      what: 'another language is never evaluated',
      text: '---js\n{ a: 1 }\n---\nbody\n',
      theirs: 'throws',
      ours: {},
      codes: ['yaml-language'],
    },
    {
      what: 'one broken field leaves the others',
      text: '---\na: 1\nb: x: y\nc: 2\n---\nbody\n',
      theirs: 'throws',
      ours: { a: 1, b: 'x: y', c: 2 },
      codes: ['yaml-syntax'],
    },
    {
      what: 'a second entry of one key is told; the first counts',
      text: '---\na: 1\na: 2\n---\n',
      theirs: 'throws',
      ours: { a: 1 },
      codes: ['yaml-duplicate-key'],
    },
  ];
  for (const { what, text, theirs, ours, codes = [] } of different) {
    it(`we read otherwise: ${what}`, () => {
      if (theirs === 'throws') assert.throws(() => readByGrayMatter(text));
      else assert.deepEqual(readByGrayMatter(text).value, theirs);
      const read = readByUs(text);
      assert.deepEqual(read.value, ours);
      assert.deepEqual(read.codes, codes);
    });
  }
});
