import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { recordKey } from '../../../src/core/model/record.ts';
import { InMemoryFiles } from '../../support/inMemoryFiles.ts';
import { anEngine } from '../../support/inMemoryWorkspace.ts';

const account = (name: string): string => `---\nname: ${name}\n---\n`;

async function aFirm() {
  const files = new InMemoryFiles({
    'crm.yaml': 'version: 1\nname: Test\ncurrency: EUR\nignore: ["**/_drafts/**"]\n',
    'accounts/acme.md': account('Acme'),
    'accounts/eu/berlin.md': account('Berlin'),
    'accounts/eu/de/munich.md': account('Munich'),
    'accounts/europe.md': account('Europe'),
  });
  const engine = await anEngine(files);
  return { files, engine, keys: () => engine.snapshot.all().map(recordKey) };
}

describe('a folder that changes as a whole', () => {
  it('takes its records away with it, and only those', async () => {
    const { files, engine, keys } = await aFirm();
    files.delete('accounts/eu/berlin.md');
    files.delete('accounts/eu/de/munich.md');
    const change = await engine.update(['accounts/eu']);
    assert.deepEqual([...change.paths].sort(), [
      'accounts/eu/berlin.md',
      'accounts/eu/de/munich.md',
    ]);
    assert.deepEqual(keys(), ['account/acme', 'account/europe']);
  });

  it('brings its records with it, and reads no other file again', async () => {
    const { files, engine, keys } = await aFirm();
    files.write('accounts/v1.2/asia/tokyo.md', account('Tokyo'));
    files.write('accounts/v1.2/_drafts/hidden.md', account('Hidden'));
    files.reads.length = 0;
    await engine.update(['accounts/v1.2']);
    assert.deepEqual(files.reads, ['accounts/v1.2/asia/tokyo.md']);
    assert.ok(keys().includes('account/v1.2/asia/tokyo'));
    assert.equal(keys().length, 5);
  });

  it('moves its records when it is renamed', async () => {
    const { files, engine, keys } = await aFirm();
    for (const name of ['berlin.md', 'de/munich.md']) {
      files.write(`accounts/emea/${name}`, files.text(`accounts/eu/${name}`));
      files.delete(`accounts/eu/${name}`);
    }
    await engine.update(['accounts/eu', 'accounts/emea']);
    assert.deepEqual(keys(), [
      'account/acme',
      'account/emea/berlin',
      'account/emea/de/munich',
      'account/europe',
    ]);
  });

  it('is no matter where it holds no records', async () => {
    const { files, engine } = await aFirm();
    files.write('assets/logo.png', 'x');
    files.reads.length = 0;
    const change = await engine.update(['assets', 'assets/logo.png', 'gone']);
    assert.deepEqual(change.paths, []);
    assert.deepEqual(files.reads, []);
  });
});
