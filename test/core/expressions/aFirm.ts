// A firm whose every figure is known, and short words to ask expressions about it. Today is 2026-11-23.
import assert from 'node:assert/strict';
import { compileExpression } from '../../../src/core/expressions/compileExpression.ts';
import { checkExpression } from '../../../src/core/expressions/checkExpression.ts';
import { isMoney, moneyToString } from '../../../src/core/model/money.ts';
import type { CrmRecord, FieldValue } from '../../../src/core/model/record.ts';
import type { Workspace } from '../../../src/core/workspace/workspace.ts';
import { aWorkspace } from '../../support/inMemoryWorkspace.ts';

export const today = '2026-11-23';

const config = `version: 1
name: Firm
currency: EUR
timezone: Europe/Berlin
rates: rates.csv
people:
  ana: {name: Ana Ruiz, email: ana@firm.example, aliases: [a.ruiz@old.example]}
  bo: {name: Bo Lund, email: bo@firm.example}
pipelines:
  sales:
    stages:
      - {id: qualify, name: Qualify, probability: 10, rot_after: 21d}
      - {id: proposal, name: Proposal, probability: 40, forecast: best_case}
      - {id: commit, name: Commit, probability: 80, forecast: commit}
      - {id: won, name: Won, probability: 100, outcome: won}
      - {id: lost, name: Lost, probability: 0, outcome: lost}
  renewals:
    stages:
      - {id: upcoming, name: Upcoming, probability: 50}
      - {id: renewed, name: Renewed, probability: 100, outcome: won}
      - {id: churned, name: Churned, probability: 0, outcome: lost}
types:
  account:
    fields:
      nps: {type: number}
      account_tier: {type: enum, options: [gold, silver]}
      lead_score: {type: number}
    aliases: {annual_revenue: revenue, lead_score: lead-score}
    values: {account_tier: {Gold: gold, Silver: silver}}
  vehicle:
    folder: vehicles
    fields: {owner_account: {type: ref, to: account}, plate: {type: string}}
policy:
  stale_after: {account: 180d, article: 365d, deal: 30d}
`;

const files: Readonly<Record<string, string>> = {
  'crm.yaml': config,
  // 1.25 dollars and 160 yen for a euro; from March on two dollars
  'rates.csv': 'date,currency,rate\n2026-01-01,USD,1.25\n2026-03-01,USD,2\n2026-01-01,JPY,160\n',
  'accounts/acme.md': `---
name: Acme Works
status: customer
owner: ana
industry: steel
employees: 250
revenue: 1000000.10 EUR
gross_margin: 40%
since: 2020-02-29
tags: [saas, key-account]
nps: 9
account_tier: gold
статус: активен
lead-score: 71
unlisted: 7
company_link: "[[bolt]]"
details: {floor: 3, note: third}
constructor: mason
contact_policy: {opt_out: true, channels: [email], max_touches_per_30d: 2}
team: [ana, bo]
updated: 2026-11-01
---
`,
  'accounts/acme-north.md':
    '---\nname: Acme North\nparent: acme\nstatus: prospect\ncreated: 2025-01-01\n---\n',
  'accounts/bolt.md': '---\nname: Bolt Brothers\nowner: Clara Unknown\nemployees: 0\n---\n',
  'contacts/ada.md':
    '---\nname: Ada Quist\naccount: acme\nrole: champion\nemails: [ada@acme.example]\n---\n',
  'contacts/bob.md': '---\nname: Bob Hale\naccount: acme\nrole: blocker\n---\n',
  'deals/anvils.md': `---
name: Anvils
account: acme
stage: proposal
amount: 12000.50 EUR
close_date: 2027-01-15
created: 2026-09-24
owner: ana
contacts: [ada, bob]
next_step: Send the offer
next_step_date: 2026-11-30
stage_history:
  - {stage: qualify, at: 2026-09-24}
  - {stage: proposal, at: 2026-11-03}
lines:
  - {product: anvil, quantity: 3, discount: 10}
  - {product: hammer, quantity: 1, price: 99.99}
---
`,
  'deals/bolts.md': `---
name: Bolts
account: bolt
stage: qualify
amount: 25000 USD
close_date: 2026-02-01
created: 2026-01-10
owner: bo
---
`,
  'deals/hammers.md': `---
name: Hammers
account: acme
stage: won
amount: 5000 EUR
created: 2026-08-01
closed: 2026-10-01
---
`,
  'deals/roubles.md':
    '---\nname: Roubles\naccount: acme\nstage: proposal\namount: 900000 RUB\nclose_date: 2026-12-01\n---\n',
  'deals/typo.md':
    '---\nname: Typo\naccount: acme\nstage: propsal\namount: plenty\nclose_date: soon\n---\n',
  'deals/renewal.md':
    '---\nname: Renewal\naccount: nowhere\npipeline: renewals\nstage: upcoming\n---\n',
  'activities/call.md':
    '---\nkind: call\ndate: 2026-11-20T16:30\naccount: acme\nby: [ana]\nduration: 45m\n---\n',
  'activities/mail.md': '---\nkind: email\ndate: 2026-11-22\ncontacts: [ada]\n---\n',
  'activities/visit.md': '---\nkind: visit\ndate: 2026-10-01\nabout: [deals/anvils]\n---\n',
  'activities/invitation.md': '---\nkind: meeting\ndate: 2026-12-05\naccount: acme\n---\n',
  'activities/help.md': '---\nkind: chat\ndate: 2026-07-01\ncase: dull\n---\n',
  'cases/dull.md':
    '---\ntitle: Dull anvil\ncontact: bob\nstatus: new\nopened: 2026-06-30T08:00\n---\n',
  'cases/done.md':
    '---\ntitle: Loose head\naccount: acme\nstatus: closed\nopened: 2026-06-01T08:00\nresolved: 2026-06-02T20:00\n---\n',
  'tasks/offer.md':
    '---\ntitle: Write the offer\nabout: [acme]\ndue: 2026-11-25\nassignee: ana\n---\n',
  'tasks/late.md': '---\ntitle: Call back\nabout: [bolt]\ndue: 2026-11-01\n---\n',
  'tasks/done.md': '---\ntitle: Old\nabout: [acme]\ndue: 2026-01-01\ndone: 2026-01-02\n---\n',
  'products/anvil.yaml': 'sku: A1\nname: Anvil\nprice: 100.10 EUR\ncategory: forge\n',
  'products/hammer.yaml': 'sku: H1\nname: Hammer\nprice: 20 EUR\n',
  'invoices/one.md': `---
number: "1"
account: acme
date: 2026-10-01
due: 2026-10-31
lines:
  - {product: anvil, quantity: 3, discount: 10, tax: 19}
  - {product: hammer, price: 9.99, tax: 7}
---
`,
  'invoices/two.md':
    '---\nnumber: "2"\naccount: acme\ndate: 2026-10-01\npaid: 2026-10-05\nlines: [{price: 10 EUR}, {price: 10 USD}]\n---\n',
  'invoices/priceless.md':
    '---\nnumber: "3"\naccount: acme\ndate: 2026-10-01\nlines: [{product: ghost}]\n---\n',
  'kb/rust.md':
    '---\ntitle: Rust\nstatus: published\nreview_by: 2026-11-03\ntopics: [metal/care]\nproducts: [anvil]\nupdated: 2025-01-01\n---\n',
  'templates/offer.md': '---\nname: Offer\nfor: deal\nsubject: Our offer\n---\n',
  'vehicles/van.md': '---\nplate: B-AB 1\nowner_account: acme\n---\n',
};

