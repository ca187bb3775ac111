/** Which open deals rot, found for all of them in one pass over the activities of the last days. */
import { isRotting, stageSince } from '../expressions/computed/deals.ts';
import type { IsoDate } from '../model/date.ts';
import { addDays, dateOf } from '../model/date.ts';
import type { CrmRecord } from '../model/record.ts';
import type { Snapshot } from '../model/snapshot.ts';

const secondsPerDay = 86_400;

export interface RottingContext {
  readonly snapshot: Snapshot;
  readonly today: IsoDate;
}

/**
 * Answers as the computed field `rotting` does. Only activities younger than the most patient stage can keep a deal
 * from rotting, and there are few of them: looking at those once costs less than at all activities of each deal.
 */
export class RottingDeals {
  readonly #context: RottingContext;
  /** Slot of a deal -> day of its last activity among the recent ones. */
  #recent: ReadonlyMap<number, IsoDate> | undefined;

  constructor(context: RottingContext) {
    this.#context = context;
  }

  /** Undefined where the stage is unknown, or nothing says since when the deal lies still. */
  rots(deal: CrmRecord): boolean | undefined {
    const { snapshot, today } = this.#context;
    const stage = snapshot.stageOf(deal);
    if (!stage) return undefined;
    if (stage.outcome !== undefined || stage.rotAfter === undefined) return false;
    const limit = addDays(today, -Math.floor(stage.rotAfter / secondsPerDay));
    const entered = stageSince(deal);
    if (entered !== undefined && entered >= limit) return false;
    const touched = this.#recentTouches().get(deal.slot);
    if (touched !== undefined && touched >= limit) return false;
    // Without a day of its own, an older activity tells that it lies still; without any, nothing does.
    return entered === undefined ? isRotting(deal, this.#context) : true;
  }

  #recentTouches(): ReadonlyMap<number, IsoDate> {
    this.#recent ??= findRecentTouches(this.#context);
    return this.#recent;
  }
}

function findRecentTouches({ snapshot, today }: RottingContext): ReadonlyMap<number, IsoDate> {
  const touches = new Map<number, IsoDate>();
  const limits = snapshot.schema.pipelines.flatMap(({ stages }) =>
    stages.map(({ rotAfter }) => rotAfter ?? 0),
  );
  const since = addDays(today, -Math.floor(Math.max(0, ...limits) / secondsPerDay));
  for (const activity of snapshot.records('activity')) {
    const written = activity.fields['date'];
    if (typeof written !== 'string' || written < since) continue;
    const date = dateOf(written);
    if (date > today) continue;
    const fields = new Set(activity.links.map(({ field }) => field));
    for (const field of fields) {
      if (field === undefined) continue;
      for (const { slot, type } of snapshot.targets(activity, field)) {
        const known = touches.get(slot);
        if (type === 'deal' && (known === undefined || known < date)) touches.set(slot, date);
      }
    }
  }
  return touches;
}
