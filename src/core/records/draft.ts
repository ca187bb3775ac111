import type { CrmRecord } from '../model/record.ts';

/** A record before it has a slot. */
export type Draft = Omit<CrmRecord, 'slot'>;
