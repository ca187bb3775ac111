import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { listReports } from '../../../src/core/reports/registry.ts';
import { reportsTree } from '../../../src/core/views/reportsTree.ts';
import { aView, words } from './aTree.ts';

describe('the Reports view', () => {
  it('shows built-in reports, then those saved in the workspace, unfolded', async () => {
    const { snapshot } = await aView({
      'reports/by-owner.yaml':
        'title: By owner\nfrom: deal\ngroup_by: [owner]\nmeasures: [{id: count, fn: count}]\n',
    });
    const reports = listReports(snapshot);
    const top = reportsTree(undefined, reports);
    assert.deepEqual(words(top), [`Built in | ${reports.length - 1}`, 'Saved | 1']);
    assert.ok(top.every(({ expanded }) => expanded));
    const [saved] = reportsTree(top[1]?.id, reports);
    assert.equal(saved?.label, 'By owner');
    assert.equal(saved?.report, 'by-owner');
    assert.equal(saved?.path, 'reports/by-owner.yaml');
    const builtin = reportsTree(top[0]?.id, reports);
    assert.deepEqual(builtin.map(({ report }) => report).slice(0, 2), ['pipeline', 'win-loss']);
    assert.ok(builtin.every(({ path }) => path === undefined));
  });

  it('shows no group for saved reports where there are none', async () => {
    const { snapshot } = await aView({});
    assert.equal(reportsTree(undefined, listReports(snapshot)).length, 1);
    assert.deepEqual(reportsTree('gone', listReports(snapshot)), []);
  });
});
