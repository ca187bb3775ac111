/**
 * The quality of records: a score of 0 to 100 for each, with the parts that it is made of.
 *
 * completeness  share of required and recommended fields that are filled
 * validity      1 − (errors + half of the warnings) ÷ number of fields, 0 for a file that could not be read whole
 * freshness     1 up to stale_after of crm.yaml, then stale_after ÷ time since it was last cared for
 * uniqueness    1 − score of its most probable duplicate; 0 for a value or an id that must be unique and is not
 * references    share of its references and links that lead to one record
 *
 * A part that cannot be told (no time limit, no reference) does not count; the others then weigh more.
 */
import type { IsoDate } from '../model/date.ts';
import type { CrmRecord } from '../model/record.ts';
import type { TypeSpec } from '../model/schema.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { canGrowStale, freshnessAt, lastCareOf, lastTouches } from './freshness.ts';
import { wantedFields } from './missingFields.ts';
import type { ProbableDuplicate } from './probableDuplicates.ts';
import { findProbableDuplicates, identifiedTypes } from './probableDuplicates.ts';
import type { QualityMemory } from './qualityMemory.ts';
import { memoryOf } from './qualityMemory.ts';
import type { ProblemCounts } from './recordProblems.ts';
import { countProblems, noProblems } from './recordProblems.ts';

export const qualityParts = [
  'completeness',
  'validity',
  'freshness',
  'uniqueness',
  'references',
] as const;
export type QualityPart = (typeof qualityParts)[number];

/** Weights of the parts in the score. */
export const qualityWeights: Readonly<Record<QualityPart, number>> = {
  completeness: 30,
  validity: 25,
  freshness: 15,
  uniqueness: 15,
  references: 15,
};

/**
 * The quality of many records as columns of numbers, since there may be a hundred thousand: entry i is about
 * records[i], and NaN stands for what cannot be told.
 */
export interface Quality {
  /** In the order of the snapshot: type, then id. */
  readonly records: readonly CrmRecord[];
  /** 0 to 100. */
  readonly score: Float64Array;
  /** Each 0 to 1. */
  readonly parts: Readonly<Record<QualityPart, Float64Array>>;
  /** 1 where a record can grow stale and nothing says when it was last cared for. */
  readonly undated: Uint8Array;
  /** By type, then by slot. */
  readonly duplicates: ReadonlyMap<string, ReadonlyMap<number, ProbableDuplicate>>;
  /** Slot -> day of the last activity, where freshness asks for it. */
  readonly touches: ReadonlyMap<number, IsoDate>;
}

/** The quality of every record, in one pass over each of records, problems and activities. */
export function computeQuality(snapshot: Snapshot, today: IsoDate): Quality {
  const lists = snapshot.schema.types.map(({ name }) => snapshot.records(name));
  const none: CrmRecord[] = [];
  const records = none.concat(...lists);
  const judge = new Judge(records.length, snapshot, today);
  let at = 0;
  for (const type of snapshot.schema.types) {
    judge.beginType(type);
    for (const record of snapshot.records(type.name)) judge.judge(at++, record);
  }
  const { score, parts, undated, duplicates, touches } = judge;
  return { records, score, parts, undated, duplicates, touches };
}

function duplicatesByType(snapshot: Snapshot): Quality['duplicates'] {
  const memory = memoryOf(snapshot);
  return new Map(
    identifiedTypes.map((type) => {
      const find = (): ReadonlyMap<number, ProbableDuplicate> =>
        findProbableDuplicates(snapshot, type);
      return [type, memory.duplicates(type, snapshot.records(type), find)];
    }),
  );
}

