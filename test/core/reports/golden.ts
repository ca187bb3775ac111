import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const folder = path.join(import.meta.dirname, '../../golden/reports');

/**
 * Compares a text with the golden file of that name. The file is rewritten only where UPDATE_GOLDEN=1 asks
 * for it, to be read before it is committed; a missing file fails.
 */
export function assertGolden(name: string, actual: string): void {
  const file = path.join(folder, name);
  if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(file, actual);
  assert.ok(existsSync(file), `test/golden/reports/${name} is missing`);
  assert.equal(actual, readFileSync(file, 'utf8'));
}
