import assert from 'node:assert/strict';
import { Effort } from '../../../src/core/yaml/effort.ts';
import { nodeAt, nodeToValue } from '../../../src/core/yaml/locate.ts';
import { splitFrontmatter } from '../../../src/core/yaml/readFrontmatter.ts';
import { readYaml } from '../../../src/core/yaml/readYaml.ts';
import { readYamlFully } from '../../../src/core/yaml/readYamlFully.ts';
import type { YamlNode } from '../../../src/core/yaml/yamlNode.ts';

function count(node: YamlNode | undefined): number {
  if (node === undefined) return 0;
  if (node.kind === 'list') return node.items.reduce((sum, item) => sum + count(item), 1);
  return node.kind === 'map' ? node.entries.reduce((sum, { value }) => sum + count(value), 1) : 1;
}

function depth(node: YamlNode): number {
  if (node.kind === 'scalar') return 0;
  const inner = node.kind === 'list' ? node.items : node.entries.map(({ value }) => value);
  return 1 + Math.max(0, ...inner.map(depth));
}

/** `a:`, below it ` a:`, and so on. */
function stairs(steps: number): string {
  return Array.from({ length: steps }, (_, step) => `${' '.repeat(step)}a:\n`).join('');
}

/** Anchors of which each stands for ten of the one before. */
function bomb(levels: number): string {
  const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n'];
  for (let level = 1; level < levels; level++) {
    const aliases = Array.from({ length: 10 }, () => `*a${level - 1}`).join(', ');
    lines.push(`a${level}: &a${level} [${aliases}]\n`);
  }
  return lines.join('');
}

const size = 100_000;
function filled(piece: string): string {
  return piece.repeat(Math.ceil(size / piece.length));
}

/** What an attacker or a broken program may leave in a file, with the code that tells of it. */
const hostile: readonly (readonly [name: string, text: string, code: string])[] = [
  [
    '10,000 nested lists in brackets',
    `a: ${'['.repeat(10_000)}${']'.repeat(10_000)}`,
    'yaml-limit',
  ],
  ['10,000 brackets that are never closed', `a: ${'['.repeat(10_000)}`, 'yaml-limit'],
  ['10,000 nested maps in braces', `a: ${'{a: '.repeat(10_000)}`, 'yaml-limit'],
  ['brackets among quoted closing brackets', `a: ${'["]", '.repeat(10_000)}`, 'yaml-limit'],
  ['10,000 nested lists on one line', `a:\n  ${'- '.repeat(10_000)}x`, 'yaml-limit'],
  ['10,000 nested keys on one line', `? ${'? '.repeat(10_000)}x`, 'yaml-limit'],
  ['1,000 levels of indentation', stairs(1000), 'yaml-limit'],
  ['stairs of many dashes', stairs(60).replaceAll('a:', '- - - - -'), 'yaml-syntax'],
  ['a bomb of aliases', bomb(30), 'yaml-limit'],
  ['2,000 aliases', `a: &a 1\nb: [${'*a, '.repeat(2000)}]`, 'yaml-limit'],
  ['an alias of what holds it', 'a: &a [1, *a]', 'yaml-limit'],
  ['anchors without end', `a: ${filled('&a ')}`, 'yaml-syntax'],
  ['tags without end', `a: ${filled('!a ')}`, 'yaml-syntax'],
  ['closing brackets without end', `a: ${filled(']')}`, 'yaml-syntax'],
  ['commas without end', `a: [${filled(',')}`, 'yaml-syntax'],
  ['colons without end', `a: ${filled('b: ')}`, 'yaml-limit'],
  ['wrong escapes without end', `a: "${filled('\\q')}"`, 'yaml-syntax'],
  ['a quote without end', `a: "${filled('x\n')}`, 'yaml-syntax'],
  ['unclosed quotes on every line', filled('a: "x\n'), 'yaml-syntax'],
  ['one key on every line', filled('a: 1\n'), 'yaml-duplicate-key'],
  ['a mistake on every line', `x: &x 1\n${filled('a: b: c\n')}`, 'yaml-syntax'],
  ['text without a key', `a: 1\n${filled('word\n')}`, 'yaml-syntax'],
  ['tabs on every line', `a:\n${filled('\tb: 1\n')}`, 'yaml-tab'],
  ['explicit keys on every line', filled('? a\n'), 'yaml-duplicate-key'],
  ['documents without end', filled('---\na: 1\n'), 'yaml-syntax'],
  ['directives without end', filled('%YAML 1.2\n'), 'yaml-syntax'],
  ['conflict markers without end', filled('<<<<<<< HEAD\n'), 'conflict-markers'],
  ['nested mistakes', `${stairs(90)}${' '.repeat(90)}x: "${filled('y ')}`, 'yaml-syntax'],
  ['NUL bytes', `a: x${'\0'.repeat(1000)}`, 'yaml-syntax'],
  ['control characters', 'a: x\u0007y', 'yaml-syntax'],
  ['half of a surrogate pair', 'a: x\ud800y', 'yaml-syntax'],
  ['a key that is longer than YAML allows', `${'k'.repeat(2000)}: 1`, 'yaml-syntax'],
  ['a tag that names a function', 'a: !!js/function "function () { throw 1 }"', 'yaml-tag'],
];

