/** What a built-in report is made of, and what computing one answers. */
import type { IsoDate } from '../model/date.ts';
import type { Range } from '../model/range.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { ParameterName, ReportParameters } from './parameters.ts';
import type { AsOf, Column, Report } from './reportModel.ts';

export interface ReportContext {
  readonly snapshot: Snapshot;
  readonly today: IsoDate;
  readonly asOf: AsOf;
  readonly parameters: ReportParameters;
  /** Who asks: key, name, alias or e-mail; the meaning of `me` in expressions. */
  readonly me?: string | undefined;
}

/** Why a report cannot be computed: a parameter, or a place in the file of a saved report. */
export interface ReportProblem {
  readonly message: string;
  readonly parameter?: string;
  readonly path?: string;
  readonly range?: Range;
}

export type ReportOutcome =
  | { readonly ok: true; readonly report: Report }
  | { readonly ok: false; readonly problems: readonly ReportProblem[] };

/** A column as help documents it, before the currency is known. */
export type ColumnDescription = Pick<Column, 'id' | 'label' | 'type' | 'formula'>;

export interface ReportDefinition {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly parameters: readonly ParameterName[];
  /** Measures and default groups, for help; `by` puts other groups in their place. */
  readonly columns: readonly ColumnDescription[];
  compute(context: ReportContext): ReportOutcome;
}

export function failed(problems: readonly ReportProblem[]): ReportOutcome {
  return { ok: false, problems };
}
