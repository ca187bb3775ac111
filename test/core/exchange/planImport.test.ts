import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ImportPlan } from '../../../src/core/exchange/importPlan.ts';
import { parseImportMap } from '../../../src/core/exchange/parseImportMap.ts';
import { planImport } from '../../../src/core/exchange/planImport.ts';
import { readCsv } from '../../../src/core/exchange/readCsv.ts';
import { InMemoryFiles } from '../../support/inMemoryFiles.ts';
import { anEngine, testToday } from '../../support/inMemoryWorkspace.ts';

type Files = Readonly<Record<string, string>>;

const config = `version: 1
name: Test
currency: EUR
people:
  ana: {name: Ana Ruiz, aliases: [A. Ruiz]}
pipelines:
  sales:
    stages:
      - {id: open, name: In talks, probability: 10}
      - {id: won, name: Closed won, probability: 100, outcome: won}
`;

/** A workspace into which tables can be imported, one after the other. */
async function aTarget(files: Files = {}) {
  const store = new InMemoryFiles({ 'crm.yaml': config, ...files });
  const engine = await anEngine(store);
  const plan = async (csv: string, map: string): Promise<ImportPlan | readonly string[]> => {
    const parsed = parseImportMap(map);
    assert(parsed.ok, parsed.ok ? '' : parsed.issues.map(({ message }) => message).join());
    const table = readCsv(csv, parsed.map.options.delimiter);
    assert(table.ok);
    const type = engine.snapshot.type(parsed.map.type ?? '');
    assert(type);
    const planned = await planImport({
      workspace: engine.snapshot,
      files: store,
      type,
      map: parsed.map,
      tables: [{ file: 'table.csv', table: table.table }],
      today: testToday,
    });
    return planned.ok ? planned.plan : planned.messages;
  };
  return {
    store,
    engine,
    /** What an import would do. */
    async plan(csv: string, map: string): Promise<ImportPlan> {
      const result = await plan(csv, map);
      assert('created' in result, String(result));
      return result;
    },
    /** Why nothing is imported. */
    async refusal(csv: string, map: string): Promise<string> {
      const result = await plan(csv, map);
      assert(!('created' in result), 'it was planned');
      return result.join('\n');
    },
    /** Imports, so that the next import finds the records. */
    async run(csv: string, map: string): Promise<ImportPlan> {
      const result = await this.plan(csv, map);
      for (const record of [...result.created, ...result.updated])
        store.write(record.path, record.text);
      await engine.update([...result.created, ...result.updated].map((record) => record.path));
      return result;
    },
  };
}

const texts = (plan: ImportPlan): Files =>
  Object.fromEntries(plan.created.map((record) => [record.path, record.text]));
const reasons = (plan: ImportPlan): readonly string[] =>
  plan.refused.map(({ row, reason }) => `${row}: ${reason}`);

