import assert from 'node:assert/strict';
import { splitFrontmatter } from '../../../src/core/yaml/readFrontmatter.ts';

/** The parts of a text as words: easier to read in a failure than offsets. */
function parts(text: string) {
  const { kind, yamlStart, yamlEnd, bodyStart, problems } = splitFrontmatter(text);
  return {
    kind,
    yaml: text.slice(yamlStart, yamlEnd),
    body: text.slice(bodyStart),
    codes: problems.map(({ code }) => code),
  };
}

describe('the frontmatter of a markdown file', () => {
  it('lies between two lines of three dashes', () => {
    const expected = { kind: 'yaml', yaml: 'name: Acme\n', body: '\n# Acme\n', codes: [] };
    assert.deepEqual(parts('---\nname: Acme\n---\n\n# Acme\n'), expected);
  });

  it('may say that it is YAML, and may have spaces and a comment after the dashes', () => {
    for (const opening of ['---yaml', '--- yaml', '---  ', '--- # fields', '---\t']) {
      const read = parts(`${opening}\na: 1\n---  \nbody`);
      assert.deepEqual(read, { kind: 'yaml', yaml: 'a: 1\n', body: 'body', codes: [] }, opening);
    }
  });

  it('is closed by three dots too', () => {
    assert.deepEqual(parts('---\na: 1\n...\nbody\n---\n'), {
      kind: 'yaml',
      yaml: 'a: 1\n',
      body: 'body\n---\n',
      codes: [],
    });
  });

  it('keeps CR LF line breaks and a byte order mark out of the way', () => {
    const read = parts('\ufeff---\r\na: 1\r\n---\r\nbody\r\n');
    assert.deepEqual(read, { kind: 'yaml', yaml: 'a: 1\r\n', body: 'body\r\n', codes: [] });
  });

  it('may be empty, and the file may end with it', () => {
    for (const text of ['---\n---', '---\n---\n', '---\r\n---\r\n', '---\n...']) {
      assert.deepEqual(parts(text), { kind: 'yaml', yaml: '', body: '', codes: [] }, text);
    }
  });

  it('ends at dashes alone, not at a line that begins with dashes', () => {
    const read = parts('---\na: |\n  x\n---- \n--- x\n---\nbody');
    assert.equal(read.yaml, 'a: |\n  x\n---- \n--- x\n');
    assert.equal(read.body, 'body');
  });

  it('is not there where a file begins with something else', () => {
    for (const text of [
      '',
      '# Title\n',
      ' ---\na: 1\n---\n',
      '----\na\n----\n',
      '\n---\na: 1\n---\n',
    ]) {
      assert.deepEqual(parts(text), { kind: 'none', yaml: '', body: text, codes: [] }, text);
    }
    assert.equal(parts('\ufeff# Title').body, '# Title');
  });
});

describe('a frontmatter in another language', () => {
  it('is a problem on its first line, is not read, and the body stays', () => {
    for (const language of ['js', 'javascript', 'json', 'toml', 'coffee', '{', 'title: x']) {
      const text = `---${language}\nmodule.exports = { a: process.exit(1) }\n---\nbody`;
      const read = parts(text);
      assert.deepEqual(read, { kind: 'none', yaml: '', body: 'body', codes: ['yaml-language'] });
      const [problem] = splitFrontmatter(text).problems;
      assert.deepEqual([problem?.start, problem?.end], [0, 3 + language.length]);
      assert.ok(problem?.message.includes(`"${language}"`));
    }
  });

  it('leaves the whole text as body where it is not closed', () => {
    const text = '---js\nmodule.exports = 1\n';
    assert.deepEqual(parts(text), { kind: 'none', yaml: '', body: text, codes: ['yaml-language'] });
  });
});

describe('a frontmatter that is never closed', () => {
  it('is read up to the first line that is no field, and can be closed there', () => {
    const text =
      '---\nname: Acme\ntags:\n  - a\n- b\n# note\nx: 1\n\n# Acme\n\nProse: much of it.\n';
    const { yaml, body, codes, kind } = parts(text);
    assert.deepEqual([kind, codes], ['yaml', ['yaml-unclosed']]);
    assert.equal(yaml, 'name: Acme\ntags:\n  - a\n- b\n# note\nx: 1\n');
    assert.equal(body, '\n# Acme\n\nProse: much of it.\n');
    const [problem] = splitFrontmatter(text).problems;
    const edit = problem?.fixes[0]?.edits[0];
    assert.ok(edit);
    const fixed = text.slice(0, edit.start) + edit.newText + text.slice(edit.end);
    assert.deepEqual(parts(fixed), { kind: 'yaml', yaml, body, codes: [] });
  });

  it('leaves a heading right below the fields to the body', () => {
    const { yaml, body } = parts('---\nname: Acme\n# Acme\n\nText\n');
    assert.deepEqual([yaml, body], ['name: Acme\n', '# Acme\n\nText\n']);
  });

  it('can be closed with the line breaks of the file, at its very end too', () => {
    const text = '---\r\nname: Acme';
    const edit = splitFrontmatter(text).problems[0]?.fixes[0]?.edits[0];
    assert.deepEqual(edit, { start: text.length, end: text.length, newText: '\r\n---\r\n' });
  });

  it('is only a hint of one where no field follows: then all of it is body', () => {
    for (const text of ['---\nJust prose\n', '---\n', '---', '---\n\nname: x\n']) {
      const read = parts(text);
      assert.deepEqual(
        read,
        { kind: 'none', yaml: '', body: text, codes: ['yaml-unclosed'] },
        text,
      );
      assert.equal(splitFrontmatter(text).problems[0]?.severity, 'warning');
    }
  });
});

describe('a file that both sides of a merge added', () => {
  it('has the frontmatter of our side, the markers around it notwithstanding', () => {
    const read = parts('<<<<<<< HEAD\n---\na: 1\n---\nx\n=======\n---\na: 2\n---\n>>>>>>> b\n');
    assert.equal(read.yaml, 'a: 1\n');
    assert.ok(read.body.startsWith('x\n======='));
  });
});
