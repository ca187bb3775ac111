import { isSameWord, nearest } from '../model/nearMiss.ts';
import { daysBetween } from '../model/date.ts';
import type { FieldSpec, Pipeline, Stage } from '../model/schema.ts';
import type { Draft } from './draft.ts';
import type { Issue } from './readValue.ts';
import type { RecordReader, TypeReader } from './recordReader.ts';
import type { Title } from './titleOf.ts';

export interface CheckedRecord {
  readonly draft: Draft;
  readonly type: TypeReader;
  readonly reader: RecordReader;
  readonly titleFrom: Title['from'];
  readonly broken: boolean;
}

export type Offsets = (
  field: string,
) => { readonly start: number; readonly end: number } | undefined;

/** What one record alone can tell: missing fields, stages, impossible dates. Adds to `issues`. */
export function checkRecord(record: CheckedRecord, issues: Issue[], offsets: Offsets): void {
  if (!record.broken) checkRequired(record, issues, offsets);
  if (record.draft.type === 'deal') checkStage(record, issues, offsets);
  checkDateOrder(record, issues, offsets);
}

function checkRequired(record: CheckedRecord, issues: Issue[], offsets: Offsets): void {
  const { draft, type, titleFrom } = record;
  for (const field of type.required) {
    if (field.name in draft.fields || field.name in draft.invalid) continue;
    if (isTitleField(field) && titleFrom !== 'id') continue;
    const name = field.writtenAs[0] ?? field.name;
    const place = offsets(field.name) ?? { start: 0, end: 0 };
    issues.push({
      code: 'field-missing',
      severity: 'error',
      message: `${type.spec.label} has no ${name}`,
      ...place,
    });
  }
}

/** A record with a heading or a title of any sort has a name. */
function isTitleField(field: FieldSpec): boolean {
  return field.name === 'name' || field.name === 'title';
}

function checkStage(record: CheckedRecord, issues: Issue[], offsets: Offsets): void {
  const { draft, reader, type } = record;
  const pipelineId = textOf(draft.fields['pipeline']);
  const pipeline = reader.pipeline(pipelineId);
  if (!pipeline) {
    const meant = nearest(
      pipelineId ?? '',
      reader.schema.pipelines.map((p) => p.id),
    );
    issues.push({
      code: 'pipeline-unknown',
      severity: 'error',
      message: `There is no pipeline "${pipelineId ?? ''}"`,
      ...(offsets('pipeline') ?? nowhere),
      fix:
        meant === undefined
          ? undefined
          : { title: `Change to ${meant}`, newText: meant, safe: false },
    });
    return;
  }
  const stage = textOf(draft.fields['stage']);
  if (stage === undefined || findStage(pipeline, stage)) return;
  const ids = pipeline.stages.map((s) => s.id);
  const meant = stageNamed(pipeline, stage)?.id ?? nearest(stage, ids);
  const spec = type.byWritten.get('stage');
  const written =
    Object.entries(spec?.values ?? {}).find(([, value]) => value === meant)?.[0] ?? meant;
  const safe =
    meant !== undefined && (isSameWord(stage, meant) || stageNamed(pipeline, stage) !== undefined);
  const hint = written === undefined ? '' : `; did you mean ${written}?`;
  issues.push({
    code: 'stage-unknown',
    severity: 'error',
    message: `"${stage}" is not a stage of ${pipeline.name}${hint} (its stages: ${ids.join(', ')})`,
    ...(offsets('stage') ?? nowhere),
    fix:
      written === undefined ? undefined : { title: `Change to ${written}`, newText: written, safe },
  });
}

const nowhere = { start: 0, end: 0 };

function findStage(pipeline: Pipeline, id: string): Stage | undefined {
  return pipeline.stages.find((stage) => stage.id === id);
}

function stageNamed(pipeline: Pipeline, name: string): Stage | undefined {
  return pipeline.stages.find((stage) => isSameWord(stage.name, name));
}

/** Pairs of dates of which the second cannot be before the first. */
const datePairs: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  deal: [['created', 'closed']],
  case: [
    ['opened', 'first_response'],
    ['opened', 'resolved'],
  ],
  campaign: [['starts', 'ends']],
  invoice: [['date', 'paid']],
};

function checkDateOrder(record: CheckedRecord, issues: Issue[], offsets: Offsets): void {
  const { draft, type } = record;
  for (const [first, second] of datePairs[draft.type] ?? []) {
    const a = textOf(draft.fields[first]);
    const b = textOf(draft.fields[second]);
    if (a === undefined || b === undefined || daysBetween(a, b) >= 0) continue;
    const label = (name: string): string =>
      type.spec.fields.find((f) => f.name === name)?.label ?? name;
    issues.push({
      code: 'date-order',
      severity: 'warning',
      message: `${label(second)} (${b}) is before ${label(first)} (${a})`,
      ...(offsets(second) ?? nowhere),
    });
  }
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
