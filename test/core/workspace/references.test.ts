import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { recordKey } from '../../../src/core/model/record.ts';
import { aWorkspace } from '../../support/inMemoryWorkspace.ts';

const acme = '---\nname: Acme\n---\n';
const contact = (account: string): string => `---\nname: Ana\naccount: "${account}"\n---\n`;

describe('references', () => {
  for (const written of [
    'acme',
    'ACME',
    'accounts/acme',
    'account/acme',
    'accounts/acme.md',
    '[[acme]]',
    '[[accounts/acme]]',
    '[[accounts/acme|Acme Corp]]',
    '[[Acme.md#history]]',
    '[[accounts/acme\\\\|Acme Corp]]',
  ]) {
    it(`finds ${written}`, async () => {
      const workspace = await aWorkspace({
        'accounts/acme.md': acme,
        'contacts/ana.md': contact(written),
      });
      const ana = workspace.byPath('contacts/ana.md');
      assert.ok(ana);
      assert.equal(workspace.target(ana, 'account')?.path, 'accounts/acme.md');
      assert.deepEqual(workspace.problems(), []);
    });
  }

  it('gives `accounts/acme/index.md` and `accounts/acme/acme.md` the id acme', async () => {
    for (const path of ['accounts/acme/index.md', 'accounts/acme/acme.md']) {
      const workspace = await aWorkspace({ [path]: acme, 'contacts/ana.md': contact('acme') });
      assert.equal(workspace.get('account', 'acme')?.path, path);
      assert.deepEqual(workspace.problems(), []);
    }
  });

  it('looks in the target type of the field first', async () => {
    const workspace = await aWorkspace({
      'accounts/acme.md': acme,
      'kb/acme.md': '---\ntitle: Acme\ntopics: [a]\n---\n',
      'contacts/ana.md': contact('acme'),
    });
    const ana = workspace.byPath('contacts/ana.md');
    assert.equal(ana && workspace.target(ana, 'account')?.type, 'account');
  });

  it('takes the last part of an id where it is unique, and names the candidates where it is not', async () => {
    const one = await aWorkspace({
      'accounts/eu/acme.md': acme,
      'contacts/ana.md': contact('acme'),
    });
    assert.deepEqual(one.problems(), []);
    const two = await aWorkspace({
      'accounts/eu/acme.md': acme,
      'accounts/us/acme.md': acme,
      'contacts/ana.md': contact('acme'),
    });
    const [problem] = two.problems();
    assert.equal(problem?.code, 'ref-ambiguous');
    assert.match(problem?.message ?? '', /account\/eu\/acme and account\/us\/acme/);
    assert.equal(problem?.fixes.length, 2);
  });

  it('is an error in a field and a warning in prose when it leads nowhere', async () => {
    const workspace = await aWorkspace({
      'contacts/ana.md': `${contact('nobody')}See [[nowhere]] and [x](../accounts/gone.md).\n`,
    });
    assert.deepEqual(
      workspace.problems().map((p) => [p.code, p.severity, p.range.start.line]),
      [
        ['ref-unresolved', 'error', 2],
        ['link-unresolved', 'warning', 4],
        ['link-unresolved', 'warning', 4],
      ],
    );
  });

  it('ignores links in code', async () => {
    const workspace = await aWorkspace({
      'accounts/acme.md': `${acme}\`[[a]]\` and\n\`\`\`\n[[b]]\n\`\`\`\n`,
    });
    assert.deepEqual(workspace.problems(), []);
  });

  it('finds wikilinks and relative links of prose both ways', async () => {
    const workspace = await aWorkspace({
      'accounts/acme.md': acme,
      'contacts/ana.md':
        '---\nname: Ana\n---\nWorks at [[acme]], see [page](../accounts/acme.md).\n',
    });
    const account = workspace.get('account', 'acme');
    assert.ok(account);
    assert.deepEqual(
      workspace
        .backlinks(account)
        .map((back) => [recordKey(back.from), back.field, back.link.line]),
      [
        ['contact/ana', undefined, 3],
        ['contact/ana', undefined, 3],
      ],
    );
  });

  it('still resolves a former id, with a hint that offers the new one', async () => {
    const workspace = await aWorkspace({
      'accounts/acme.md': '---\nname: Acme\nformer_ids: [globex]\n---\n',
      'contacts/ana.md': contact('[[globex|G]]'),
    });
    const [problem] = workspace.problems();
    assert.equal(problem?.code, 'ref-former');
    assert.equal(problem?.fixes[0]?.edits[0]?.newText, '[[acme|G]]');
    const account = workspace.get('account', 'acme');
    assert.equal(account && workspace.referrers(account, 'contact').length, 1);
  });

  it('says so when a reference leads to a record of another type', async () => {
    const workspace = await aWorkspace({
      'kb/acme.md': '---\ntitle: Acme\ntopics: [a]\n---\n',
      'contacts/ana.md': contact('acme'),
    });
    assert.deepEqual(
      workspace.problems().map((p) => p.code),
      ['ref-type'],
    );
  });

  it('matches names however an operating system writes their accents', async () => {
    const workspace = await aWorkspace({
      'accounts/cafe\u0301.md': '---\nname: C\n---\n',
      'contacts/ana.md': contact('CAF\u00c9'),
    });
    assert.deepEqual(workspace.problems(), []);
  });

  it('reports two files with one id on both, and paths that differ by case only', async () => {
    const twins = await aWorkspace({ 'accounts/acme.md': acme, 'accounts/acme/index.md': acme });
    assert.deepEqual(
      twins.problems().map((p) => [p.path, p.code]),
      [
        ['accounts/acme.md', 'id-duplicate'],
        ['accounts/acme/index.md', 'id-duplicate'],
      ],
    );
    const byCase = await aWorkspace({ 'accounts/acme.md': acme, 'accounts/Acme.md': acme });
    assert.deepEqual(
      byCase.problems().map((p) => p.code),
      ['id-case', 'id-case'],
    );
    assert.equal(byCase.records('account').length, 2, 'neither is dropped');
  });

  it('reports a circle of parents on each of its members only', async () => {
    const account = (parent: string): string => `---\nname: X\nparent: ${parent}\n---\n`;
    const workspace = await aWorkspace({
      'accounts/a.md': account('b'),
      'accounts/b.md': account('c'),
      'accounts/c.md': account('b'),
    });
    assert.deepEqual(
      workspace.problems().map((p) => [p.path, p.code]),
      [
        ['accounts/b.md', 'ref-cycle'],
        ['accounts/c.md', 'ref-cycle'],
      ],
    );
  });
});
