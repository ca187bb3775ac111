import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { computeMembers } from '../../../src/core/segments/computeMembers.ts';
import { readSegment } from '../../../src/core/segments/segment.ts';
import type { ViewContext } from '../../../src/core/views/nodes.ts';
import { strategyTree } from '../../../src/core/views/strategyTree.ts';
import { aView, allIds, below, find, record, words } from './aTree.ts';

function rows(node: string | undefined, context: ViewContext) {
  return strategyTree(node, context, (segment) => {
    const { snapshot, today } = context;
    const { members, issues } = computeMembers(snapshot, readSegment(segment, snapshot), today);
    return { members, issues: issues.map(({ message }) => message) };
  });
}

describe('the Strategy & Segments view', () => {
  it('shows documents, segments with their members as they are now, and campaigns', async () => {
    const view = await aView({
      'accounts/acme.md': record('name: Acme\nstatus: customer'),
      'accounts/bolt.md': record('name: Bolt\nstatus: prospect'),
      'contacts/ada.md': record('name: Ada\naccount: acme'),
      'strategy/whom.md': record('title: Whom\nkind: customer_strategy\nreview_by: 2026-10-15'),
      'segments/customers.yaml':
        "name: Customers\nkind: dynamic\nof: account\nwhere: status == 'customer'\nstance: reduce_cost\n",
      'segments/friends.yaml': 'name: Friends\nkind: static\nof: contact\nmembers: [ada]\n',
      'campaigns/fair.md': record('name: Fair\nstatus: running'),
    });
    assert.deepEqual(words(rows(undefined, view)), [
      'Strategy | 1',
      'Segments | 2',
      'Campaigns | 1',
    ]);
    assert.deepEqual(words(below(rows, view, 'Strategy')), [
      'Whom | Customer strategy · review was due 2026-10-15',
    ]);
    assert.deepEqual(words(below(rows, view, 'Segments')), [
      'Customers | 1 account · Reduce cost',
      'Friends | 1 contact',
    ]);
    assert.deepEqual(words(below(rows, view, 'Segments', 'Customers')), ['Acme | Customer']);
    assert.deepEqual(words(below(rows, view, 'Segments', 'Friends')), ['Ada | Acme']);
    assert.deepEqual(words(below(rows, view, 'Campaigns')), ['Fair | Running']);
    allIds(rows, view);
  });

  it('flags a segment whose rule cannot be used, and says why', async () => {
    const view = await aView({
      'segments/bad.yaml': "name: Bad\nkind: dynamic\nof: account\nwhere: statsu == 'customer'\n",
    });
    const row = find(rows, view, 'Segments', 'Bad');
    assert.equal(row.tone, 'error');
    assert.match(row.description, /statsu/);
    assert.equal(row.hasChildren, false);
  });

  it('shows only what there is', async () => {
    assert.deepEqual(rows(undefined, await aView({})), []);
    const view = await aView({ 'campaigns/fair.md': record('name: Fair') });
    assert.deepEqual(words(rows(undefined, view)), ['Campaigns | 1']);
    assert.deepEqual(rows('segments/gone.yaml', view), []);
  });
});
