import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'mocha';
import { Engine } from '../../src/core/engine/engine.ts';
import { readTextPart } from '../../src/core/engine/textPart.ts';
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

function open(partReader?: PartReader, defersText = false): Promise<Engine> {
  return Engine.open({
    files: new NodeFiles(root),
    clock: fixedClock('2026-11-23'),
    log: silentLog,
    partReader,
    defersText,
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
  const inThisThread: PartReader = {
    read: (request) => readPart(new NodeFiles(root), request),
    readText: (request) => readTextPart(new NodeFiles(root), request),
  };

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
    const failing: PartReader = {
      read: () => Promise.reject(new Error('no thread')),
      readText: () => Promise.reject(new Error('no thread')),
    };
    assert.deepEqual(tell(await open(failing)), tell(await open()));
  });

  it('lists records before their text is indexed, and searches once it is', async () => {
    let release: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    const slow: PartReader = {
      ...inThisThread,
      readText: async (request) => {
        const bytes = await readTextPart(new NodeFiles(root), request);
        await gate;
        return bytes;
      },
    };
    const engine = await open(slow, true);
    assert.equal(engine.snapshot.all().length > count, true, 'records are there');
    writeFileSync(path.join(root, 'accounts/r0.md'), '---\nname: Changed\n---\nfreshword\n');
    writeFileSync(path.join(root, 'accounts/late.md'), '---\nname: Late\n---\nfreshword\n');
    rmSync(path.join(root, 'accounts/r2.md'));
    await engine.update(['accounts/r0.md', 'accounts/late.md', 'accounts/r2.md']);
    release();
    await engine.whenSearchable();
    const alone = await open();
    assert.deepEqual(tell(engine), tell(alone));
    const found = (word: string): number => engine.search.search(word, { limit: 10 }).length;
    assert.equal(found('freshword'), 2);
    assert.equal(found('word2'), alone.search.search('word2', { limit: 10 }).length);
  });

  it('indexes the text itself when the other thread failed or read other files', async () => {
    const alone = tell(await open());
    const failing = await open(
      { ...inThisThread, readText: () => Promise.reject(new Error('no thread')) },
      true,
    );
    await failing.whenSearchable();
    assert.deepEqual(tell(failing), alone);
    const other: PartReader = {
      ...inThisThread,
      readText: ({ paths }) => readTextPart(new NodeFiles(root), { paths: paths.slice(1) }),
    };
    const shifted = await open(other, true);
    await shifted.whenSearchable();
    assert.deepEqual(tell(shifted), alone);
  });
});
