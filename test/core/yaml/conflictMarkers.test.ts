import assert from 'node:assert/strict';
import {
  conflictProblems,
  findConflicts,
  hideConflicts,
} from '../../../src/core/yaml/conflictMarkers.ts';

const body = 'Title\n=======\n\n<<<<<<< HEAD\nours\n=======\ntheirs\n>>>>>>> b\nend\n';

describe('conflict markers in prose', () => {
  it('are found where all of them are there, a heading underlined by = being none', () => {
    const [conflict, ...more] = findConflicts(body, 0, body.length);
    assert.ok(conflict);
    assert.equal(more.length, 0);
    assert.equal(body.slice(conflict.oursStart, conflict.oursEnd), 'ours\n');
    assert.equal(body.slice(conflict.theirsStart, conflict.theirsEnd), 'theirs\n');
    assert.equal(body.slice(conflict.start, conflict.end), body.slice(15, -4));
  });

  it('are not seen in quotations, code fences of arrows, or half a conflict', () => {
    for (const text of [
      '> <<<<<<< HEAD\n',
      '<<<<<<<< x\n',
      '<<<<<<< HEAD\nours\n',
      '>>>>>>> b\n',
      '',
    ]) {
      assert.deepEqual(findConflicts(text, 0, text.length), [], text);
    }
  });

  it('are told once for each conflict', () => {
    const twice = body + body;
    const problems = conflictProblems(findConflicts(twice, 0, twice.length));
    assert.deepEqual(
      problems.map(({ code, start }) => [code, start]),
      [
        ['conflict-markers', 15],
        ['conflict-markers', 15 + body.length],
      ],
    );
  });

  it('can be hidden so that our side is left and no other text moves', () => {
    for (const text of [body, body.replaceAll('\n', '\r\n')]) {
      const hidden = hideConflicts(text, findConflicts(text, 0, text.length));
      assert.equal(hidden.length, text.length);
      assert.equal(hidden.indexOf('ours'), text.indexOf('ours'));
      assert.equal(hidden.indexOf('end'), text.indexOf('end'));
      assert.doesNotMatch(hidden, /theirs|HEAD|>>>/);
    }
  });
});
