import assert from 'node:assert/strict';
import { parseDay, parseGroupBy, parseParameters } from '../../../src/core/reports/parameters.ts';
import type { ParameterName } from '../../../src/core/reports/parameters.ts';
import { aSalesFirm } from './aSalesFirm.ts';

const all: readonly ParameterName[] = [
  'by',
  'from',
  'to',
  'where',
  'owner',
  'pipeline',
  'segment',
  'target',
  'currency',
  'limit',
  'type',
];

describe('parameters of reports', () => {
  it('take a day, or the start of a month, a quarter or a year', () => {
    assert.equal(parseDay('2026-11-22'), '2026-11-22');
    assert.equal(parseDay('2026-11'), '2026-11-01');
    assert.equal(parseDay('2026-Q4'), '2026-10-01');
    assert.equal(parseDay('2026q1'), '2026-01-01');
    assert.equal(parseDay('2026'), '2026-01-01');
    for (const text of ['2026-02-30', '2026-13', '2026-Q5', '22.11.2026', 'today', '']) {
      assert.equal(parseDay(text), undefined, text);
    }
  });

  it('take fields to group by, dates with a period', () => {
    assert.deepEqual(parseGroupBy('owner, close_date:quarter'), [
      { field: 'owner' },
      { field: 'close_date', bucket: 'quarter' },
    ]);
    assert.match(String(parseGroupBy('close_date:quarterly')), /not a period; there are day/);
    assert.match(String(parseGroupBy('owner,owner')), /named twice/);
    assert.match(String(parseGroupBy('owner,,stage')), /not a field/);
  });

  it('know people, pipelines and types by name, and say what is near', async () => {
    const firm = await aSalesFirm({
      'segments/key.yaml': 'name: Key\nkind: static\nmembers: [acme]\n',
    });
    const given = { owner: 'ana@test.example', pipeline: 'sales', segment: 'key', type: 'deal' };
    const { values, problems } = parseParameters(given, all, firm);
    assert.deepEqual(problems, []);
    assert.equal(values.owner, 'ana');
    assert.equal(values.pipeline?.id, 'sales');
    assert.equal(values.segment?.id, 'key');
    assert.equal(values.type, 'deal');
    const wrong = { pipeline: 'slaes', segment: 'keys', type: 'deals' };
    assert.deepEqual(
      parseParameters(wrong, all, firm).problems.map(({ parameter, message }) => [
        parameter,
        message,
      ]),
      [
        ['pipeline', 'there is no pipeline "slaes"; did you mean "sales"?'],
        ['segment', 'there is no segment "keys"; did you mean "key"?'],
        ['type', 'there is no type "deals"; did you mean "deal"?'],
      ],
    );
  });

  it('read an amount in the currency asked for, whatever comes first', async () => {
    const firm = await aSalesFirm({});
    const target = (given: Record<string, string>): unknown =>
      parseParameters(given, all, firm).values.target?.currency;
    assert.equal(target({ target: '1000', currency: 'usd' }), 'USD');
    assert.equal(target({ target: '1000 CHF', currency: 'usd' }), 'CHF');
    assert.equal(target({ target: '1000' }), 'EUR');
  });

  it('refuse what makes no sense', async () => {
    const firm = await aSalesFirm({});
    const messages = (given: Record<string, string>, accepted = all): string[] =>
      parseParameters(given, accepted, firm).problems.map(({ message }) => message);
    assert.deepEqual(messages({ limit: '0' }), ['"0" is not a whole number from 1']);
    assert.deepEqual(messages({ currency: 'euro!' }), ['"euro!" is not a currency code like EUR']);
    assert.deepEqual(messages({ target: 'much' }), [
      '"much" is not an amount like 1000000 or 1000000 EUR',
    ]);
    assert.deepEqual(messages({ from: '2026', to: '2026' }), [
      'the period ends (2026-01-01) before it begins (2026-01-01)',
    ]);
    assert.deepEqual(messages({ where: ' ' }), ['it has no value']);
    assert.deepEqual(messages({ form: '2026' }), [
      'there is no such parameter; did you mean "from"?',
    ]);
    assert.deepEqual(messages({ target: '1' }, ['from', 'to']), [
      'this report does not take it; it takes from, to',
    ]);
  });
});
