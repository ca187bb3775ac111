import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { NewValue } from '../../../src/core/records/writeValue.ts';
import { setFields } from '../../../src/core/records/setFields.ts';
import type { FieldChange } from '../../../src/core/records/setFields.ts';
import { resolveSchema } from '../../../src/core/schema/resolveSchema.ts';
import { nodeToValue } from '../../../src/core/yaml/locate.ts';
import { splitFrontmatter } from '../../../src/core/yaml/readFrontmatter.ts';
import { readYaml } from '../../../src/core/yaml/readYaml.ts';

const account = resolveSchema('version: 1\n').schema.types.find((type) => type.name === 'account');
assert(account);

const text = (value: string): NewValue => ({ kind: 'text', text: value });
const verbatim = (value: string): NewValue => ({ kind: 'verbatim', text: value });

function set(file: string, changes: Readonly<Record<string, NewValue>>, path = 'accounts/a.md') {
  assert(account);
  const list: FieldChange[] = Object.entries(changes).map(([field, value]) => ({ field, value }));
  return setFields(path, file, list, account);
}

function changed(file: string, changes: Readonly<Record<string, NewValue>>, path?: string): string {
  const result = set(file, changes, path);
  assert(result.ok, result.ok ? '' : result.message);
  return result.text;
}

describe('setting fields of a file', () => {
  it('changes the value alone: comments, order, quoting, line endings, BOM and body stay', () => {
    const file =
      '\uFEFF---\r\n# ours\r\nowner:   "ana"  # looks after it\r\nname: Acme\r\n\r\nemployees: 12\r\n---\r\nemployees: 12\r\n';
    assert.equal(
      changed(file, { owner: text('ben'), employees: verbatim('13') }),
      file.replace('"ana"', '"ben"').replace('employees: 12\r\n---', 'employees: 13\r\n---'),
    );
  });

  it('keeps the quotes of an amount that was quoted', () => {
    assert.equal(
      changed("---\nannual_revenue: '12 EUR'\n---\n", { annual_revenue: verbatim('12.50 EUR') }),
      "---\nannual_revenue: '12.50 EUR'\n---\n",
    );
  });

  it('writes after a key that has no value, before its comment', () => {
    assert.equal(
      changed('---\nname:   # later\ncity:\n---\n', { name: text('Acme'), city: text('Bonn') }),
      '---\nname: Acme   # later\ncity: Bonn\n---\n',
    );
  });

  it('adds a field below the one that precedes it in the schema', () => {
    assert.equal(
      changed('---\nname: Acme # theirs\ncity: Bonn\n---\nText\n', { industry: text('steel') }),
      '---\nname: Acme # theirs\nindustry: steel\ncity: Bonn\n---\nText\n',
    );
  });

  it('adds fields to a .yaml file that does not end in a line break', () => {
    assert.equal(
      changed('name: Acme', { city: text('Bonn') }, 'accounts/a.yaml'),
      'name: Acme\ncity: Bonn\n',
    );
  });

  it('adds frontmatter where there is none', () => {
    assert.equal(
      changed('# Acme\r\n', { city: text('Bonn') }),
      '---\r\ncity: Bonn\r\n---\r\n# Acme\r\n',
    );
  });

  it('keeps a list in the style it has', () => {
    const items: NewValue = { kind: 'list', items: [text('x'), text('y: z')] };
    assert.equal(
      changed('---\ntags:\n- a\n- b\ncity: Bonn\n---\n', { tags: items }),
      '---\ntags:\n- x\n- "y: z"\ncity: Bonn\n---\n',
    );
    assert.equal(
      changed('---\ntags: [a, b] # two\n---\n', { tags: items }),
      '---\ntags: [x, "y: z"] # two\n---\n',
    );
  });

  it('refuses to lose comments, anchors and broken YAML', () => {
    assert.equal(set('---\ntags:\n  - a # first\n  - b\n---\n', { tags: text('x') }).ok, false);
    assert.equal(set('---\nname: &n Acme\ncity: *n\n---\n', { name: text('x') }).ok, false);
    assert.equal(set('---\nname: "Acme\ncity: x\n---\n', { city: text('y') }).ok, false);
    assert.equal(set('---js\nname: 1\n---\n', { city: text('y') }).ok, false);
    assert.equal(set('---\nname: Acme\n', { city: text('y') }).ok, false);
  });

  it('finds a field under the name that the workspace writes', () => {
    const own = resolveSchema(
      'version: 1\ntypes: {account: {aliases: {annual_revenue: revenue}}}\n',
    ).schema.types.find((type) => type.name === 'account');
    assert(own);
    const file = '---\nname: A\nrevenue: 12 EUR\n---\n';
    const result = setFields(
      'a.md',
      file,
      [{ field: 'annual_revenue', value: verbatim('1 EUR') }],
      own,
    );
    assert.equal(result.ok && result.text, '---\nname: A\nrevenue: 1 EUR\n---\n');
  });

  it('reads back what it set and leaves every other byte, in all styles of YAML', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...styles), comment), { minLength: 1, maxLength: 6 }),
        fc.nat(),
        fc.oneof(fc.string({ maxLength: 20 }), fc.string({ unit: 'grapheme', maxLength: 12 })),
        fc.constantFrom('\n', '\r\n'),
        (parts, pick, value, lineBreak) => {
          const lines = parts.map(([style, note], index) => style(`field_${index}`, note));
          const head = lines.join('').replaceAll('\n', lineBreak);
          const body = `field_0: body${lineBreak}`;
          const file = `---${lineBreak}${head}---${lineBreak}${body}`;
          const target = `field_${pick % (parts.length + 1)}`;
          const result = set(file, { [target]: text(value) });
          // What is refused is refused for a reason that the file shows.
          if (!result.ok) return assert.match(file, /#|&/);
          const before = fieldsOf(file);
          const after = fieldsOf(result.text);
          assert.equal(after[target], value);
          delete before[target];
          delete after[target];
          assert.deepEqual(after, before);
          assert(result.text.endsWith(body));
          assert.equal(result.edits.length, 1);
          const [edit] = result.edits;
          assert(edit);
          assert.equal(result.text.slice(0, edit.start), file.slice(0, edit.start));
          assert.equal(result.text.slice(edit.start + edit.newText.length), file.slice(edit.end));
        },
      ),
      { numRuns: 700 },
    );
  });
});