let firm: Promise<Workspace> | undefined;

/** The firm, read once: nothing changes it. */
export function theFirm(): Promise<Workspace> {
  firm ??= aWorkspace(files);
  return firm;
}

export async function theRecord(key: string): Promise<CrmRecord> {
  const [type = '', ...id] = key.split('/');
  const record = (await theFirm()).get(type, id.join('/'));
  assert.ok(record, `${key} is a record of the firm`);
  return record;
}

/** What an expression gives for a record; money as text. Fails where the check has an error. */
export async function valueOf(
  source: string,
  key: string,
  me = 'ana',
): Promise<FieldValue | undefined> {
  const record = await theRecord(key);
  const compiled = compileExpression(source, { snapshot: await theFirm(), type: record.type, me });
  assert.ok(compiled.ok, `${source}: ${compiled.issues.map(({ message }) => message).join('; ')}`);
  const value = compiled.evaluate(record, today);
  return isMoney(value) ? moneyToString(value) : value;
}

/** Ids of the records of a type for which a condition holds. */
export async function matching(source: string, type: string): Promise<readonly string[]> {
  const snapshot = await theFirm();
  const compiled = compileExpression(source, { snapshot, type, me: 'ana', condition: true });
  assert.ok(compiled.ok, `${source}: ${compiled.issues.map(({ message }) => message).join('; ')}`);
  const found = snapshot.records(type).filter((record) => compiled.test(record, today));
  return found.map(({ id }) => id);
}

export interface SaidIssue {
  /** The part of the source that the issue is about. */
  readonly at: string;
  readonly severity: string;
  readonly message: string;
  readonly suggestion: string | undefined;
}

/** What the check says about an expression over records of a type. */
export async function issuesOf(
  source: string,
  type: string,
  condition = false,
): Promise<readonly SaidIssue[]> {
  const { issues } = checkExpression(source, (await theFirm()).schema, type, { condition });
  return issues.map(({ start, end, severity, message, suggestion }) => ({
    at: source.slice(start, end),
    severity,
    message,
    suggestion,
  }));
}

/** What could not be counted while an expression went over all records of a type: `id: reason`. */
export async function exclusionsOf(source: string, type: string): Promise<readonly string[]> {
  const snapshot = await theFirm();
  const compiled = compileExpression(source, { snapshot, type });
  assert.ok(compiled.ok);
  const excluded: string[] = [];
  const exclude = (record: CrmRecord, reason: string): void => {
    excluded.push(`${record.id}: ${reason}`);
  };
  for (const record of snapshot.records(type)) compiled.evaluate(record, today, { exclude });
  return excluded;
}
