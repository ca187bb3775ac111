import type { CrmRecord } from '../model/record.ts';
import type { Snapshot } from '../model/snapshot.ts';

export type SegmentKind = 'static' | 'dynamic';

/** A segment as its record says it: a list of members, or a rule over records of one type. */
export interface Segment {
  readonly record: CrmRecord;
  readonly id: string;
  readonly name: string;
  /** Where the record does not say: static if it lists members, dynamic if it has a rule. */
  readonly kind: SegmentKind;
  /** Type of the members: as said, else that of the first member, else account. */
  readonly of: 'account' | 'contact';
  /** The rule of a dynamic segment; undefined where it is missing. */
  readonly where: string | undefined;
  readonly stance: string | undefined;
  readonly valueProposition: string | undefined;
  /** Seconds: its members hear from you at least this often. */
  readonly cadence: number | undefined;
}

/** Reads a record of type segment. */
export function readSegment(record: CrmRecord, snapshot: Snapshot): Segment {
  const { fields } = record;
  const where = textOf(record, 'where');
  const cadence = fields['cadence'];
  return {
    record,
    id: record.id,
    name: record.title,
    kind: kindOf(record, where),
    of: memberTypeOf(record, snapshot),
    where: where?.trim() === '' ? undefined : where,
    stance: textOf(record, 'stance'),
    valueProposition: textOf(record, 'value_proposition'),
    cadence: typeof cadence === 'number' ? cadence : undefined,
  };
}

/** All segments of a workspace in order of id. */
export function readSegments(snapshot: Snapshot): readonly Segment[] {
  return snapshot.records('segment').map((record) => readSegment(record, snapshot));
}

function textOf(record: CrmRecord, name: string): string | undefined {
  const value = record.fields[name];
  return typeof value === 'string' ? value : undefined;
}

function kindOf(record: CrmRecord, where: string | undefined): SegmentKind {
  const { kind, members } = record.fields;
  if (kind === 'static' || kind === 'dynamic') return kind;
  return where === undefined && members !== undefined ? 'static' : 'dynamic';
}

function memberTypeOf(record: CrmRecord, snapshot: Snapshot): 'account' | 'contact' {
  const { of } = record.fields;
  if (of === 'account' || of === 'contact') return of;
  return snapshot.targets(record, 'members')[0]?.type === 'contact' ? 'contact' : 'account';
}
