import assert from 'node:assert/strict';
import { nodeAt, nodeToValue } from '../../../src/core/yaml/locate.ts';
import { readYaml } from '../../../src/core/yaml/readYaml.ts';
import { toProblems } from '../../../src/core/yaml/yamlProblem.ts';
import type { YamlProblem } from '../../../src/core/yaml/yamlProblem.ts';

/** The value of a text, and each problem as `code "the text it points at"`. */
function read(text: string) {
  const { root, problems } = readYaml(text, 0, text.length);
  return {
    value: root === undefined ? undefined : nodeToValue(root),
    problems: problems.map(({ code, start, end }) => `${code} "${text.slice(start, end)}"`),
  };
}

function withFixes(text: string, problems: readonly YamlProblem[]): string {
  const edits = problems.flatMap(({ fixes }) => fixes[0]?.edits ?? []);
  return edits
    .toSorted((a, b) => b.start - a.start)
    .reduce(
      (fixed, { start, end, newText }) => fixed.slice(0, start) + newText + fixed.slice(end),
      text,
    );
}

function problemsOf(text: string): readonly YamlProblem[] {
  return readYaml(text, 0, text.length).problems;
}

describe('the meaning of a plain scalar', () => {
  it('is that of the core schema of YAML 1.2, except that leading zeros make text', () => {
    const meanings: readonly (readonly [string, unknown])[] = [
      ['no', 'no'],
      ['on', 'on'],
      ['yes', 'yes'],
      ['2026-11-22', '2026-11-22'],
      ['2026-11-22T10:00:00Z', '2026-11-22T10:00:00Z'],
      ['0123', '0123'],
      ['-007.5', '-007.5'],
      ['0', 0],
      ['0.5', 0.5],
      ['12', 12],
      ['-12', -12],
      ['+49123', 49123],
      ['1.', 1],
      ['.5', 0.5],
      ['1e3', 1000],
      ['-1.5E-2', -0.015],
      ['0x1F', 31],
      ['0o17', 15],
      ['0b11', '0b11'],
      ['1_000', '1_000'],
      ['12:30', '12:30'],
      ['1e', '1e'],
      ['.', '.'],
      ['-', '-'],
      ['.inf', Infinity],
      ['-.INF', -Infinity],
      ['.NaN', NaN],
      ['.nAn', '.nAn'],
      ['true', true],
      ['TRUE', true],
      ['tRue', 'tRue'],
      ['False', false],
      ['null', null],
      ['Null', null],
      ['~', null],
      ['nULL', 'nULL'],
    ];
    for (const [source, meaning] of meanings) {
      if (source === '-') continue; // A list's item in a block; text only in the middle of a line.
      assert.deepEqual(read(`a: ${source}\n`), { value: { a: meaning }, problems: [] }, source);
      assert.deepEqual(read(`a: &x ${source}\n`), { value: { a: meaning }, problems: [] }, source);
      const node = nodeAt(readYaml(`a: ${source}`, 0, source.length + 3).root, ['a']);
      assert.equal(node?.kind === 'scalar' && node.text, source);
    }
  });

  it('is text in quotes, and null where nothing is written', () => {
    assert.deepEqual(read('a: "12"\nb: \'true\'\nc:\nd: ""\n').value, {
      a: '12',
      b: 'true',
      c: null,
      d: '',
    });
  });

  it('keeps what was written beside what it means', () => {
    const { root } = readYaml('a: 12000.50\nb: "x"\n', 0, 19);
    const a = nodeAt(root, ['a']);
    const b = nodeAt(root, ['b']);
    assert.deepEqual(a, {
      kind: 'scalar',
      value: 12000.5,
      text: '12000.50',
      plain: true,
      start: 3,
      end: 11,
    });
    assert.deepEqual(b, {
      kind: 'scalar',
      value: 'x',
      text: 'x',
      plain: false,
      start: 15,
      end: 18,
    });
  });

  it('follows a tag of the core schema, and tells where it cannot', () => {
    const text =
      'a: !!str 12\nb: !!int "12"\nc: !!float 3\nd: !!int 012\ne: !!bool "true"\nf: ! 1\n';
    assert.deepEqual(read(text), {
      value: { a: '12', b: 12, c: 3, d: 12, e: true, f: '1' },
      problems: [],
    });
    assert.deepEqual(read('a: !!int x\n'), { value: { a: 'x' }, problems: ['yaml-tag "x"'] });
  });
});

