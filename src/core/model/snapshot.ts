import type { IsoDate } from './date.ts';
import type { Decimal } from './decimal.ts';
import type { Money } from './money.ts';
import type { Problem } from './problem.ts';
import type { Backlink, CrmRecord, Resolution } from './record.ts';
import type { FieldSpec, Person, Pipeline, Schema, Stage, TypeSpec } from './schema.ts';

/** Exchange rates: units of a currency per one unit of the base currency. */
export interface Rates {
  readonly base: string;
  /** The last known rate on or before the date; undefined where there is none. */
  rateOn(currency: string, date: IsoDate): Decimal | undefined;
}

export type Conversion =
  { readonly ok: true; readonly money: Money } | { readonly ok: false; readonly reason: string };

/**
 * All records at one revision, with indexes. Immutable for whoever reads it: a change of a file gives a new
 * `version`. Capabilities are pure functions of a snapshot, today and parameters.
 */
export interface Snapshot {
  readonly schema: Schema;
  readonly rates: Rates;
  /** Grows with every change of the workspace: a key for caches over the whole snapshot. */
  readonly version: number;
  /** Every record, in order of type, then id. */
  all(): readonly CrmRecord[];
  /** Records of one type in order of id; empty for an unknown type. */
  records(type: string): readonly CrmRecord[];
  get(type: string, id: string): CrmRecord | undefined;
  bySlot(slot: number): CrmRecord | undefined;
  /** The record of a file (its inline tasks are apart). */
  byPath(path: string): CrmRecord | undefined;
  /** Resolves a reference in any written form; `types` narrow and order the search, `fromPath` makes relative paths work. */
  resolve(text: string, types?: readonly string[], fromPath?: string): Resolution;
  /** The record that a single-valued reference field leads to. */
  target(record: CrmRecord, field: string): CrmRecord | undefined;
  /** All records that a reference field (inner fields by dot) leads to, in written order, unresolved ones left out. */
  targets(record: CrmRecord, field: string): readonly CrmRecord[];
  /** Everything that refers to a record, fields and prose. */
  backlinks(record: CrmRecord): readonly Backlink[];
  /** Records of a type with a reference field leading here (any field, or the one named), each once, in order of id. */
  referrers(record: CrmRecord, type: string, field?: string): readonly CrmRecord[];
  /** Every problem, or those of one file, in order of path and place. */
  problems(path?: string): readonly Problem[];
  /** A person by key, name, alias or e-mail. */
  person(text: string): Person | undefined;
  type(name: string): TypeSpec | undefined;
  field(type: string, name: string): FieldSpec | undefined;
  /** The pipeline of a deal (its own, else the default). */
  pipelineOf(deal: CrmRecord): Pipeline | undefined;
  /** The stage of a deal, undefined where it is unknown. */
  stageOf(deal: CrmRecord): Stage | undefined;
  /** Converts to a currency (base currency unless named) by the rate on a date; never a silent 1:1. */
  convert(money: Money, date: IsoDate, currency?: string): Conversion;
}
