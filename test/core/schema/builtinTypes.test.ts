import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { FieldSpec } from '../../../src/core/model/schema.ts';
import { builtinTypes } from '../../../src/core/schema/builtinTypes.ts';
import { collectionName } from '../../../src/core/schema/words.ts';
import { cleanSchema, fieldOf, typeOf } from './configSupport.ts';

const schema = cleanSchema('version: 1\n');

/** Every field with its inner ones, as `deal.lines.price`. */
function walk(
  prefix: string,
  fields: readonly FieldSpec[],
): readonly (readonly [string, FieldSpec])[] {
  return fields.flatMap((field) => {
    const path = `${prefix}.${field.name}`;
    return [[path, field] as const, ...walk(path, field.fields)];
  });
}

const everyField = schema.types.flatMap((type) => walk(type.name, type.fields));

describe('the built-in types', () => {
  it('lie in the folders of the format', () => {
    assert.deepEqual(Object.fromEntries(schema.types.map((type) => [type.name, type.folder])), {
      account: 'accounts',
      contact: 'contacts',
      deal: 'deals',
      activity: 'activities',
      task: 'tasks',
      case: 'cases',
      article: 'kb',
      script: 'scripts',
      product: 'products',
      quote: 'quotes',
      order: 'orders',
      invoice: 'invoices',
      segment: 'segments',
      campaign: 'campaigns',
      strategy: 'strategy',
      report: 'reports',
      template: 'templates',
    });
  });

  it('require what the format requires, and no more', () => {
    const required = schema.types.map((type) => [
      type.name,
      type.fields.filter((field) => field.required).map((field) => field.name),
    ]);
    assert.deepEqual(Object.fromEntries(required), {
      account: ['name'],
      contact: ['name'],
      deal: ['name', 'account', 'stage'],
      activity: ['kind', 'date'],
      task: ['title'],
      case: ['title', 'opened'],
      article: ['title'],
      script: ['title', 'topics'],
      product: ['sku', 'name'],
      quote: ['number', 'account', 'date'],
      order: ['number', 'account', 'date'],
      invoice: ['number', 'account', 'date'],
      segment: ['name'],
      campaign: ['name'],
      strategy: ['title'],
      report: ['title'],
      template: [],
    });
  });

  it('spread types that grow over a folder a year, and no others', () => {
    const sharded = schema.types.filter((type) => type.shard === 'year').map((type) => type.name);
    assert.deepEqual(sharded.sort(), [
      'activity',
      'case',
      'deal',
      'invoice',
      'order',
      'quote',
      'task',
    ]);
    assert.ok(schema.types.every((type) => type.shard !== 'month'));
  });

  it('all have a name or title, owner, tags, dates, source, language and former ids', () => {
    for (const type of schema.types) {
      const names = type.fields.map((field) => field.name);
      assert.ok(names.includes('name') || names.includes('title'), type.name);
      for (const name of [
        'owner',
        'tags',
        'created',
        'updated',
        'source',
        'language',
        'former_ids',
      ]) {
        assert.equal(names.filter((other) => other === name).length, 1, `${type.name}.${name}`);
      }
    }
  });

  it('say what each type and field is, and where each reference leads', () => {
    const names = new Set(schema.types.map((type) => type.name));
    for (const type of builtinTypes) assert.match(type.description, /\.$/, type.name);
    for (const [path, field] of everyField) {
      assert.match(field.description, /[.;]$|\.$/, path);
      assert.ok(field.label.length > 0 && !field.label.includes('_'), path);
      assert.ok(
        field.to.every((target) => names.has(target)),
        path,
      );
      assert.equal(field.options.length > 0, field.kind === 'enum', path);
      assert.equal(field.fields.length > 0, field.kind === 'map', path);
      assert.ok(field.builtin, path);
      assert.deepEqual(field.writtenAs, [field.name], path);
    }
  });

  it('offer the options of the format', () => {
    const options = (path: string): string =>
      fieldOf(schema, path)
        .options.map((option) => option.value)
        .join(' ');
    assert.equal(options('account.status'), 'prospect customer partner former');
    assert.equal(
      options('contact.role'),
      'economic_buyer champion decision_maker influencer user blocker',
    );
    assert.equal(options('deal.kind'), 'new expansion renewal');
    assert.equal(options('activity.kind'), 'call email meeting visit chat note gift survey');
    assert.equal(options('activity.helped'), 'yes no');
    assert.equal(options('task.status'), 'open doing done cancelled');
    assert.equal(options('case.status'), 'new assigned waiting resolved closed');
    assert.equal(options('article.kind'), 'howto faq policy training competitor product-news');
    assert.equal(options('segment.stance'), 'invest grow maintain reduce_cost exit');
    assert.equal(
      options('strategy.kind'),
      'customer_strategy relationship readiness goals value_discipline',
    );
  });

  it('know the kinds that reports rely on', () => {
    const kind = (path: string): string => {
      const field = fieldOf(schema, path);
      return field.list ? `${field.kind} list` : field.kind;
    };
    assert.equal(kind('deal.stage'), 'stage');
    assert.equal(kind('deal.pipeline'), 'pipeline');
    assert.equal(kind('deal.amount'), 'money');
    assert.equal(kind('deal.created'), 'datetime');
    assert.equal(kind('deal.closed'), 'date');
    assert.equal(kind('deal.lines.product'), 'ref');
    assert.equal(kind('deal.recurring.every'), 'enum');
    assert.equal(kind('deal.stage_history.at'), 'datetime');
    assert.equal(kind('account.team'), 'person list');
    assert.equal(kind('account.contact_policy.opt_out'), 'boolean');
    assert.equal(kind('activity.by'), 'person list');
    assert.equal(kind('activity.about'), 'ref list');
    assert.equal(kind('activity.topics'), 'topic list');
    assert.equal(kind('activity.duration'), 'duration');
    assert.equal(kind('case.visits.materials.product'), 'ref');
    assert.equal(kind('script.steps.answers.goto'), 'string');
    assert.equal(kind('product.stock.reorder_at'), 'number');
    assert.equal(kind('invoice.lines.tax'), 'percent');
    assert.equal(kind('segment.where'), 'expression');
    assert.deepEqual(fieldOf(schema, 'activity.about').to, []);
    assert.deepEqual(fieldOf(schema, 'segment.members').to, ['account', 'contact']);
  });

  it('are called by their plural in expressions', () => {
    const called = ['activity', 'case', 'deal', 'strategy'].map((name) =>
      collectionName(typeOf(schema, name)),
    );
    assert.deepEqual(called, ['activities', 'cases', 'deals', 'strategies']);
    assert.equal(typeOf(schema, 'activity').plural, 'Activities');
  });
});
