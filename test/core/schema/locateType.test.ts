import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { createTypeLocator, needsFrontmatter } from '../../../src/core/schema/locateType.ts';
import { cleanSchema } from './configSupport.ts';

function locatorOf(config: string): ReturnType<typeof createTypeLocator> {
  return createTypeLocator(cleanSchema(config));
}

const plain = locatorOf('version: 1\n');

/** Type and id of a path. */
function located(locator: typeof plain, path: string): string | undefined {
  const found = locator.typeOfPath(path);
  return found && `${found.type.name}/${locator.idOf(path, found.folder)}`;
}

describe('where records lie', () => {
  it('the folder says the type, the path below it the id', () => {
    assert.equal(located(plain, 'accounts/acme.md'), 'account/acme');
    assert.equal(
      located(plain, 'activities/2026/2026-11-22-call-acme.md'),
      'activity/2026/2026-11-22-call-acme',
    );
    assert.equal(located(plain, 'products/hub.yaml'), 'product/hub');
    assert.equal(located(plain, 'kb/pipelines/Retry.MD'), 'article/pipelines/retry');
    assert.equal(located(plain, 'notes/acme.md'), undefined);
    assert.equal(located(plain, 'accounts.md'), undefined);
  });

  it('the nearest mapped folder wins', () => {
    const locator = locatorOf(
      'types: {account: {folder: crm}, contact: {folder: crm/people}, deal: {folder: .}}\n',
    );
    assert.equal(located(locator, 'crm/acme.md'), 'account/acme');
    assert.equal(located(locator, 'crm/people/ana.md'), 'contact/ana');
    assert.equal(located(locator, 'crm/peoples/ana.md'), 'account/peoples/ana');
    assert.equal(located(locator, 'big.md'), 'deal/big');
    assert.equal(located(locator, '2026/big.md'), 'deal/2026/big');
  });

  it('a folder of its own has the id of the folder', () => {
    assert.equal(located(plain, 'accounts/acme/index.md'), 'account/acme');
    assert.equal(located(plain, 'accounts/Acme/acme.md'), 'account/acme');
    assert.equal(located(plain, 'accounts/x/acme/INDEX.md'), 'account/x/acme');
    assert.equal(located(plain, 'accounts/acme/notes.md'), 'account/acme/notes');
    assert.equal(located(plain, 'accounts/index.md'), 'account/index');
    assert.equal(located(plain, 'accounts/accounts.md'), 'account/accounts');
  });

  it('upper and lower case and both Unicode forms are one on every system', () => {
    const locator = locatorOf('types: {account: {folder: Fu\u0308rth/Kunden}}\n');
    assert.equal(located(locator, 'fürth/KUNDEN/Müller.md'), 'account/müller');
    assert.equal(located(locator, 'Fu\u0308rth/Kunden/Mu\u0308ller.md'), 'account/müller');
    assert.equal(located(plain, 'Accounts/ACME.md'), 'account/acme');
  });

  it('only the extension is cut from the id', () => {
    assert.equal(located(plain, 'accounts/acme.inc.md'), 'account/acme.inc');
    assert.equal(plain.idOf('notes/Old.Deal.md', '.'), 'notes/old.deal');
    assert.equal(plain.idOf('Deal.md', ''), 'deal');
  });

  it('markdown can be a record anywhere, YAML only below a mapped folder', () => {
    const yes = [
      'accounts/a.md',
      'accounts/a.markdown',
      'accounts/a.yaml',
      'accounts/x/a.YML',
      'notes/a.md',
      'a.md',
    ];
    const no = [
      'accounts/a.txt',
      'accounts/a',
      'accounts/a.md.bak',
      'ci.yml',
      'notes/a.yaml',
      'accounts/logo.png',
    ];
    for (const path of yes) assert.ok(plain.isRecordFile(path), path);
    for (const path of no) assert.ok(!plain.isRecordFile(path), path);
  });

  it('crm.yaml and the README of the root are no records, even where the root is a folder of records', () => {
    const root = locatorOf('types: {account: {folder: .}}\n');
    for (const path of ['crm.yaml', 'CRM.yaml', 'README.md', 'readme.markdown']) {
      assert.ok(!plain.isRecordFile(path), path);
      assert.ok(!root.isRecordFile(path), path);
    }
    assert.ok(root.isRecordFile('other.yaml'));
    assert.ok(root.isRecordFile('acme.md'));
  });

  it('a README further down is one only with frontmatter', () => {
    assert.ok(plain.isRecordFile('accounts/README.md'));
    assert.ok(needsFrontmatter('accounts/README.md'));
    assert.ok(needsFrontmatter('accounts/acme/readme.md'));
    assert.ok(!needsFrontmatter('accounts/readme-first.md'));
  });

  it('dot-folders and node_modules are never entered', () => {
    for (const folder of [
      '.git',
      '.github/x',
      'accounts/.obsidian',
      'node_modules',
      'a/node_modules/b',
    ]) {
      assert.ok(!plain.entersFolder(folder), folder);
      assert.ok(!plain.isRecordFile(`${folder}/a.md`), folder);
    }
    for (const folder of ['', '.', 'accounts', 'node_modules_old', 'a.b']) {
      assert.ok(plain.entersFolder(folder), folder);
    }
    assert.ok(!plain.isRecordFile('accounts/.acme.md'));
  });
});

describe('what crm.yaml ignores', () => {
  const locator = locatorOf(
    'ignore: [archive/**, "**/_drafts/**", old, "*.draft.md", "{tmp,temp}/", ./kb/2019]\n',
  );

  it('is not read and not entered', () => {
    const ignored = [
      'archive/accounts/a.md',
      'accounts/_drafts/a.md',
      '_drafts/a.md',
      'accounts/x/_drafts/y/a.md',
      'old/a.md',
      'plan.draft.md',
      'temp/a.md',
      'kb/2019/a.md',
      'Archive/a.md',
    ];
    for (const path of ignored) {
      assert.ok(locator.isIgnored(path), path);
      assert.ok(!locator.isRecordFile(path), path);
    }
    for (const folder of ['archive', 'accounts/_drafts', 'old', 'tmp', 'kb/2019']) {
      assert.ok(!locator.entersFolder(folder), folder);
    }
  });

  it('is ignored in either Unicode form and case', () => {
    const german = locatorOf('ignore: [Entwürfe/**, "**/*Übung*"]\n');
    for (const path of ['entwu\u0308rfe/a.md', 'kb/U\u0308bung 1.md', 'kb/übungen/a.md']) {
      assert.ok(german.isIgnored(path), path);
    }
  });

  it('leaves the rest alone', () => {
    for (const path of [
      'accounts/archive/a.md',
      'older/a.md',
      'accounts/a.draft.md',
      'kb/2019-review.md',
      'accounts/drafts/a.md',
    ]) {
      assert.ok(locator.isRecordFile(path), path);
    }
    assert.ok(locator.entersFolder('accounts'));
  });
});
