import assert from 'node:assert/strict';
import type { CrmRecord } from '../../../src/core/model/record.ts';
import { computeMembers } from '../../../src/core/segments/computeMembers.ts';
import { segmentCheck } from '../../../src/core/segments/checkSegment.ts';
import { explainMembership } from '../../../src/core/segments/explainMembership.ts';
import { readSegment, readSegments } from '../../../src/core/segments/segment.ts';
import type { Workspace } from '../../../src/core/workspace/workspace.ts';
import { aWorkspace } from '../../support/inMemoryWorkspace.ts';

const today = '2026-11-23';

const firm: Readonly<Record<string, string>> = {
  'accounts/acme.md': '---\nname: Acme\nstatus: customer\nowner: ana\nannual_revenue: 5 USD\n---\n',
  'accounts/bolt.md': '---\nname: Bolt\nstatus: prospect\n---\n',
  'accounts/cord.md': '---\nname: Cord\nstatus: customer\nannual_revenue: 9 EUR\n---\n',
  'contacts/ada.md': '---\nname: Ada\naccount: acme\n---\n',
};

/** A segment written as yaml, and the firm around it. */
async function aSegment(yaml: string) {
  const snapshot = await aWorkspace({ ...firm, 'segments/s.yaml': yaml });
  const record = snapshot.get('segment', 's');
  assert.ok(record);
  return { snapshot, record, segment: readSegment(record, snapshot) };
}

function recordOf(snapshot: Workspace, type: string, id: string): CrmRecord {
  const record = snapshot.get(type, id);
  assert.ok(record);
  return record;
}

async function membersOf(yaml: string) {
  const { snapshot, segment } = await aSegment(yaml);
  const { members, issues } = computeMembers(snapshot, segment, today);
  return {
    ids: members.map(({ id }) => id),
    issues: issues.map(({ severity, message }) => `${severity}: ${message}`),
  };
}

