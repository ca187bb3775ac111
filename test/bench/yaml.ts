// Prints what reading frontmatter costs, in microseconds a file and as a ratio to JSON.parse of the same data:
//   npx tsx test/bench/yaml.ts [files]
// The variants take turns in every round, so that a busy machine slows all of them; the median counts.
import { performance } from 'node:perf_hooks';
import { parse, parseDocument } from 'yaml';
import { nodeToValue } from '../../src/core/yaml/locate.ts';
import { splitFrontmatter } from '../../src/core/yaml/readFrontmatter.ts';
import { readYaml } from '../../src/core/yaml/readYaml.ts';
import { readYamlFast } from '../../src/core/yaml/readYamlFast.ts';
import { readYamlFully } from '../../src/core/yaml/readYamlFully.ts';

const fileCount = Number(process.argv[2] ?? 2000);
const rounds = 9;

/** Numbers that look random and are the same in every run (mulberry32). */
function randomNumbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const random = randomNumbers(42);
const words = 'north wind harbour станция 合同 plan review renewal quarter team'.split(' ');
const word = (): string => words[random(words.length)] ?? '';
const date = (): string => `2026-${String(1 + random(12)).padStart(2, '0')}-${10 + random(19)}`;

/** A record of twelve fields and a body, about 1.5 KB; every twentieth has an anchor and needs the full reader. */
function recordText(index: number): string {
  const lines = [
    '---',
    `name: ${word()} ${word()} ${index}`,
    `account: "[[accounts/${word()}-${random(1000)}]]"`,
    `stage: ${['qualify', 'proposal', 'commit', 'won'][random(4)]}`,
    `amount: ${random(100000)}.50 EUR`,
    `probability: ${random(100)}`,
    `close_date: ${date()}`,
    `created: ${date()} # by import`,
    `owner: ana`,
    random(2) === 0 ? `tags: [${word()}, ${word()}]` : `tags:\n  - ${word()}\n  - ${word()}`,
    `next_step: '${word()} ${word()}'`,
    `kind: ${index % 20 === 0 ? '&kind ' : ''}new`,
    'lines:',
    '  - {product: hub, quantity: 3}',
    '---',
    '',
  ];
  const body = Array.from({ length: 170 }, word).join(' ');
  return `${lines.join('\n')}\n# ${word()}\n\n${body}\n`;
}

interface Sample {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly yaml: string;
  readonly json: string;
}

function aSample(_: unknown, index: number): Sample {
  // As read from a disk: one flat string, not the pieces it was joined of.
  const text = Buffer.from(recordText(index)).toString('utf8');
  const { yamlStart: start, yamlEnd: end } = splitFrontmatter(text);
  const { root } = readYaml(text, start, end);
  const json = JSON.stringify(root === undefined ? null : nodeToValue(root));
  return { text, start, end, yaml: text.slice(start, end), json };
}

const samples = Array.from({ length: fileCount }, aSample);
const taken = samples.filter(({ text, start, end }) => readYamlFast(text, start, end));

interface Variant {
  readonly name: string;
  readonly of: readonly Sample[];
  readonly run: (sample: Sample) => unknown;
}

const variants: readonly Variant[] = [
  { name: 'JSON.parse of the same data', of: samples, run: ({ json }) => JSON.parse(json) },
  { name: 'splitFrontmatter', of: samples, run: ({ text }) => splitFrontmatter(text) },
  {
    name: `readYamlFast, the ${((100 * taken.length) / samples.length).toFixed(1)} % it takes`,
    of: taken,
    run: ({ text, start, end }) => readYamlFast(text, start, end),
  },
  {
    name: 'splitFrontmatter + readYaml',
    of: samples,
    run: ({ text }) => {
      const { yamlStart, yamlEnd } = splitFrontmatter(text);
      return readYaml(text, yamlStart, yamlEnd);
    },
  },
  { name: 'readYamlFully', of: samples, run: (s) => readYamlFully(s.text, s.start, s.end) },
  { name: 'yaml parse', of: samples, run: ({ yaml }) => parse(yaml) },
  { name: 'yaml parseDocument', of: samples, run: ({ yaml }) => parseDocument(yaml) },
];

const times = variants.map((): number[] => []);
let sink: unknown;
for (let round = 0; round < rounds; round++) {
  for (const [index, { of, run }] of variants.entries()) {
    const start = performance.now();
    for (const sample of of) sink = run(sample);
    times[index]?.push(((performance.now() - start) * 1000) / of.length);
  }
}
if (sink === undefined) throw new Error('nothing was read');

const medians = times.map((list) => list.sort((a, b) => a - b)[list.length >> 1] ?? NaN);
const [base = NaN] = medians;
const bytes = samples.reduce((sum, { yaml }) => sum + yaml.length, 0) / samples.length;
console.log(`${fileCount} files, ${bytes.toFixed(0)} units of frontmatter, median of ${rounds}`);
for (const [index, { name }] of variants.entries()) {
  const median = medians[index] ?? NaN;
  const ratio = (median / base).toFixed(1);
  console.log(`${name.padEnd(36)} ${median.toFixed(2).padStart(8)} µs ${ratio.padStart(7)} ×`);
}
