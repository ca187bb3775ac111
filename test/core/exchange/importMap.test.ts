import assert from 'node:assert/strict';
import { parseImportMap } from '../../../src/core/exchange/parseImportMap.ts';
import { proposeImportMap } from '../../../src/core/exchange/proposeImportMap.ts';
import { readCsv } from '../../../src/core/exchange/readCsv.ts';
import { resolveSchema } from '../../../src/core/schema/resolveSchema.ts';

describe('an import map', () => {
  const issues = (text: string): readonly string[] => {
    const parsed = parseImportMap(text);
    return parsed.ok
      ? []
      : parsed.issues.map(
          ({ position, message }) => `${position.line + 1}:${position.column + 1} ${message}`,
        );
  };

  it('is read as the documentation writes it', () => {
    const parsed = parseImportMap(`type: deal
id: "{{opportunity_id}}"                 # made a slug
match: [id]
fields:
  name: "{{account}} {{product}}"
  account: {column: account, by: name}
  owner: sales_agent
  stage: {column: deal_stage, values: {Prospecting: prospecting, Won: won}}
  amount: {column: close_value, currency: USD}
  created: {column: engage_date, date: "YYYY-MM-DD"}
  closed: {column: close_date, date: auto}
options: {encoding: auto, delimiter: auto, null: ["", "N/A", "-"]}
`);
    assert(parsed.ok);
    const { type, match, fields, options } = parsed.map;
    assert.deepEqual([type, match, fields.length], ['deal', ['id'], 7]);
    assert.deepEqual(fields[0]?.source, {
      kind: 'cell',
      text: [
        { kind: 'column', column: 'account' },
        { kind: 'text', text: ' ' },
        { kind: 'column', column: 'product' },
      ],
    });
    assert.deepEqual(options, {
      encoding: 'auto',
      delimiter: 'auto',
      decimal: 'auto',
      null: ['', '', 'N/A', '-'],
    });
  });

  it('is not used where anything in it is wrong, which is told with its place', () => {
    assert.deepEqual(issues('type: deal\nfeilds: {name: n}\n'), [
      '2:1 "feilds" is no setting of an import map: did you mean fields?',
      '1:1 The map has no fields: write fields: {name: "Company name"}',
    ]);
    const wrong = (source: string): string => issues(`fields:\n  x: ${source}\n`).join('; ');
    assert.match(
      wrong('{column: a, curency: EUR}'),
      /^2:18 "curency" is no setting .*did you mean currency\?/,
    );
    assert.match(
      wrong('{column: a, currency: euros}'),
      /^2:28 currency must be a code such as EUR/,
    );
    assert.match(wrong('{column: a, date: DD/MM}'), /^2:24 "DD\/MM" is not a form of dates/);
    assert.match(wrong('{column: a, times: many}'), /^2:25 times must be a number/);
    assert.match(wrong('{column: a, values: [b]}'), /^2:26 values of x must be a map/);
    assert.match(wrong('{const: 1, column: a}'), /x is const: it takes no column besides/);
    assert.match(wrong('{column: }'), /x names no column/);
    assert.match(wrong(''), /x names no column/);
    assert.match(
      issues('options: {decimal: point}\nfields: {a: b}\n').join(),
      /decimal must be auto/,
    );
    assert.match(issues('- a\n').join(), /An import map has type, fields and options/);
    assert.match(issues('fields: {a: "b\n').join(), /never closed/);
  });
});

const schema = resolveSchema(`version: 1
currency: EUR
pipelines:
  sales:
    stages:
      - {id: qualify, name: Qualify}
      - {id: won, name: Won, outcome: won}
      - {id: lost, name: Lost, outcome: lost}
`).schema;

/** The proposal for a table, which must be a map that can be used. */
function propose(csv: string): string {
  const read = readCsv(csv);
  assert(read.ok);
  const text = proposeImportMap([{ file: 'export.csv', table: read.table }], schema);
  const parsed = parseImportMap(text);
  assert(
    parsed.ok,
    `${text}${parsed.ok ? '' : parsed.issues.map(({ message }) => message).join()}`,
  );
  return text;
}

