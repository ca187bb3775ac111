import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { resolveSchema } from '../../../src/core/schema/resolveSchema.ts';
import {
  cleanSchema,
  fieldOf,
  fixed,
  problemsOf,
  theProblem,
  typeOf,
  underlined,
} from './configSupport.ts';

const names = (text: string, type: string): string =>
  typeOf(resolveSchema(text).schema, type)
    .fields.map((field) => field.name)
    .join(' ');

describe('types in crm.yaml', () => {
  it('move to another folder, a nested one or the root', () => {
    const schema = cleanSchema(`types:
  account: {folder: companies}
  article: {folder: ./docs\\handbook/}
  contact: {folder: .}
`);
    assert.equal(typeOf(schema, 'account').folder, 'companies');
    assert.equal(typeOf(schema, 'article').folder, 'docs/handbook');
    assert.equal(typeOf(schema, 'contact').folder, '.');
    assert.equal(typeOf(schema, 'deal').folder, 'deals');
  });

  it('cannot lie outside of the workspace or in a folder that is never read', () => {
    for (const folder of ['../crm', '/home', 'C:/crm', 'a/../../b', '.github', 'x/node_modules']) {
      const text = `types: {account: {folder: ${folder}}}\n`;
      assert.equal(underlined(text, theProblem(text)), folder);
      assert.equal(typeOf(resolveSchema(text).schema, 'account').folder, 'accounts');
    }
  });

  it('cannot share a folder: the one named first keeps it', () => {
    const text = 'types: {account: {folder: Firms}, contact: {folder: firms}}\n';
    const problem = theProblem(text);
    assert.equal(underlined(text, problem), 'firms');
    const { schema } = resolveSchema(text);
    assert.deepEqual(
      [typeOf(schema, 'account').folder, typeOf(schema, 'contact').folder],
      ['Firms', ''],
    );
  });

  it('take a folder from a built-in type that merely has it by default, and say so', () => {
    const text = 'types: {company: {folder: accounts}}\n';
    assert.match(theProblem(text).message, /give account another one/);
    const { schema } = resolveSchema(text);
    assert.deepEqual(
      [typeOf(schema, 'company').folder, typeOf(schema, 'account').folder],
      ['accounts', ''],
    );
  });

  it('can swap their folders', () => {
    const schema = cleanSchema('types: {order: {folder: invoices}, invoice: {folder: orders}}\n');
    assert.deepEqual(
      [typeOf(schema, 'order').folder, typeOf(schema, 'invoice').folder],
      ['invoices', 'orders'],
    );
  });

  it('of a workspace’s own need nothing but a name', () => {
    const schema = cleanSchema('types:\n  service_contract:\n');
    const type = typeOf(schema, 'service_contract');
    assert.deepEqual(
      [type.label, type.plural, type.folder, type.icon, type.shard, type.builtin],
      ['Service contract', 'Service contracts', 'service_contracts', 'symbol-misc', 'none', false],
    );
    assert.equal(
      type.fields.map((field) => field.name).join(' '),
      'name owner tags created updated source language former_ids',
    );
  });

  it('of a workspace’s own show their fields in the order written, then the common ones', () => {
    const own =
      'types: {vehicle: {fields: {plate: string, owner: {required: true}, seats: integer}}}\n';
    assert.equal(
      names(own, 'vehicle'),
      'name plate owner seats tags created updated source language former_ids',
    );
    assert.ok(fieldOf(cleanSchema(own), 'vehicle.owner').required);
    assert.equal(fieldOf(cleanSchema(own), 'vehicle.owner').kind, 'person');
    const titled = 'types: {memo: {fields: {title: {type: string, required: true}}}}\n';
    assert.equal(
      names(titled, 'memo'),
      'title owner tags created updated source language former_ids',
    );
  });

  it('get names to be shown by, an icon, a title and a shard', () => {
    const schema = cleanSchema(
      'types: {account: {label: Kunde, plural: Kunden, icon: $(rocket), shard: month, title: "{{name}} ({{city}})"}}\n',
    );
    const { label, plural, icon, shard, title } = typeOf(schema, 'account');
    assert.deepEqual(
      [label, plural, icon, shard, title],
      ['Kunde', 'Kunden', 'rocket', 'month', '{{name}} ({{city}})'],
    );
  });

  it('named in capitals or in the plural are put right', () => {
    const capital = 'types: {Vehicle: {folder: cars}}\n';
    const problem = theProblem(capital);
    assert.equal(fixed(capital, problem.fixes[0]), 'types: {vehicle: {folder: cars}}\n');
    assert.equal(typeOf(resolveSchema(capital).schema, 'vehicle').folder, 'cars');
    const plural = 'types: {activities: {folder: log}}\n';
    assert.equal(fixed(plural, theProblem(plural).fixes[0]), 'types: {activity: {folder: log}}\n');
    assert.equal(typeOf(resolveSchema(plural).schema, 'activity').folder, 'log');
  });

  it('that look like a slip for a built-in one are hinted at, and still made', () => {
    const text = 'types: {acount: {folder: x}}\n';
    const problem = theProblem(text);
    assert.equal(problem.severity, 'hint');
    assert.equal(typeOf(resolveSchema(text).schema, 'acount').folder, 'x');
    cleanSchema('types: {project: {folder: projects}, lead: {folder: leads}}\n');
  });

  it('with settings, icons and shards that do not exist have problems there', () => {
    const text = 'types: {deal: {flder: x, icon: Big Icon, shard: weekly}}\n';
    assert.deepEqual(
      problemsOf(text).map((problem) => [problem.code, underlined(text, problem)]),
      [
        ['config-unknown', 'flder'],
        ['config-value', 'Big Icon'],
        ['config-value', 'weekly'],
      ],
    );
  });
});

