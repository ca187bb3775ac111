import assert from 'node:assert/strict';
import { compileSearchText, compileWhere } from '../../../src/core/expressions/compileWhere.ts';
import { theFirm, today } from './aFirm.ts';

async function found(text: string, type?: string): Promise<readonly string[]> {
  const snapshot = await theFirm();
  const where = compileWhere(text, { snapshot, type, me: 'ana' });
  assert.ok(where.ok, where.issues.map(({ message }) => message).join('; '));
  const records = type === undefined ? snapshot.all() : snapshot.records(type);
  return records
    .filter((record) => where.test(record, today))
    .map(({ type: of, id }) => (type === undefined ? `${of}/${id}` : id));
}

async function issuesOf(text: string, type?: string) {
  const where = compileWhere(text, { snapshot: await theFirm(), type });
  const said = where.issues.map(({ start, end, severity, message }) => ({
    at: text.slice(start, end),
    severity,
    message,
  }));
  return { ok: where.ok, said };
}

describe('compileWhere', () => {
  it('takes an expression or the short form for the same question', async () => {
    assert.deepEqual(await found("stage == 'won' && amount > 1000", 'deal'), ['hammers']);
    assert.deepEqual(await found('stage:won amount>1k', 'deal'), ['hammers']);
    assert.deepEqual(await found('owner:@me', 'deal'), ['anvils']);
    assert.deepEqual(await found('account:"Acme Works" is:open', 'deal'), ['anvils', 'roubles']);
    assert.deepEqual(await found('overdue', 'deal'), ['bolts']);
  });

  it('understands what reads as either: an expression that compares two fields', async () => {
    assert.deepEqual(await found('created<closed', 'deal'), ['hammers']);
  });

  it('says what is wrong at its place in the text as written', async () => {
    assert.deepEqual(await issuesOf('stage:won amount>lots', 'deal'), {
      ok: false,
      said: [
        {
          at: 'lots',
          severity: 'error',
          message: 'lots is not an amount: write 10k, 1.5m or 12000 EUR',
        },
      ],
    });
    const words = await issuesOf('anvils stage:won', 'deal');
    assert.equal(words.ok, false);
    assert.deepEqual([words.said[0]?.at, words.said.length], ['anvils', 1]);
    const { ok, said } = await issuesOf("stage == 'won' && amount > 'lots'", 'deal');
    assert.deepEqual([ok, said[0]?.at], [false, "'lots'"]);
  });

  it('warns and filters all the same where a field is not known', async () => {
    const { ok, said } = await issuesOf('stagge:won', 'deal');
    assert.equal(ok, true);
    assert.deepEqual(
      said.map(({ at, severity }) => [at, severity]),
      [['stagge', 'warning']],
    );
    assert.deepEqual(await found('unlisted>6', 'account'), ['acme']);
  });

  it('asks records of every type where none is named: those that cannot have the field are left out', async () => {
    assert.deepEqual(await found('stage:won'), ['deal/hammers']);
    assert.deepEqual(await found('owner:ana'), ['account/acme', 'deal/anvils']);
    assert.deepEqual(await found("owner == 'ana'"), ['account/acme', 'deal/anvils']);
    assert.deepEqual(await found('is:overdue'), [
      'article/rust',
      'deal/bolts',
      'invoice/one',
      'task/late',
    ]);
    assert.deepEqual((await issuesOf('stage:won')).said, []);
  });

  it('refuses what no type can be asked', async () => {
    assert.equal((await issuesOf('is:gone', 'deal')).ok, false);
    assert.equal((await issuesOf('amount >')).ok, false);
    assert.equal((await issuesOf("stage = 'won'")).ok, false);
  });
});

describe('compileSearchText', () => {
  async function searched(text: string, type?: string) {
    const snapshot = await theFirm();
    const { words, filters, issues, test } = compileSearchText(text, { snapshot, type, me: 'ana' });
    const ids = snapshot
      .all()
      .filter((record) => test(record, today))
      .map(({ type: of, id }) => `${of}/${id}`);
    return { words, filters, ids, issues: issues.map(({ message }) => message) };
  }

  it('takes filters out and leaves the words', async () => {
    assert.deepEqual(await searched('cold stage:won forge'), {
      words: 'cold forge',
      filters: true,
      ids: ['deal/hammers'],
      issues: [],
    });
    const { ids, words } = await searched('role:champion ada', 'contact');
    assert.deepEqual([ids, words], [['contact/ada'], 'ada']);
  });

  it('searches for what only looks like a filter', async () => {
    const { words, filters } = await searched(
      're:invent 10:30 "error: no route" https://acme.example',
    );
    assert.deepEqual(
      [words, filters],
      ['re:invent 10:30 "error: no route" https://acme.example', false],
    );
  });

  it('lets everything pass without filters', async () => {
    const all = (await theFirm()).all().length;
    assert.equal((await searched('anvil')).ids.length, all);
    assert.equal((await searched('')).ids.length, all);
  });

  it('says which name was probably meant, and searches for the words meanwhile', async () => {
    const { words, issues } = await searched('stagge:won');
    assert.equal(words, 'stagge:won');
    assert.match(issues[0] ?? '', /did you mean stage/);
  });

  it('combines filters of several types', async () => {
    const { ids } = await searched('-is:overdue has:due');
    assert.deepEqual(ids, ['task/done', 'task/offer']);
  });
});