describe('importing tables', () => {
  it('writes fields in the order of the schema, quoted only where that is needed', async () => {
    const target = await aTarget();
    const plan = await target.plan(
      'Since,Firm,Notes,Staff,Own\n2024-03-01,Acme: Steel,"line one\nline two",12,0123\n',
      'type: account\nfields: {since: Since, name: Firm, address: Notes, employees: Staff, code: Own}\n',
    );
    assert.deepEqual(texts(plan), {
      'accounts/acme-steel.md':
        '---\nname: "Acme: Steel"\nemployees: 12\naddress: |-\n  line one\n  line two\nsince: 2024-03-01\ncode: "0123"\n---\n',
    });
  });

  it('puts new records of types that grow into the year of their own date', async () => {
    const target = await aTarget();
    const plan = await target.plan(
      'id,opened,stage\nA 1,2024-05-06,open\nB 2,,won\n',
      'type: deal\nid: "{{id}}"\nfields: {name: "Deal {{id}}", created: opened, stage: stage}\n',
    );
    assert.deepEqual(Object.keys(texts(plan)), ['deals/2024/a-1.md', 'deals/2026/b-2.md']);
  });

  it('makes .yaml files of types that hold data only, unless there is text', async () => {
    const target = await aTarget();
    const map = 'type: product\nfields: {sku: sku, name: name}\nbody: text\n';
    const plan = await target.plan('sku,name,text\na1,Bolt,\na2,Nut,Goes on a bolt.\n', map);
    assert.deepEqual(texts(plan), {
      'products/bolt.yaml': 'sku: a1\nname: Bolt\n',
      'products/nut.md': '---\nsku: a2\nname: Nut\n---\n\nGoes on a bolt.\n',
    });
  });

  it('multiplies exactly, and gives amounts the currency of the map, the column or the cell', async () => {
    const target = await aTarget();
    const csv = 'n,a,b,c,cur\nX,1100.04,5,$7.50,USD\n';
    const map = (amount: string): string =>
      `type: account\nfields: {name: n, annual_revenue: ${amount}}\n`;
    const revenue = async (amount: string): Promise<string | undefined> =>
      /annual_revenue: (.*)/.exec(
        texts(await target.plan(csv, map(amount)))['accounts/x.md'] ?? '',
      )?.[1];
    assert.equal(await revenue('{column: a, currency: USD, times: 1_000_000}'), '1100040000 USD');
    assert.equal(await revenue('{column: b, currency: "{{cur}}"}'), '5 USD');
    assert.equal(await revenue('{column: c, currency: USD}'), '7.50 USD');
    assert.equal(await revenue('a'), '1100.04');
  });

  it('translates values, and names those that the map does not know', async () => {
    const target = await aTarget();
    const plan = await target.plan(
      'n,s,st\nA,Active,Closed Won\nB,Odd,in talks\nC,None,Lost?\n',
      'type: deal\nfields: {name: n, status: {column: s, values: {Active: yes, None: null}}, stage: st}\n',
    );
    assert.deepEqual(Object.values(texts(plan)), [
      '---\nname: A\nstage: won\nstatus: yes\n---\n',
      '---\nname: B\nstage: open\nstatus: Odd\n---\n',
      '---\nname: C\nstage: Lost?\n---\n',
    ]);
    assert.deepEqual(plan.unmapped, [{ field: 'status', value: 'Odd', rows: 1 }]);
  });

  it('writes people by their key where crm.yaml knows them, else by name', async () => {
    const target = await aTarget();
    const plan = await target.plan(
      'n,o\nA,A. Ruiz\nB,Somebody Else\n',
      'type: account\nfields: {name: n, owner: o}\n',
    );
    assert.deepEqual(
      Object.values(texts(plan)).map((text) => /owner: (.*)/.exec(text)?.[1]),
      ['ana', 'Somebody Else'],
    );
  });

  it('takes from several columns the first that has a value, or all of them for a list', async () => {
    const target = await aTarget();
    const plan = await target.plan(
      'n,won,lost,m1,m2,t\nA,2024-01-02,,a@x.example,,x; y\nB,,2024-03-04,b@x.example,c@x.example,\n',
      'type: deal\nfields: {name: n, closed: [won, lost], emails: [m1, m2], tags: {column: t, list: ";"}}\n',
    );
    assert.deepEqual(Object.values(texts(plan)), [
      '---\nname: A\nclosed: 2024-01-02\ntags: [x, y]\nemails: [a@x.example]\n---\n',
      '---\nname: B\nclosed: 2024-03-04\nemails: [b@x.example, c@x.example]\n---\n',
    ]);
  });

  it('leaves out what has no value, lines of constants alone included', async () => {
    const target = await aTarget();
    const plan = await target.plan(
      'n,p,q\nA,,N/A\nB,Bolt,-\n',
      'type: deal\nfields:\n  name: n\n  source: q\n  lines: [{product: p, quantity: {const: 1}}]\noptions: {null: [N/A, "-"]}\n',
    );
    assert.deepEqual(Object.values(texts(plan)), [
      '---\nname: A\n---\n',
      '---\nname: B\nlines:\n  - {product: Bolt, quantity: 1}\n---\n',
    ]);
  });

  it('keeps a value that does not fit as it stands, for check to report', async () => {
    const target = await aTarget();
    const plan = await target.plan(
      'n,e,s\nA,about ten,2024-02-31\n',
      'type: account\nfields: {name: n, employees: e, since: {column: s, date: YYYY-MM-DD}}\n',
    );
    assert.deepEqual(plan.unreadable, [
      { field: 'employees', value: 'about ten', rows: 1 },
      { field: 'since', value: '2024-02-31', rows: 1 },
    ]);
    await target.run(
      'n,e,s\nA,about ten,2024-02-31\n',
      'type: account\nfields: {name: n, employees: e, since: {column: s, date: YYYY-MM-DD}}\n',
    );
    assert.deepEqual(
      target.engine.problems('accounts/a.md').map(({ code }) => code),
      ['field-type', 'date-invalid'],
    );
  });

  it('imports nothing where a column can be read in two ways', async () => {
    const target = await aTarget();
    const dates = await target.refusal(
      'n,d\nA,03/04/2026\n',
      'type: account\nfields: {name: n, since: d}\n',
    );
    assert.match(dates, /Column "d" cannot be told: "03\/04\/2026" has two meanings.*DD\/MM\/YYYY/);
    const amounts = await target.refusal(
      'n,d\nA,"1,234"\n',
      'type: account\nfields: {name: n, employees: d}\n',
    );
    assert.match(amounts, /"1,234" has two meanings.*decimal/);
    const decided = await target.plan(
      'n,d\nA,"1,234"\n',
      'type: account\nfields: {name: n, employees: d}\noptions: {decimal: "."}\n',
    );
    assert.match(Object.values(texts(decided))[0] ?? '', /employees: 1234\n/);
  });

  it('imports nothing by a map that does not fit, and says what was meant', async () => {
    const target = await aTarget();
    const refusal = (map: string): Promise<string> => target.refusal('Name,Boss\nA,B\n', map);
    assert.match(
      await refusal('type: account\nfields: {name: Nmae}\n'),
      /no column "Nmae": did you mean "Name"\?/,
    );
    assert.match(
      await refusal('type: account\nfields: {name: {column: Name, by: name}}\n'),
      /name is not a reference/,
    );
    assert.match(
      await refusal('type: account\nfields: {name: Name, parent: {column: Boss, by: nam}}\n'),
      /did you mean name\?/,
    );
    assert.match(
      await refusal('type: account\nmatch: [domain]\nfields: {name: Name}\n'),
      /matched by domain, which the map does not fill/,
    );
    assert.match(
      await refusal('type: account\nfields: {name: Name, contact_policy: Boss}\n'),
      /contact_policy is a map/,
    );
  });

  it('says which columns are left out and which fields are not declared', async () => {
    const target = await aTarget();
    const plan = await target.plan(
      'Name,Fax,City\nA,1,B\n',
      'type: account\nfields: {name: Name, citty: City}\n',
    );
    assert.deepEqual(plan.leftOut, [{ file: 'table.csv', columns: ['Fax'] }]);
    assert.deepEqual(plan.notes, ['account does not declare citty: did you mean city?']);
  });
});