describe('a proposed map', () => {
  it('knows the companies of HubSpot', () => {
    assert.equal(
      propose(
        'Record ID,Company name,Company Domain Name,Company owner,Industry,Number of Employees,Annual Revenue,City,Country/Region,Phone Number,Create Date,Lifecycle Stage 2\n' +
          '101,Acme,acme.example,Ana Ruiz,STEEL,120,1500000,Bonn,Germany,+49 1,2026-01-30 10:15,x\n',
      ),
      `# Proposed for export.csv: nothing is imported before you have read it.
type: account
match: [external_id]
fields:
  name: Company name
  owner: Company owner
  domain: Company Domain Name
  industry: Industry
  employees: Number of Employees
  annual_revenue: {column: Annual Revenue, currency: EUR} # the file names no currency: is this it?
  country: Country/Region
  city: City
  phones: Phone Number
  created: {column: Create Date, date: auto}
  external_id: Record ID # the key of the other program: records are known again by it
# Columns left out: Lifecycle Stage 2
`,
    );
  });

  it('knows the contacts of Salesforce', () => {
    const map = propose(
      'Contact ID,First Name,Last Name,Account Name,Title,Email,Phone,Mobile,Contact Owner,Birthdate,Description\n' +
        '003,Ana,Ruiz,Acme,CTO,ana@acme.example,1,2,Ben,1980-05-04,Likes tea\n',
    );
    for (const line of [
      'type: contact',
      '  name: "{{First Name}} {{Last Name}}"',
      '  account: {column: Account Name, by: name}',
      '  job_title: Title',
      '  emails: Email',
      '  phones: [Phone, Mobile]',
      '  owner: Contact Owner',
      'body: Description # text below the fields',
    ]) {
      assert(map.includes(`${line}\n`), `${line} is missing:\n${map}`);
    }
  });

  it('knows the opportunities of Salesforce, labels and API names', () => {
    const map = propose(
      'Id,Name,StageName,CloseDate,Amount,CreatedDate,LeadSource,NextStep,Probability (%)\n' +
        '006,Roof,Closed Won,12/31/2026,"1,500.50",11/02/2026,Web,Call,100\n',
    );
    for (const line of [
      'type: deal',
      '  stage: {column: StageName, values: {Closed Won: won}}',
      '  close_date: {column: CloseDate, date: auto}',
      '  source: LeadSource',
      '  next_step: NextStep',
      '  probability: Probability (%)',
    ]) {
      assert(map.includes(`${line}\n`), `${line} is missing:\n${map}`);
    }
    assert.match(
      map,
      / {2}created: \{column: CreatedDate, date: DD\/MM\/YYYY\} # or MM\/DD\/YYYY: 11\/02\/2026 has two meanings\n/,
    );
  });

  it('knows the deals of Pipedrive, where won and lost stand apart from the stage', () => {
    const map = propose(
      'Deal - ID;Deal - Title;Deal - Value;Deal - Currency of Value;Deal - Organization;Deal - Contact person;Deal - Stage;Deal - Status;Deal - Won time;Deal - Lost time\n' +
        '1;Roof;1000;USD;Acme;Ana Ruiz;Negotiation;open;;\n2;Wall;50,5;EUR;Acme;;Qualify;won;2026-01-02 10:00:00;\n3;Door;7;EUR;;;Qualify;lost;;2026-01-03 10:00:00\n',
    );
    for (const line of [
      '  name: Deal - Title',
      '  amount: {column: Deal - Value, currency: "{{Deal - Currency of Value}}"}',
      '  account: {column: Deal - Organization, by: name}',
      '  contacts: {column: Deal - Contact person, by: name, list: ;}',
      '  closed: [{column: Deal - Won time, date: auto}, {column: Deal - Lost time, date: auto}]',
      'options: {delimiter: ";"}',
    ]) {
      assert(map.includes(`${line}\n`), `${line} is missing:\n${map}`);
    }
    assert.match(
      map,
      / {2}stage: \[\{column: Deal - Status, values: \{open: null, won: won, lost: lost\}\}, \{column: Deal - Stage, values: \{Negotiation: negotiation, Qualify: qualify\}\}\] # stages of crm\.yaml: qualify, won, lost\n/,
    );
  });

  it('takes columns that are called like fields, and says what it left out', () => {
    const map = propose('sku,name,unit price,colour\n1,Bolt,"1,50",red\n');
    assert.match(map, /^type: product$/m);
    assert.match(map, /^ {2}price: \{column: unit price, currency: EUR\}/m);
    assert.match(map, /^# Columns left out: colour$/m);
  });
});