describe('anchors and aliases', () => {
  it('are replaced by what they stand for, at the place of the alias', () => {
    const text = 'a: &x {n: 1}\nb: *x\nc: [*x, *x]\n';
    const { root } = readYaml(text, 0, text.length);
    assert.ok(root);
    assert.deepEqual(nodeToValue(root), { a: { n: 1 }, b: { n: 1 }, c: [{ n: 1 }, { n: 1 }] });
    const b = nodeAt(root, ['b']);
    assert.equal(text.slice(b?.start, b?.end), '*x');
  });

  it('of a later anchor of the same name mean the later one', () => {
    assert.deepEqual(read('a: &x 1\nb: *x\nc: &x 2\nd: *x\n').value, { a: 1, b: 1, c: 2, d: 2 });
  });

  it('that lead nowhere stay as text, with a fix that quotes them', () => {
    const text = 'a: *important*\nb: 2\n';
    assert.deepEqual(read(text), {
      value: { a: '*important*', b: 2 },
      problems: ['yaml-syntax "*important*"'],
    });
    assert.equal(withFixes(text, problemsOf(text)), 'a: "*important*"\nb: 2\n');
  });

  it('do not make merge keys: << is a key like any other', () => {
    assert.deepEqual(read('a: &x {n: 1}\nb:\n  <<: *x\n').value, {
      a: { n: 1 },
      b: { '<<': { n: 1 } },
    });
  });
});

describe('one mistake', () => {
  const cases: readonly {
    readonly mistake: string;
    readonly text: string;
    readonly value: unknown;
    readonly problems: readonly string[];
    /** The text after its fix, which must be free of problems and read the same. */
    readonly fixed?: string;
  }[] = [
    {
      mistake: 'a colon in a text without quotes',
      text: 'name: Acme\ntitle: Plan: part two # c\nstage: won\n',
      value: { name: 'Acme', title: 'Plan: part two', stage: 'won' },
      problems: ['yaml-syntax "Plan: part two"'],
      fixed: 'name: Acme\ntitle: "Plan: part two" # c\nstage: won\n',
    },
    {
      mistake: 'a text that begins with @',
      text: 'owner: @ana\nb: 1\n',
      value: { owner: '@ana', b: 1 },
      problems: ['yaml-syntax "@ana"'],
      fixed: 'owner: "@ana"\nb: 1\n',
    },
    {
      mistake: 'a missing space after a colon',
      text: 'a: 1\nname:Acme\nn:5\nb: 1\n',
      value: { a: 1, name: 'Acme', n: 5, b: 1 },
      problems: ['yaml-syntax "name:"', 'yaml-syntax "n:"'],
      fixed: 'a: 1\nname: Acme\nn: 5\nb: 1\n',
    },
    {
      mistake: 'a quote that is never closed',
      text: 'name: "Acme\nstage: won\nowner: ana\n',
      value: { name: 'Acme', stage: 'won', owner: 'ana' },
      problems: ['yaml-syntax ""Acme"'],
      fixed: 'name: "Acme"\nstage: won\nowner: ana\n',
    },
    {
      mistake: 'a bracket that is never closed',
      text: 'a: 1\ntags: [x, y\nb: 2\n',
      value: { a: 1, tags: ['x', 'y'], b: 2 },
      problems: ['yaml-syntax "["'],
      fixed: 'a: 1\ntags: [x, y]\nb: 2\n',
    },
    {
      mistake: 'text after a closing quote',
      text: 'a: "Acme" Corp\nb: 1\n',
      value: { a: '"Acme" Corp', b: 1 },
      problems: ['yaml-syntax "Corp"'],
      fixed: `a: '"Acme" Corp'\nb: 1\n`,
    },
    {
      mistake: 'a field that is indented too far',
      text: 'a: 1\n  b: 2\nc: 3\n',
      value: { a: 1, b: 2, c: 3 },
      problems: ['yaml-syntax "b: 2"'],
    },
    {
      mistake: 'a field that is not indented far enough',
      text: 'a:\n    b: 1\n  c: 2\nd: 3\n',
      value: { a: { b: 1, c: 2 }, d: 3 },
      problems: ['yaml-syntax "c: 2"'],
    },
    {
      mistake: 'a line that is no field',
      text: 'a: 1\nsome words\nb: 2\n',
      value: { a: 1, b: 2 },
      problems: ['yaml-syntax "some words"'],
    },
    {
      mistake: 'a list on the line of its key',
      text: 'a: - x\nb: 1\n',
      value: { a: '- x', b: 1 },
      problems: ['yaml-syntax "- x"'],
    },
    {
      mistake: 'a mistake deep inside',
      text: 'lines:\n  - product: a\n    note: x: y\n  - product: b\n    by: @c\nname: q\n',
      value: {
        lines: [
          { product: 'a', note: 'x: y' },
          { product: 'b', by: '@c' },
        ],
        name: 'q',
      },
      problems: ['yaml-syntax "x: y"', 'yaml-syntax "@c"'],
      fixed: 'lines:\n  - product: a\n    note: "x: y"\n  - product: b\n    by: "@c"\nname: q\n',
    },
    {
      mistake: 'a line that is no item of a list',
      text: '- a\nb: 1\n- c\n',
      value: ['a', 'c'],
      problems: ['yaml-syntax "b: 1"'],
    },
    {
      mistake: 'a key that is written twice',
      text: 'a: 1\nb:\n  c: 1\n  c: 1\na: 2\n',
      value: { a: 1, b: { c: 1 } },
      problems: ['yaml-duplicate-key "c"', 'yaml-duplicate-key "a"'],
      fixed: 'a: 1\nb:\n  c: 1\n',
    },
    {
      mistake: 'tabs that indent',
      text: 'a:\n\tb: 1\n\tc:\n\t\t- 2\nd: 3\n',
      value: { a: { b: 1, c: [2] }, d: 3 },
      problems: ['yaml-tab "\t"'],
      fixed: 'a:\n  b: 1\n  c:\n    - 2\nd: 3\n',
    },
    {
      mistake: 'a tab after a dash',
      text: '-\ta: 1\n  b: 2\n- 3\n',
      value: [{ a: 1, b: 2 }, 3],
      problems: ['yaml-tab "\t"'],
      fixed: '- a: 1\n  b: 2\n- 3\n',
    },
    {
      mistake: 'a tag that is not of YAML itself',
      text: 'a: !foo 1\nb: !!js/function "function () {}"\nc: !bar {d: 1}\n',
      value: { a: 1, b: 'function () {}', c: { d: 1 } },
      problems: ['yaml-tag "!foo"', 'yaml-tag "!!js/function"', 'yaml-tag "!bar"'],
    },
    {
      mistake: 'a second document in a file of YAML',
      text: '---\na: 1\n---\nb: 2\n',
      value: { a: 1 },
      problems: ['yaml-syntax "b: 2"'],
    },
  ];
  for (const { mistake, text, value, problems, fixed } of cases) {
    it(`is told at its place and leaves the rest readable: ${mistake}`, () => {
      assert.deepEqual(read(text), { value, problems });
      const crlf = read(text.replaceAll('\n', '\r\n'));
      assert.deepEqual(crlf, { value, problems }, 'with CR LF');
      if (fixed === undefined) return;
      assert.equal(withFixes(text, problemsOf(text)), fixed);
      assert.deepEqual(read(fixed), { value, problems: [] });
    });
  }

  it('is fixed unasked only where nothing can be lost', () => {
    const safe = (text: string): boolean[] =>
      problemsOf(text).flatMap(({ fixes }) => fixes.map((fix) => fix.safe));
    assert.deepEqual(safe('a: b: c\n'), [true]);
    assert.deepEqual(safe('a: 1\na: 1\n'), [true]);
    assert.deepEqual(safe('a: 1\na: 2\n'), [false]);
    assert.deepEqual(safe('a: "b\n'), [false]);
    assert.deepEqual(safe('a:\n\tb: 1\n'), [true]);
  });

  it('has its place in lines and columns of the file', () => {
    const text = '---\nname: Acme\nowner: @ana\n---\n';
    const { problems } = readYaml(text, 4, text.length - 4);
    const [problem] = toProblems('accounts/acme.md', text, problems);
    const range = { start: { line: 2, column: 7 }, end: { line: 2, column: 11 } };
    assert.deepEqual(problem?.range, range);
    assert.equal(problem?.path, 'accounts/acme.md');
    assert.deepEqual(problem?.fixes[0]?.edits, [
      { path: 'accounts/acme.md', range, newText: '"@ana"' },
    ]);
  });
});

