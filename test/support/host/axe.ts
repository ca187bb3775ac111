// Accessibility of a page, judged by axe-core.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Frame } from 'playwright-core';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** One line per violation and element: rule, what it wants, where. Empty when the page is accessible. */
export async function accessibilityViolations(frame: Frame): Promise<string[]> {
  await frame.evaluate(source); // evaluated by the debugger, so the page's CSP does not matter
  const results = await frame.evaluate<AxeResults>('axe.run(document)');
  return results.violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target }) => `${id}: ${help} (${target.join(' ')})`),
  );
}
