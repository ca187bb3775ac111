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
  const { types, policy } = snapshot.schema;
  const size = types.reduce((sum, { name }) => sum + snapshot.records(name).length, 0);
  const column = (): Float64Array => new Float64Array(size);
  const isDated = Object.keys(policy.staleAfter).length > 0;
  const quality: WritableQuality = {
    records: [],
    score: column(),
    parts: {
      completeness: column(),
      validity: column(),
      freshness: column(),
      uniqueness: column(),
      references: column(),
    },
    undated: new Uint8Array(size),
    duplicates: duplicatesByType(snapshot),
    touches: isDated ? lastTouches(snapshot, today) : new Map(),
  };
  const problems = countProblems(snapshot);
  const memory = memoryOf(snapshot);
  for (const type of types) {
    const rules: TypeRules = {
      wanted: wantedFields(type),
      staleAfter: policy.staleAfter[type.name],
      duplicates: quality.duplicates.get(type.name),
    };
    const context = { snapshot, today, rules, memory };
    for (const record of snapshot.records(type.name)) {
      judge(record, problems.get(record.slot) ?? noProblems, quality, context);
    }
  }
  return quality;
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

type WritableQuality = Quality & { readonly records: CrmRecord[] };

interface TypeRules {
  readonly wanted: readonly string[];
  readonly staleAfter: number | undefined;
  /** By slot; undefined where records of the type cannot be told to be duplicates. */
  readonly duplicates: ReadonlyMap<number, ProbableDuplicate> | undefined;
}

interface JudgeContext {
  readonly snapshot: Snapshot;
  readonly today: IsoDate;
  readonly rules: TypeRules;
  readonly memory: QualityMemory;
}

/** Adds one record at the end of the columns. */
function judge(
  record: CrmRecord,
  found: Readonly<ProblemCounts>,
  quality: WritableQuality,
  { snapshot, today, rules, memory }: JudgeContext,
): void {
  const at = quality.records.length;
  quality.records.push(record);
  const { parts } = quality;
  const { wanted, staleAfter, duplicates } = rules;
  parts.completeness[at] = wanted.length === 0 ? NaN : memory.completeness(record, wanted);
  parts.validity[at] = validityOf(record, found.validity);
  const links = record.links.length;
  parts.references[at] = links === 0 ? NaN : Math.max(0, 1 - found.references / links);
  const unique = duplicates ? 1 - (duplicates.get(record.slot)?.score ?? 0) : NaN;
  parts.uniqueness[at] = found.uniqueness > 0 ? 0 : unique;
  parts.freshness[at] = NaN;
  if (staleAfter !== undefined && canGrowStale(snapshot, record)) {
    const care = lastCareOf(record, quality.touches);
    if (care === undefined) quality.undated[at] = 1;
    else parts.freshness[at] = freshnessAt(care, staleAfter, today);
  }
  quality.score[at] = scoreAt(parts, at);
}

function validityOf(record: CrmRecord, faults: number): number {
  if (record.broken) return 0;
  return faults === 0 ? 1 : Math.max(0, 1 - faults / Math.max(1, fieldCount(record)));
}

function fieldCount({ fields, invalid }: CrmRecord): number {
  return Object.keys(fields).length + Object.keys(invalid).length;
}

/** Mean of the parts that can be told, by their weights, 0 to 100. */
function scoreAt(parts: Quality['parts'], at: number): number {
  let sum = 0;
  let weights = 0;
  for (const part of qualityParts) {
    const value = parts[part][at] ?? NaN;
    if (Number.isNaN(value)) continue;
    sum += value * qualityWeights[part];
    weights += qualityWeights[part];
  }
  return weights === 0 ? 100 : (100 * sum) / weights;
}
