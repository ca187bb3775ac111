/**
 * Names, domains and numbers brought to the form in which duplicates are equal: as text, to compare, and as a hash,
 * to find what is worth comparing. Equal texts have equal hashes; the hash of ordinary text is found without
 * making the other one.
 */
import { hashAsciiWords, hashText, hashWords } from './identityHash.ts';

/** Legal forms and articles, which come and go between two writings of one firm. */
const firmWords = new Set(
  (
    'the and co company companies corp corporation inc incorporated llc llp ltd limited plc pty gmbh ag kg kgaa ' +
    'ohg ug se sa sas sarl sl slu srl spa sro as asa ab oy oyj aps bv nv kft zrt doo dd jsc pjsc ooo oao zao pao ao ип ооо оао зао пао ао ' +
    'тоо holding holdings group gruppe'
  ).split(' '),
);
/** Legal forms that are written without a space before them. */
const joinedForms = /(?:株式会社|有限会社|合同会社|股份有限公司|有限责任公司|有限公司)/g;

/**
 * The words of a name in one form: case, accents, punctuation and width do not count. Undefined where no letter or
 * digit is left.
 */
function wordsOf(name: string): string[] | undefined {
  // "Northwind S.A.": the points go, so that the letters stay one word.
  if (/^[ -~]*$/.test(name)) {
    const words = name
      .toLowerCase()
      .replace(/['.]/g, '')
      .match(/[a-z0-9]+/g);
    return words ?? undefined;
  }
  const plain = name
    .normalize('NFKD')
    .replace(/[\u{0300}-\u{036f}\u{200b}-\u{200f}]/gu, '')
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('ي', 'ی')
    .replaceAll('ك', 'ک');
  const words = plain.replace(/['’.]/g, '').match(/[\p{L}\p{M}\p{N}]+/gu);
  return words ?? undefined;
}

/** A firm's name without its legal form; where nothing else is left, with it. */
export function firmKey(name: string): string | undefined {
  const words = wordsOf(
    name.includes('社') || name.includes('司') ? name.replace(joinedForms, '') : name,
  );
  if (!words) return wordsOf(name)?.join(' ');
  const kept = words.filter((word) => !firmWords.has(word));
  return (kept.length > 0 ? kept : words).join(' ');
}

/** A person's name with its words in order: `Ruiz, Ana` is Ana Ruiz. */
export function personKey(name: string): string | undefined {
  return wordsOf(name)?.sort().join(' ');
}

/** Words of one name; longer ones take the slow way. */
const wordHashes = new Int32Array(24);
const firmWordHashes: ReadonlySet<number> = new Set([...firmWords].map(hashText));

/** The hash of `firmKey`. */
export function firmHash(name: string): number | undefined {
  const count = hashAsciiWords(name, wordHashes);
  if (count === undefined) {
    const key = firmKey(name);
    return key === undefined ? undefined : hashWords(key.split(' '));
  }
  let all = 0;
  let kept = 0;
  let isNamed = false;
  for (let at = 0; at < count; at++) {
    const hash = wordHashes[at] ?? 0;
    all = (all + hash) | 0;
    if (firmWordHashes.has(hash)) continue;
    kept = (kept + hash) | 0;
    isNamed = true;
  }
  return count === 0 ? undefined : isNamed ? kept : all;
}

/** The hash of `personKey`. */
export function personHash(name: string): number | undefined {
  const count = hashAsciiWords(name, wordHashes);
  if (count === undefined) {
    const key = personKey(name);
    return key === undefined ? undefined : hashWords(key.split(' '));
  }
  let sum = 0;
  for (let at = 0; at < count; at++) sum = (sum + (wordHashes[at] ?? 0)) | 0;
  return count === 0 ? undefined : sum;
}

/** Domains that belong to everybody say nothing about a firm. */
const publicDomains = new Set(
  (
    'gmail.com googlemail.com outlook.com hotmail.com live.com yahoo.com icloud.com gmx.de gmx.net web.de mail.ru ' +
    'yandex.ru proton.me protonmail.com aol.com qq.com 163.com 126.com'
  ).split(' '),
);

/** The host of a domain or address: `https://www.Acme.example/shop` is `acme.example`. */
export function domainKey(domain: string): string | undefined {
  const host = domain
    .trim()
    .toLowerCase()
    .replace(/^[a-z]+:\/\//, '')
    .replace(/[/?#:].*$/, '')
    .replace(/^www\./, '')
    .replace(/\.$/, '');
  return host.includes('.') && !publicDomains.has(host) ? host : undefined;
}

export function emailKey(email: string): string | undefined {
  const text = email.trim().toLowerCase();
  return text.includes('@') ? text : undefined;
}

/** The last nine digits of a telephone number: how the country and trunk prefixes are written differs. */
export function phoneKey(phone: string): string | undefined {
  const number = /[a-zа-я内]/i.test(phone) ? phone.replace(/(?:ext|x|доб|内线).*$/i, '') : phone;
  const digits = number.replace(/\D+/g, '');
  return digits.length < 7 ? undefined : digits.slice(-9);
}

/** The hash of `domainKey`. */
export function domainHash(domain: string): number | undefined {
  const key = domainKey(domain);
  return key === undefined ? undefined : hashText(key);
}

/** The hash of `emailKey`. */
export function emailHash(email: string): number | undefined {
  const key = emailKey(email);
  return key === undefined ? undefined : hashText(key);
}

/** The hash of `phoneKey`: its digits as a number. */
export function phoneHash(phone: string): number | undefined {
  let digits = 0;
  let value = 0;
  for (let at = 0; at < phone.length; at++) {
    const code = phone.charCodeAt(at);
    if (code >= 48 && code <= 57) {
      value = (value * 10 + code - 48) % 1e9;
      digits++;
    } else if (code > 57) {
      const key = phoneKey(phone);
      return key === undefined ? undefined : Number(key);
    }
  }
  return digits < 7 ? undefined : value;
}

/** A mailbox that several people read: that two of them write it makes them no duplicates. */
export function isSharedMailbox(email: string): boolean {
  return /^(?:info|office|sales|contact|kontakt|hello|mail|support|service|admin|team)@/.test(
    email,
  );
}