describe('references of an import', () => {
  const map = 'type: deal\nfields: {name: n, stage: s, account: {column: a, by: name}}\n';

  it('are found by a field of the target, upper and lower case alike', async () => {
    const target = await aTarget({ 'accounts/acme-1.md': '---\nname: Acme  Steel\n---\n' });
    const plan = await target.plan('n,s,a\nA,open,ACME steel\n', map);
    assert.match(Object.values(texts(plan))[0] ?? '', /account: acme-1\n/);
  });

  it('stay as written where nothing or more than one record fits, and are counted', async () => {
    const twin = '---\nname: Twin\n---\n';
    const target = await aTarget({
      'accounts/t1.md': twin,
      'accounts/t2.md': twin,
      'accounts/a.md': '---\nname: Real\n---\n',
    });
    const plan = await target.plan(
      'n,s,a\nA,open,Twin\nB,open,Nobody\nC,open,Nobody\nD,open,A#1\n',
      map,
    );
    assert.deepEqual(plan.ambiguous, [{ field: 'account', value: 'Twin', rows: 1 }]);
    assert.deepEqual(plan.unresolved, [
      { field: 'account', value: 'Nobody', rows: 2 },
      { field: 'account', value: 'A#1', rows: 1 },
    ]);
    const accounts = Object.values(texts(plan)).map((text) => /account: (.*)/.exec(text)?.[1]);
    // What a heading is cut off of would lead to the account "a".
    assert.deepEqual(accounts, ['Twin', 'Nobody', 'Nobody', 'a-1']);
  });

  it('lead to rows of the same table, before and after', async () => {
    const target = await aTarget();
    const csv = 'n,p\nSon,Mother\nMother,\nStranger,Nobody\n';
    const plan = await target.run(
      csv,
      'type: account\nfields: {name: n, parent: {column: p, by: name}}\n',
    );
    assert.match(texts(plan)['accounts/son.md'] ?? '', /parent: mother\n/);
    const son = target.engine.snapshot.get('account', 'son');
    assert(son);
    assert.equal(target.engine.snapshot.target(son, 'parent')?.id, 'mother');
  });

  it('are found by the id that an earlier import made of a key', async () => {
    const target = await aTarget();
    await target.run('key,n\n001A-Z,Acme\n', 'type: account\nid: "{{key}}"\nfields: {name: n}\n');
    const plan = await target.plan(
      'n,s,k\nA,open,001A-Z\n',
      'type: deal\nfields: {name: n, stage: s, account: k}\n',
    );
    assert.match(Object.values(texts(plan))[0] ?? '', /account: "001a-z"\n/);
    assert.deepEqual(plan.unresolved, []);
  });

  it('are written so that they lead to the one record that is meant', async () => {
    const target = await aTarget({
      'accounts/north/acme.md': '---\nname: North\n---\n',
      'accounts/south/acme.md': '---\nname: South\n---\n',
    });
    await target.run('n,s,a\nA,open,South\n', map);
    const [deal] = target.engine.snapshot.records('deal');
    assert(deal);
    assert.equal(target.engine.snapshot.target(deal, 'account')?.path, 'accounts/south/acme.md');
  });
});