describe('an unfinished merge', () => {
  const text =
    'name: Acme\n<<<<<<< HEAD\nstage: won\n=======\nstage: lost\n>>>>>>> other\nowner: ana\n';

  it('is one problem over both versions, and our side is read', () => {
    const { value, problems } = read(text);
    assert.deepEqual(value, { name: 'Acme', stage: 'won', owner: 'ana' });
    assert.equal(problems.length, 1);
    assert.match(problems[0] ?? '', /^conflict-markers "<<<<<<< HEAD\n[^]*>>>>>>> other\n"$/);
  });

  it('is put right by keeping either side', () => {
    const [problem] = problemsOf(text);
    assert.ok(problem);
    const results = problem.fixes.map((fix) => withFixes(text, [{ ...problem, fixes: [fix] }]));
    assert.deepEqual(results, [
      'name: Acme\nstage: won\nowner: ana\n',
      'name: Acme\nstage: lost\nowner: ana\n',
    ]);
  });

  it('leaves out the common ancestor, and marks the file where a marker is missing', () => {
    const base = 'a: 1\n<<<<<<< A\nb: 1\n||||||| base\nb: 0\n=======\nb: 2\n>>>>>>> B\n';
    assert.deepEqual(read(base).value, { a: 1, b: 1 });
    for (const cut of [
      'a: 1\n<<<<<<< A\nb: 1\n',
      'a: 1\n=======\nb: 2\n>>>>>>> B\n',
      'a: 1\n=======\nb: 2\n',
    ]) {
      const { value, problems } = read(cut);
      assert.equal(problems.length, 1, cut);
      assert.deepEqual(value, cut.includes('<<<') ? { a: 1, b: 1 } : { a: 1 }, cut);
    }
  });
});
