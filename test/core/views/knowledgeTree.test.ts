import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { knowledgeTree } from '../../../src/core/views/knowledgeTree.ts';
import { aView, allIds, below, record, words } from './aTree.ts';

describe('the Knowledge view', () => {
  it('shows topics as a tree of their parts, articles after the topics below', async () => {
    const view = await aView({
      'kb/vpn.md': record('title: VPN\ntopics: [request/access/vpn]\nstatus: published'),
      'kb/rights.md': record('title: Rights\ntopics: [request/access]\nstatus: published'),
      'kb/both.md': record(
        'title: Both\ntopics: [request/access/vpn, incident/mail]\nstatus: published',
      ),
      'scripts/call.yaml':
        'title: Call\ntopics: [incident/mail]\nsteps: [{id: a, resolve: Done}]\n',
    });
    assert.deepEqual(words(knowledgeTree(undefined, view)), ['incident | 2', 'request | 3']);
    assert.deepEqual(words(below(knowledgeTree, view, 'request')), ['access | 3']);
    assert.deepEqual(words(below(knowledgeTree, view, 'request', 'access')), ['vpn | 2', 'Rights']);
    assert.deepEqual(words(below(knowledgeTree, view, 'incident', 'mail')), [
      'Both',
      'Call | guided script',
    ]);
    allIds(knowledgeTree, view);
  });

  it('says what keeps an article from being relied on', async () => {
    const view = await aView({
      'kb/draft.md': record('title: Draft\ntopics: [x]\nstatus: draft\nlanguage: ru'),
      'kb/due.md': record('title: Due\ntopics: [x]\nstatus: published\nreview_by: 2026-11-22'),
      'kb/old.md': record('title: Old\ntopics: [x]\nstatus: retired\nreview_by: 2020-01-01'),
    });
    assert.deepEqual(words(below(knowledgeTree, view, 'x')), [
      'Draft | Draft · ru',
      'Due | review was due 2026-11-22',
      'Old | Retired',
    ]);
  });

  it('gathers what has no topic, and forgives careless slashes', async () => {
    const view = await aView({
      'kb/none.md': record('title: None\nstatus: published'),
      'kb/empty.md': record('title: Empty\ntopics: ["", " / "]\nstatus: published'),
      'kb/slash.md': record('title: Slash\ntopics: ["/a// b /"]\nstatus: published'),
    });
    assert.deepEqual(words(knowledgeTree(undefined, view)), ['a | 1', 'Without a topic | 2']);
    assert.deepEqual(words(below(knowledgeTree, view, 'a', 'b')), ['Slash']);
    assert.deepEqual(words(below(knowledgeTree, view, 'Without a topic')), ['Empty', 'None']);
  });

  it('shows nothing where there are no articles', async () => {
    assert.deepEqual(knowledgeTree(undefined, await aView({})), []);
    assert.deepEqual(knowledgeTree('topic/gone', await aView({})), []);
  });
});
