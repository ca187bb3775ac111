import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'mocha';
import { Engine } from '../../src/core/engine/engine.ts';
import { readPart } from '../../src/core/engine/readPart.ts';
import { recordKey } from '../../src/core/model/record.ts';
import type { PartReader } from '../../src/core/ports/partReader.ts';
import { fixedClock } from '../../src/node/nodeClock.ts';
import { NodeFiles } from '../../src/node/nodeFiles.ts';
import { silentLog } from '../support/inMemoryWorkspace.ts';

const count = 2500;
let root = '';

before(() => {
  root = mkdtempSync(path.join(tmpdir(), 'rapport-parts-'));
  mkdirSync(path.join(root, 'accounts'));
  mkdirSync(path.join(root, 'contacts'));
  writeFileSync(path.join(root, 'crm.yaml'), 'version: 1\nname: T\ncurrency: EUR\n');
  for (let n = 0; n < count; n++) {
    const folder = n % 2 === 0 ? 'accounts' : 'contacts';
    const task = n % 7 === 0 ? '- [ ] call (due: 2026-12-01)\n' : '';
    writeFileSync(
      path.join(root, folder, `r${n}.md`),
      `---\nname: Name ${n}\naccount: r${n - 1}\n---\nword${n} common [[r${(n * 7) % count}]]\n${task}`,
    );
  }
});

after(() => {
  rmSync(root, { recursive: true, force: true });
});

function open(partReader?: PartReader): Promise<Engine> {
  return Engine.open({
    files: new NodeFiles(root),
    clock: fixedClock('2026-11-23'),
    log: silentLog,
    partReader,
  });
}

function tell(engine: Engine): unknown {
  const paths = (word: string): (string | undefined)[] =>
    engine.search
      .search(word, { limit: 5000 })
      .map((hit) => engine.snapshot.bySlot(hit.key)?.path)
      .sort();
  const told = {
    records: engine.snapshot
      .all()
      .map((record) => [recordKey(record), record.title, record.fields, record.links]),
    problems: engine.problems(),
    common: paths('common'),
    one: paths('word1234'),
  };
  return JSON.parse(JSON.stringify(told));
}

describe('a large cold start shared by two threads', () => {
  const inThisThread: PartReader = { read: (request) => readPart(new NodeFiles(root), request) };

  it('gives what one thread gives, and goes on as usual', async () => {
    const shared = await open(inThisThread);
    const alone = await open();
    assert.deepEqual(tell(shared), tell(alone));
    writeFileSync(path.join(root, 'accounts/new.md'), '---\nname: New\n---\ncommon\n');
    await shared.update(['accounts/new.md']);
    await alone.update(['accounts/new.md']);
    assert.deepEqual(tell(shared), tell(alone));
    rmSync(path.join(root, 'accounts/new.md'));
  });

  it('reads everything in one thread when the other fails', async () => {
    const failing: PartReader = { read: () => Promise.reject(new Error('no thread')) };
    assert.deepEqual(tell(await open(failing)), tell(await open()));
  });
});
