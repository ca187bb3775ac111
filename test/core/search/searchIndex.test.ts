import assert from 'node:assert/strict';
import { SearchIndex, mergeIndexes } from '../../../src/core/search/searchIndex.ts';
import type { SearchDocument } from '../../../src/core/search/searchIndex.ts';

/** An index of texts, the first with key 0. */
function indexOf(...bodies: readonly string[]): SearchIndex {
  const index = SearchIndex.create();
  bodies.forEach((body, key) => index.add({ key, title: '', keywords: '', body }));
  return index;
}

function keys(index: SearchIndex, query: string, limit = 10): number[] {
  return index.search(query, { limit }).map((hit) => hit.key);
}

function found(text: string, query: string): boolean {
  return keys(indexOf(text, 'something else altogether'), query).includes(0);
}

function assertFinds(text: string, ...queries: readonly string[]): void {
  for (const query of queries) assert.ok(found(text, query), `"${query}" finds "${text}"`);
}

describe('searching records', () => {
  describe('in Persian', () => {
    it('finds a word typed on a Persian or an Arabic keyboard', () => {
      assertFinds('شرکت یکتا کالا', 'یکتا', 'يكتا', 'کالا', 'كالا');
      assertFinds('شركت يكتا كالا', 'یکتا', 'شرکت');
    });

    it('finds a verb however its prefix is joined', () => {
      for (const text of ['فردا می‌روم', 'فردا می روم', 'فردا میروم']) {
        assertFinds(text, 'می‌روم', 'می روم', 'میروم');
      }
    });

    it('finds a plural by its singular and the other way, joined or apart', () => {
      for (const text of ['قرارداد‌ها', 'قرارداد ها', 'قراردادها', 'قراردادهای']) {
        assertFinds(text, 'قرارداد', 'قراردادها', 'قرارداد‌های');
      }
    });

    it('finds both parts of a compound and the compound written without a joiner', () => {
      assertFinds('پیش‌فرض', 'پیش', 'فرض', 'پیش‌فرض', 'پیش فرض', 'پیشفرض');
      assertFinds('پیش فرض', 'پیش‌فرض', 'پیشفرض');
    });

    it('passes over vowel signs and tatweel', () => {
      assertFinds('مُحَمَّد', 'محمد');
      assertFinds('محـــمد', 'محمد');
    });

    it('finds numbers in Persian, Arabic and ASCII digits', () => {
      for (const text of ['سفارش ۱۴۰۳', 'سفارش ١٤٠٣', 'order 1403']) {
        assertFinds(text, '۱۴۰۳', '١٤٠٣', '1403', '１４０３');
      }
    });

    it('finds alef and teh in their variants', () => {
      assertFinds('آب و إدارة', 'اب', 'اداره', 'أب');
    });
  });

  describe('in Chinese and Japanese', () => {
    it('finds a word of two characters inside a sentence', () => {
      assertFinds('我们上周签署了合同并付款', '合同', '付款', '签署');
    });

    it('finds one character wherever it stands', () => {
      assertFinds('我们签署了合同', '我', '签', '同');
    });

    it('puts the unbroken word before its scattered characters', () => {
      const index = indexOf('合管同理，同管合理，管理合法同意', '合同管理办法');
      assert.deepEqual(keys(index, '合同管理')[0], 1);
    });

    it('finds Latin words and numbers inside a sentence', () => {
      assertFinds('请使用SAP系统的24号接口', 'SAP', '24', '系统');
    });

    it('finds kana in full and half width', () => {
      assertFinds('カタログを送る', 'カタログ', 'ｶﾀﾛｸﾞ');
    });

    it('finds Korean composed and decomposed', () => {
      assertFinds('한국 회사', '회사', '한국'.normalize('NFD'));
    });

    it('finds Thai words inside a sentence', () => {
      assertFinds('ลูกค้าต้องการใบเสนอราคา', 'ลูกค้า', 'ราคา');
    });
  });

  describe('in Russian, English and other languages of Europe', () => {
    it('finds every inflection of a Russian word', () => {
      assertFinds('подписали договоры с поставщиками', 'договор', 'договора', 'поставщик');
    });

    it('takes ё and е for the same letter and й for its own', () => {
      assertFinds('партнёр Королёв', 'партнер', 'королев');
      assert.ok(!found('йод', 'иод'));
      assertFinds('край', 'кра\u0438\u0306');
    });

    it('finds plurals and other forms of an English word', () => {
      assertFinds('two companies were renewing', 'company', 'renew', 'renewed');
      assertFinds('the company renewed', 'companies');
    });

    it('puts the exact form before another form of the word', () => {
      const index = indexOf('our renewal of them', 'we renewed it now');
      assert.equal(keys(index, 'renewed ')[0], 1);
      assert.equal(keys(index, 'renewal ')[0], 0);
    });

    it('finds letters with and without diacritics', () => {
      assertFinds('Müller Straße', 'muller', 'müller', 'strasse', 'Straße');
      assertFinds('cafe\u0301 José', 'café', 'cafe', 'jose');
      assertFinds('Łódź Ørsted', 'lodz', 'orsted');
    });
  });

  describe('with typing errors', () => {
    it('finds a word with one letter wrong, missing, added or two swapped', () => {
      assertFinds('contract', 'contrakt', 'contrct', 'conttract', 'cotnract');
    });

    it('finds a long word with two errors and a short one only as it is', () => {
      assertFinds('international', 'intrenatoinal');
      assert.ok(!found('cat', 'cot'));
    });

    it('finds a word with an error while it is being typed', () => {
      assertFinds('international trade', 'intrenat');
    });

    it('prefers what was typed where it exists', () => {
      assert.deepEqual(keys(indexOf('a form', 'a farm'), 'form'), [0]);
    });

    it('corrects a word that exists where no record has all words', () => {
      const index = indexOf('Jonh', 'John Smith', 'Anna Smithson', 'Berta Kline');
      assert.equal(keys(index, 'jonh smith')[0], 1);
    });

    it('finds two words written as one and one written as two', () => {
      assertFinds('our sales force', 'salesforce');
      assertFinds('Salesforce', 'sales force');
    });
  });

  describe('as the user types', () => {
    it('takes the last word for the beginning of a word', () => {
      assertFinds('customer service', 'cus', 'customer se', 'customer s');
    });

    it('takes a word followed by a space for whole', () => {
      assert.deepEqual(keys(indexOf('customer', 'other'), 'cus '), []);
    });

    it('puts the whole word before words that begin with it', () => {
      assert.equal(keys(indexOf('carbon', 'car'), 'car')[0], 1);
    });
  });

  describe('with syntax', () => {
    it('finds a quoted phrase only where the words stand side by side', () => {
      const index = indexOf('net new revenue', 'revenue is net and new', 'new revenue');
      assert.deepEqual(keys(index, '"new revenue"').sort(), [0, 2]);
      assert.deepEqual(keys(index, '“net new”'), [0]);
    });

    it('takes a phrase that no record holds for words, where other words were typed beside it', () => {
      const index = indexOf('new revenue', 'plan');
      assert.deepEqual(keys(index, '"revenue new"'), []);
      assert.deepEqual(keys(index, 'plan "revenue new"').sort(), [0, 1]);
    });

    it('does not let a phrase span title and body', () => {
      const index = SearchIndex.create();
      index.add({ key: 0, title: 'annual', keywords: '', body: 'report' });
      assert.deepEqual(keys(index, '"annual report"'), []);
    });

    it('finds a quoted phrase in Chinese', () => {
      assert.deepEqual(keys(indexOf('合同管理', '管理合同'), '"合同管理"'), [0]);
    });

    it('finds a phrase that is still open', () => {
      assert.deepEqual(keys(indexOf('new revenue', 'revenue new'), '"new rev'), [0]);
    });

    it('leaves out records with an excluded word in any form, or an excluded phrase', () => {
      const index = indexOf('deal won', 'deal lost', 'deal drafts', 'deal cold call');
      assert.deepEqual(keys(index, 'deal -lost -draft').sort(), [0, 3]);
      assert.deepEqual(keys(index, 'deal -"cold call"').sort(), [0, 1, 2]);
    });

    it('takes a hyphen inside a word for a part of it', () => {
      assertFinds('a well-known follow-up', 'well-known', 'follow-up', 'followup', 'known');
    });
  });

  describe('for addresses, numbers and ids', () => {
    it('finds an e-mail address whole and by its parts', () => {
      const text = 'write to Anna.Petrova@acme-corp.com today';
      assertFinds(text, 'anna.petrova@acme-corp.com', 'acme-corp.com', 'petrova', 'acme', 'corp');
    });

    it('puts the address itself before one that shares its parts', () => {
      const index = indexOf('corp@petrova.com anna acme', 'anna.petrova@acme-corp.com');
      assert.equal(keys(index, 'anna.petrova@acme-corp.com')[0], 1);
    });

    it('finds a phone number in any grouping, with and without the country code', () => {
      for (const text of ['+98 912 123 45 67', '+989121234567', '(0912) 123-4567']) {
        assertFinds(text, '+989121234567', '09121234567', '0912 123 4567', '912-123-45-67');
      }
      assertFinds('+98 912 123 45 67', '۰۹۱۲۱۲۳۴۵۶۷', '1234567');
    });

    it('finds an id whole, by part, while it is typed and without its hyphens', () => {
      const text = 'invoice INV-2026-004 is paid';
      assertFinds(text, 'INV-2026-004', 'inv-2026', 'INV-2026-0', '2026-004', 'inv2026004');
    });

    it('finds an amount with and without separators', () => {
      assertFinds('1,200,000 USD', '1200000', '1,200,000', '1 200 000');
    });
  });

  describe('in rank', () => {
    it('puts records with all words before records with one of them many times', () => {
      const index = indexOf('acme '.repeat(50), 'acme contract', 'contract '.repeat(50));
      assert.equal(keys(index, 'acme contract')[0], 1);
    });

    it('still finds records with some of the words', () => {
      assert.deepEqual(
        keys(indexOf('acme', 'contract', 'neither'), 'acme contract').sort(),
        [0, 1],
      );
    });

    it('puts the title before keywords and keywords before the body', () => {
      const index = SearchIndex.create();
      index.add({ key: 0, title: 'x', keywords: 'y', body: 'northwind' });
      index.add({ key: 1, title: 'x', keywords: 'northwind', body: 'y' });
      index.add({ key: 2, title: 'northwind', keywords: 'x', body: 'y' });
      assert.deepEqual(keys(index, 'northwind'), [2, 1, 0]);
    });

    it('puts words that stand together before words that stand apart', () => {
      const apart = 'Mark went to buy one large and very old stone';
      const together = 'went to buy one large and very old Mark Stone';
      assert.deepEqual(keys(indexOf(apart, together), 'mark stone'), [1, 0]);
    });

    it('honours the limit, the filter and the boost', () => {
      const index = indexOf('deal', 'deal', 'deal', 'deal');
      assert.equal(index.search('deal', { limit: 2 }).length, 2);
      const filtered = index.search('deal', { limit: 9, filter: (key) => key % 2 === 1 });
      assert.deepEqual(
        filtered.map((hit) => hit.key),
        [1, 3],
      );
      const boosted = index.search('deal', { limit: 9, boost: (key) => (key === 2 ? 2 : 1) });
      assert.equal(boosted[0]?.key, 2);
    });

    it('says by which words of the record it was found', () => {
      const [hit] = indexOf('Companies in Hamburg').search('company hambrg', { limit: 1 });
      assert.deepEqual([...(hit?.terms ?? [])].sort(), ['companies', 'hamburg']);
    });

    it('answers a query in several languages at once', () => {
      const index = indexOf('Acme договор 合同 قرارداد', 'Acme', 'договор', '合同', 'قرارداد');
      assert.equal(keys(index, 'acme договоры 合同 قرارداد‌ها')[0], 0);
    });
  });

  describe('with odd input', () => {
    it('answers nothing to a query without words', () => {
      for (const query of ['', '   ', '-', '""', '"', '- -', '-acme', '...', '\u0301', '\ud800']) {
        assert.deepEqual(keys(indexOf('acme'), query), [], JSON.stringify(query));
      }
    });

    it('takes lone surrogates, control characters and signs of all kinds', () => {
      const text = 'one\ud83d two\udc00\u0000 \u200d three 🔥 𝐅our 𠮷野家';
      assertFinds(text, 'one', 'two', 'three', 'four', '🔥', '𠮷野', '野家');
    });

    it('takes a document of a megabyte and a word of a megabyte', () => {
      const words = Array.from({ length: 130_000 }, (_, i) => `word${i % 5000}`).join(' ');
      assertFinds(`${words} needle`, 'needle', 'word4999');
      assertFinds('x'.repeat(1_000_000), 'x'.repeat(64));
    });

    it('takes a query of a megabyte', () => {
      assert.deepEqual(keys(indexOf('acme', 'word'), 'acme '.repeat(200_000)), [0]);
    });

    it('refuses a key that is no small integer', () => {
      for (const key of [-1, 0.5, 2 ** 30, Number.NaN]) {
        const document: SearchDocument = { key, title: '', keywords: '', body: '' };
        assert.throws(() => SearchIndex.create().add(document), RangeError);
      }
    });
  });

  describe('while records change', () => {
    it('finds the new text of a record and no longer the old', () => {
      const index = indexOf('alpha', 'beta');
      assert.deepEqual(keys(index, 'alpha'), [0]);
      index.replace({ key: 0, title: '', keywords: '', body: 'gamma' });
      assert.deepEqual(keys(index, 'alpha'), []);
      assert.deepEqual(keys(index, 'gamma'), [0]);
      assert.equal(index.size, 2);
    });

    it('no longer finds a removed record, before and after compaction', () => {
      const index = indexOf('alpha one', 'alpha two');
      assert.deepEqual(keys(index, 'alpha one')[0], 0);
      index.remove(0);
      index.remove(7);
      assert.deepEqual(keys(index, 'alpha one'), [1]);
      index.compact();
      assert.deepEqual(keys(index, 'alpha one'), [1]);
      assert.deepEqual(keys(index, 'one'), []);
      assert.equal(index.size, 1);
    });

    it('finds a record that was removed and added again', () => {
      const index = indexOf('alpha');
      index.remove(0);
      index.add({ key: 0, title: '', keywords: '', body: 'alpha' });
      index.compact();
      assert.deepEqual(keys(index, 'alpha'), [0]);
    });

    it('keeps the number of segments low however many updates come', () => {
      const index = indexOf('start');
      for (let i = 0; i < 1000; i++) {
        index.add({ key: i % 50, title: '', keywords: '', body: `word${i} common` });
        assert.ok(index.search(`word${i}`, { limit: 3 }).some((hit) => hit.key === i % 50));
      }
      assert.ok(index.segmentCount < 30, `${index.segmentCount} segments`);
      assert.equal(keys(index, 'common', 100).length, 50);
    });
  });

  describe('kept in a file', () => {
    it('answers the same after saving and loading, at any offset of the bytes', () => {
      const index = indexOf('alpha beta', 'договор', '合同管理', 'می‌روم');
      index.remove(1);
      const bytes = index.toBuffers();
      const shifted = new Uint8Array(bytes.length + 3);
      shifted.set(bytes, 3);
      for (const loaded of [
        SearchIndex.fromBuffers(bytes),
        SearchIndex.fromBuffers(shifted.subarray(3)),
      ]) {
        assert.equal(loaded.size, 3);
        for (const query of ['alpha', 'договор', '合同', 'میروم', 'bet']) {
          assert.deepEqual(loaded.search(query, { limit: 9 }), index.search(query, { limit: 9 }));
        }
        loaded.add({ key: 1, title: '', keywords: '', body: 'delta' });
        assert.deepEqual(keys(loaded, 'delta'), [1]);
      }
    });

    it('saves and loads an empty index', () => {
      const loaded = SearchIndex.fromBuffers(SearchIndex.create().toBuffers());
      assert.equal(loaded.size, 0);
      assert.deepEqual(keys(loaded, 'x'), []);
    });

    it('refuses bytes that are no index or are cut short', () => {
      const bytes = indexOf('alpha beta').toBuffers();
      assert.throws(() => SearchIndex.fromBuffers(bytes.subarray(0, bytes.length - 8)), RangeError);
      assert.throws(() => SearchIndex.fromBuffers(bytes.subarray(0, 10)), RangeError);
      assert.throws(() => SearchIndex.fromBuffers(new Uint8Array(0)), RangeError);
      assert.throws(() => SearchIndex.fromBuffers(new Uint8Array(64)), RangeError);
    });
  });

  it('joins indexes that were built apart', () => {
    const [first, second] = [SearchIndex.create(), SearchIndex.create()];
    first.add({ key: 0, title: '', keywords: '', body: 'alpha common' });
    first.add({ key: 2, title: '', keywords: '', body: 'removed common' });
    first.remove(2);
    second.add({ key: 1, title: '', keywords: '', body: 'beta common' });
    for (const index of [SearchIndex.join([first, second]), mergeIndexes([first, second])]) {
      assert.equal(index.size, 2);
      assert.deepEqual(keys(index, 'common').sort(), [0, 1]);
      assert.deepEqual(keys(index, 'beta'), [1]);
      assert.deepEqual(keys(index, 'removed'), []);
    }
    assert.equal(mergeIndexes([first, second]).segmentCount, 1);
  });
});
