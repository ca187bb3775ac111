/** Sizes of what ships, from the built files. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import type { BenchRow } from './measure.ts';
import { absoluteRow } from './measure.ts';

const budgets = [
  { what: 'main bundle', file: 'dist/extension.js', goal: 300 },
  { what: 'bundle for browsers', file: 'dist/web/extension.js', goal: 1100 },
] as const;

export function benchSizes(): Promise<BenchRow[]> {
  const rows = budgets
    .filter(({ file }) => existsSync(file))
    .map(({ what, file, goal }) =>
      absoluteRow({ what, value: statSync(file).size / 1024, unit: 'KB', goal }),
    );
  const vsix = existsSync('out')
    ? readdirSync('out').find((file) => file.endsWith('.vsix'))
    : undefined;
  if (vsix !== undefined) {
    rows.push(
      absoluteRow({
        what: 'package',
        value: statSync(path.join('out', vsix)).size / 1024,
        unit: 'KB',
        goal: 2560,
      }),
    );
  }
  return Promise.resolve(rows);
}
