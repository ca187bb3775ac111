/**
 * What an import would do: records to create, values to change, rows that can be no record. Pure but for reading the
 * files that are to change; writing is the caller's. The same file imported again plans nothing.
 */
import type { TypeSpec } from '../model/schema.ts';
import { fieldNamed, newExtension, newRecordText } from '../records/writeRecord.ts';
import type { NewValue } from '../records/writeValue.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { checkImportMap, leadsToType, undeclaredFields } from './checkImportMap.ts';
import { judgeColumns } from './columnForms.ts';
import type { RowValues } from './draftOf.ts';
import { identifyRows } from './identifyRows.ts';
import type { IdentifiedRow } from './identifyRows.ts';
import type { FieldMapping } from './importMap.ts';
import type { CreatedRecord, ImportRequest, PlannedImport, RefusedRow } from './importPlan.ts';
import { RefFinder } from './importRefs.ts';
import type { PlannedRecord } from './importRefs.ts';
import { importRows } from './importRow.ts';
import type { ImportRow } from './importRow.ts';
import { ValueBuilder } from './importValues.ts';
import { planChanges } from './planChanges.ts';

export async function planImport(request: ImportRequest): Promise<PlannedImport> {
  const { workspace, type, map, tables } = request;
  const { rows, leftOut, missing } = importRows(tables, map);
  const mistakes = [...missing, ...checkImportMap(map, type, workspace)];
  if (mistakes.length > 0) return { ok: false, messages: mistakes };
  const forms = judgeColumns(map, type, rows);
  if (forms.doubts.length > 0) return { ok: false, messages: forms.doubts };

  const refused: RefusedRow[] = [];
  const refs = new RefFinder(workspace);
  const builder = new ValueBuilder(workspace, type, forms, refs);
  // References among the rows themselves need the ids of the rows, which need all other values.
  const inner = map.fields.filter((mapping) => leadsToType(mapping, type));
  const outer = map.fields.filter((mapping) => !inner.includes(mapping));
  const valued = wholeRows(rows, refused).map((row) => ({
    row,
    values: withValues(new Map(), outer, { row, builder, type }),
  }));
  const identified = identifyRows(valued, request, refused);
  refs.plan(identified.flatMap((row) => (row.existing ? [] : [plannedRecord(row, type)])));
  const complete = identified.map((row) => ({
    ...row,
    values: withValues(row.values, inner, { row: row.row, builder, type }),
  }));
  const changes = await planChanges(complete, request, refused);
  const created = complete.flatMap((row) => (row.existing ? [] : [createdRecord(row, request)]));
  return {
    ok: true,
    plan: {
      type: type.name,
      created,
      ...changes,
      refused: refused.sort(byPlace),
      leftOut,
      unresolved: builder.odd('unresolved'),
      ambiguous: builder.odd('ambiguous'),
      unmapped: builder.odd('unmapped'),
      unreadable: builder.odd('unreadable'),
      notes: [...undeclaredFields(map, type), ...largeFolders(created, workspace, type)],
    },
  };
}

function byPlace(a: RefusedRow, b: RefusedRow): number {
  return a.file === b.file ? a.row - b.row : a.file < b.file ? -1 : 1;
}

function wholeRows(rows: readonly ImportRow[], refused: RefusedRow[]): readonly ImportRow[] {
  return rows.filter((row) => {
    if (!row.hasExtraCells) return true;
    const reason = `it has ${row.cellCount} cells, more than the header: a separator or a quote is wrong`;
    refused.push({ file: row.file, row: row.row, reason });
    return false;
  });
}

interface RowContext {
  readonly row: ImportRow;
  readonly builder: ValueBuilder;
  readonly type: TypeSpec;
}

function withValues(
  known: RowValues,
  mappings: readonly FieldMapping[],
  { row, builder, type }: RowContext,
): RowValues {
  if (mappings.length === 0) return known;
  const values = new Map(known);
  for (const mapping of mappings) {
    const value = builder.value(mapping, row);
    if (value) values.set(fieldNamed(type, mapping.field)?.name ?? mapping.field, value);
  }
  return values;
}

function plannedRecord(row: IdentifiedRow, type: TypeSpec): PlannedRecord {
  return {
    type: type.name,
    id: row.id,
    text: (field) => textOfValue(row.values.get(fieldNamed(type, field)?.name ?? field)),
  };
}

function textOfValue(value: NewValue | undefined): string | undefined {
  return value?.kind === 'text' || value?.kind === 'verbatim' ? value.text : undefined;
}

function createdRecord(row: IdentifiedRow, { type, map }: ImportRequest): CreatedRecord {
  const body = map.body && row.row.text(map.body);
  const extension = newExtension(type, body);
  const text = newRecordText({ type, values: row.values, body }, extension);
  return { id: row.id, path: `${row.pathWithoutExtension}.${extension}`, text };
}

/** Entries of a folder above which it is said to be large. */
const largeFolder = 3000;

function largeFolders(
  created: readonly CreatedRecord[],
  workspace: Workspace,
  type: TypeSpec,
): readonly string[] {
  const counts = new Map<string, number>();
  const count = (path: string): void => {
    const folder = path.slice(0, Math.max(0, path.lastIndexOf('/')));
    counts.set(folder, (counts.get(folder) ?? 0) + 1);
  };
  for (const { path } of created) count(path);
  if (created.length === 0) return [];
  for (const record of workspace.records(type.name)) {
    if (record.inlineLine === undefined) count(record.path);
  }
  const advice =
    type.shard === 'month'
      ? 'spread them over more folders'
      : `shard: ${type.shard === 'year' ? 'month' : 'year'} for ${type.name} in crm.yaml spreads new records`;
  return [...counts]
    .filter(([, files]) => files > largeFolder)
    .map(
      ([folder, files]) =>
        `${folder} would hold ${files} files, which is slow in many tools: ${advice}`,
    );
}
