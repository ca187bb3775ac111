import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, it } from 'mocha';
import { resolveSchema } from '../../../src/core/schema/resolveSchema.ts';
import { cleanSchema, fixed, problemsOf, theProblem, typeOf, underlined } from './configSupport.ts';

const example = `version: 1                     # of this format
name: Northwind Consulting
currency: EUR
timezone: Europe/Berlin
fiscal_year_start: 4
people:
  ana: {name: Ana Ruiz, email: ana@northwind.example, aliases: [a.ruiz@old.example]}
pipelines:
  sales:
    stages:
      - {id: qualify,  name: Qualify,  probability: 10, forecast: pipeline, rot_after: 21d}
      - {id: proposal, name: Proposal, probability: 40, forecast: best_case}
      - {id: won,      name: Won,      probability: 100, outcome: won}
      - {id: lost,     name: Lost,     probability: 0,   outcome: lost}
types:
  account:
    folder: companies
    fields:
      nps: {type: number, min: 0, max: 10}
      account_tier: {type: enum, options: [a, b, c], required: true}
    aliases: {annual_revenue: revenue}
    title: "{{legal_name}}"
  vehicle:
    folder: vehicles
    label: Vehicle
    plural: Vehicles
    icon: symbol-misc
    fields: {owner_account: {type: ref, to: account}, plate: {type: string, required: true, unique: true}}
rates: rates.csv
policy:
  max_touches_per_30d: 4
  stale_after: {account: 180d, contact: 365d, deal: 30d, article: 365d}
ignore: [archive/**, "**/_drafts/**"]
`;

