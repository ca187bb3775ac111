import assert from 'node:assert/strict';
import fc from 'fast-check';
import { hashText, hashWords } from '../../../src/core/quality/identityHash.ts';
import {
  domainHash,
  domainKey,
  emailHash,
  firmHash,
  personHash,
  phoneHash,
  emailKey,
  firmKey,
  isSharedMailbox,
  personKey,
  phoneKey,
} from '../../../src/core/quality/normalizeIdentity.ts';

describe('identities in a form in which duplicates are equal', () => {
  it('take legal forms, accents, case and punctuation from the names of firms', () => {
    assert.equal(firmKey('Acme GmbH & Co. KG'), firmKey('ACME'));
    assert.equal(firmKey('Société Générale S.A.'), firmKey('societe generale'));
    assert.equal(firmKey('ООО «Ромашка»'), firmKey('Ромашка'));
    assert.equal(firmKey('株式会社トヨタ'), firmKey('トヨタ'));
    assert.equal(firmKey('上海数据有限公司'), firmKey('上海数据'));
    assert.notEqual(firmKey('Acme North'), firmKey('Acme South'));
  });

  it('keep a name that is nothing but a legal form', () => {
    assert.equal(firmKey('The Group'), 'the group');
    assert.equal(firmKey('***'), undefined);
  });

  it('put the words of a person in order', () => {
    assert.equal(personKey('Ruiz, Ana'), personKey('Ana Ruiz'));
    assert.equal(personKey('Tomáš Novák'), personKey('tomas novak'));
    assert.equal(personKey('علي كريمي'), personKey('علی کریمی'));
  });

  it('take a domain from an address, and none that everybody has', () => {
    assert.equal(domainKey('https://www.Acme.example/shop?x=1'), 'acme.example');
    assert.equal(domainKey('acme.example.'), 'acme.example');
    assert.equal(domainKey('gmail.com'), undefined);
    assert.equal(domainKey('localhost'), undefined);
  });

  it('compare telephone numbers by their last nine digits', () => {
    assert.equal(phoneKey('+49 (0)30 1234-5678'), phoneKey('030 12345678'));
    assert.equal(phoneKey('0049 30 12345678 ext. 12'), phoneKey('030/12345678'));
    assert.equal(phoneKey('112'), undefined);
  });

  it('fold addresses, and know mailboxes that several read', () => {
    assert.equal(emailKey(' Ana@Acme.Example '), 'ana@acme.example');
    assert.equal(emailKey('nobody'), undefined);
    assert.equal(isSharedMailbox('info@acme.example'), true);
    assert.equal(isSharedMailbox('ana@acme.example'), false);
  });

  it('have hashes that follow from them alone, however they are written', () => {
    const words = fc.constantFrom(
      'Acme',
      'GmbH',
      'S.A.',
      "O'Neil",
      'Ñandú',
      'Ромашка',
      '数据',
      '&',
      'ext',
      'x',
    );
    const name = fc.oneof(
      fc.array(words).map((parts) => parts.join(' ')),
      fc.string({ unit: 'binary' }),
    );
    const hashOfWords = (key: string | undefined): number | undefined =>
      key === undefined ? undefined : hashWords(key.split(' '));
    const hashOf = (key: string | undefined): number | undefined =>
      key === undefined ? undefined : hashText(key);
    fc.assert(
      fc.property(name, (text) => {
        assert.equal(firmHash(text), hashOfWords(firmKey(text)));
        assert.equal(personHash(text), hashOfWords(personKey(text)));
        assert.equal(domainHash(text), hashOf(domainKey(text)));
        assert.equal(emailHash(text), hashOf(emailKey(text)));
      }),
    );
    const phone = fc.array(
      fc.constantFrom('0', '1', '7', '49', ' ', '-', '+', '(0)', ' ext. 5', '٣'),
    );
    fc.assert(
      fc.property(phone, (parts) => {
        const text = parts.join('');
        const key = phoneKey(text);
        assert.equal(phoneHash(text), key === undefined ? undefined : Number(key));
      }),
    );
  });
});