describe('titles in crm.yaml', () => {
  it('may name fields that are not declared, inner fields and fields of references', () => {
    cleanSchema('types: {contact: {title: "{{first_name}} {{last_name}} · {{account.name}}"}}\n');
  });

  it('with a slip in a field’s name are warned of, at the very name', () => {
    const text = 'types: {contact: {title: "{{name}}, {{job_titel}}"}}\n';
    const problem = theProblem(text);
    assert.equal(problem.code, 'template-invalid');
    assert.equal(underlined(text, problem), 'job_titel');
    cleanSchema(fixed(text, problem.fixes[0]));
  });

  it('may use the names under which the workspace writes its fields', () => {
    const schema = cleanSchema(
      'types: {account: {aliases: {name: firma}, title: "{{firma}}, {{ city }}"}}\n',
    );
    assert.equal(typeOf(schema, 'account').title, '{{name}}, {{city}}');
  });

  it('without a field, or left open, are refused', () => {
    for (const title of ['Account', '{{name', '{{}} {{name}}', '{{a b}}']) {
      const text = `types: {account: {title: "${title}"}}\n`;
      assert.equal(theProblem(text).code, 'config-value', title);
      assert.equal(typeOf(resolveSchema(text).schema, 'account').title, undefined);
    }
  });
});

describe('aliases in crm.yaml', () => {
  it('say under which names fields are written, the first preferred', () => {
    const schema = cleanSchema(
      'types: {account: {aliases: {annual_revenue: revenue, name: [Company, Firm]}}}\n',
    );
    assert.deepEqual(fieldOf(schema, 'account.annual_revenue').writtenAs, ['revenue']);
    assert.deepEqual(fieldOf(schema, 'account.name').writtenAs, ['Company', 'Firm']);
  });

  it('the wrong way round are turned by a fix', () => {
    const text = 'types: {account: {aliases: {revenue: annual_revenue}}}\n';
    const problem = theProblem(text);
    assert.equal(problem.code, 'config-unknown');
    const turned = fixed(text, problem.fixes[0]);
    assert.equal(turned, 'types: {account: {aliases: {annual_revenue: revenue}}}\n');
    cleanSchema(turned);
  });

  it('of a field that does not exist offer the one that was meant', () => {
    const text = 'types: {account: {aliases: {anual_revenue: rev}}}\n';
    assert.match(fixed(text, theProblem(text).fixes[0]), /annual_revenue: rev/);
  });

  it('cannot give one name to two fields', () => {
    const text = 'types: {account: {aliases: {city: place, region: place}}}\n';
    assert.match(theProblem(text).message, /already how city is written/);
    assert.deepEqual(fieldOf(resolveSchema(text).schema, 'account.region').writtenAs, ['region']);
  });

  it('that hide another field are hinted at, unless that one has an alias too', () => {
    const text = 'types: {account: {aliases: {tier: status}}}\n';
    assert.equal(theProblem(text).severity, 'hint');
    cleanSchema('types: {account: {aliases: {status: state, tier: status}}}\n');
  });
});

describe('value maps in crm.yaml', () => {
  it('translate what the workspace writes', () => {
    const schema = cleanSchema(`types:
  account: {values: {status: {Active: customer, "In Gespräch": prospect}}}
  deal: {values: {stage: {Closed Won: won}, owner: {A.R.: ana}}}
people: {ana: Ana Ruiz}
`);
    assert.deepEqual(fieldOf(schema, 'account.status').values, {
      Active: 'customer',
      'In Gespräch': 'prospect',
    });
    assert.deepEqual(fieldOf(schema, 'deal.stage').values, { 'Closed Won': 'won' });
    assert.deepEqual(fieldOf(schema, 'deal.owner').values, { 'A.R.': 'ana' });
  });

  it('find a field by the name under which it is written', () => {
    const schema = cleanSchema(
      'types: {deal: {aliases: {stage: status}, values: {status: {Gewonnen: won}}}}\n',
    );
    assert.deepEqual(fieldOf(schema, 'deal.stage').values, { Gewonnen: 'won' });
  });

  it('to a value that does not exist are problems, and the rest counts', () => {
    const text = 'types: {account: {values: {status: {Active: custmer, Old: former}}}}\n';
    const problem = theProblem(text);
    assert.equal(underlined(text, problem), 'custmer');
    assert.deepEqual(fieldOf(resolveSchema(text).schema, 'account.status').values, {
      Old: 'former',
    });
    cleanSchema(fixed(text, problem.fixes[0]));
  });

  it('the wrong way round are recognised', () => {
    const text = 'types: {account: {values: {status: {customer: Active}}}}\n';
    assert.match(theProblem(text).message, /written: canonical/);
  });

  it('are for words only, and for fields that exist', () => {
    const text = 'types: {deal: {values: {amount: {"1": "2"}, stge: {a: won}}}}\n';
    assert.deepEqual(
      problemsOf(text).map((problem) => [problem.code, underlined(text, problem)]),
      [
        ['config-value', 'amount'],
        ['config-unknown', 'stge'],
      ],
    );
  });

  it('may use words that JavaScript knows', () => {
    const schema = cleanSchema(
      'types: {account: {values: {status: {constructor: customer, __proto__: former}}}}\n',
    );
    const { values } = fieldOf(schema, 'account.status');
    assert.deepEqual(Object.entries(values), [
      ['constructor', 'customer'],
      ['__proto__', 'former'],
    ]);
  });
});
