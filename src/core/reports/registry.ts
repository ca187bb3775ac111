/** Every report by name: the built-in ones and those saved in the workspace. */
import type { IsoDate } from '../model/date.ts';
import type { CrmRecord } from '../model/record.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { nearest } from '../model/nearMiss.ts';
import type { ParameterName, ParameterSpec } from './parameters.ts';
import { parameterSpec, parseParameters } from './parameters.ts';
import { pipelineReport } from './pipeline.ts';
import { qualityReport } from './quality.ts';
import type { ColumnDescription, ReportDefinition, ReportOutcome } from './reportDefinition.ts';
import { failed } from './reportDefinition.ts';
import type { AsOf } from './reportModel.ts';
import { computeSavedReport, describeSavedReport, savedParameters } from './savedReport.ts';
import { winLossReport } from './winLoss.ts';

/** The built-in reports in the order in which lists show them. */
export const builtinReports: readonly ReportDefinition[] = [
  pipelineReport,
  winLossReport,
  qualityReport,
];

/** A report as lists and help show it. */
export interface ReportDescription {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly parameters: readonly ParameterSpec[];
  readonly columns: readonly ColumnDescription[];
  /** The file of a saved report. */
  readonly path?: string;
}

/** All reports: built-in ones, then saved ones by id. */
export function listReports(snapshot: Snapshot): readonly ReportDescription[] {
  const saved = snapshot.records('report').filter(({ id }) => !isBuiltin(id));
  return [
    ...builtinReports.map(describeBuiltin),
    ...saved.map((record) => describeSaved(record, snapshot)),
  ];
}

/** One report by name, `report/NAME` or any written form of a reference; undefined where there is none. */
export function describeReport(snapshot: Snapshot, name: string): ReportDescription | undefined {
  const found = findReport(snapshot, name);
  if (!found) return undefined;
  return 'compute' in found ? describeBuiltin(found) : describeSaved(found, snapshot);
}

export interface ComputeOptions {
  /** The revision of the snapshot; the files on disk, today, unless said. */
  readonly asOf?: AsOf;
  /** Who asks: key, name, alias or e-mail; the meaning of `me` in expressions. */
  readonly me?: string | undefined;
}

/**
 * Computes a report. `given` are parameters as a command line has them: texts by name. The same records, day and
 * parameters give the same report. What cannot be done is answered as problems, never thrown.
 */
export function computeReport(
  snapshot: Snapshot,
  name: string,
  given: Readonly<Record<string, string>>,
  today: IsoDate,
  { asOf = { commit: null, date: today }, me }: ComputeOptions = {},
): ReportOutcome {
  const found = findReport(snapshot, name);
  if (!found) return failed([{ message: unknownReport(name, snapshot) }]);
  const accepted = 'compute' in found ? found.parameters : savedParameters;
  const { values, problems } = parseParameters(given, accepted, snapshot);
  if (problems.length > 0) return failed(problems);
  const context = { snapshot, today, asOf, parameters: values, me };
  return 'compute' in found ? found.compute(context) : computeSavedReport(found, context);
}

function isBuiltin(name: string): boolean {
  return builtinReports.some(({ id }) => id === name);
}

/** A built-in report goes before a saved one of its name, which `report/NAME` still reaches. */
function findReport(snapshot: Snapshot, name: string): ReportDefinition | CrmRecord | undefined {
  const builtin = builtinReports.find(({ id }) => id === name);
  if (builtin) return builtin;
  const found = snapshot.resolve(name, ['report']);
  return found.kind === 'found' && found.record.type === 'report' ? found.record : undefined;
}

function unknownReport(name: string, snapshot: Snapshot): string {
  const ids = listReports(snapshot).map(({ id }) => id);
  const meant = nearest(name, ids);
  const hint = meant === undefined ? `there are ${ids.join(', ')}` : `did you mean "${meant}"?`;
  return `there is no report "${name}"; ${hint}`;
}

function specsOf(names: readonly ParameterName[]): readonly ParameterSpec[] {
  return names.map(parameterSpec);
}

function describeBuiltin(definition: ReportDefinition): ReportDescription {
  const { id, title, description, columns } = definition;
  return { id, title, description, parameters: specsOf(definition.parameters), columns };
}

function describeSaved(record: CrmRecord, snapshot: Snapshot): ReportDescription {
  const { description, columns } = describeSavedReport(record, snapshot);
  return {
    id: isBuiltin(record.id) ? `report/${record.id}` : record.id,
    title: record.title,
    description,
    parameters: specsOf(savedParameters),
    columns,
    path: record.path,
  };
}