const comment = fc.constantFrom('', ' # note', '   # "quoted: note"');

/** One entry of a map in each style that YAML has. */
const styles: readonly ((key: string, note: string) => string)[] = [
  (key, note) => `${key}: plain text${note}\n`,
  (key, note) => `${key}: 12.50${note}\n`,
  (key, note) => `${key}: "double \\"quoted\\""${note}\n`,
  (key, note) => `${key}: 'it''s single'${note}\n`,
  (key, note) => `"${key}":   spaced${note}\n`,
  (key, note) => `${key}:${note}\n`,
  (key, note) => `${key}: plain on\n  two lines${note}\n`,
  (key) => `${key}: |\n  literal # no comment\n\n  block\n`,
  (key) => `${key}: |+\n  kept\n\n\n`,
  (key) => `${key}: >-\n  folded\n  block\n`,
  (key, note) => `${key}: [a, "b, c"]${note}\n`,
  (key, note) => `${key}: {a: 1, b: [2]}${note}\n`,
  (key, note) => `${key}:${note}\n  - a\n  - b${note}\n`,
  (key) => `${key}:\n- a\n- b\n`,
  (key) => `${key}:\n  a: 1\n  b:\n    - c\n`,
  (key, note) => `# above ${key}\n${key}: x${note}\n\n`,
  (key) => `${key}: ~\n`,
  (key) => `? ${key}\n: explicit\n`,
];

function fieldsOf(file: string): Record<string, unknown> {
  const { yamlStart, yamlEnd } = splitFrontmatter(file);
  const { root } = readYaml(file, yamlStart, yamlEnd);
  const value = root && nodeToValue(root);
  return typeof value === 'object' && value !== null
    ? Object.fromEntries(Object.entries(value))
    : {};
}
