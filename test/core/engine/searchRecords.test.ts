import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { anEngineService } from './anEngineService.ts';

const files = {
  'accounts/acme.md':
    '---\nname: Acme Works\nstatus: customer\nowner: ana\n---\n\n# Notes\n\nMakes **anvils**. See [[kb/vpn|the guide]].\n',
  'accounts/bolt.md': '---\nname: Bolt Brothers\nstatus: prospect\n---\n',
  'deals/anvils.md':
    '---\nname: Hundred anvils\naccount: acme\nstage: won\namount: 12000 EUR\nowner: ana\n---\n',
  'deals/bolts.md': '---\nname: Bolts\naccount: bolt\nstage: qualify\namount: 900 EUR\n---\n',
  'kb/vpn.md': '---\ntitle: VPN\nlanguage: ru\n---\n\nПерезапустите шлюз и проверьте отставание.\n',
  'kb/broken.md': '---\ntitle: [Broken\n---\n\nStill about anvils.\n',
};

async function search(text: string, more: { where?: string; type?: string; me?: string } = {}) {
  const { service } = await anEngineService(files);
  return service.search({ text, limit: 10, ...more });
}

const ids = async (...question: Parameters<typeof search>): Promise<string[]> =>
  (await search(...question)).results.map(({ id }) => id);

describe('searching records', () => {
  it('finds words wherever they stand, a title before prose', async () => {
    assert.deepEqual(await ids('anvils'), ['deal/anvils', 'article/broken', 'account/acme']);
  });

  it('finds a file that could only be read in part, and flags it', async () => {
    const { results } = await search('anvils');
    const broken = results.find(({ id }) => id === 'article/broken');
    assert.equal(broken?.icon, 'warning');
    assert.equal(broken?.line, 4);
  });

  it('narrows by the short form among the words, and by nothing else', async () => {
    assert.deepEqual(await ids('type:deal anvils'), ['deal/anvils']);
    assert.deepEqual(await ids('anvils -type:deal'), ['article/broken', 'account/acme']);
    assert.deepEqual(await ids('type:deal stage:won'), ['deal/anvils']);
    assert.deepEqual(await ids('amount<1k'), ['deal/bolts']);
    assert.deepEqual(await ids('owner:@me', { me: 'ana@firm.example' }), [
      'account/acme',
      'deal/anvils',
    ]);
  });

  it('narrows by a type and by an expression beside the words', async () => {
    assert.deepEqual(await ids('anvils', { type: 'account' }), ['account/acme']);
    assert.deepEqual(await ids('', { type: 'deal', where: "stage == 'won'" }), ['deal/anvils']);
    assert.deepEqual(await ids('acme', { where: 'status:customer' }), ['account/acme']);
  });

  it('says what is wrong with a condition, and lets nothing through it', async () => {
    const answer = await search('anvils', { type: 'deal', where: 'stage ==' });
    assert.deepEqual(answer.results, []);
    assert.equal(answer.issues.length, 1);
  });

  it('shows the prose with the words, without the marks of markdown', async () => {
    const [account] = (await search('anvils', { type: 'account' })).results;
    assert.equal(account?.snippet, 'Notes Makes anvils. See the guide.');
    assert.deepEqual(
      account.matches.map(([start, end]) => account.snippet.slice(start, end)),
      ['anvils'],
    );
    assert.equal(account.line, 8);
  });

  it('shows the fields with the words where the prose has none, by label and in words', async () => {
    const { results } = await search('ana');
    const deal = results.find(({ id }) => id === 'deal/anvils');
    assert.equal(deal?.snippet, 'Owner: Ana Ruiz (ana)');
  });

  it('shows how the prose begins where only the title has the words', async () => {
    const [article] = (await search('vpn')).results;
    assert.equal(article?.id, 'article/vpn');
    assert.equal(article.snippet, 'Перезапустите шлюз и проверьте отставание.');
    assert.deepEqual(article.titleMatches, [[0, 3]]);
  });

  it('finds nothing for nothing', async () => {
    assert.deepEqual(await ids('  '), []);
    assert.deepEqual(await ids('zzzzqqqq'), []);
  });
});
