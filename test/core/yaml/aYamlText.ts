import fc from 'fast-check';

/** YAML in one of its many styles, with the value that it must read as. */
export interface YamlText {
  readonly text: string;
  readonly value: unknown;
}

interface Source {
  /** The lines of the value; the first goes on the line of its key or dash, or below it. */
  readonly lines: readonly string[];
  readonly value: unknown;
  /** True for a block list or block map: it stands below its key. */
  readonly kind: 'inline' | 'list' | 'map';
  readonly flow: boolean;
}

function inline(source: string, value: unknown, flow = true): Source {
  return { lines: source.split('\n'), value, kind: 'inline', flow };
}

const plain: readonly (readonly [string, unknown])[] = [
  ['Acme', 'Acme'],
  ['Acme Corp GmbH', 'Acme Corp GmbH'],
  ['no', 'no'],
  ['2026-11-22', '2026-11-22'],
  ['0049123', '0049123'],
  ['+49123', 49123],
  ['12000.50', 12000.5],
  ['12000.50 EUR', '12000.50 EUR'],
  ['-3', -3],
  ['.5', 0.5],
  ['1e3', 1000],
  ['0x1F', 31],
  ['0o17', 15],
  ['.inf', Infinity],
  ['.nan', NaN],
  ['true', true],
  ['False', false],
  ['null', null],
  ['~', null],
  ['1_000', '1_000'],
  ['12:30', '12:30'],
  ['http://x.example/a#b', 'http://x.example/a#b'],
  ['a-b:c#d', 'a-b:c#d'],
  ['станция 合同 😀', 'станция 合同 😀'],
  ['-x', '-x'],
  ['<b>', '<b>'],
  ['it"s', 'it"s'],
  ['\u00a0x', '\u00a0x'],
];
const quoted: readonly (readonly [string, unknown])[] = [
  ['""', ''],
  ["''", ''],
  ['"a: b # c"', 'a: b # c'],
  ["'it''s, [x]'", "it's, [x]"],
  ['"tab\\t\\u00e9\\U0001F600\\n\\\\ \\" \\x41"', 'tab\té😀\n\\ " A'],
  ['"[[accounts/acme|Acme]]"', '[[accounts/acme|Acme]]'],
  ['"{{name}}"', '{{name}}'],
  ["'0123'", '0123'],
];
const onlyInBlocks: readonly (readonly [string, unknown])[] = [
  ['a, b [c] {d}', 'a, b [c] {d}'],
  ['x]', 'x]'],
  ['first, second', 'first, second'],
];
const keys = [
  'name',
  'a',
  'next step',
  'имя',
  '"q k"',
  "'s'",
  'x-1',
  '2026',
  'true',
  'a.b/c',
  'k?',
];

const scalar = fc.constantFrom(...plain, ...quoted).map(([source, value]) => inline(source, value));
const blockOnlyScalar = fc
  .constantFrom(...onlyInBlocks)
  .map(([source, value]) => inline(source, value, false));
const words = fc.constantFrom('one', 'two words', "it's", 'x - y', '"z"', 'a,b');

const folded = fc.array(words, { minLength: 2, maxLength: 4 }).map((list): Source => ({
  lines: ['first', ...list.map((word) => `  ${word}`)],
  value: ['first', ...list].join(' '),
  kind: 'inline',
  flow: false,
}));
const blockScalar = fc
  .tuple(
    // Not |+ and >+: blank lines that happen to follow would belong to them.
    fc.constantFrom('|', '|-', '>', '>-'),
    fc.array(words, { minLength: 1, maxLength: 4 }),
  )
  .map(([header, list]): Source => {
    const body = list.join(header.startsWith('|') ? '\n' : ' ');
    const value = header.endsWith('-') ? body : `${body}\n`;
    return {
      lines: [header, ...list.map((word) => `  ${word}`)],
      value,
      kind: 'inline',
      flow: false,
    };
  });

