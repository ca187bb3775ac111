import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Edit } from '../../../src/core/model/problem.ts';
import { rangeAt } from '../../../src/core/model/range.ts';
import { applyEdits, editsOverlap } from '../../../src/core/records/applyEdits.ts';

const path = 'accounts/acme.md';

function edit(text: string, start: number, end: number, newText: string): Edit {
  return { path, range: rangeAt(text, start, end), newText };
}

function applied(text: string, edits: readonly Edit[]): string | undefined {
  const result = applyEdits(edits, (file) => (file === path ? text : undefined));
  return result.ok ? (result.texts.get(path) ?? text) : undefined;
}

describe('edits of texts', () => {
  it('puts each new text in place of its range, wherever the edits stand in the list', () => {
    const text = 'a: 1\r\nb: 2\r\nc: 3\r\n';
    const edits = [edit(text, 15, 16, 'three'), edit(text, 3, 4, 'one'), edit(text, 9, 9, '1')];
    assert.equal(applied(text, edits), 'a: one\r\nb: 12\r\nc: three\r\n');
  });

  it('keeps insertions at one place in the order given', () => {
    assert.equal(applied('ac', [edit('ac', 1, 1, 'x'), edit('ac', 1, 1, 'y')]), 'axyc');
  });

  it('counts an edit that two fixes share once', () => {
    const text = 'stage: Won\n';
    assert.equal(
      applied(text, [edit(text, 7, 10, 'won'), edit(text, 7, 10, 'won')]),
      'stage: won\n',
    );
  });

  it('refuses edits of one place, and names it', () => {
    const text = 'stage: Won\n';
    const edits = [edit(text, 7, 10, 'won'), edit(text, 8, 9, 'x')];
    const result = applyEdits(edits, () => text);
    assert.equal(result.ok, false);
    assert.deepEqual(!result.ok && [result.path, result.range.start], [
      path,
      { line: 0, column: 8 },
    ]);
  });

  it('changes nothing where a file has gone', () => {
    assert.equal(applyEdits([edit('', 0, 0, 'x')], () => undefined).ok, false);
  });

  it('agrees with replacing from the back, whatever the edits', () => {
    const span = fc.tuple(fc.nat(40), fc.nat(6), fc.string({ maxLength: 4 }));
    fc.assert(
      fc.property(
        fc.stringMatching(/^[a-z\n]{0,40}$/),
        fc.array(span, { maxLength: 6 }),
        (text, spans) => {
          const edits = spans.map(([start, length, newText]) =>
            edit(
              text,
              Math.min(start, text.length),
              Math.min(start + length, text.length),
              newText,
            ),
          );
          const clash = edits.some((a, i) => edits.some((b, j) => i < j && editsOverlap(a, b)));
          const result = applied(text, edits);
          if (clash) assert.equal(result, undefined);
          else assert.equal(result, fromTheBack(text, spans));
        },
      ),
    );
  });
});

function fromTheBack(text: string, spans: readonly (readonly [number, number, string])[]): string {
  const clipped = spans.map(([start, length, newText], index) => ({
    start: Math.min(start, text.length),
    end: Math.min(start + length, text.length),
    newText,
    index,
  }));
  const once = clipped.filter(
    (a) =>
      !clipped.some(
        (b) =>
          b.index < a.index && b.start === a.start && b.end === a.end && b.newText === a.newText,
      ),
  );
  once.sort((a, b) => b.start - a.start || b.end - a.end || b.index - a.index);
  let result = text;
  for (const { start, end, newText } of once) {
    result = result.slice(0, start) + newText + result.slice(end);
  }
  return result;
}
