import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { FieldSpec } from '../../../src/core/model/schema.ts';
import { resolveSchema } from '../../../src/core/schema/resolveSchema.ts';
import {
  cleanSchema,
  fieldOf,
  fixed,
  problemsOf,
  theProblem,
  underlined,
} from './configSupport.ts';

/** A field `x` of accounts, defined as given, without a problem. */
function defined(definition: string): FieldSpec {
  return fieldOf(cleanSchema(`types: {account: {fields: {x: ${definition}}}}\n`), 'account.x');
}

/** The text that the one problem of a definition underlines, and what became of the field. */
function refused(definition: string): { readonly at: string; readonly field: FieldSpec } {
  const text = `types: {account: {fields: {x: ${definition}}}}\n`;
  const problem = theProblem(text);
  assert.equal(problem.code === 'config-value' || problem.code === 'config-unknown', true);
  return { at: underlined(text, problem), field: fieldOf(resolveSchema(text).schema, 'account.x') };
}

describe('fields in crm.yaml', () => {
  it('are defined in full', () => {
    const field = defined(
      '{type: number, min: 0, max: 10, label: NPS, description: Would they recommend us., recommended: true}',
    );
    assert.deepEqual(
      [
        field.kind,
        field.min,
        field.max,
        field.label,
        field.description,
        field.recommended,
        field.required,
        field.builtin,
      ],
      ['number', 0, 10, 'NPS', 'Would they recommend us.', true, false, false],
    );
  });

  it('are defined in short', () => {
    assert.equal(defined('number').kind, 'number');
    assert.equal(defined('money').kind, 'money');
    assert.equal(defined('').kind, 'any');
    assert.deepEqual([defined('list').kind, defined('list').list], ['string', true]);
  });

  it('are enums with words, with labels, or as a list of pairs', () => {
    const options = [
      { value: 'a', label: 'First' },
      { value: 'b', label: 'Second' },
    ];
    assert.deepEqual(defined('{type: enum, options: [a, in_between]}').options, [
      { value: 'a', label: 'A' },
      { value: 'in_between', label: 'In between' },
    ]);
    assert.deepEqual(defined('{type: enum, options: {a: First, b: Second}}').options, options);
    assert.deepEqual(
      defined('{type: enum, options: [{value: a, label: First}, {value: b, label: Second}]}')
        .options,
      options,
    );
    assert.equal(defined('{options: [1, 2]}').kind, 'enum');
    assert.equal(defined('{options: [1, 2]}').options[0]?.value, '1');
  });

  it('are references to one type, to several, or to any', () => {
    assert.deepEqual(defined('{type: ref, to: account}').to, ['account']);
    assert.deepEqual(defined('{type: ref, to: [account, contact]}').to, ['account', 'contact']);
    assert.deepEqual(defined('{type: ref}').to, []);
    assert.deepEqual(defined('{type: ref, to: any}').to, []);
    assert.equal(defined('{to: deal}').kind, 'ref');
  });

  it('refer to types that are defined further down', () => {
    const schema = cleanSchema(
      'types:\n  account: {fields: {car: {type: ref, to: vehicle}}}\n  vehicle: {folder: cars}\n',
    );
    assert.deepEqual(fieldOf(schema, 'account.car').to, ['vehicle']);
  });

  it('are lists in either way of saying it', () => {
    for (const definition of [
      '{type: list, of: ref, to: contact}',
      '{type: ref, list: true, to: contact}',
    ]) {
      const field = defined(definition);
      assert.deepEqual([field.kind, field.list, field.to], ['ref', true, ['contact']]);
    }
    assert.equal(defined('{type: list, to: contact}').kind, 'ref');
    assert.equal(defined('{type: list}').kind, 'string');
  });

  it('are maps with inner fields', () => {
    const field = defined(
      '{type: map, list: true, fields: {product: {type: ref, to: product}, count: integer}}',
    );
    assert.deepEqual(
      field.fields.map(({ name, kind }) => [name, kind]),
      [
        ['product', 'ref'],
        ['count', 'integer'],
      ],
    );
  });

  it('stand before the common fields of a built-in type', () => {
    const schema = cleanSchema('types: {account: {fields: {nps: number}}}\n');
    const names = schema.types[0]?.fields.map((field) => field.name) ?? [];
    assert.equal(names.indexOf('nps'), names.indexOf('team') + 1);
    assert.equal(names.at(-1), 'former_ids');
  });

  it('change parts of a built-in field and keep the rest', () => {
    const schema = cleanSchema(`types:
  account:
    fields:
      industry: {type: enum, options: [steel, food], required: true}
      domain: {required: true, unique: true}
      status: {options: {lead: Lead, client: Client}}
      health: {max: 5, label: Health index}
  deal: {fields: {lines: {fields: {note: text, quantity: {required: true}}}}}
`);
    const industry = fieldOf(schema, 'account.industry');
    assert.deepEqual([industry.kind, industry.required, industry.builtin], ['enum', true, true]);
    assert.match(industry.description, /lives from/);
    assert.equal(fieldOf(schema, 'account.domain').unique, true);
    assert.deepEqual(
      fieldOf(schema, 'account.status').options.map(({ value }) => value),
      ['lead', 'client'],
    );
    const health = fieldOf(schema, 'account.health');
    assert.deepEqual([health.min, health.max, health.label], [0, 5, 'Health index']);
    assert.deepEqual(
      fieldOf(schema, 'deal.lines').fields.map(({ name, required }) => [name, required]),
      [
        ['product', false],
        ['quantity', true],
        ['price', false],
        ['discount', false],
        ['note', false],
      ],
    );
  });

  it('cannot turn a built-in field into what reports would not understand', () => {
    for (const change of [
      'amount: number',
      'contacts: {list: false}',
      'stage: {type: string}',
      'account: {type: ref, list: true}',
    ]) {
      const text = `types: {deal: {fields: {${change}}}}\n`;
      assert.match(theProblem(text).message, /built in/, change);
    }
    const kept = fieldOf(
      resolveSchema('types: {deal: {fields: {amount: {type: number, required: true}}}}\n').schema,
      'deal.amount',
    );
    assert.deepEqual([kept.kind, kept.required], ['money', true]);
  });

  it('with a mistyped kind say which was meant', () => {
    const text = 'types: {account: {fields: {x: {type: nubmer}}}}\n';
    assert.match(fixed(text, theProblem(text).fixes[0]), /type: number/);
    const other = 'types: {account: {fields: {x: checkbox}}}\n';
    assert.match(fixed(other, theProblem(other).fixes[0]), /x: boolean/);
  });

  it('with settings that do not go together keep what is usable', () => {
    assert.equal(refused('{type: enum}').at, 'x');
    assert.equal(refused('{type: enum}').field.kind, 'string');
    assert.equal(refused('enum').at, 'enum');
    assert.equal(refused('{type: enum, options: []}').at, '[]');
    assert.equal(refused('{type: enum, options: [a, a]}').field.options.length, 1);
    assert.equal(refused('{type: number, options: [1]}').at, 'options');
    assert.equal(refused('{type: string, to: deal}').at, 'to');
    assert.equal(refused('{type: ref, to: [deal, acount]}').at, 'acount');
    assert.deepEqual(refused('{type: ref, to: [deal, acount]}').field.to, ['deal']);
    assert.equal(refused('{type: number, min: 5, max: 1}').at, '5');
    assert.equal(refused('{type: date, min: 5}').at, 'min');
    assert.equal(refused('{type: number, of: string}').at, 'of');
    assert.equal(refused('{type: number, pattern: a}').at, 'a');
    assert.equal(refused('{type: string, requird: true}').at, 'requird');
    assert.equal(refused('[a]').at, '[a]');
  });

  it('take yes for true and offer to write it so', () => {
    const text = 'types: {account: {fields: {x: {type: string, required: yes}}}}\n';
    const problem = theProblem(text);
    assert.deepEqual([problem.severity, problem.fixes[0]?.safe], ['warning', true]);
    assert.ok(fieldOf(resolveSchema(text).schema, 'account.x').required);
    cleanSchema(fixed(text, problem.fixes[0]));
  });

  it('with a name that expressions cannot say get one they can, and are still read', () => {
    const text = 'types: {account: {fields: {First Name: string}}}\n';
    assert.equal(underlined(text, theProblem(text)), 'First Name');
    assert.deepEqual(fieldOf(resolveSchema(text).schema, 'account.first_name').writtenAs, [
      'First Name',
    ]);
    assert.equal(problemsOf('types: {account: {fields: {客户: string}}}\n').length, 1);
  });

  it('named like something computed get a hint', () => {
    assert.equal(
      theProblem('types: {account: {fields: {last_activity: date}}}\n').severity,
      'hint',
    );
    assert.equal(theProblem('types: {account: {fields: {id: string}}}\n').severity, 'hint');
    cleanSchema('types: {account: {fields: {type: string, constructor: string}}}\n');
  });

  it('keep a pattern that is quick', () => {
    assert.equal(defined('{type: string, pattern: "[A-Z]{2}-\\\\d+"}').pattern, '[A-Z]{2}-\\d+');
  });

  it('refuse a pattern that cannot be read or could take forever', () => {
    for (const pattern of ['[', '(a+)+', '(a|a)*', 'a'.repeat(201)]) {
      const { at, field } = refused(`{type: string, pattern: ${JSON.stringify(pattern)}}`);
      assert.equal(at, JSON.stringify(pattern));
      assert.equal(field.pattern, undefined);
    }
  });
});