/** Fills the columns of a quality, record after record. */
class Judge {
  readonly score: Float64Array;
  readonly parts: Readonly<Record<QualityPart, Float64Array>>;
  readonly undated: Uint8Array;
  readonly duplicates: Quality['duplicates'];
  readonly touches: ReadonlyMap<number, IsoDate>;
  /** The parts in their order. */
  readonly #columns: readonly Float64Array[];
  readonly #snapshot: Snapshot;
  readonly #today: IsoDate;
  readonly #problems: ReadonlyMap<number, Readonly<ProblemCounts>>;
  readonly #memory: QualityMemory;
  #wanted: readonly string[] = [];
  #staleAfter: number | undefined;
  /** By slot; undefined where records of the type cannot be told to be duplicates. */
  #duplicates: ReadonlyMap<number, ProbableDuplicate> | undefined;

  constructor(size: number, snapshot: Snapshot, today: IsoDate) {
    const column = (): Float64Array => new Float64Array(size);
    const isDated = Object.keys(snapshot.schema.policy.staleAfter).length > 0;
    this.score = column();
    this.parts = {
      completeness: column(),
      validity: column(),
      freshness: column(),
      uniqueness: column(),
      references: column(),
    };
    this.#columns = qualityParts.map((part) => this.parts[part]);
    this.undated = new Uint8Array(size);
    this.duplicates = duplicatesByType(snapshot);
    this.touches = isDated ? lastTouches(snapshot, today) : new Map();
    this.#snapshot = snapshot;
    this.#today = today;
    this.#problems = countProblems(snapshot);
    this.#memory = memoryOf(snapshot);
  }

  /** The records that follow are of this type. */
  beginType(type: TypeSpec): void {
    this.#wanted = wantedFields(type);
    this.#staleAfter = this.#snapshot.schema.policy.staleAfter[type.name];
    this.#duplicates = this.duplicates.get(type.name);
  }

  judge(at: number, record: CrmRecord): void {
    const found = this.#problems.get(record.slot) ?? noProblems;
    const { parts } = this;
    const completeness = this.#memory.completeness(record, this.#wanted);
    const validity = validityOf(record, found.validity);
    const freshness = this.#staleAfter === undefined ? NaN : this.#freshness(at, record);
    const uniqueness = found.uniqueness > 0 ? 0 : this.#uniqueness(record);
    const links = record.links.length;
    const references = links === 0 ? NaN : Math.max(0, 1 - found.references / links);
    parts.completeness[at] = completeness;
    parts.validity[at] = validity;
    parts.freshness[at] = freshness;
    parts.uniqueness[at] = uniqueness;
    parts.references[at] = references;
    this.score[at] = scoreOf(this.#columns, at);
  }

  #uniqueness(record: CrmRecord): number {
    return this.#duplicates ? 1 - (this.#duplicates.get(record.slot)?.score ?? 0) : NaN;
  }

  #freshness(at: number, record: CrmRecord): number {
    if (this.#staleAfter === undefined || !canGrowStale(this.#snapshot, record)) return NaN;
    const care = lastCareOf(record, this.touches);
    if (care !== undefined) return freshnessAt(care, this.#staleAfter, this.#today);
    this.undated[at] = 1;
    return NaN;
  }
}

function validityOf(record: CrmRecord, faults: number): number {
  if (record.broken) return 0;
  return faults === 0 ? 1 : Math.max(0, 1 - faults / Math.max(1, fieldCount(record)));
}

function fieldCount({ fields, invalid }: CrmRecord): number {
  return Object.keys(fields).length + Object.keys(invalid).length;
}

const columnWeights = qualityParts.map((part) => qualityWeights[part]);

/** Mean of the parts that can be told (the others are NaN), by their weights, 0 to 100. */
function scoreOf(columns: readonly Float64Array[], at: number): number {
  let sum = 0;
  let weights = 0;
  for (let index = 0; index < columns.length; index++) {
    const value = columns[index]?.[at] ?? NaN;
    const weight = columnWeights[index] ?? 0;
    if (Number.isNaN(value)) continue;
    sum += value * weight;
    weights += weight;
  }
  return weights === 0 ? 100 : (100 * sum) / weights;
}
