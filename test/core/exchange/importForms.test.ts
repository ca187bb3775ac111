import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decimalToString } from '../../../src/core/model/decimal.ts';
import { dateOfEpochDay } from '../../../src/core/model/date.ts';
import { dateForm, judgeDates } from '../../../src/core/exchange/importDates.ts';
import { judgeDecimalMark, parseForeignNumber } from '../../../src/core/exchange/importNumbers.ts';
import type { DecimalMark } from '../../../src/core/exchange/importNumbers.ts';

function number(text: string, mark: DecimalMark = '.'): string | undefined {
  const parsed = parseForeignNumber(text, mark);
  if (!parsed) return undefined;
  const unit = parsed.currency === undefined ? '' : ` ${parsed.currency}`;
  return `${decimalToString(parsed.amount)}${parsed.isPercent ? '%' : ''}${unit}`;
}

describe('numbers of other programs', () => {
  it('are read exactly, in groups, with signs and currencies', () => {
    assert.equal(number('1,234,567.80'), '1234567.80');
    assert.equal(number('1.234.567,80', ','), '1234567.80');
    assert.equal(number("1'234.50"), '1234.50');
    assert.equal(number('1\u202f234,5', ','), '1234.5');
    assert.equal(number('12,34,567.00'), '1234567.00');
    assert.equal(number('(1,200.00)'), '-1200.00');
    assert.equal(number('−5'), '-5');
    assert.equal(number('12-'), '-12');
    assert.equal(number('€ 12.50'), '12.50 EUR');
    assert.equal(number('12.50 usd'), '12.50 USD');
    assert.equal(number('CHF 1,000'), '1000 CHF');
    assert.equal(number('$1,000'), '1000');
    assert.equal(number('12.5 %'), '12.5%');
    assert.equal(number('99999999999999999999.99'), '99999999999999999999.99');
  });

  it('are refused where the groups are no groups', () => {
    for (const text of [
      '1,23',
      '1.2.3',
      '12,3456',
      ',5',
      'twelve',
      '',
      '1e5',
      '12 apples',
      '0x10',
    ]) {
      assert.equal(number(text), undefined, text);
    }
  });

  it('are judged by the whole column', () => {
    const judge = (...values: readonly string[]): unknown => judgeDecimalMark(values);
    assert.deepEqual(judge('1,234.50', '7,000'), { ok: true, mark: '.' });
    assert.deepEqual(judge('1.234', '12,5'), { ok: true, mark: ',' });
    assert.deepEqual(judge('1.234.567'), { ok: true, mark: ',' });
    assert.deepEqual(judge('0.125'), { ok: true, mark: '.' });
    assert.deepEqual(judge('12', '500'), { ok: true, mark: '.' });
    assert.deepEqual(judge('12', '1,234'), { ok: false, examples: ['1,234'] });
    assert.deepEqual(judge('1.234'), { ok: false, examples: ['1.234'] });
    assert.deepEqual(judge('1.5', '1,5'), { ok: false, examples: ['1.5', '1,5'] });
  });
});

function read(form: string, text: string): string | undefined {
  const reader = dateForm(form);
  assert(reader.ok, reader.ok ? '' : reader.message);
  return reader.read(text);
}

describe('dates of other programs', () => {
  it('are read by their form, with or without zeros and a time', () => {
    assert.equal(read('DD/MM/YYYY', '3/4/2026'), '2026-04-03');
    assert.equal(read('MM/DD/YYYY', '03/04/2026'), '2026-03-04');
    assert.equal(read('MM/DD/YYYY', '03/04/2026 3:05 PM'), '2026-03-04T15:05');
    assert.equal(read('YYYY-MM-DD', '2026-11-22 09:30:00'), '2026-11-22T09:30:00');
    assert.equal(read('YYYY-MM-DD', '2026-11-22T09:30:00Z'), '2026-11-22T09:30:00Z');
    assert.equal(read('D MMM YYYY', '5 Sept 2026'), '2026-09-05');
    assert.equal(read('MMMM D, YYYY', 'March 5, 2026'), '2026-03-05');
    assert.equal(read('DD.MM.YY', '05.01.69'), '1969-01-05');
    assert.equal(read('DD.MM.YY', '05.01.26'), '2026-01-05');
    assert.equal(read('YYYYMMDD', '20260105'), '2026-01-05');
    assert.equal(read('DD/MM/YYYY', '2026-01-05'), '2026-01-05');
  });

  it('are refused where there is no such day', () => {
    assert.equal(read('DD/MM/YYYY', '30/02/2026'), undefined);
    assert.equal(read('MM/DD/YYYY', '13/01/2026'), undefined);
    assert.equal(read('MM/DD/YYYY', '01/02/2026 25:00'), undefined);
    assert.equal(read('YYYYMMDD', '2026105'), undefined);
    assert.equal(read('D MMM YYYY', '5 Mar'), undefined);
  });

  it('have forms of one year, month and day', () => {
    for (const form of ['DD/MM', 'YYYY', 'YYYY-YY-DD', 'sometime', '']) {
      assert.equal(dateForm(form).ok, false, form);
    }
  });

  const judged = (...values: readonly string[]): unknown => {
    const result = judgeDates(values);
    return result.ok ? values.map((value) => result.read(value)) : result.examples;
  };

  it('are judged by the whole column, and stay in doubt where no value decides', () => {
    assert.deepEqual(judged('03/04/2026', '13/04/2026'), ['2026-04-03', '2026-04-13']);
    assert.deepEqual(judged('03/04/2026', '04/13/2026'), ['2026-03-04', '2026-04-13']);
    assert.deepEqual(judged('03/04/2026', '01/02/2026'), ['03/04/2026']);
    assert.deepEqual(judged('13/04/2026', '04/13/2026'), ['13/04/2026', '04/13/2026']);
    assert.deepEqual(judged('05/05/2026'), ['2026-05-05']);
    assert.deepEqual(judged('2026-04-03', '3.4.2026', 'Apr 3, 2026', '20260403'), [
      '2026-04-03',
      '2026-04-03',
      '2026-04-03',
      '2026-04-03',
    ]);
    assert.deepEqual(judged('soon', '2026-04-03'), [undefined, '2026-04-03']);
  });

  it('come back as they were, for every day and each order', () => {
    const forms: Readonly<Record<string, (y: string, m: string, d: string) => string>> = {
      'DD/MM/YYYY': (y, m, d) => `${d}/${m}/${y}`,
      'MM/DD/YYYY': (y, m, d) => `${Number(m)}/${Number(d)}/${y}`,
      'YYYY.MM.DD': (y, m, d) => `${y}.${m}.${d}`,
    };
    fc.assert(
      fc.property(fc.integer({ min: -20_000, max: 60_000 }), (day) => {
        const date = dateOfEpochDay(day);
        const [y = '', m = '', d = ''] = date.split('-');
        for (const [form, write] of Object.entries(forms)) {
          assert.equal(read(form, write(y, m, d)), date);
        }
      }),
    );
  });
});