function unquoted(key: string): string {
  return key.replace(/^["'](.*)["']$/, '$1');
}

function mapOf(entries: readonly (readonly [string, Source])[]): [string, Source][] {
  return [...new Map(entries).entries()];
}

function valueOf(entries: readonly (readonly [string, Source])[]): unknown {
  return Object.fromEntries(entries.map(([key, { value }]) => [unquoted(key), value]));
}

const flowSpaces = fc.constantFrom('', ' ', '\n    ');

/** How one entry or item is laid out. */
const layout = fc.record({
  above: fc.constantFrom<readonly string[]>(
    [],
    [],
    [],
    [''],
    ['# a comment'],
    ['', '  # indented', ''],
  ),
  comment: fc.constantFrom('', '', '', ' # why', '   '),
  gap: fc.constantFrom(' ', ' ', '  '),
  step: fc.constantFrom(1, 2, 2, 4),
  flush: fc.boolean(),
});
type Layout = typeof layout extends fc.Arbitrary<infer T> ? T : never;

function indented(lines: readonly string[], by: number): string[] {
  return lines.map((line) => (line === '' ? '' : ' '.repeat(by) + line));
}

/** A value after its key or dash, on the same line or below. */
function placed(head: string, value: Source, { comment, gap, step, flush }: Layout): string[] {
  const [first = '', ...rest] = value.lines;
  if (value.kind !== 'inline') {
    const by = value.kind === 'list' && flush && head.endsWith(':') ? 0 : step;
    return [head + comment, ...indented(value.lines, by)];
  }
  // A comment would end a scalar that goes on below.
  const after = rest.length === 0 || /^[|>]/.test(first) ? comment : '';
  return [(first === '' ? head : head + gap + first) + after, ...indented(rest, step)];
}

function blockMap(value: fc.Arbitrary<Source>): fc.Arbitrary<Source> {
  const entry = fc.tuple(fc.constantFrom(...keys), value, layout);
  return fc.array(entry, { minLength: 1, maxLength: 5 }).map((list): Source => {
    const entries = list.filter(([key], index) => list.findIndex(([k]) => k === key) === index);
    return {
      lines: entries.flatMap(([key, inner, how], index) => [
        // A comment at the margin above a value would hide the value from the library.
        ...(index === 0 ? [] : how.above),
        ...placed(`${key}:`, inner, how),
      ]),
      value: valueOf(entries.map(([key, inner]) => [key, inner])),
      kind: 'map',
      flow: false,
    };
  });
}

function blockList(value: fc.Arbitrary<Source>): fc.Arbitrary<Source> {
  const item = fc.tuple(value, layout);
  return fc.array(item, { minLength: 1, maxLength: 4 }).map((list): Source => ({
    lines: list.flatMap(([inner, how], index) => {
      const above = index === 0 ? [] : how.above;
      if (inner.kind === 'inline' || how.flush) return [...above, ...placed('-', inner, how)];
      const [first = '', ...rest] = inner.lines;
      return [...above, `-${how.gap}${first}`, ...indented(rest, 1 + how.gap.length)];
    }),
    value: list.map(([inner]) => inner.value),
    kind: 'list',
    flow: false,
  }));
}

const { node } = fc.letrec<{ node: Source; flow: Source }>((tie) => ({
  flow: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    { weight: 4, arbitrary: scalar },
    {
      weight: 1,
      arbitrary: fc.tuple(fc.array(tie('flow'), { maxLength: 3 }), flowSpaces).map(([items, gap]) =>
        inline(
          `[${gap}${items.map(({ lines }) => lines.join('\n')).join(`,${gap === '' ? ' ' : gap}`)}${gap}]`,
          items.map(({ value }) => value),
        ),
      ),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(
          fc.array(fc.tuple(fc.constantFrom(...keys), tie('flow')), { maxLength: 3 }),
          flowSpaces,
        )
        .map(([list, gap]) => {
          const entries = mapOf(list);
          const inner = entries
            .map(([key, { lines }]) => `${key}: ${lines.join('\n')}`)
            .join(`,${gap === '' ? ' ' : gap}`);
          return inline(`{${gap}${inner}${gap}}`, valueOf(entries));
        }),
    },
  ),
  node: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    { weight: 6, arbitrary: tie('flow') },
    { weight: 1, arbitrary: blockOnlyScalar },
    { weight: 1, arbitrary: folded },
    { weight: 1, arbitrary: blockScalar },
    { weight: 1, arbitrary: fc.constant(inline('', null, false)) },
    { weight: 2, arbitrary: blockMap(tie('node')) },
    { weight: 2, arbitrary: blockList(tie('node')) },
  ),
}));

/** A whole frontmatter or file of YAML: a map or list at the margin. */
export const aYamlText: fc.Arbitrary<YamlText> = fc
  .tuple(
    fc.oneof({ weight: 5, arbitrary: blockMap(node) }, { weight: 1, arbitrary: blockList(node) }),
    fc.constantFrom('\n', '\n', '\r\n'),
  )
  .map(([{ lines, value }, lineBreak]) => ({
    text: lines.map((line) => line.replaceAll('\n', lineBreak) + lineBreak).join(''),
    value,
  }));

const tightPieces = String.raw`a b key "q" 's' "x\n" 'it''s' 1 0123 -5 1e3 true ~ é 😀 = : [ ] { } , # | > |- >+ - ? % @
  --- ... << http://x [[a]] \ "" '' " ' |2`;
const characters = '\t \r\n \u00a0 \ud800 \ufeff \u0085 \u2028 \x07 \x7f';
const loosePieces = [
  [
    ': ',
    ' ',
    '  ',
    '\n',
    '\n  ',
    '\n    ',
    '\n\n',
    '\n- ',
    '- ',
    '- - ',
    '\n  - ',
    ', ',
    ' # c',
    '? ',
  ],
  [
    '&x ',
    '*x',
    '!t ',
    '!!str ',
    '`',
    '\n---\n',
    '\n...\n',
    '<<<<<<< HEAD',
    'key: ',
    '\nkey: ',
    '\n  key: ',
  ],
  ['\n   x\n', '\ny: |\n  ', '\nz: >-\n  '],
].flat();

/** What YAML is made of, for texts that are mostly wrong. */
export const yamlPieces: readonly string[] = [
  ...tightPieces.split(/\s+/),
  ...characters.split(' '),
  ...loosePieces,
];