describe('hostile YAML', () => {
  for (const [name, text, code] of hostile) {
    it(`is told at a place within the file, and bounded in work and size: ${name}`, () => {
      const effort = new Effort(text.length);
      const read = readYamlFully(text, 0, text.length, effort);
      const codes = new Set<string>(read.problems.map((problem) => problem.code));
      assert.ok(codes.has(code), [...codes].join());
      for (const { start, end } of read.problems) {
        assert.ok(start >= 0 && start <= end && end <= text.length, `${start}-${end}`);
      }
      assert.ok(read.problems.length <= 101, 'told to the end');
      assert.ok(effort.spent <= 10 * text.length + 200_000, `${effort.spent} read`);
      assert.ok(count(read.root) <= text.length + 10_000, 'expanded');
      assert.ok(read.root === undefined || depth(read.root) <= 100, 'too deep');
    });

    it(`leaves the fields around it readable: ${name}`, () => {
      if (/^[-?%<]/.test(text) || name.startsWith('documents')) return;
      const around = `first: 1\n${text.replaceAll('\n---', '\n#')}\nlast: 2\n`;
      const { root } = readYaml(around, 0, around.length);
      assert.deepEqual(nodeAt(root, ['first'])?.kind, 'scalar');
      assert.equal(root?.kind === 'map' && root.entries[0]?.key, 'first');
      assert.equal(root?.kind === 'map' && root.entries.at(-1)?.key, 'last');
    });
  }

  it('cannot reach the prototype of anything', () => {
    const text =
      '__proto__: {polluted: true}\nconstructor: {prototype: {polluted: true}}\ntoString: 1\n';
    for (const read of [readYaml, readYamlFully]) {
      const { root, problems } = read(text, 0, text.length);
      assert.ok(root);
      assert.deepEqual(problems, []);
      const value = nodeToValue(root) as Record<string, unknown>;
      assert.deepEqual(Object.keys(value), ['__proto__', 'constructor', 'toString']);
      assert.equal('polluted' in {}, false);
      assert.equal('polluted' in value, false);
    }
  });

  it('is read up to a megabyte, and told where reading stops', () => {
    const line = 'key00000: some text\n';
    const lines = Array.from({ length: 60_000 }, (_, index) =>
      line.replace('00000', String(index).padStart(5, '0')),
    );
    const text = lines.join('');
    const { root, problems } = readYaml(text, 0, text.length);
    const [problem] = problems;
    assert.ok(root?.kind === 'map' && problem);
    assert.equal(problems.length, 1);
    assert.equal(problem.code, 'yaml-limit');
    assert.equal(root.entries.length, Math.floor((1 << 20) / line.length));
    assert.equal(text.slice(problem.start, problem.end), lines[root.entries.length]?.trimEnd());
  });

  it('is not cut in the middle of a field', () => {
    const text = `a: 1\nb:\n${'  - x\n'.repeat(300_000)}c: 2\n`;
    const { root, problems } = readYaml(text, 0, text.length);
    assert.ok(root);
    assert.deepEqual(nodeToValue(root), { a: 1 });
    assert.deepEqual([problems.length, problems[0]?.start], [1, 5]);
  });

  it('of 50 MB costs a look for its end, not a parse', () => {
    const text = `---\na: 1\n${'x'.repeat(999)}\n`.padEnd(50_000_000, 'word word\n');
    const { kind, problems, yamlStart, yamlEnd } = splitFrontmatter(text);
    assert.deepEqual([kind, text.slice(yamlStart, yamlEnd)], ['yaml', 'a: 1\n']);
    assert.equal(problems[0]?.code, 'yaml-unclosed');
  });
});
