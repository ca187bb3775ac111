import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { unifiedDiff } from '../../src/cli/unifiedDiff.ts';

describe('unified diff', () => {
  it('shows three lines around a change', () => {
    const before = 'a\nb\nc\nd\ne\nf\ng\nh\ni\n';
    assert.equal(
      unifiedDiff({ path: 'x.md', before, after: before.replace('e\n', 'E\n') }),
      'diff --git a/x.md b/x.md\n--- a/x.md\n+++ b/x.md\n@@ -2,7 +2,7 @@\n b\n c\n d\n-e\n+E\n f\n g\n h\n',
    );
  });

  it('says where a file has no line break at its end', () => {
    assert.equal(
      unifiedDiff({ path: 'x.md', before: 'a', after: 'a\n' }),
      'diff --git a/x.md b/x.md\n--- a/x.md\n+++ b/x.md\n@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n',
    );
  });

  it('shows a new file as one that was not there', () => {
    assert.equal(
      unifiedDiff({ path: 'x.md', before: undefined, after: 'a\n' }),
      'diff --git a/x.md b/x.md\nnew file mode 100644\n--- /dev/null\n+++ b/x.md\n@@ -0,0 +1 @@\n+a\n',
    );
  });

  it('is empty where nothing differs', () => {
    assert.equal(unifiedDiff({ path: 'x.md', before: 'a\r\n', after: 'a\r\n' }), '');
  });

  it('makes patches that git applies, with the result that was meant', function () {
    if (spawnSync('git', ['--version']).status !== 0) this.skip();
    const folder = mkdtempSync(path.join(tmpdir(), 'rapport-diff-'));
    const line = fc.constantFrom('a', 'b', 'c', '', 'd\r');
    const text = fc
      .tuple(fc.array(line, { maxLength: 25 }), fc.boolean())
      .map(([lines, isClosed]) => lines.join('\n') + (isClosed && lines.length > 0 ? '\n' : ''));
    try {
      fc.assert(
        fc.property(text, text, (before, after) => {
          fc.pre(before !== after && before !== '' && after !== '');
          writeFileSync(path.join(folder, 'x.md'), before);
          const patch = unifiedDiff({ path: 'x.md', before, after });
          const { status, stderr } = spawnSync('git', ['apply', '--whitespace=nowarn', '-'], {
            cwd: folder,
            input: patch,
          });
          assert.equal(status, 0, `${stderr.toString()}${patch}`);
          assert.equal(readFileSync(path.join(folder, 'x.md'), 'utf8'), after);
        }),
        { numRuns: 60 },
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
