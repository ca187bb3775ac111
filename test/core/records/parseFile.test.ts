import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { isMoney, moneyToString } from '../../../src/core/model/money.ts';
import type { CrmRecord } from '../../../src/core/model/record.ts';
import { placeOf } from '../../../src/core/records/places.ts';
import { aWorkspace } from '../../support/inMemoryWorkspace.ts';

async function theRecord(
  path: string,
  text: string | Uint8Array,
  config?: string,
): Promise<{ record: CrmRecord; codes: string[]; messages: string[] }> {
  const workspace = await aWorkspace({
    [path]: text,
    ...(config !== undefined && { 'crm.yaml': config }),
  });
  const record = workspace.byPath(path);
  assert.ok(record, `${path} is a record`);
  const problems = workspace.problems(path);
  return { record, codes: problems.map((p) => p.code), messages: problems.map((p) => p.message) };
}

describe('reading a file into a record', () => {
  it('types values by the field, not by how YAML would', async () => {
    const { record, codes } = await theRecord(
      'deals/2026/big.md',
      '---\nname: 0123\naccount: acme\nstage: won\namount: 12000.50\nprobability: 40%\ncreated: 2026-01-02\n---\n',
    );
    assert.equal(record.fields['name'], '0123');
    const amount = record.fields['amount'];
    assert.ok(isMoney(amount));
    assert.equal(moneyToString(amount), '12000.50 EUR');
    assert.equal(record.fields['probability'], 40);
    assert.equal(record.fields['created'], '2026-01-02');
    assert.deepEqual(codes, ['ref-unresolved']);
  });

  it('keeps a deal whose amount is no number, shows it as written and reports it', async () => {
    const { record, codes } = await theRecord(
      'deals/x.md',
      '---\nname: X\naccount: x\nstage: won\namount: lots\n---\n',
    );
    assert.equal(record.fields['amount'], undefined);
    assert.equal(record.invalid['amount'], 'lots');
    assert.ok(codes.includes('money-invalid'));
  });

  it('takes a number with a thousands separator for no amount, and offers the likely one', async () => {
    const workspace = await aWorkspace({
      'deals/x.md': '---\nname: X\naccount: a\nstage: won\namount: "12,000.50 EUR"\n---\n',
      'accounts/a.md': '---\nname: A\n---\n',
    });
    const [problem] = workspace.problems('deals/x.md');
    assert.equal(problem?.code, 'money-invalid');
    assert.equal(problem?.fixes[0]?.edits[0]?.newText, '"12000.50 EUR"');
    assert.equal(problem?.fixes[0]?.safe, false);
  });

  it('says where a wrong value stands, to the column', async () => {
    const workspace = await aWorkspace({
      'accounts/a.md': '---\nname: A\nstatus:   custmer\n---\n',
    });
    const [problem] = workspace.problems('accounts/a.md');
    assert.equal(problem?.code, 'enum-unknown');
    assert.deepEqual(problem?.range, {
      start: { line: 2, column: 10 },
      end: { line: 2, column: 17 },
    });
    assert.equal(problem?.fixes[0]?.edits[0]?.newText, 'customer');
  });

  it('offers the one date that a text can mean, and none where it could be two', async () => {
    const date = async (written: string): Promise<string | undefined> => {
      const workspace = await aWorkspace({
        'accounts/a.md': `---\nname: A\nsince: ${written}\n---\n`,
      });
      assert.deepEqual(
        workspace.problems('accounts/a.md').map((p) => p.code),
        ['date-invalid'],
      );
      return workspace.problems('accounts/a.md')[0]?.fixes[0]?.edits[0]?.newText;
    };
    assert.equal(await date('5.1.2026'), '2026-01-05');
    assert.equal(await date('2026/1/5'), '2026-01-05');
    assert.equal(await date('5/1/2026'), undefined);
    assert.equal(await date('2026-02-30'), undefined);
  });

  it('reads an unquoted wikilink in a reference field, which YAML takes for a list in a list', async () => {
    const workspace = await aWorkspace({
      'accounts/acme.md': '---\nname: Acme\n---\n',
      'contacts/ana.md': '---\nname: Ana\naccount: [[acme]]\n---\n',
    });
    const contact = workspace.byPath('contacts/ana.md');
    assert.ok(contact);
    assert.equal(workspace.target(contact, 'account')?.id, 'acme');
    assert.deepEqual(workspace.problems(), []);
  });

  it('ties people to their key by name, alias and e-mail, and still counts a stranger', async () => {
    const config =
      'version: 1\nname: T\ncurrency: EUR\npeople:\n  ana: {name: Ana Ruiz, email: ana@x.example, aliases: [a.ruiz@old.example]}\n';
    for (const written of ['ana', 'Ana Ruiz', 'ANA@x.example', 'a.ruiz@old.example']) {
      const { record, codes } = await theRecord(
        'accounts/a.md',
        `---\nname: A\nowner: ${written}\n---\n`,
        config,
      );
      assert.equal(record.fields['owner'], 'ana');
      assert.deepEqual(codes, []);
    }
    const stranger = await theRecord('accounts/a.md', '---\nname: A\nowner: karl\n---\n', config);
    assert.equal(stranger.record.fields['owner'], 'karl');
    assert.deepEqual(stranger.codes, ['person-unknown']);
  });

  it('knows a person in a wikilink, with quotes or without', async () => {
    const config = 'version: 1\nname: T\ncurrency: EUR\npeople:\n  ana: {name: Ana Ruiz}\n';
    for (const written of ['"[[Ana Ruiz]]"', '[[Ana Ruiz]]']) {
      const { record, codes } = await theRecord(
        'accounts/a.md',
        `---\nname: A\nowner: ${written}\nteam: ${written}\n---\n`,
        config,
      );
      assert.equal(record.fields['owner'], 'ana');
      assert.deepEqual(record.fields['team'], ['ana']);
      assert.deepEqual(codes, []);
    }
  });

  it('keeps a field that is not declared, and hints at a near miss', async () => {
    const { record, codes, messages } = await theRecord(
      'accounts/a.md',
      '---\nname: A\nzodiac: lion\nindustri: steel\n---\n',
    );
    assert.equal(record.fields['zodiac'], 'lion');
    assert.equal(record.fields['industri'], 'steel');
    assert.deepEqual(codes, ['field-unknown']);
    assert.match(messages[0] ?? '', /did you mean industry/);
  });

  it('takes the title from name, title, first heading, then id', async () => {
    const title = async (text: string): Promise<string> =>
      (await theRecord('kb/how-to.md', text)).record.title;
    assert.equal(await title('---\nname: N\ntitle: T\n---\n# H\n'), 'N');
    assert.equal(await title('---\ntitle: T\n---\n# H\n'), 'T');
    assert.equal(await title('---\nstatus: draft\n---\n\n# H ##\n'), 'H');
    assert.equal(await title('Just text.\n'), 'how-to');
    const named = async (path: string): Promise<string> =>
      (await theRecord(path, 'x\n')).record.title;
    assert.equal(await named('kb/Kiln & Clay.md'), 'Kiln & Clay');
    assert.equal(await named('kb/Kiln/index.md'), 'Kiln');
  });

  it('does not ask for a name where a heading gives one, and does where only the file name is left', async () => {
    assert.deepEqual(
      (await theRecord('kb/a.md', '---\ntopics: [a/b]\n---\n# Heading\n')).codes,
      [],
    );
    assert.deepEqual((await theRecord('kb/a.md', '---\ntopics: [a/b]\n---\ntext\n')).codes, [
      'field-missing',
    ]);
  });

  it('knows where each field lies, also after a list and a nested map', async () => {
    const { record } = await theRecord(
      'accounts/a.md',
      '---\nname: A\ntags:\n  - x\n  - y\ncontact_policy: {opt_out: true}\nsince: 2020-01-01\n---\n',
    );
    assert.deepEqual(placeOf(record, 'since'), {
      start: { line: 6, column: 7 },
      end: { line: 6, column: 17 },
    });
    assert.equal(placeOf(record, 'tags')?.start.line, 3);
    assert.equal(placeOf(record, 'domain'), undefined);
  });

  it('keeps a file with broken YAML visible, with the fields that can be read', async () => {
    const { record, codes } = await theRecord(
      'accounts/a.md',
      '---\nname: Acme\nphones: [1, 2\nstatus: customer\n---\nbody\n',
    );
    assert.equal(record.title, 'Acme');
    assert.equal(record.broken, true);
    assert.ok(codes.includes('yaml-syntax'));
    assert.ok(
      !codes.includes('field-missing'),
      'what may stand in the unreadable part is not called missing',
    );
  });

  it('never evaluates another frontmatter language', async () => {
    const { record, codes } = await theRecord(
      'accounts/a.md',
      '---js\nmodule.exports = (globalThis.hacked = true)\n---\n',
    );
    assert.deepEqual(codes, ['yaml-language']);
    assert.equal('hacked' in globalThis, false);
    assert.equal(record.broken, true);
  });

  it('flags bytes that are not UTF-8 at their place and still reads the rest', async () => {
    const bytes = new Uint8Array([
      ...new TextEncoder().encode('---\nname: Caf'),
      0xe9,
      ...new TextEncoder().encode('\nstatus: customer\n---\n'),
    ]);
    const { record, codes } = await theRecord('accounts/a.md', bytes);
    assert.deepEqual(codes, ['file-encoding']);
    assert.equal(record.fields['status'], 'customer');
  });

  it('flags NUL bytes at their place', async () => {
    const { codes } = await theRecord('accounts/a.md', '---\nname: A\n---\nx\0y\n');
    assert.deepEqual(codes, ['file-binary']);
  });

  it('reads the beginning of a file that is too large', async () => {
    const { record, codes } = await theRecord(
      'accounts/a.md',
      `---\nname: Big\n---\n${'x '.repeat(3_000_000)}`,
    );
    assert.equal(record.title, 'Big');
    assert.deepEqual(codes, ['file-too-large']);
  });

  it('does not take a folder description for a record', async () => {
    const workspace = await aWorkspace({
      'accounts/README.md': '# About this folder\n',
      'accounts/a.md': '---\nname: A\n---\n',
    });
    assert.equal(workspace.records('account').length, 1);
    assert.deepEqual(workspace.problems(), []);
  });

  it('reads BOM and CRLF like any other file', async () => {
    const { record, codes } = await theRecord(
      'accounts/a.md',
      '\uFEFF---\r\nname: Acme\r\nstatus: customer\r\n---\r\n\r\n# X\r\n',
    );
    assert.equal(record.title, 'Acme');
    assert.equal(record.fields['status'], 'customer');
    assert.deepEqual(codes, []);
  });

  it('reports what an unfinished merge left in the body, and keeps the record whole', async () => {
    const { record, codes } = await theRecord(
      'accounts/a.md',
      '---\nname: A\n---\none\n<<<<<<< HEAD\nours\n=======\ntheirs\n>>>>>>> branch\n',
    );
    assert.deepEqual(codes, ['conflict-markers']);
    assert.equal(record.broken, false);
  });

  it('keeps `__proto__` an ordinary name', async () => {
    const { record } = await theRecord(
      'accounts/a.md',
      '---\nname: A\n__proto__: {polluted: yes}\nconstructor: x\n---\n',
    );
    assert.equal(({} as { polluted?: unknown }).polluted, undefined);
    assert.equal(Object.hasOwn(record.fields, '__proto__'), true);
    assert.equal(record.fields['constructor'], 'x');
  });
});