describe('crm.yaml', () => {
  it('is read as a whole, as the format describes it', () => {
    const schema = cleanSchema(example);
    assert.equal(schema.name, 'Northwind Consulting');
    assert.equal(schema.currency, 'EUR');
    assert.equal(schema.timezone, 'Europe/Berlin');
    assert.equal(schema.fiscalYearStart, 4);
    assert.deepEqual(schema.people, [
      {
        key: 'ana',
        name: 'Ana Ruiz',
        email: 'ana@northwind.example',
        aliases: ['a.ruiz@old.example'],
      },
    ]);
    assert.deepEqual(schema.pipelines[0]?.stages[0], {
      id: 'qualify',
      name: 'Qualify',
      probability: 10,
      forecast: 'pipeline',
      rotAfter: 21 * 86400,
    });
    assert.equal(schema.rates, 'rates.csv');
    assert.deepEqual(schema.policy, {
      maxTouchesPer30Days: 4,
      staleAfter: {
        account: 180 * 86400,
        contact: 365 * 86400,
        deal: 30 * 86400,
        article: 365 * 86400,
      },
    });
    assert.deepEqual(schema.ignore, ['archive/**', '**/_drafts/**']);
    assert.equal(typeOf(schema, 'account').folder, 'companies');
    assert.equal(schema.types.at(-1)?.name, 'vehicle');
  });

  it('may be missing: built-in types and defaults are there, and one problem says so', () => {
    const { schema, problems } = resolveSchema(undefined);
    assert.deepEqual(
      problems.map(({ code, severity, path }) => [code, severity, path]),
      [['config-missing', 'warning', 'crm.yaml']],
    );
    assert.equal(schema.types.length, 17);
    assert.equal(schema.pipelines[0]?.stages.length, 5);
    assert.equal(schema.timezone, 'UTC');
    assert.equal(schema.fiscalYearStart, 1);
  });

  it('may be empty, or hold nothing but comments and empty settings', () => {
    assert.equal(cleanSchema('').types.length, 17);
    assert.equal(cleanSchema('# to do\n').types.length, 17);
    assert.equal(
      cleanSchema('people:\npipelines:\ntypes:\npolicy:\nignore:\nrates:\nname:\n').types.length,
      17,
    );
  });

  it('that is no map is an error, and the defaults hold', () => {
    for (const text of ['- a\n- b\n', 'just words\n']) {
      assert.equal(theProblem(text).code, 'config-syntax');
      assert.equal(resolveSchema(text).schema.types.length, 17);
    }
  });

  it('with broken YAML is an error at its place, and there is a schema to work with', () => {
    const text = 'name: Acme\npeople: {ana: [\n';
    const { schema, problems } = resolveSchema(text);
    assert.ok(
      problems.some((problem) => problem.code === 'config-syntax' && problem.severity === 'error'),
    );
    assert.ok(problems.every((problem) => problem.path === 'crm.yaml'));
    assert.equal(schema.types.length, 17);
  });

  it('says where a mistyped setting stands and offers the right one, and the rest counts', () => {
    const text = 'name: Acme\ncurency: USD\ntimezone: Asia/Almaty\n';
    const problem = theProblem(text);
    assert.equal(problem.code, 'config-unknown');
    assert.equal(underlined(text, problem), 'curency');
    assert.deepEqual(problem.range.start, { line: 1, column: 0 });
    const { schema } = resolveSchema(text);
    assert.deepEqual(
      [schema.name, schema.currency, schema.timezone],
      ['Acme', 'EUR', 'Asia/Almaty'],
    );
    assert.equal(cleanSchema(fixed(text, problem.fixes[0])).currency, 'USD');
  });

  it('keeps a byte order mark and Windows line ends out of the way', () => {
    const text = '\ufeffname: Acme\r\ncurency: USD\r\n';
    const problem = theProblem(text);
    assert.equal(underlined(text, problem), 'curency');
    assert.equal(resolveSchema(text).schema.name, 'Acme');
  });

  it('of a newer version of the format is refused in words, and read as far as it goes', () => {
    const text = 'version: 2\nname: Acme\n';
    assert.match(theProblem(text).message, /newer than this program/);
    assert.equal(resolveSchema(text).schema.name, 'Acme');
  });

  it('with values of the wrong sort has a problem on each value', () => {
    const text = `version: soon
name: [a]
currency: euro
timezone: Berlin
fiscal_year_start: 13
`;
    const problems = problemsOf(text);
    assert.deepEqual(problems.map((problem) => [problem.code, underlined(text, problem)]).sort(), [
      ['config-value', '13'],
      ['config-value', 'Berlin'],
      ['config-value', '[a]'],
      ['config-value', 'euro'],
      ['config-value', 'soon'],
    ]);
    assert.equal(resolveSchema(text).schema.fiscalYearStart, 1);
  });

  it('offers the time zone of a city and the currency in capitals', () => {
    const zone = 'timezone: Berlin\n';
    assert.equal(fixed(zone, theProblem(zone).fixes[0]), 'timezone: Europe/Berlin\n');
    const currency = 'currency: usd\n';
    const problem = theProblem(currency);
    assert.equal(problem.fixes[0]?.safe, true);
    assert.equal(fixed(currency, problem.fixes[0]), 'currency: USD\n');
    assert.equal(resolveSchema(currency).schema.currency, 'USD');
  });

  it('with a setting written twice has a problem, and the first counts', () => {
    const text = 'name: One\nname: Two\n';
    assert.equal(theProblem(text).code, 'yaml-duplicate-key');
    assert.equal(resolveSchema(text).schema.name, 'One');
  });

  it('takes a rates file inside of the workspace only', () => {
    for (const path of [
      '../rates.csv',
      '/etc/passwd',
      'C:\\rates.csv',
      'a/../../b.csv',
      '~/r.csv',
      '.',
    ]) {
      const text = `rates: ${JSON.stringify(path)}\n`;
      assert.equal(theProblem(text).code, 'config-value', path);
      assert.equal(resolveSchema(text).schema.rates, undefined);
    }
    assert.equal(cleanSchema('rates: ./data/rates.csv\n').rates, 'data/rates.csv');
  });

  it('wants units on durations and offers days', () => {
    const text = 'policy: {stale_after: {deal: 30}}\n';
    const problem = theProblem(text);
    assert.equal(underlined(text, problem), '30');
    assert.deepEqual(resolveSchema(text).schema.policy.staleAfter, {});
    assert.deepEqual(cleanSchema(fixed(text, problem.fixes[0])).policy.staleAfter, {
      deal: 30 * 86400,
    });
  });

  it('knows which types can grow stale', () => {
    const text = 'policy: {stale_after: {acount: 30d, deal: 1w}}\n';
    const problem = theProblem(text);
    assert.equal(problem.code, 'config-unknown');
    assert.equal(
      fixed(text, problem.fixes[0]),
      'policy: {stale_after: {account: 30d, deal: 1w}}\n',
    );
    assert.deepEqual(resolveSchema(text).schema.policy.staleAfter, { deal: 7 * 86400 });
  });

  it('is never thrown out by what anybody writes', () => {
    const word = fc.constantFrom(
      'types',
      'account',
      'fields',
      'type',
      'list',
      'of',
      'ref',
      'to',
      'options',
      'enum',
      'min',
      '1',
      'a+',
      'people',
      'pipelines',
      'stages',
      'id',
      'title',
      '{{name}}',
      'aliases',
      'values',
      'stage',
      'policy',
      'stale_after',
      'ignore',
      'pattern',
      '__proto__',
      'constructor',
      '',
      'null',
      'true',
      '*x',
      'folder',
      '..',
    );
    const tree = fc.letrec<{ node: unknown }>((tie) => ({
      node: fc.oneof(
        { maxDepth: 6 },
        word,
        fc.array(tie('node'), { maxLength: 3 }),
        fc.dictionary(word, tie('node'), { maxKeys: 4 }),
      ),
    })).node;
    fc.assert(
      fc.property(fc.dictionary(word, tree, { maxKeys: 5 }), (config) => {
        const { schema, problems } = resolveSchema(JSON.stringify(config));
        assert.ok(schema.types.length >= 17);
        assert.ok(schema.pipelines.length > 0);
        for (const problem of problems) assert.ok(problem.message.length > 0);
      }),
      { numRuns: 400 },
    );
  });
});
