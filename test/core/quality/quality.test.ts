import assert from 'node:assert/strict';
import { firstFix } from '../../../src/core/quality/firstFix.ts';
import { missingFields } from '../../../src/core/quality/missingFields.ts';
import type { QualityPart } from '../../../src/core/quality/quality.ts';
import { computeQuality, qualityParts } from '../../../src/core/quality/quality.ts';
import type { CrmRecord } from '../../../src/core/model/record.ts';
import { findProbableDuplicates } from '../../../src/core/quality/probableDuplicates.ts';
import type { Workspace } from '../../../src/core/workspace/workspace.ts';
import { aWorkspace } from '../../support/inMemoryWorkspace.ts';

const today = '2026-11-23';

function record(fields: Readonly<Record<string, string | number>>, body = ''): string {
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}`);
  return `---\n${lines.join('\n')}\n---\n${body}`;
}

const crmYaml = `version: 1
name: Test
currency: EUR
people:
  ana: {name: Ana Ruiz}
policy:
  stale_after: {account: 100d, deal: 30d}
`;

function withFiles(files: Readonly<Record<string, string>>): Promise<Workspace> {
  return aWorkspace({ 'crm.yaml': crmYaml, ...files });
}

type OneQuality = Readonly<Record<QualityPart, number | undefined>> & {
  readonly record: CrmRecord;
  readonly score: number | undefined;
  readonly undated: boolean;
};

/** The quality of one record, with undefined for what cannot be told. */
function qualityOf(workspace: Workspace, type: string, id?: string): OneQuality {
  const all = computeQuality(workspace, today);
  const at = all.records.findIndex(
    (one) => one.type === type && (id === undefined || one.id === id),
  );
  const found = all.records[at];
  assert.ok(found);
  const told = (value = NaN): number | undefined => (Number.isNaN(value) ? undefined : value);
  const parts = qualityParts.map((part) => [part, told(all.parts[part][at])] as const);
  return {
    ...(Object.fromEntries(parts) as Readonly<Record<QualityPart, number | undefined>>),
    record: found,
    score: all.score[at],
    undated: all.undated[at] === 1,
  };
}

const fullAccount = {
  name: 'Acme',
  status: 'customer',
  owner: 'ana',
  domain: 'acme.example',
  industry: 'steel',
  country: 'Germany',
  created: '2026-11-01',
};

describe('the quality of a record', () => {
  it('is 100 where nothing is missing, wrong, stale, double or broken', async () => {
    const quality = qualityOf(
      await withFiles({ 'accounts/acme.md': record(fullAccount) }),
      'account',
      'acme',
    );
    assert.equal(quality.score, 100);
    assert.equal(quality.completeness, 1);
    assert.equal(quality.freshness, 1);
    assert.equal(quality.uniqueness, 1);
    assert.equal(quality.references, undefined);
  });

  it('falls with required and recommended fields that are missing', async () => {
    const workspace = await withFiles({
      'accounts/acme.md': record({ name: 'Acme', created: '2026-11-01' }),
    });
    const quality = qualityOf(workspace, 'account', 'acme');
    assert.equal(quality.completeness, 1 / 6);
    const type = workspace.type('account');
    assert.ok(type);
    assert.deepEqual(missingFields(quality.record, type), [
      'status',
      'owner',
      'domain',
      'industry',
      'country',
    ]);
    // completeness 30, validity 25, freshness 15 and uniqueness 15 of 85
    assert.equal(quality.score, (100 * (30 / 6 + 25 + 15 + 15)) / 85);
  });

  it('falls with errors and, by half, with warnings', async () => {
    const quality = qualityOf(
      await withFiles({ 'accounts/acme.md': record({ ...fullAccount, employees: 'many' }) }),
      'account',
      'acme',
    );
    assert.equal(quality.validity, 1 - 1 / 8);
    const broken = qualityOf(
      await withFiles({ 'accounts/acme.md': '---\nname: Acme\nstatus: [\n---\n' }),
      'account',
      'acme',
    );
    assert.equal(broken.validity, 0);
  });

  it('falls with the time since it was cared for, by contact too', async () => {
    const stale = { 'accounts/acme.md': record({ ...fullAccount, created: '2026-05-07' }) };
    // 200 days ago, twice the limit
    assert.equal(qualityOf(await withFiles(stale), 'account', 'acme').freshness, 0.5);
    const called = await withFiles({
      ...stale,
      'contacts/bo.md': record({ name: 'Bo', account: 'acme' }),
      'activities/call.md': record({ kind: 'call', date: '2026-11-20', contacts: '[bo]' }),
      'activities/plan.md': record({ kind: 'call', date: '2027-01-01', account: 'acme' }),
    });
    assert.equal(qualityOf(called, 'account', 'acme').freshness, 1);
    // contacts have no limit here
    assert.equal(qualityOf(called, 'contact', 'bo').freshness, undefined);
  });

  it('lets no closed deal grow stale, and says where no date tells', async () => {
    const workspace = await withFiles({
      'accounts/acme.md': record({ name: 'Acme' }),
      'deals/won.md': record({ name: 'W', account: 'acme', stage: 'won', created: '2020-01-01' }),
      'deals/open.md': record({ name: 'O', account: 'acme', stage: 'qualify' }),
    });
    assert.equal(qualityOf(workspace, 'deal', 'won').freshness, undefined);
    assert.equal(qualityOf(workspace, 'deal', 'open').freshness, undefined);
    assert.equal(qualityOf(workspace, 'deal', 'open').undated, true);
    assert.equal(qualityOf(workspace, 'account', 'acme').undated, true);
  });

  it('falls with references and links that lead nowhere', async () => {
    const quality = qualityOf(
      await withFiles({
        'accounts/acme.md': record(
          { ...fullAccount, parent: 'gone' },
          'See [[bo]] and [[nobody]].\n',
        ),
        'contacts/bo.md': record({ name: 'Bo' }),
      }),
      'account',
      'acme',
    );
    assert.equal(quality.references?.toFixed(6), (1 / 3).toFixed(6));
  });

  it('falls with a probable duplicate, but not between parent and child', async () => {
    const workspace = await withFiles({
      'accounts/acme.md': record(fullAccount),
      'accounts/acme-gmbh.md': record({ name: 'ACME GmbH' }),
      'accounts/acme-north.md': record({ name: 'Acme', parent: 'acme', domain: 'acme.example' }),
      'accounts/other.md': record({ name: 'Acme', domain: 'another.example' }),
    });
    const duplicates = findProbableDuplicates(workspace, 'account');
    const acme = workspace.get('account', 'acme');
    const found = duplicates.get(acme?.slot ?? -1);
    assert.equal(found?.other.id, 'acme-gmbh');
    assert.deepEqual(found?.reasons, ['name']);
    assert.equal(qualityOf(workspace, 'account', 'acme').uniqueness?.toFixed(3), '0.400');
    const other = workspace.get('account', 'other');
    // Same name, other domain: only the one without a domain is near enough.
    assert.equal(duplicates.get(other?.slot ?? -1)?.other.id, 'acme-gmbh');
  });

  it('tells contacts by address, or by name together with account or telephone', async () => {
    const workspace = await withFiles({
      'accounts/acme.md': record({ name: 'Acme' }),
      'contacts/a.md': record({ name: 'Ana Ruiz', emails: '[ana@acme.example]' }),
      'contacts/b.md': record({ name: 'A. Ruiz', emails: '[ANA@acme.example]' }),
      'contacts/c.md': record({ name: 'Bo Li', account: 'acme' }),
      'contacts/d.md': record({ name: 'Li, Bo', account: '"[[acme]]"' }),
      'contacts/e.md': record({ name: 'Jan Kowalski' }),
      'contacts/f.md': record({ name: 'Jan Kowalski' }),
      'contacts/g.md': record({ name: 'Front desk', emails: '[info@acme.example]' }),
      'contacts/h.md': record({ name: 'Reception', emails: '[info@acme.example]' }),
    });
    const duplicates = findProbableDuplicates(workspace, 'contact');
    const ids = [...duplicates.keys()].map((slot) => workspace.bySlot(slot)?.id).sort();
    assert.deepEqual(ids, ['a', 'b', 'c', 'd']);
  });

  it('compares a thousand records of one name without comparing all with all', async () => {
    const files: Record<string, string> = {};
    for (let i = 0; i < 1000; i++) files[`accounts/a${i}.md`] = record({ name: 'Acme' });
    const workspace = await withFiles(files);
    assert.equal(findProbableDuplicates(workspace, 'account').size, 1000);
  });

  it('counts the problems of a task in a body at the task', async () => {
    const workspace = await withFiles({
      'accounts/acme.md': record(fullAccount, '- [ ] Call back (due: 2026-02-30, owner: ana)\n'),
    });
    const task = qualityOf(workspace, 'task').validity;
    assert.ok(task !== undefined && task < 1);
    assert.equal(qualityOf(workspace, 'account').validity, 1);
  });

  it('says what to do first', async () => {
    const workspace = await withFiles({
      'accounts/wrong.md': record({
        ...fullAccount,
        name: 'Wrong',
        domain: 'w.example',
        status: 'custmer',
      }),
      'accounts/gaps.md': record({ name: 'Gaps', created: '2026-11-01' }),
      'accounts/stale.md': record({
        ...fullAccount,
        name: 'Stale',
        domain: 's.example',
        created: '2020-01-01',
      }),
      'accounts/fine.md': record({ ...fullAccount, name: 'Fine', domain: 'f.example' }),
    });
    const all = computeQuality(workspace, today);
    const advice = (id: string): string | undefined => {
      const at = all.records.findIndex((one) => one.id === id);
      const path = all.records[at]?.path;
      return firstFix(all, at, workspace, workspace.problems(path));
    };
    assert.match(advice('wrong') ?? '', /customer/);
    assert.equal(advice('gaps'), 'Fill in status, owner, domain, industry, country');
    assert.equal(advice('stale'), 'Look it over: last cared for on 2020-01-01');
    assert.equal(advice('fine'), undefined);
  });
});
