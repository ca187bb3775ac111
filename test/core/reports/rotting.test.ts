import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isRotting } from '../../../src/core/expressions/computed/deals.ts';
import { addDays } from '../../../src/core/model/date.ts';
import { RottingDeals } from '../../../src/core/reports/rotting.ts';
import { aSalesFirm, deal, record } from './aSalesFirm.ts';
import { today } from './compute.ts';

describe('rotting deals', () => {
  it('are those of the computed field, whatever has touched them', async () => {
    const daysAgo = fc.integer({ min: -3, max: 45 });
    const aDeal = fc.record({
      stage: fc.constantFrom('qualify', 'proposal', 'won', 'unknown'),
      created: fc.option(daysAgo),
      entered: fc.option(daysAgo),
      touched: fc.array(daysAgo, { maxLength: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(aDeal, { maxLength: 8 }), async (deals) => {
        const files: Record<string, string> = {};
        const before = (days: number): string => addDays(today, -days);
        deals.forEach(({ stage, created, entered, touched }, at) => {
          files[`deals/d${at}.md`] = deal({
            stage,
            ...(created !== null && { created: before(created) }),
            ...(entered !== null && {
              stage_history: `[{stage: ${stage}, at: ${before(entered)}}]`,
            }),
          });
          touched.forEach((days, n) => {
            const link = n % 2 === 0 ? { deal: `d${at}` } : { about: `[deals/d${at}]` };
            files[`activities/a${at}-${n}.md`] = record({
              kind: 'call',
              date: `${before(days)}T10:00`,
              ...link,
            });
          });
        });
        const snapshot = await aSalesFirm(files);
        const rotting = new RottingDeals({ snapshot, today });
        for (const one of snapshot.records('deal')) {
          assert.equal(rotting.rots(one), isRotting(one, { snapshot, today }), files[one.path]);
        }
      }),
      { numRuns: 60 },
    );
  });
});
