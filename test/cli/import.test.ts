import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import {
  aFolder,
  ensureBuilt,
  program,
  removeFolders,
  runCli,
  runJson,
  treeOf,
  writeAll,
} from './runCli.ts';

type Json = Readonly<Record<string, unknown>>;

const files: Readonly<Record<string, string>> = {
  'crm.yaml': 'version: 1\nname: Shop\ncurrency: EUR\n',
  'accounts/acme.md': '---\nname: Acme # ours\nindustry: steel\n---\n',
  'map.yaml':
    'type: account\nmatch: [name]\nfields: {name: Name, industry: Sector, employees: Staff}\n',
  'firms.csv': 'Name,Sector,Staff,Fax\nAcme,iron,12,1\nBorealis,,7,2\n,,1,3\n',
};

describe('import', () => {
  before(ensureBuilt);
  after(removeFolders);

  const text = (root: string, file: string): string => readFileSync(path.join(root, file), 'utf8');

  it('creates, changes and refuses, and says all of it', async () => {
    const root = aFolder(files);
    const { code, stdout } = await runCli(
      ['import', 'csv', 'firms.csv', '--map', 'map.yaml', '--yes', '--json'],
      { cwd: root },
    );
    assert.equal(code, 1, 'a refused row is a finding');
    assert.deepEqual(JSON.parse(stdout), {
      type: 'account',
      written: true,
      created: ['accounts/borealis.md'],
      updated: ['accounts/acme.md'],
      unchanged: [],
      refused: [{ row: 4, reason: 'it has no id: its name is empty', file: 'firms.csv' }],
      left_out: [{ file: 'firms.csv', columns: ['Fax'] }],
      unresolved: [],
      ambiguous: [],
      unmapped: [],
      unreadable: [],
      notes: [],
    });
    assert.equal(
      text(root, 'accounts/acme.md'),
      '---\nname: Acme # ours\nindustry: iron\nemployees: 12\n---\n',
    );
    assert.equal(text(root, 'accounts/borealis.md'), '---\nname: Borealis\nemployees: 7\n---\n');
  });

  it('tells people the same in words', async () => {
    const root = aFolder(files);
    const { stdout } = await runCli(['import', 'csv', 'firms.csv', '--map', 'map.yaml'], {
      cwd: root,
    });
    assert.equal(
      stdout,
      'account: 1 record created, 1 record updated, 0 records unchanged, 1 row refused\n' +
        '  accounts/acme.md: industry, employees\n' +
        'Refused:\n' +
        '  firms.csv row 4: it has no id: its name is empty\n' +
        'Columns left out of firms.csv: Fax\n',
    );
  });

  it('shows a patch and writes nothing in a dry run', async () => {
    const root = aFolder(files);
    const before = treeOf(root);
    const { stdout, stderr } = await runCli(
      ['import', 'csv', 'firms.csv', '--map', 'map.yaml', '--dry-run', '--yes'],
      { cwd: root },
    );
    assert.match(stderr, /^account: 1 record would be created, 1 record would be updated/);
    assert.deepEqual(treeOf(root), before);
    if (spawnSync('git', ['--version']).status !== 0) return;
    assert.equal(spawnSync('git', ['apply', '-'], { cwd: root, input: stdout }).status, 0);
    assert.equal(text(root, 'accounts/borealis.md'), '---\nname: Borealis\nemployees: 7\n---\n');
  });

  it('writes nothing in a terminal unless --yes says so', function () {
    // script(1), where there is one, gives the program a terminal.
    const terminal = 'script';
    if (spawnSync(terminal, ['--version']).status !== 0) this.skip();
    const root = aFolder(files);
    const inTerminal = (more: string): string => {
      const command = `"${process.execPath}" "${program}" import csv firms.csv --map map.yaml ${more}`;
      return spawnSync(terminal, ['-qec', command, '/dev/null'], {
        cwd: root,
        encoding: 'utf8',
        env: { ...process.env, RAPPORT_CACHE_DIR: `${root}-cache` },
      }).stdout;
    };
    assert.match(inTerminal(''), /would be created[^]*Nothing was written: --yes writes/);
    assert(!existsSync(path.join(root, 'accounts/borealis.md')));
    assert.match(inTerminal('--yes'), /1 record.* created/);
    assert(existsSync(path.join(root, 'accounts/borealis.md')));
  });

  it('proposes a map that can be used as it is', async () => {
    const root = aFolder(files);
    const proposal = await runCli(['import', 'csv', 'firms.csv'], { cwd: root });
    assert.equal(proposal.code, 0);
    assert.match(proposal.stdout, /^type: account$/m);
    assert.match(proposal.stderr, /^Nothing was imported: this is a proposed map/);
    writeFileSync(path.join(root, 'proposed.yaml'), proposal.stdout);
    const result = (await runJson(['import', 'csv', 'firms.csv', '--map', 'proposed.yaml'], {
      cwd: root,
    })) as Json;
    assert.deepEqual(result['created'], ['accounts/borealis.md']);
    const asked = await runJson(['import', 'csv', 'firms.csv', '--type', 'contact'], { cwd: root });
    assert.match(String((asked as Json)['map']), /^type: contact$/m);
  });

  it('reads several files, in the encoding and form that each has', async () => {
    const root = aFolder(files);
    writeAll(root, {
      'west.csv': Buffer.from(
        'Name;Sector;Staff\nM\u00fcller;Bau;1.200\nVogel;Bau;3,5\n',
        'latin1',
      ),
      'east.csv': Buffer.from('\uFEFFName\tSector\tStaff\nЗаря\tсталь\t4\n', 'utf16le'),
    });
    const { stdout, stderr } = await runCli(
      ['import', 'csv', 'west.csv', 'east.csv', '--map', 'map.yaml', '--json'],
      { cwd: root },
    );
    const result = JSON.parse(stdout) as Json;
    assert.deepEqual(result['created'], [
      'accounts/müller.md',
      'accounts/vogel.md',
      'accounts/заря.md',
    ]);
    assert.match(stderr, /west\.csv: read as windows-1252/);
    assert.match(text(root, 'accounts/müller.md'), /^name: Müller$/m);
    assert.match(text(root, 'accounts/müller.md'), /^employees: 1200$/m);
  });

  it('stops before it writes where the map or the table is wrong', async () => {
    const root = aFolder({
      ...files,
      'wrong.yaml': 'type: account\nfields:\n  name: {column: Name, curency: EUR}\n',
      'other.yaml': 'type: account\nfields: {name: Firm}\n',
      'typeless.yaml': 'fields: {name: Name}\n',
    });
    const before = treeOf(root);
    const refusal = async (map: string): Promise<string> => {
      const { code, stderr, stdout } = await runCli(
        ['import', 'csv', 'firms.csv', '--map', map, '--yes'],
        { cwd: root },
      );
      assert.deepEqual([code, stdout], [2, '']);
      return stderr;
    };
    assert.match(
      await refusal('wrong.yaml'),
      /^rapport: wrong\.yaml:3:24: "curency" is no setting/,
    );
    assert.match(
      await refusal('other.yaml'),
      /^rapport: Nothing was imported: firms\.csv has no column "Firm"/,
    );
    assert.match(await refusal('typeless.yaml'), /^rapport: The map names no type/);
    assert.match(
      await refusal('gone.yaml'),
      /^rapport: gone\.yaml cannot be read: there is no such file/,
    );
    assert.deepEqual(treeOf(root), before);
  });

  it('stopped by Ctrl-C at any moment, has written all of its files or none', async function () {
    if (process.platform === 'win32') this.skip();
    this.timeout(120_000);
    const rows = Array.from({ length: 1500 }, (_, at) => `Firm ${at},,1,`);
    const table = `Name,Sector,Staff,Fax\n${rows.join('\n')}\n`;
    for (const delay of [150, 300, 400, 500, 600, 800, 1000]) {
      const root = aFolder({ ...files, 'firms.csv': table });
      const child = spawn(
        process.execPath,
        [program, 'import', 'csv', 'firms.csv', '--map', 'map.yaml', '--yes'],
        { cwd: root, stdio: 'ignore', env: { ...process.env, RAPPORT_CACHE_DIR: `${root}-cache` } },
      );
      const ended = once(child, 'exit');
      setTimeout(() => child.kill('SIGINT'), delay);
      await ended;
      const written = readdirSync(path.join(root, 'accounts')).length - 1;
      assert(written === 0 || written === 1500, `${written} files after ${delay} ms`);
      assert(!existsSync(path.join(root, '.rapport')));
    }
  });

  it('matches by the fields that --match names, and writes the type that --type names', async () => {
    const root = aFolder({
      'crm.yaml': 'version: 1\nname: Shop\n',
      'contacts/ana.md': '---\nname: Ana\nemails: [old@x.example, ana@x.example]\n---\n',
      'map.yaml': 'fields: {name: Name, emails: Mail}\n',
      'people.csv': 'Name,Mail\nAna Ruiz,ana@x.example\nBen,ben@x.example\n',
    });
    const result = (await runJson(
      [
        'import',
        'csv',
        'people.csv',
        '--map',
        'map.yaml',
        '--type',
        'contact',
        '--match',
        'emails',
      ],
      { cwd: root },
    )) as Json;
    assert.deepEqual(
      [result['created'], result['updated']],
      [['contacts/ben.md'], ['contacts/ana.md']],
    );
  });
});
