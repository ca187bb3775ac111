/** What an import is asked to do, and what it plans to do. */
import type { IsoDate } from '../model/date.ts';
import type { FieldValue } from '../model/record.ts';
import type { TypeSpec } from '../model/schema.ts';
import type { Files } from '../ports/files.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { ImportMap } from './importMap.ts';
import type { ImportTable, LeftOutColumns } from './importRow.ts';

export interface ImportRequest {
  readonly workspace: Workspace;
  readonly files: Files;
  readonly type: TypeSpec;
  readonly map: ImportMap;
  readonly tables: readonly ImportTable[];
  readonly today: IsoDate;
}

export interface CreatedRecord {
  readonly id: string;
  readonly path: string;
  readonly text: string;
}

export interface FieldDifference {
  readonly field: string;
  readonly from: FieldValue;
  readonly to: FieldValue;
}

export interface RecordChange {
  readonly id: string;
  readonly path: string;
  /** The text of the file as it was read, and as it shall be. */
  readonly before: string;
  readonly text: string;
  readonly changes: readonly FieldDifference[];
}

export interface UnchangedRecord {
  readonly id: string;
  readonly path: string;
}

/** A value that is taken as it stands although it does not fit, and in how many rows. */
export interface OddValue {
  readonly field: string;
  readonly value: string;
  readonly rows: number;
}

export interface RefusedRow {
  readonly file: string;
  /** As a spreadsheet counts: the header is row 1. */
  readonly row: number;
  readonly reason: string;
}

export interface ImportPlan {
  readonly type: string;
  readonly created: readonly CreatedRecord[];
  readonly updated: readonly RecordChange[];
  readonly unchanged: readonly UnchangedRecord[];
  readonly refused: readonly RefusedRow[];
  /** Columns that the map does not use, by file. */
  readonly leftOut: readonly LeftOutColumns[];
  /** References that lead nowhere, written as they stand. */
  readonly unresolved: readonly OddValue[];
  /** References that fit several records, written as they stand. */
  readonly ambiguous: readonly OddValue[];
  /** Values that the map's `values` do not name, written as they stand. */
  readonly unmapped: readonly OddValue[];
  /** Values that are not of the kind of their field, written as they stand. */
  readonly unreadable: readonly OddValue[];
  readonly notes: readonly string[];
}

export type PlannedImport =
  | { readonly ok: true; readonly plan: ImportPlan }
  /** The map does not fit the files or the schema: nothing is to be imported. */
  | { readonly ok: false; readonly messages: readonly string[] };
