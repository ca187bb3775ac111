/** What an import did or would do, as text and as JSON. */
import type { ImportPlan, OddValue } from '../core/exchange/importPlan.ts';
import { countOf } from '../core/model/words.ts';
import { singleLine } from '../core/reports/textWidth.ts';
import type { Io } from './output.ts';

export function importToJson(plan: ImportPlan, isWritten: boolean): unknown {
  const { type, created, updated, unchanged, refused, leftOut, notes } = plan;
  return {
    type,
    written: isWritten,
    created: created.map(({ path }) => path),
    updated: updated.map(({ path }) => path),
    unchanged: unchanged.map(({ path }) => path),
    refused: refused.map(({ row, reason, file }) => ({ row, reason, file })),
    left_out: leftOut.map(({ file, columns }) => ({ file, columns })),
    unresolved: plan.unresolved,
    ambiguous: plan.ambiguous,
    unmapped: plan.unmapped,
    unreadable: plan.unreadable,
    notes,
  };
}

const shownRows = 20;
const shownValues = 10;

export function importAsText(plan: ImportPlan, isWritten: boolean, io: Io): string {
  const { created, updated, unchanged, refused, leftOut, notes } = plan;
  const verb = isWritten ? '' : 'would be ';
  const lines = [
    `${io.paint(plan.type, 'bold')}: ${countOf(created.length, 'record')} ${verb}created, ` +
      `${countOf(updated.length, 'record')} ${verb}updated, ${countOf(unchanged.length, 'record')} unchanged, ` +
      `${countOf(refused.length, 'row')} refused`,
  ];
  for (const { path, changes } of updated.slice(0, shownRows)) {
    lines.push(`  ${singleLine(path)}: ${changes.map(({ field }) => field).join(', ')}`);
  }
  if (updated.length > shownRows)
    lines.push(`  and ${countOf(updated.length - shownRows, 'more', 'more')}`);
  if (refused.length > 0) lines.push('Refused:');
  for (const { file, row, reason } of refused.slice(0, shownRows)) {
    lines.push(`  ${singleLine(file)} row ${row}: ${singleLine(reason)}`);
  }
  if (refused.length > shownRows)
    lines.push(`  and ${countOf(refused.length - shownRows, 'more', 'more')}`);
  for (const { file, columns } of leftOut) {
    lines.push(`Columns left out of ${singleLine(file)}: ${columns.map(singleLine).join(', ')}`);
  }
  lines.push(
    ...oddLines('References that lead nowhere, written as they stand', plan.unresolved),
    ...oddLines('References that fit several records, written as they stand', plan.ambiguous),
    ...oddLines('Values that the map does not name, written as they stand', plan.unmapped),
    ...oddLines('Values that do not fit their field, written as they stand', plan.unreadable),
  );
  lines.push(...notes);
  return `${lines.join('\n')}\n`;
}

function oddLines(title: string, values: readonly OddValue[]): readonly string[] {
  if (values.length === 0) return [];
  const shown = values
    .slice(0, shownValues)
    .map(
      ({ field, value, rows }) => `  ${field}: "${singleLine(value)}" in ${countOf(rows, 'row')}`,
    );
  const rest = values.length - shown.length;
  return [`${title}:`, ...shown, ...(rest > 0 ? [`  and ${countOf(rest, 'more', 'more')}`] : [])];
}
