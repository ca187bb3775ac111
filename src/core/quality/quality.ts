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
import type { Problem } from '../model/problem.ts';
import type { CrmRecord } from '../model/record.ts';
import type { TypeSpec } from '../model/schema.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { canGrowStale, freshnessAt, lastCareOf, lastTouches } from './freshness.ts';
import type { ProbableDuplicate } from './probableDuplicates.ts';
import { findProbableDuplicates, hasIdentity } from './probableDuplicates.ts';
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

export interface RecordQuality {
  readonly record: CrmRecord;
  /** 0 to 100. */
  readonly score: number;
  /** Each 0 to 1, or undefined where it cannot be told. */
  readonly completeness: number | undefined;
  readonly validity: number;
  readonly freshness: number | undefined;
  readonly uniqueness: number | undefined;
  readonly references: number | undefined;
  /** It can grow stale, and nothing says when it was last cared for. */
  readonly undated: boolean;
}

export interface Quality {
  /** In the order of the snapshot: type, then id. */
  readonly records: readonly RecordQuality[];
  /** By slot. */
  readonly duplicates: ReadonlyMap<number, ProbableDuplicate>;
  readonly touches: ReadonlyMap<number, IsoDate>;
}

/** The quality of every record, in one pass over each of records, problems and activities. */
export function computeQuality(snapshot: Snapshot, today: IsoDate): Quality {
  const problems = countProblems(snapshot);
  const duplicates = findProbableDuplicates(snapshot);
  const isDated = Object.keys(snapshot.schema.policy.staleAfter).length > 0;
  const touches = isDated ? lastTouches(snapshot, today) : new Map<number, IsoDate>();
  const records: RecordQuality[] = [];
  for (const type of snapshot.schema.types) {
    const wanted = wantedFields(type);
    const staleAfter = snapshot.schema.policy.staleAfter[type.name];
    const identified = hasIdentity(type.name);
    for (const record of snapshot.records(type.name)) {
      const found = problems.get(record.slot) ?? noProblems;
      const stale = staleAfter !== undefined && canGrowStale(snapshot, record);
      const care = stale ? lastCareOf(record, touches) : undefined;
      const freshness =
        staleAfter === undefined || care === undefined
          ? undefined
          : freshnessAt(care, staleAfter, today);
      const duplicate = duplicates.get(record.slot);
      const uniqueness =
        found.uniqueness > 0 ? 0 : duplicate ? 1 - duplicate.score : identified ? 1 : undefined;
      const links = record.links.length;
      const references = links === 0 ? undefined : Math.max(0, 1 - found.references / links);
      const validity = record.broken
        ? 0
        : Math.max(0, 1 - found.validity / Math.max(1, fieldCount(record)));
      const completeness = wanted.length === 0 ? undefined : filledShare(record, wanted);
      const parts = { completeness, validity, freshness, uniqueness, references };
      records.push({
        record,
        score: scoreOf(parts),
        ...parts,
        undated: stale && care === undefined,
      });
    }
  }
  return { records, duplicates, touches };
}

/** Mean of the parts that can be told, by their weights, 0 to 100. */
export function scoreOf(parts: Readonly<Record<QualityPart, number | undefined>>): number {
  let sum = 0;
  let weights = 0;
  for (const part of qualityParts) {
    const value = parts[part];
    if (value === undefined) continue;
    sum += value * qualityWeights[part];
    weights += qualityWeights[part];
  }
  return weights === 0 ? 100 : (100 * sum) / weights;
}

/** Names of the fields that a complete record of a type fills. */
export function wantedFields(type: TypeSpec): readonly string[] {
  return type.fields
    .filter(({ required, recommended }) => required || recommended)
    .map(({ name }) => name);
}

function isFilled(record: CrmRecord, name: string): boolean {
  const value = record.fields[name];
  return value !== undefined && value !== null && value !== '';
}

function filledShare(record: CrmRecord, wanted: readonly string[]): number {
  let filled = 0;
  for (const name of wanted) if (isFilled(record, name)) filled++;
  return filled / wanted.length;
}

/** The required and recommended fields that a record leaves open, required ones first. */
export function missingFields(record: CrmRecord, type: TypeSpec): readonly string[] {
  const open = type.fields.filter(
    ({ name, required, recommended }) => (required || recommended) && !isFilled(record, name),
  );
  return [
    ...open.filter(({ required }) => required),
    ...open.filter(({ required }) => !required),
  ].map(({ name }) => name);
}

function fieldCount(record: CrmRecord): number {
  let count = 0;
  for (const _ in record.fields) count++;
  for (const _ in record.invalid) count++;
  return count;
}

/** What to do first about a record: the fix of its worst problem, else its largest gap; undefined where it is fine. */
export function firstFix(
  quality: RecordQuality,
  all: Quality,
  snapshot: Snapshot,
  problems: readonly Problem[],
): string | undefined {
  const { record } = quality;
  const worst = [...problems].sort((a, b) => severityRank(a) - severityRank(b));
  const fix = worst.find(({ fixes }) => fixes.length > 0)?.fixes[0];
  if (fix) return fix.title;
  const [serious] = worst;
  if (serious && serious.severity !== 'hint') return serious.message;
  const type = snapshot.type(record.type);
  const missing = type ? missingFields(record, type) : [];
  if (missing.length > 0) return `Fill in ${missing.join(', ')}`;
  const duplicate = all.duplicates.get(record.slot);
  if (duplicate) {
    return `Compare with ${duplicate.other.title}: same ${duplicate.reasons.join(', ')}`;
  }
  if (quality.undated) return 'Write when it was created';
  const care = lastCareOf(record, all.touches);
  if (quality.freshness !== undefined && quality.freshness < 1 && care !== undefined) {
    return `Look it over: last cared for on ${care}`;
  }
  return undefined;
}

function severityRank({ severity }: Problem): number {
  return severity === 'error' ? 0 : severity === 'warning' ? 1 : 2;
}
