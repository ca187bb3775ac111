/** Segments in reports: a record belongs to a segment by itself, by its account or by one of its contacts. */
import type { CrmRecord } from '../model/record.ts';
import { recordKey } from '../model/record.ts';
import type { Dimension, GroupKey } from './dimension.ts';
import { compareCells, groupColumn } from './dimension.ts';
import { computeMembers } from '../segments/computeMembers.ts';
import { readSegment } from '../segments/segment.ts';
import type { ReportContext } from './reportDefinition.ts';
import type { Cell } from './reportModel.ts';

/** Slots by which a record can belong to a segment: its own, its account's and its contacts'. */
function belongingSlots(record: CrmRecord, { snapshot }: ReportContext): readonly number[] {
  const related = ['account', 'contact', 'contacts'].flatMap((field) =>
    record.fields[field] === undefined ? [] : snapshot.targets(record, field),
  );
  return [record.slot, ...related.map(({ slot }) => slot)];
}

export interface SegmentFilter {
  readonly test: (record: CrmRecord) => boolean;
  /** What is wrong with the segment: members that lead nowhere, a rule that cannot be used. */
  readonly notes: readonly string[];
}

/** Tells what belongs to one segment. */
export function segmentFilter(segment: CrmRecord, context: ReportContext): SegmentFilter {
  const { slots, notes } = membersOf(segment, context);
  const test = (record: CrmRecord): boolean =>
    belongingSlots(record, context).some((slot) => slots.has(slot));
  return { test, notes };
}

function membersOf(
  segment: CrmRecord,
  { snapshot, today, me }: ReportContext,
): { readonly slots: ReadonlySet<number>; readonly notes: readonly string[] } {
  const { members, issues } = computeMembers(snapshot, readSegment(segment, snapshot), today, me);
  return {
    slots: new Set(members.map(({ slot }) => slot)),
    notes: issues.map(({ message }) => `Segment ${segment.title}: ${message}`),
  };
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
    notes.push(...members.notes);
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
