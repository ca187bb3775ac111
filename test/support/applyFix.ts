import assert from 'node:assert/strict';
import type { Fix } from '../../src/core/model/problem.ts';
import { applyEdits } from '../../src/core/records/applyEdits.ts';

/** The text of a file after the fix of a problem in it; fails where there is no fix or it touches another file. */
export function applyFix(text: string, fix: Fix | undefined): string {
  assert.ok(fix, 'there is no fix');
  const applied = applyEdits(fix.edits, () => text);
  assert.ok(applied.ok);
  assert.equal(applied.texts.size, 1);
  return [...applied.texts.values()].join('');
}
