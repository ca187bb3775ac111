import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { parse } from 'yaml';
import { buildJsonSchema } from '../../../src/core/schema/jsonSchema.ts';
import type { JsonSchema, JsonValue } from '../../../src/core/schema/jsonValue.ts';
import { minimalConfig } from '../../../src/core/schema/minimalConfig.ts';
import { cleanSchema } from './configSupport.ts';
import { violations } from './jsonSchemaCheck.ts';

const schema = cleanSchema(`name: Acme
people: {ana: {name: Ana Ruiz}}
types:
  account:
    aliases: {annual_revenue: revenue, name: [Company, Firm]}
    values: {status: {Active: customer}}
    fields:
      level: {type: enum, options: {1: One, 2: Two}}
      vat: {type: string, pattern: "DE\\\\d{9}"}
      hours: {type: duration}
  vehicle: {fields: {plate: {required: true}}}
`);

function typeSchema(name: string): JsonSchema {
  const found = buildJsonSchema(schema, name);
  assert.ok(found);
  return found;
}

function accepts(type: string, frontmatter: string): void {
  const value = parse(frontmatter, { version: '1.2' }) as JsonValue;
  assert.deepEqual(violations(typeSchema(type), value), [], frontmatter);
}

function rejects(type: string, frontmatter: string, where: RegExp): void {
  const value = parse(frontmatter, { version: '1.2' }) as JsonValue;
  assert.match(violations(typeSchema(type), value).join('\n'), where, frontmatter);
}

describe('the JSON Schema of a type', () => {
  it('says what it is, in the dialect of 2020-12', () => {
    const account = typeSchema('account');
    assert.equal(account['$schema'], 'https://json-schema.org/draft/2020-12/schema');
    assert.equal(account['title'], 'Account');
    assert.match(JSON.stringify(account['description']), /firm/);
    assert.deepEqual(JSON.parse(JSON.stringify(account)), account);
    assert.equal(buildJsonSchema(schema, 'acount'), undefined);
  });

  it('accepts a whole record', () => {
    accepts(
      'deal',
      `name: Hub for Acme
account: "[[acme|Acme Corp]]"
contacts: [ana, "[[contacts/ben]]"]
stage: proposal
amount: 12000.50 EUR
probability: 40%
close_date: 2026-11-22
created: 2026-01-02T09:30:00+01:00
lines:
  - {product: hub, quantity: 2, price: 100 USD, discount: 10}
recurring: {amount: {amount: 10.5, currency: EUR}, every: month, from: 2026-01-01}
owner: ana
tags: one
own_field: [1, 2]
next_step:
`,
    );
  });

  it('knows every way in which money, references, people and durations are written', () => {
    for (const amount of [
      '12000',
      '12000.50 EUR',
      'EUR 12',
      '-1_000',
      '{amount: 12.5, currency: EUR}',
      '{amount: "12.50"}',
    ]) {
      accepts('deal', `{name: x, account: acme, stage: won, amount: ${amount}}`);
    }
    for (const amount of [
      'lots',
      '"12,000"',
      '{amount: 12, currency: euro}',
      '{currency: EUR}',
      '[1]',
    ]) {
      rejects('deal', `{name: x, account: acme, stage: won, amount: ${amount}}`, /amount/);
    }
    for (const account of ['acme', '2024', '"[[acme]]"', '[[acme]]', 'accounts/acme.md']) {
      accepts('deal', `{name: x, account: ${account}, stage: won}`);
    }
    rejects('deal', '{name: x, account: {id: acme}, stage: won}', /account/);
    for (const owner of ['ana', 'Somebody Else', 'ana@x.example'])
      accepts('task', `{title: x, owner: ${owner}}`);
    for (const hours of ['90m', '2h', '1h30m', '1.5h', 'PT45M', '45'])
      accepts('account', `{name: x, hours: ${hours}}`);
    rejects('account', '{name: x, hours: soon}', /hours/);
  });

  it('asks for required fields under any name in which they are written', () => {
    accepts('account', 'Company: Acme');
    accepts('account', 'Firm: Acme');
    accepts('account', 'name: Acme');
    rejects('account', 'city: Berlin', /fits none/);
    rejects('vehicle', 'name: Car', /no plate/);
    accepts('vehicle', 'plate: B-X 1');
  });

  it('takes values as the workspace writes them, and the canonical ones', () => {
    accepts('account', '{name: x, status: Active, revenue: 5, annual_revenue: 6}');
    accepts('account', '{name: x, status: customer}');
    rejects('account', '{name: x, status: active}', /status/);
    accepts('account', '{name: x, level: 1}');
    accepts('account', '{name: x, level: "2"}');
    rejects('account', '{name: x, level: 3}', /level/);
    rejects('account', '{name: x, vat: DE12}', /vat/);
    accepts('activity', '{kind: call, date: 2026-11-22, helped: yes}');
  });

  it('shows labels for options and stages, for completion', () => {
    const text = JSON.stringify(typeSchema('deal'));
    assert.match(text, /\{"const":"proposal","title":"Proposal"\}/);
    assert.match(JSON.stringify(typeSchema('account')), /\{"const":"Active","title":"Customer"\}/);
    assert.match(JSON.stringify(typeSchema('task')), /\{"const":"ana","title":"Ana Ruiz"\}/);
  });

  it('holds numbers to their limits and dates to their form', () => {
    rejects('account', '{name: x, health: 120}', /too large/);
    rejects('account', '{name: x, employees: 1.5}', /employees/);
    rejects('task', '{title: x, due: 22.11.2026}', /due/);
    rejects('deal', '{name: x, account: a, stage: won, lines: [{quantity: two}]}', /lines/);
  });
});

