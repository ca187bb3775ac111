import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { createTypeLocator } from '../../../src/core/schema/locateType.ts';
import { minimalConfig, minimalFolders } from '../../../src/core/schema/minimalConfig.ts';
import { cleanSchema } from './configSupport.ts';

describe('a new crm.yaml', () => {
  it('resolves without a problem', () => {
    const schema = cleanSchema(minimalConfig({ name: 'Acme' }));
    assert.deepEqual([schema.name, schema.currency, schema.timezone], ['Acme', 'EUR', 'UTC']);
    assert.equal(schema.pipelines[0]?.stages.length, 5);
    assert.equal(schema.policy.staleAfter['deal'], 30 * 86400);
  });

  it('keeps any name and person it is given', () => {
    const name = 'Smith & "Sons": {x} #1, 北京';
    const person = { key: 'j.o', name: "O'Neil, Jo", email: 'jo@x.example' };
    const schema = cleanSchema(
      minimalConfig({ name, currency: 'USD', timezone: 'Asia/Tehran', person }),
    );
    assert.deepEqual([schema.name, schema.currency, schema.timezone], [name, 'USD', 'Asia/Tehran']);
    assert.deepEqual(schema.people, [{ ...person, aliases: [] }]);
  });

  it('is right in what it says in comments: uncommented, it resolves as well', () => {
    const text = minimalConfig({ name: 'Acme' }).replaceAll(
      /^# ?(types:|rates:|people:| {2,}\S.*)/gm,
      '$1',
    );
    const schema = cleanSchema(text);
    assert.equal(schema.types.at(-1)?.name, 'vehicle');
    assert.equal(schema.people[0]?.key, 'ana');
    assert.equal(schema.rates, 'rates.csv');
  });

  it('goes with folders of its types', () => {
    const locator = createTypeLocator(cleanSchema(minimalConfig({ name: 'Acme' })));
    assert.ok(minimalFolders.includes('accounts') && minimalFolders.includes('kb'));
    for (const folder of minimalFolders) assert.ok(locator.typeOfPath(`${folder}/x.md`), folder);
  });
});
