// Runs in the extension host: mocha over the bundled tests beside this file. VS Code calls run().
import { readdirSync } from 'node:fs';
import path from 'node:path';

export async function run(): Promise<void> {
  const { default: Mocha } = await import('mocha');
  const { default: ResultReporter } = await import(process.env.RESULT_REPORTER ?? 'spec');
  const grep = process.env.TEST_GREP;
  const mocha = new Mocha({
    ui: 'bdd',
    timeout: 20_000,
    failZero: !grep, // a text to look for may be in another suite
    reporter: ResultReporter,
    ...(grep ? { grep } : {}),
  });
  const folder = path.join(__dirname, process.env.TEST_SUITE ?? '');
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (file.endsWith('.test.js')) mocha.addFile(path.join(folder, file));
  }
  await mocha.loadFilesAsync();
  const failures = await new Promise<number>((resolve) => mocha.run(resolve));
  if (failures) throw new Error(`${failures} tests failed.`);
}
