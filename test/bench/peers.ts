/** Search against lunr, whose index cannot be updated and is built anew for every change. */
import lunr from 'lunr';
import { SearchIndex } from '../../src/core/search/searchIndex.ts';
import type { BenchRow } from './measure.ts';
import { quantile, ratioRow, timed } from './measure.ts';
import { generateCorpus } from './searchCorpus.ts';

const DOCUMENTS = 5000;
const LIMIT = 20;

export async function benchPeers(): Promise<BenchRow[]> {
  const { documents, words } = generateCorpus(DOCUMENTS);
  const own = SearchIndex.create();
  const ownBuild = await timed(() => {
    for (const document of documents) own.add(document);
    own.compact();
  });
  let peer: lunr.Index | undefined;
  const peerBuild = await timed(() => {
    peer = lunr((builder) => {
      builder.ref('key');
      builder.field('title', { boost: 3 });
      builder.field('body');
      for (const document of documents) builder.add(document);
    });
  });
  const prefixes = words
    .filter((word) => /^[a-z]{4,}$/.test(word))
    .slice(0, 100)
    .map((word) => word.slice(0, 3));
  const ownTimes: number[] = [];
  const peerTimes: number[] = [];
  for (const prefix of prefixes) {
    ownTimes.push(await timed(() => own.search(prefix, { limit: LIMIT })));
    peerTimes.push(await timed(() => peer?.search(`${prefix}*`).slice(0, LIMIT)));
  }
  const label = DOCUMENTS.toLocaleString('en-US');
  return [
    ratioRow({
      what: `build of the search index, ${label} documents`,
      value: ownBuild,
      unit: 'ms',
      yardstick: 'lunr',
      yardstickValue: peerBuild,
      goal: 0.2,
    }),
    ratioRow({
      what: `search by prefix p95, ${label} documents`,
      value: quantile(ownTimes, 0.95),
      unit: 'ms',
      yardstick: 'lunr',
      yardstickValue: quantile(peerTimes, 0.95),
      goal: 0.2,
    }),
  ];
}