describe('importing a second time', () => {
  const map = `type: account
match: [name]
fields:
  name: n
  annual_revenue: {column: r, currency: EUR}
  parent: {column: p, by: name}
  phones: [t1, t2]
  since: {column: d, date: DD/MM/YYYY}
`;
  const csv = 'n,r,p,t1,t2,d\nAcme,1000.50,Borealis,+1 2,+3 4,01/02/2024\nBorealis,7,,,,\n';

  it('changes nothing where the table says the same', async () => {
    const target = await aTarget();
    await target.run(csv, map);
    const again = await target.plan(csv, map);
    assert.deepEqual([again.created, again.updated, again.refused], [[], [], []]);
    assert.deepEqual(
      again.unchanged.map(({ id }) => id),
      ['acme', 'borealis'],
    );
  });

  it('takes another spelling of the same value for the same', async () => {
    const target = await aTarget({
      'accounts/borealis.md':
        '---\nname: Borealis\nannual_revenue: {amount: 7.00, currency: EUR}\n---\n',
      'accounts/a.md':
        '---\nname: ACME\nannual_revenue: 1000.5\nparent: "[[accounts/borealis|the yard]]"\nphones:\n  - +1 2\n  - +3 4\nsince: 2024-02-01\n---\n',
    });
    const plan = await target.plan(csv.replace('Acme', 'ACME'), map);
    assert.deepEqual([plan.created, plan.updated], [[], []]);
  });

  it('changes the bytes of a changed value and no others, and leaves what the table has no value for', async () => {
    const before =
      '---\r\n# ours\r\nname: Acme\r\nannual_revenue:   "1 EUR" # guess\r\nhealth: 70\r\nparent: borealis\r\n---\r\n\r\nText\r\n';
    const target = await aTarget({
      'accounts/acme.md': before,
      'accounts/borealis.md': '---\nname: Borealis\nannual_revenue: 7 EUR\n---\n',
    });
    const plan = await target.plan('n,r,p,t1,t2,d\nAcme,1000.50,,,,\nBorealis,,,,,\n', map);
    assert.deepEqual(
      plan.updated.map(({ path, text }) => [path, text]),
      [['accounts/acme.md', before.replace('1 EUR', '1000.50 EUR')]],
    );
    assert.deepEqual(
      plan.updated[0]?.changes.map(({ field }) => field),
      ['annual_revenue'],
    );
    assert.deepEqual(
      plan.unchanged.map(({ id }) => id),
      ['borealis'],
    );
  });

  it('refuses a row whose record cannot be changed safely, and changes the others', async () => {
    const target = await aTarget({
      'accounts/acme.md': '---\nname: Acme\nannual_revenue: "1 EUR\n---\n',
      'accounts/borealis.md': '---\nname: Borealis\n---\n',
    });
    const plan = await target.plan(csv, map);
    assert.deepEqual(
      plan.updated.map(({ id }) => id),
      ['borealis'],
    );
    assert.match(
      reasons(plan).join(),
      /2: accounts\/acme\.md cannot be changed: its YAML has mistakes/,
    );
  });

  it('knows a record by its id wherever its folder has moved', async () => {
    const target = await aTarget({ 'deals/archive/x1.md': '---\nname: Old\nstage: open\n---\n' });
    const plan = await target.plan(
      'k,n,s\nX1,New,open\n',
      'type: deal\nid: "{{k}}"\nfields: {name: n, stage: s}\n',
    );
    assert.deepEqual([plan.created.length, plan.updated[0]?.path], [0, 'deals/archive/x1.md']);
  });

  it('never plans anything again, whatever the table holds', async () => {
    const cell = fc.oneof(
      fc.string({ maxLength: 12 }),
      fc.constantFrom(
        '',
        'Acme',
        'true',
        '0123',
        '- x',
        '# y',
        'a: b',
        '[[acme]]',
        '12,5',
        'null',
        'Ünï',
        '🙂',
      ),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 4 }),
        async (rows) => {
          const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`;
          const table = [['n', 'c', 'o'], ...rows]
            .map((row) => row.map(quote).join(','))
            .join('\n');
          const own =
            'type: account\nfields: {name: n, city: c, own: o, tags: [c, o]}\noptions: {delimiter: ","}\n';
          const target = await aTarget();
          const first = await target.run(table, own);
          const again = await target.plan(table, own);
          assert.deepEqual([again.created, again.updated], [[], []], table);
          assert.equal(again.unchanged.length, first.created.length);
          const rowsOf = (plan: ImportPlan): readonly number[] =>
            plan.refused.map(({ row }) => row);
          assert.deepEqual(rowsOf(again), rowsOf(first));
        },
      ),
      { numRuns: 150 },
    );
  });
});

describe('rows that can be no record', () => {
  const map = 'type: account\nfields: {name: n, domain: d}\n';

  it('are refused with their row and the reason', async () => {
    const target = await aTarget();
    const plan = await target.plan('n,d\nAcme,a\n,b\n🙂,c\nAcme,d\nBorealis,e,f,g\n', map);
    assert.deepEqual(reasons(plan), [
      '3: it has no id: its name is empty',
      '4: it has no id: its name has neither letters nor digits',
      '5: it is the same record as row 2',
      '6: it has 4 cells, more than the header: a separator or a quote is wrong',
    ]);
    assert.equal(plan.created.length, 1);
  });

  it('are those that fit more than one record', async () => {
    const twin = '---\nname: Twin\n---\n';
    const target = await aTarget({ 'accounts/t1.md': twin, 'accounts/t2.md': twin });
    const plan = await target.plan('n,d\nTwin,x\n', map);
    assert.deepEqual(reasons(plan), ['2: 2 records match it: accounts/t1.md, accounts/t2.md']);
  });

  it('get an id of their own by what they are matched by, else none', async () => {
    const target = await aTarget({ 'accounts/acme.md': '---\nname: Something else\n---\n' });
    const plan = await target.plan('n,d\nAcme,x\n', map);
    assert.match(reasons(plan).join(), /2: its id "acme" is taken by accounts\/acme\.md/);
    const byDomain = await target.plan('n,d\nAcme,acme.example\n', `match: [domain]\n${map}`);
    assert.deepEqual(
      byDomain.created.map(({ id }) => id),
      ['acme-acme-example'],
    );
  });

  it('do not get names that a file system or a folder needs for itself', async () => {
    const target = await aTarget();
    const plan = await target.plan('n,d\nCON,\nIndex,\nAccounts,\n', map);
    assert.deepEqual(
      plan.created.map(({ path }) => path),
      ['accounts/account-con.md', 'accounts/account-index.md', 'accounts/account-accounts.md'],
    );
  });
});
