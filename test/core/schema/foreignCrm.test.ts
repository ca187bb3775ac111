import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { CrmRecord } from '../../../src/core/model/record.ts';
import type { Snapshot } from '../../../src/core/model/snapshot.ts';
import { moneyToString, isMoney } from '../../../src/core/model/money.ts';
import { aWorkspace } from '../../support/inMemoryWorkspace.ts';

/** A markdown CRM that knows nothing of this program; only crm.yaml was added. */
const files = {
  'crm.yaml': `version: 1
name: Somebody else's notes
currency: USD
people:
  jd: {name: Jane Doe, aliases: [Jane D.]}
pipelines:
  opportunities:
    stages:
      - {id: Discovery, probability: 20}
      - {id: Negotiation, probability: 60}
      - {id: Closed Won, outcome: won}
      - {id: Closed Lost, outcome: lost}
types:
  account:
    folder: companies
    aliases: {name: Company Name, annual_revenue: Revenue, owner: Account Manager}
    values: {status: {Active: customer, Lead: prospect}}
  contact:
    folder: people
    aliases: {account: company, job_title: title, emails: email}
    title: "{{first_name}} {{last_name}}"
    fields: {name: {required: false}}
  deal:
    folder: opportunities
    aliases: {account: Company, stage: Status, amount: Value, close_date: Expected Close}
    values: {stage: {won!: Closed Won}}
    fields: {name: {required: false}}
  activity:
    folder: journal
    aliases: {kind: what, date: day, about: with}
    values: {kind: {"📞": call, Coffee: meeting}}
`,
  'companies/Acme.md': `---
Company Name: Acme Corp
type: manufacturer
status: Active
Revenue: 1200000
Account Manager: Jane D.
---
Met through [[Ana Lopez]].
`,
  'companies/north/Borealis.md': '---\nCompany Name: Borealis\ntype: deal\nstatus: Lead\n---\n',
  'people/Ana Lopez.md': `---
first_name: Ana
last_name: López
type: person
company: "[[Acme]]"
title: Head of Purchasing
email: ana@acme.example
---
`,
  'opportunities/Acme 2026.md': `---
Company: "[[companies/Acme|Acme Corp]]"
Status: Negotiation
Value: 50000
Expected Close: 2026-12-01
---
# Machines for the new hall
`,
  'opportunities/Borealis pilot.md':
    '---\nCompany: "[[Borealis]]"\nStatus: won!\nValue: 9000 USD\n---\n',
  'journal/2026-11-20.md':
    '---\nwhat: 📞\nday: 2026-11-20\nwith: ["[[Acme]]", "[[Ana Lopez]]"]\n---\nSpoke about [[Acme 2026]].\n',
  'journal/README.md': '# How we keep the journal\n',
  'misc/ideas.md': '# Ideas\n',
  'misc/offer.md': '---\ntype: article\ntitle: How we write offers\n---\n',
};

function the(snapshot: Snapshot, type: string, id: string): CrmRecord {
  const record = snapshot.get(type, id);
  assert.ok(record, `${type}/${id}`);
  return record;
}

describe('a markdown CRM that was made without us', () => {
  it('is read by mapping alone, without a problem', async () => {
    const snapshot = await aWorkspace(files);
    assert.deepEqual(snapshot.problems(), []);
    const keys = snapshot
      .all()
      .map((record) => `${record.type}/${record.id}`)
      .sort();
    assert.deepEqual(keys, [
      'account/acme',
      'account/north/borealis',
      'activity/2026-11-20',
      'article/misc/offer',
      'contact/ana lopez',
      'deal/acme 2026',
      'deal/borealis pilot',
    ]);
  });

  it('shows records by their own titles', async () => {
    const snapshot = await aWorkspace(files);
    assert.equal(the(snapshot, 'account', 'acme').title, 'Acme Corp');
    assert.equal(the(snapshot, 'contact', 'ana lopez').title, 'Ana López');
    assert.equal(the(snapshot, 'deal', 'acme 2026').title, 'Machines for the new hall');
  });

  it('leaves `type:` to whoever uses it for something else', async () => {
    const snapshot = await aWorkspace(files);
    assert.equal(the(snapshot, 'account', 'acme').fields['type'], 'manufacturer');
    assert.equal(the(snapshot, 'account', 'north/borealis').fields['type'], 'deal');
  });

  it('translates names and values of fields to those of the format', async () => {
    const snapshot = await aWorkspace(files);
    const acme = the(snapshot, 'account', 'acme').fields;
    assert.deepEqual(
      [acme['name'], acme['status'], acme['owner']],
      ['Acme Corp', 'customer', 'jd'],
    );
    const revenue = acme['annual_revenue'];
    assert.equal(isMoney(revenue) && moneyToString(revenue), '1200000 USD');
    const contact = the(snapshot, 'contact', 'ana lopez').fields;
    assert.equal(contact['job_title'], 'Head of Purchasing');
    assert.deepEqual(contact['emails'], ['ana@acme.example']);
    const call = the(snapshot, 'activity', '2026-11-20').fields;
    assert.deepEqual([call['kind'], call['date']], ['call', '2026-11-20']);
  });

  it('moves deals through the stages of its own pipeline', async () => {
    const snapshot = await aWorkspace(files);
    const open = snapshot.stageOf(the(snapshot, 'deal', 'acme 2026'));
    assert.deepEqual([open?.id, open?.probability], ['Negotiation', 60]);
    assert.equal(snapshot.stageOf(the(snapshot, 'deal', 'borealis pilot'))?.outcome, 'won');
  });

  it('connects records through its wikilinks', async () => {
    const snapshot = await aWorkspace(files);
    const acme = the(snapshot, 'account', 'acme');
    assert.equal(snapshot.target(the(snapshot, 'deal', 'acme 2026'), 'account'), acme);
    assert.equal(snapshot.target(the(snapshot, 'contact', 'ana lopez'), 'account'), acme);
    assert.deepEqual(
      snapshot.targets(the(snapshot, 'activity', '2026-11-20'), 'about').map((record) => record.id),
      ['acme', 'ana lopez'],
    );
    const referring = snapshot.backlinks(acme).map((link) => link.from.id);
    assert.deepEqual([...new Set(referring)].sort(), ['2026-11-20', 'acme 2026', 'ana lopez']);
  });
});