describe('the JSON Schema of a workspace', () => {
  const whole = buildJsonSchema(schema);
  const definitions = whole['$defs'] as JsonSchema;
  const config = definitions['crm.yaml'] as JsonSchema;

  function configViolations(text: string): readonly string[] {
    return violations(config, parse(text, { version: '1.2' }) as JsonValue);
  }

  it('has a definition for every type and for crm.yaml', () => {
    assert.deepEqual(Object.keys(definitions), [
      'crm.yaml',
      ...schema.types.map((type) => type.name),
    ]);
  });

  it('accepts the crm.yaml that init writes, and the one of the format', () => {
    assert.deepEqual(configViolations(minimalConfig({ name: 'Acme' })), []);
    const text = `version: 1
name: Northwind Consulting
currency: EUR
timezone: Europe/Berlin
fiscal_year_start: 1
people:
  ana: {name: Ana Ruiz, email: ana@northwind.example, aliases: [a.ruiz@old.example]}
  jun: Jun Wei
pipelines:
  sales:
    stages:
      - {id: qualify, name: Qualify, probability: 10, forecast: pipeline, rot_after: 21d}
      - {id: won, name: Won, probability: 100, outcome: won}
types:
  account:
    folder: companies
    fields:
      nps: {type: number, min: 0, max: 10}
      short: money
      account_tier: {type: enum, options: [a, b, c], required: true}
      labelled: {type: enum, options: {a: First}}
      people: {type: list, of: ref, to: [contact, account]}
    aliases: {annual_revenue: revenue, name: [a, b]}
    values: {status: {Active: customer}}
    title: "{{legal_name}}"
  gadget: {folder: gadgets, shard: year}
rates: rates.csv
policy:
  max_touches_per_30d: 4
  stale_after: {account: 180d}
ignore: [archive/**]
`;
    assert.deepEqual(configViolations(text), []);
    cleanSchema(text.replace('outcome: won}', 'outcome: won}\n      - {id: lost, outcome: lost}'));
  });

  it('refuses what crm.yaml cannot say', () => {
    const wrong = [
      'curency: EUR',
      'version: 2',
      'currency: euro',
      'fiscal_year_start: 13',
      'pipelines: {sales: {}}',
      'pipelines: {sales: {stages: [{id: a, forecast: best case}]}}',
      'types: {Account: {}}',
      'types: {account: {shard: weekly}}',
      'types: {account: {fields: {x: nubmer}}}',
      'types: {account: {fields: {x: {type: ref, to: acount}}}}',
      'policy: {stale_after: {deal: 30}}',
      'policy: {stale_after: {acount: 30d}}',
    ];
    for (const text of wrong) assert.notDeepEqual(configViolations(text), [], text);
  });
});
