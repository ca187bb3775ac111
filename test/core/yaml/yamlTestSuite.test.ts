import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { nodeToValue } from '../../../src/core/yaml/locate.ts';
import { splitFrontmatter } from '../../../src/core/yaml/readFrontmatter.ts';
import { readYaml } from '../../../src/core/yaml/readYaml.ts';
import type { YamlRead } from '../../../src/core/yaml/yamlProblem.ts';

/** The cases of github.com/yaml/yaml-test-suite (MIT), which lie beside the repository and are not part of it. */
const file = new URL('../../../../shared/data/yaml-test-suite/cases.json', import.meta.url);

interface Case {
  readonly id: string;
  readonly name: string;
  readonly yaml: string;
  /** One JSON value for each document; missing where JSON cannot say it. */
  readonly json?: string;
  /** True where the YAML must be rejected. */
  readonly error?: true;
}

const stream =
  'holds several documents; a file is one record, and what follows the first is told, not read';
const tag = 'has a tag beyond the core schema; its plain value is used, and told';

/** Where we differ from the suite in what is accepted, and why. All else must be as the suite says. */
const differences: Readonly<Record<string, string>> = {
  '2JQS': 'has two empty keys in one map: YAML 1.2 itself says that keys must be unique',
  '2XXW': tag,
  '35KP': stream,
  '565N': tag,
  '5TYM': stream,
  '6CK3': tag,
  '6WLZ': stream,
  '7FWL': tag,
  '7Z25': stream,
  '9KAX': stream,
  '9WXW': stream,
  C4HZ: tag,
  CC74: tag,
  CUP7: tag,
  J7PZ: tag,
  JHB9: stream,
  KSS4: stream,
  L383: stream,
  M5C3: tag,
  NKF9: stream,
  P76L: tag,
  RZT7: stream,
  SF5V: 'writes one %YAML directive twice; the library does not mind, and neither loses anything',
  U9NS: stream,
  UGM3: tag,
  Z67P: tag,
  Z9M4: tag,
};

const documentMarker = /^(?:---|\.\.\.)(?:\s|$)/m;

function read(yaml: string): YamlRead {
  return readYaml(yaml, 0, yaml.length);
}

function valueOf({ root }: YamlRead): unknown {
  return root === undefined ? null : nodeToValue(root);
}

/** The first of the JSON values that follow each other in a text, null where there is none. */
function firstJson(text: string): unknown {
  const lines = text.split('\n');
  for (let count = 1; count <= lines.length; count++) {
    try {
      return JSON.parse(lines.slice(0, count).join('\n'));
    } catch {
      continue;
    }
  }
  return null;
}

function assertPlaces(yaml: string, { problems }: YamlRead): void {
  for (const { start, end, code } of problems) {
    assert.ok(start >= 0 && start <= end && end <= yaml.length + 1, `${code} ${start}-${end}`);
  }
}

describe('the 402 cases of the YAML test suite', () => {
  const cases = existsSync(file)
    ? (JSON.parse(readFileSync(file, 'utf8')) as readonly Case[])
    : undefined;

  before(function () {
    if (cases === undefined) {
      console.log(`    skipped: ${file.pathname} is not there`);
      this.skip();
    }
  });

  it('are all there', () => {
    assert.equal(cases?.length, 402);
    const ids = new Set(cases?.map(({ id }) => id));
    for (const id of Object.keys(differences)) assert.ok(ids.has(id), id);
  });

  it('are accepted and rejected as the suite says, with the differences listed here', () => {
    const found: string[] = [];
    for (const { id, yaml, error } of cases ?? []) {
      const result = read(yaml);
      assertPlaces(yaml, result);
      if (result.problems.length > 0 !== (error === true)) found.push(id);
    }
    assert.deepEqual(found.toSorted(), Object.keys(differences).toSorted());
  });

  it('are told by the code of what they differ in', () => {
    for (const { id, yaml } of cases ?? []) {
      const why = differences[id];
      if (why !== tag && why !== stream) continue;
      const codes = new Set(read(yaml).problems.map(({ code }) => code));
      assert.ok(codes.has(why === tag ? 'yaml-tag' : 'yaml-syntax'), id);
    }
  });

  it('have the values that the suite says, their first document where there are several', () => {
    let compared = 0;
    for (const { id, yaml, json, error } of cases ?? []) {
      if (error === true || json === undefined) continue;
      assert.deepEqual(valueOf(read(yaml)), firstJson(json), id);
      compared++;
    }
    assert.equal(compared, 279);
  });

  it('read the same as frontmatter, with their body; those with lines of --- or ... are files of their own', () => {
    let compared = 0;
    for (const { id, yaml, json, error } of cases ?? []) {
      if (documentMarker.test(yaml)) continue;
      const text = `---\n${yaml}${yaml.endsWith('\n') || yaml === '' ? '' : '\n'}---\n# Body\n`;
      const { kind, yamlStart, yamlEnd, bodyStart, problems } = splitFrontmatter(text);
      assert.deepEqual([kind, text.slice(bodyStart), problems], ['yaml', '# Body\n', []], id);
      const result = readYaml(text, yamlStart, yamlEnd);
      assertPlaces(text, result);
      const accepted = result.problems.length === 0;
      const expected = id in differences ? error === true : error !== true;
      assert.equal(accepted, expected, id);
      const isComparable = error !== true && json !== undefined;
      if (isComparable) assert.deepEqual(valueOf(result), firstJson(json), id);
      compared++;
    }
    assert.ok(compared > 250, `${compared} compared`);
  });

  it('neither crash nor hang a file of which they are the unclosed frontmatter', () => {
    for (const { yaml } of cases ?? []) {
      const text = `---\n${yaml}`;
      const { yamlStart, yamlEnd } = splitFrontmatter(text);
      assertPlaces(text, readYaml(text, yamlStart, yamlEnd));
    }
  });
});
