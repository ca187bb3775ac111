/** Segments in reports: a record belongs to a segment by itself, by its account or by one of its contacts. */
import { compileExpression } from '../expressions/compileExpression.ts';
import type { CrmRecord } from '../model/record.ts';
import { recordKey } from '../model/record.ts';
import type { Dimension, GroupKey } from './dimension.ts';
import { compareCells, groupColumn } from './dimension.ts';
import { issueInWords } from './expressionIssue.ts';
import type { ReportContext, ReportProblem } from './reportDefinition.ts';
import type { Cell } from './reportModel.ts';

type Members =
  | { readonly ok: true; readonly slots: ReadonlySet<number> }
  | { readonly ok: false; readonly message: string };

/** The members of a segment by slot: those it lists, or those for which its rule is true. */
function membersOf(segment: CrmRecord, { snapshot, today }: ReportContext): Members {
  const slots = new Set(snapshot.targets(segment, 'members').map(({ slot }) => slot));
  const { where, kind, of } = segment.fields;
  if (typeof where !== 'string' || kind === 'static') return { ok: true, slots };
  const type = of === 'contact' ? 'contact' : 'account';
  const compiled = compileExpression(where, { snapshot, type, condition: true });
  if (!compiled.ok) return { ok: false, message: issueInWords(compiled.issues, where) };
  for (const record of snapshot.records(type)) {
    if (compiled.test(record, today)) slots.add(record.slot);
  }
  return { ok: true, slots };
}

/** Slots by which a record can belong to a segment: its own, its account's and its contacts'. */
function belongingSlots(record: CrmRecord, { snapshot }: ReportContext): readonly number[] {
  const related = ['account', 'contact', 'contacts'].flatMap((field) =>
    record.fields[field] === undefined ? [] : snapshot.targets(record, field),
  );
  return [record.slot, ...related.map(({ slot }) => slot)];
}

export type SegmentTest =
  | { readonly ok: true; readonly test: (record: CrmRecord) => boolean }
  | { readonly ok: false; readonly problems: readonly ReportProblem[] };

export function belongsToSegment(segment: CrmRecord, context: ReportContext): SegmentTest {
  const members = membersOf(segment, context);
  if (!members.ok) {
    const message = `the rule of ${recordKey(segment)} cannot be used: ${members.message}`;
    return { ok: false, problems: [{ parameter: 'segment', message }] };
  }
  const test = (record: CrmRecord): boolean =>
    belongingSlots(record, context).some((slot) => members.slots.has(slot));
  return { ok: true, test };
}

/** Groups by segment: a record counts in each that it belongs to. */
export function segmentDimension(context: ReportContext): Dimension {
  const segments = context.snapshot.records('segment');
  const bySlot = new Map<number, string[]>();
  const cells = new Map<GroupKey, Cell>();
  const notes: string[] = [];
  for (const segment of segments) {
    const key = recordKey(segment);
    cells.set(key, { value: key, label: segment.title });
    const members = membersOf(segment, context);
    if (!members.ok) {
      notes.push(`The segment ${segment.title} is left out: ${members.message}.`);
      continue;
    }
    for (const slot of members.slots) {
      const known = bySlot.get(slot);
      if (known) known.push(key);
      else bySlot.set(slot, [key]);
    }
  }
  const cellOf = (key: GroupKey): Cell => cells.get(key) ?? null;
  return {
    column: groupColumn(
      'segment',
      'Segment',
      'ref',
      'segments that the record, its account or one of its contacts belongs to',
    ),
    keyOf: (record) => {
      const keys = belongingSlots(record, context).flatMap((slot) => bySlot.get(slot) ?? []);
      return keys.length === 0 ? null : [...new Set(keys)];
    },
    cellOf,
    ordered: false,
    compare: (a, b) => (a === b ? 0 : compareCells(cellOf(a), cellOf(b))),
    notes,
  };
}