describe('a segment', () => {
  it('is read with its kind and the type of its members, said or not', async () => {
    const said = await aSegment(
      'name: S\nkind: dynamic\nof: contact\nwhere: has(account)\nstance: invest\ncadence: 30d\nvalue_proposition: More.\n',
    );
    const { kind, of, where, stance, cadence, valueProposition, name } = said.segment;
    assert.deepEqual(
      [name, kind, of, where, stance, cadence, valueProposition],
      ['S', 'dynamic', 'contact', 'has(account)', 'invest', 2_592_000, 'More.'],
    );
    const listed = (await aSegment('name: S\nmembers: [ada]\n')).segment;
    assert.deepEqual([listed.kind, listed.of], ['static', 'contact']);
    const ruled = (await aSegment("name: S\nwhere: status == 'customer'\n")).segment;
    assert.deepEqual([ruled.kind, ruled.of], ['dynamic', 'account']);
  });

  it('is found with all others in order of id', async () => {
    const snapshot = await aWorkspace({
      'segments/b.yaml': 'name: B\n',
      'segments/a.yaml': 'name: A\n',
    });
    assert.deepEqual(
      readSegments(snapshot).map(({ id }) => id),
      ['a', 'b'],
    );
  });

  it('has the members it lists, each once and in their order; a reference that leads nowhere is said', async () => {
    assert.deepEqual(
      await membersOf(
        'name: S\nkind: static\nmembers: [cord, "[[acme]]", gone, accounts/cord.md, ada]\n',
      ),
      {
        ids: ['cord', 'acme', 'ada'],
        issues: ['error: gone leads to no record'],
      },
    );
  });

  it('has the members for which its rule holds', async () => {
    assert.deepEqual(await membersOf("name: S\nkind: dynamic\nwhere: status == 'customer'\n"), {
      ids: ['acme', 'cord'],
      issues: [],
    });
    assert.deepEqual(
      await membersOf("name: S\nkind: dynamic\nof: contact\nwhere: account.status == 'customer'\n"),
      { ids: ['ada'], issues: [] },
    );
  });

  it('says which records its rule could not judge', async () => {
    assert.deepEqual(await membersOf('name: S\nkind: dynamic\nwhere: annual_revenue > 1\n'), {
      ids: ['cord'],
      issues: ['warning: account/acme: no USD rate on or before 2026-11-23'],
    });
  });

  it('has no members without a rule, or with one that cannot be read, and says so', async () => {
    assert.deepEqual(await membersOf('name: S\nkind: dynamic\n'), {
      ids: [],
      issues: ['error: A dynamic segment needs a rule: where'],
    });
    const { ids, issues } = await membersOf('name: S\nkind: dynamic\nwhere: status = 1\n');
    assert.deepEqual([ids, issues.length], [[], 1]);
  });

  it('means by me the person who asks', async () => {
    const { snapshot, segment } = await aSegment('name: S\nkind: dynamic\nwhere: owner == me\n');
    const ids = (me?: string) =>
      computeMembers(snapshot, segment, today, me).members.map(({ id }) => id);
    assert.deepEqual([ids('ana'), ids('bo'), ids()], [['acme'], [], []]);
  });

  it('counts anew after a record changed, and only then', async () => {
    const { snapshot, segment } = await aSegment(
      "name: S\nkind: dynamic\nwhere: status == 'customer'\n",
    );
    const first = computeMembers(snapshot, segment, today);
    assert.equal(computeMembers(snapshot, segment, today), first);
    snapshot.removeFile('accounts/acme.md');
    assert.deepEqual(
      computeMembers(snapshot, segment, today).members.map(({ id }) => id),
      ['cord'],
    );
  });

  describe('explains', () => {
    it('each condition of its rule, with what it saw', async () => {
      const { snapshot, segment } = await aSegment(
        "name: S\nkind: dynamic\nwhere: status == 'customer' && owner == 'ana'\n",
      );
      const of = (id: string) =>
        explainMembership(snapshot, segment, recordOf(snapshot, 'account', id), today);
      assert.equal(of('acme').isMember, true);
      assert.equal(of('cord').isMember, false);
      assert.deepEqual(
        of('cord').conditions.map(({ holds, words }) => [holds, words]),
        [
          [true, 'status is customer'],
          [false, 'owner is missing'],
        ],
      );
    });

    it('that its members are of another type', async () => {
      const { snapshot, segment } = await aSegment('name: S\nkind: dynamic\nwhere: has(name)\n');
      const { isMember, conditions } = explainMembership(
        snapshot,
        segment,
        recordOf(snapshot, 'contact', 'ada'),
        today,
      );
      assert.deepEqual(
        [isMember, conditions.map(({ words }) => words)],
        [false, ['Ada is of type contact, the members are of type account']],
      );
    });

    it('whether a record is on its list', async () => {
      const { snapshot, segment } = await aSegment(
        'name: S\nkind: static\nmembers: [acme, cord]\n',
      );
      const of = (id: string) =>
        explainMembership(snapshot, segment, recordOf(snapshot, 'account', id), today);
      assert.deepEqual(
        of('acme').conditions.map(({ words }) => words),
        ['Acme is listed in members'],
      );
      assert.deepEqual(
        of('bolt').conditions.map(({ words }) => words),
        ['Bolt is not among the 2 listed in members'],
      );
    });

    it('nothing where its rule cannot be read, but says that', async () => {
      const { snapshot, segment } = await aSegment('name: S\nkind: dynamic\nwhere: status ==\n');
      const { isMember, conditions, issues } = explainMembership(
        snapshot,
        segment,
        recordOf(snapshot, 'account', 'acme'),
        today,
      );
      assert.deepEqual([isMember, conditions, issues.length], [false, [], 1]);
    });
  });

  describe('is checked', () => {
    async function problemsOf(yaml: string) {
      const { snapshot, record } = await aSegment(yaml);
      return segmentCheck
        .check(snapshot, record)
        .map(({ code, severity, path }) => [path, code, severity]);
    }

    it('by its rule against the type of its members', async () => {
      assert.deepEqual(
        await problemsOf("name: S\nkind: dynamic\nof: contact\nwhere: job_title == 'x'\n"),
        [],
      );
      assert.deepEqual(
        await problemsOf("name: S\nkind: dynamic\nof: account\nwhere: job_title == 'x'\n"),
        [['segments/s.yaml', 'expression-check', 'hint']],
      );
      assert.deepEqual(
        await problemsOf('name: S\nkind: dynamic\nwhere: amount\n').then((all) => all[0]?.[1]),
        'expression-check',
      );
      assert.deepEqual(await problemsOf('name: S\nkind: dynamic\nwhere: status ==\n'), [
        ['segments/s.yaml', 'expression-syntax', 'error'],
      ]);
    });

    it('for having a rule at all', async () => {
      assert.deepEqual(await problemsOf('name: S\nkind: dynamic\n'), [
        ['segments/s.yaml', 'field-missing', 'error'],
      ]);
      assert.deepEqual(await problemsOf('name: S\nkind: static\n'), []);
    });
  });
});
