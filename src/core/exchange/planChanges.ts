/** What an import changes in records that exist: only values that differ in meaning, and of these only the bytes. */
import type { CrmRecord, FieldMap, FieldValue } from '../model/record.ts';
import type { FieldSpec } from '../model/schema.ts';
import { decodeText } from '../records/decodeText.ts';
import { maxRecordBytes } from '../records/limits.ts';
import { setFields } from '../records/setFields.ts';
import { comparableValue } from './comparableValue.ts';
import { draftOf } from './draftOf.ts';
import type { IdentifiedRow } from './identifyRows.ts';
import type {
  FieldDifference,
  ImportRequest,
  RecordChange,
  RefusedRow,
  UnchangedRecord,
} from './importPlan.ts';

interface Differing {
  readonly row: IdentifiedRow;
  readonly existing: CrmRecord;
  readonly changes: readonly FieldDifference[];
}

/** Rows whose record exists: those that change it, and those that agree with it. A file that cannot be changed refuses its row. */
export async function planChanges(
  rows: readonly IdentifiedRow[],
  request: ImportRequest,
  refused: RefusedRow[],
): Promise<{
  readonly updated: readonly RecordChange[];
  readonly unchanged: readonly UnchangedRecord[];
}> {
  const differing: Differing[] = [];
  const unchanged: UnchangedRecord[] = [];
  for (const row of rows) {
    const { existing } = row;
    if (!existing) continue;
    const changes = differences(row, existing, request);
    if (changes.length > 0) differing.push({ row, existing, changes });
    else unchanged.push({ id: existing.id, path: existing.path });
  }
  const texts = await readTexts(differing, request);
  const updated: RecordChange[] = [];
  for (const entry of differing) {
    const change = changeOf(entry, texts.get(entry.existing.path), request);
    if (typeof change === 'object') updated.push(change);
    else refused.push({ file: entry.row.row.file, row: entry.row.row.row, reason: change });
  }
  return { updated, unchanged };
}

function differences(
  { values }: IdentifiedRow,
  existing: CrmRecord,
  request: ImportRequest,
): readonly FieldDifference[] {
  const { type, workspace } = request;
  const draft = draftOf(values, request);
  const specs = new Map(type.fields.map((spec) => [spec.name, spec]));
  const changes: FieldDifference[] = [];
  for (const field of values.keys()) {
    const spec = specs.get(field);
    const comparable = (record: Pick<CrmRecord, 'fields' | 'invalid'>): string =>
      comparableField(record, field, (value) => comparableValue(value, spec, workspace), spec);
    if (comparable(draft) === comparable(existing)) continue;
    changes.push({
      field,
      from: own(existing.fields, field) ?? own(existing.invalid, field) ?? null,
      to: own(draft.fields, field) ?? own(draft.invalid, field) ?? null,
    });
  }
  return changes;
}

/** What does not fit its field is compared as written, and differs from everything that does fit. */
function comparableField(
  { fields, invalid }: Pick<CrmRecord, 'fields' | 'invalid'>,
  field: string,
  comparable: (value: FieldValue | undefined) => string,
  spec: FieldSpec | undefined,
): string {
  if (Object.hasOwn(fields, field)) {
    const value = fields[field];
    // One value stands for a list of one.
    return comparable(
      spec?.list === true && value !== undefined && !Array.isArray(value) ? [value] : value,
    );
  }
  return Object.hasOwn(invalid, field) ? `misfit ${JSON.stringify(invalid[field])}` : '';
}

function own(map: FieldMap, name: string): FieldValue | undefined {
  return Object.hasOwn(map, name) ? map[name] : undefined;
}

async function readTexts(
  differing: readonly Differing[],
  { files }: ImportRequest,
): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  const paths = differing.map(({ existing }) => existing.path);
  await files.readAll(
    paths,
    (path, content) => {
      const { text, problems } = decodeText(path, content);
      // Bytes that are not UTF-8 would not survive a rewriting.
      if (text !== undefined && problems.length === 0) texts.set(path, text);
    },
    maxRecordBytes,
  );
  return texts;
}

function changeOf(
  { row, existing, changes }: Differing,
  before: string | undefined,
  { type }: ImportRequest,
): RecordChange | string {
  const { id, path } = existing;
  if (before === undefined) return `${path} cannot be read as UTF-8 text`;
  const wanted = changes.flatMap(({ field }) => {
    const value = row.values.get(field);
    return value ? [{ field, value }] : [];
  });
  const set = setFields(path, before, wanted, type);
  if (!set.ok) return `${path} cannot be changed: ${set.message}`;
  return { id, path, before, text: set.text, changes };
}
