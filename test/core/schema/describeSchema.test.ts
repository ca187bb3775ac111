import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import {
  describeField,
  describeSchema,
  describeType,
} from '../../../src/core/schema/describeSchema.ts';
import { cleanSchema, fieldOf, typeOf } from './configSupport.ts';

const schema = cleanSchema(`name: Acme
people: {ana: {name: Ana Ruiz, email: ana@x.example}}
pipelines: {sales: {stages: [{id: a, probability: 10, rot_after: 21d}, {id: w, outcome: won}, {id: l, outcome: lost}]}}
types:
  account: {aliases: {annual_revenue: revenue}, values: {status: {Active: customer}}}
  memo: {folder: ""}
policy: {stale_after: {deal: 36h}}
`);

describe('the schema as JSON', () => {
  it('is plain JSON, in the words of crm.yaml', () => {
    const value = describeSchema(schema);
    assert.deepEqual(JSON.parse(JSON.stringify(value)), value);
    assert.deepEqual(Object.keys(value), [
      'version',
      'name',
      'currency',
      'timezone',
      'fiscal_year_start',
      'people',
      'pipelines',
      'types',
      'rates',
      'policy',
      'ignore',
    ]);
    assert.deepEqual(value['policy'], { max_touches_per_30d: null, stale_after: { deal: 1.5 } });
    assert.deepEqual(value['pipelines'], [
      {
        id: 'sales',
        name: 'Sales',
        stages: [
          {
            id: 'a',
            name: 'A',
            probability: 0.1,
            forecast: 'pipeline',
            outcome: null,
            rot_after: 21,
          },
          {
            id: 'w',
            name: 'W',
            probability: 1,
            forecast: 'closed',
            outcome: 'won',
            rot_after: null,
          },
          {
            id: 'l',
            name: 'L',
            probability: 0,
            forecast: 'omitted',
            outcome: 'lost',
            rot_after: null,
          },
        ],
      },
    ]);
  });

  it('shows a type with its folder and what expressions call it', () => {
    const { fields, ...rest } = describeType(typeOf(schema, 'activity'));
    assert.ok(Array.isArray(fields) && fields.length > 10);
    assert.deepEqual(rest, {
      name: 'activity',
      label: 'Activity',
      plural: 'Activities',
      collection: 'activities',
      icon: 'comment-discussion',
      folder: 'activities',
      description: 'Something that happened with a client: a call, a mail, a meeting, a visit.',
      title: null,
      shard: 'year',
      builtin: true,
    });
    assert.equal(describeType(typeOf(schema, 'memo'))['folder'], null);
  });

  it('shows of a field what applies to its kind', () => {
    assert.deepEqual(describeField(fieldOf(schema, 'account.annual_revenue')), {
      name: 'annual_revenue',
      label: 'Annual revenue',
      description: 'Turnover of a year.',
      type: 'money',
      list: false,
      required: false,
      recommended: false,
      unique: false,
      written_as: ['revenue'],
      builtin: true,
    });
    const status = describeField(fieldOf(schema, 'account.status'));
    assert.deepEqual(status['values'], { Active: 'customer' });
    assert.deepEqual(describeField(fieldOf(schema, 'segment.members'))['to'], [
      'account',
      'contact',
    ]);
    assert.deepEqual(describeField(fieldOf(schema, 'account.health'))['max'], 100);
    const policy = describeField(fieldOf(schema, 'account.contact_policy'))['fields'];
    assert.ok(Array.isArray(policy) && policy.length === 4);
  });
});
