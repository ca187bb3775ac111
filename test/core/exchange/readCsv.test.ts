import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { decodeTable } from '../../../src/core/exchange/decodeTable.ts';
import { readCsv } from '../../../src/core/exchange/readCsv.ts';
import type { Table } from '../../../src/core/exchange/readCsv.ts';

function read(text: string, delimiter?: string): Table {
  const result = readCsv(text, delimiter);
  assert(result.ok, result.ok ? '' : result.message);
  return result.table;
}

function cells(table: Table): readonly (readonly string[])[] {
  return table.rows.map((row) => row.cells);
}

const spectrum = path.join(import.meta.dirname, '../../../../shared/data/csv-spectrum');

describe('reading CSV', () => {
  const names = existsSync(spectrum) ? readdirSync(path.join(spectrum, 'csvs')) : [];
  if (names.length === 0)
    it('agrees with csv-spectrum (skipped: ../shared/data/csv-spectrum is not there)');
  for (const name of names) {
    it(`agrees with csv-spectrum: ${name}`, () => {
      const decoded = decodeTable(readFileSync(path.join(spectrum, 'csvs', name)), 'auto');
      assert(decoded.ok);
      // A checkout may have taken the carriage returns out of the files that are about them.
      const isBare = name.includes('crlf') && !decoded.text.includes('\r');
      const text = isBare ? decoded.text.replaceAll('\n', '\r\n') : decoded.text;
      const { columns, rows } = read(text);
      const expected: unknown = JSON.parse(
        readFileSync(path.join(spectrum, 'json', name.replace(/csv$/, 'json')), 'utf8'),
      );
      const objects = rows.map((row) =>
        Object.fromEntries(columns.map((column, at) => [column, row.cells[at]])),
      );
      assert.deepEqual(objects, expected);
    });
  }

  it('finds the separator that splits rows evenly, not the one that stands most often', () => {
    assert.equal(read('a;b\n1,5;2\n2,5;3,5\n').delimiter, ';');
    assert.equal(read('name\tnote\nAcme, Inc.\tsteel, iron; lead\n').delimiter, '\t');
    assert.equal(read('a|b\n1|2\n').delimiter, '|');
    assert.equal(read('name\nAcme; Sons\n').delimiter, ',');
  });

  it('takes the separator that is named', () => {
    assert.deepEqual(cells(read('a,b;c\n1,2;3\n', ';')), [['1,2', '3']]);
    assert.deepEqual(cells(read('a\tb\n1\t2\n', 'tab')), [['1', '2']]);
    assert.equal(readCsv('a\n', '"').ok, false);
    assert.equal(readCsv('a\n', '::').ok, false);
  });

  it('numbers rows as a spreadsheet does, and lines as an editor does', () => {
    const { rows } = read('a,b\n"x\ny",1\n\nz,2\n');
    assert.deepEqual(
      rows.map(({ row, line }) => [row, line]),
      [
        [2, 2],
        [3, 5],
      ],
    );
  });

  it('gives every column a name of its own', () => {
    assert.deepEqual(read('name, name ,,Phone\n1,2,3,4\n').columns, [
      'name',
      'name (2)',
      'column 3',
      'Phone',
    ]);
  });

  it('reads quotes inside of cells as they stand, and says so', () => {
    const table = read('name,size\n5" pipe,5\n');
    assert.deepEqual(cells(table), [['5" pipe', '5']]);
    assert.match(table.notes.join(), /not quite CSV/);
  });

  it('refuses an empty file', () => {
    assert.match(failure(readCsv('')), /The file is empty/);
    assert.match(failure(readCsv('\n\n')), /The file is empty/);
  });

  it('reads back any table, whatever stands in its cells', () => {
    const cell = fc.oneof(fc.string(), fc.constantFrom('a,b', '"', 'x\ny', ';', '\t'));
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 5 }), (rows) => {
        const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`;
        const text = [['a', 'b', 'c'], ...rows].map((row) => row.map(quote).join(',')).join('\n');
        const wanted = rows.filter((row) => row.some((value) => value.trim() !== ''));
        assert.deepEqual(cells(read(text, ',')), wanted);
      }),
    );
  });
});

describe('encodings of tables', () => {
  const text = 'name\nMüller & Çelik\n';
  const decode = (bytes: Uint8Array, encoding = 'auto'): readonly unknown[] => {
    const decoded = decodeTable(bytes, encoding);
    return decoded.ok ? [decoded.text, decoded.encoding, decoded.guessed] : [decoded.message];
  };
  const utf16 = (mark: boolean): Buffer => Buffer.from((mark ? '\uFEFF' : '') + text, 'utf16le');

  it('reads UTF-8, with and without a mark', () => {
    assert.deepEqual(decode(Buffer.from(text)), [text, 'utf-8', false]);
    assert.deepEqual(decode(Buffer.from(`\uFEFF${text}`)), [text, 'utf-8', false]);
  });

  it('reads UTF-16 in either order, with and without a mark', () => {
    assert.deepEqual(decode(utf16(true)), [text, 'utf-16le', false]);
    assert.deepEqual(decode(utf16(false)), [text, 'utf-16le', true]);
    assert.deepEqual(decode(utf16(true).swap16()), [text, 'utf-16be', false]);
    assert.deepEqual(decode(utf16(false).swap16()), [text, 'utf-16be', true]);
  });

  it('takes other bytes for windows-1252, and says that this is a guess', () => {
    const bytes = Buffer.concat([Buffer.from(text, 'latin1'), Buffer.from([0x80])]);
    assert.deepEqual(decode(bytes), [`${text}€`, 'windows-1252', true]);
  });

  it('takes the encoding that is named, unless a mark says otherwise', () => {
    assert.deepEqual(decode(Buffer.from([0xcf, 0xf0]), 'windows-1251'), [
      'Пр',
      'windows-1251',
      false,
    ]);
    assert.deepEqual(decode(utf16(true), 'windows-1251'), [text, 'utf-16le', false]);
    assert.match(String(decode(Buffer.from('x'), 'klingon')[0]), /no encoding "klingon"/);
  });
});

function failure(result: ReturnType<typeof readCsv>): string {
  assert(!result.ok);
  return result.message;
}