describe('tasks written in a body', () => {
  it('finds checkboxes with a due date or an owner, and leaves plain checklists alone', async () => {
    const workspace = await aWorkspace({
      'accounts/acme.md':
        '---\nname: Acme\n---\n- [ ] Send the offer (due: 2026-12-01, owner: ana)\n- [x] Call back (due: 2026-11-01)\n- [ ] no task\n```\n- [ ] code (due: 2026-12-01)\n```\n',
    });
    const tasks = workspace.records('task');
    assert.deepEqual(
      tasks.map((task) => [task.title, task.fields['status'], task.fields['due'], task.inlineLine]),
      [
        ['Call back', 'done', '2026-11-01', 4],
        ['Send the offer', 'open', '2026-12-01', 3],
      ],
    );
    assert.equal(workspace.targets(tasks[0] as CrmRecord, 'about')[0]?.id, 'acme');
  });

  it('reports a due date that is none at its place', async () => {
    const workspace = await aWorkspace({
      'accounts/acme.md': '---\nname: Acme\n---\n- [ ] Call (due: tomorrow)\n',
    });
    const [problem] = workspace.problems('accounts/acme.md');
    assert.equal(problem?.code, 'date-invalid');
    assert.deepEqual(problem?.range, {
      start: { line: 3, column: 17 },
      end: { line: 3, column: 25 },
    });
  });
});
