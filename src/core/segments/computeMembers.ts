/** Who belongs to a segment. */
import type { ExpressionIssue } from '../expressions/ast.ts';
import { compileExpression } from '../expressions/compileExpression.ts';
import type { IsoDate } from '../model/date.ts';
import type { Severity } from '../model/problem.ts';
import type { CrmRecord } from '../model/record.ts';
import { recordKey } from '../model/record.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { Segment } from './segment.ts';

export interface SegmentIssue {
  readonly severity: Severity;
  readonly message: string;
  /** The field of the segment that it is about. */
  readonly field: 'where' | 'members';
  /** A record that could not be judged in full, if it is about one. */
  readonly record?: CrmRecord;
}

export interface SegmentMembers {
  /** Static: in the order written, each once. Dynamic: in order of id. */
  readonly members: readonly CrmRecord[];
  readonly issues: readonly SegmentIssue[];
}

interface Known {
  readonly snapshot: Snapshot;
  readonly version: number;
  readonly today: IsoDate;
  readonly me: string | undefined;
  readonly members: SegmentMembers;
}

/** The last answer for each segment: trees and reports ask for the same members over and over. */
const known = new WeakMap<CrmRecord, Known>();

/**
 * The members of a segment. A reference that leads nowhere, a rule that cannot be evaluated and an amount without
 * a rate are issues; what can be counted is. `me` is the person whom a rule may mean by it.
 */
export function computeMembers(
  snapshot: Snapshot,
  segment: Segment,
  today: IsoDate,
  me?: string,
): SegmentMembers {
  const last = known.get(segment.record);
  const isSame = last?.snapshot === snapshot && last.version === snapshot.version;
  if (last && isSame && last.today === today && last.me === me) return last.members;
  const members =
    segment.kind === 'static'
      ? listedMembers(snapshot, segment)
      : matchingRecords(snapshot, segment, today, me);
  known.set(segment.record, { snapshot, version: snapshot.version, today, me, members });
  return members;
}

function listedMembers(snapshot: Snapshot, { record }: Segment): SegmentMembers {
  const members = new Set<CrmRecord>();
  const issues: SegmentIssue[] = [];
  for (const link of record.links) {
    if (link.field !== 'members') continue;
    const found = snapshot.resolve(link.raw, ['account', 'contact'], record.path);
    if (found.kind === 'found') members.add(found.record);
    else {
      const candidates =
        found.kind === 'ambiguous' ? found.candidates.map(recordKey).join(' and ') : '';
      const message =
        found.kind === 'ambiguous'
          ? `${link.raw} fits ${candidates}`
          : `${link.raw} leads to no record`;
      issues.push({ severity: 'error', message, field: 'members' });
    }
  }
  return { members: [...members], issues };
}

function matchingRecords(
  snapshot: Snapshot,
  segment: Segment,
  today: IsoDate,
  me: string | undefined,
): SegmentMembers {
  const test = createSegmentTest(snapshot, segment, today, me);
  if (!test.ok) return { members: [], issues: test.issues };
  const members = snapshot.records(segment.of).filter((record) => test.test(record));
  return { members, issues: [...test.issues, ...test.excluded()] };
}

export type SegmentTest =
  | {
      readonly ok: true;
      readonly test: (record: CrmRecord) => boolean;
      readonly issues: readonly SegmentIssue[];
      /** Records that were tested and could not be judged in full, so far. */
      readonly excluded: () => readonly SegmentIssue[];
    }
  | { readonly ok: false; readonly issues: readonly SegmentIssue[] };

/** A test of membership for many records of a dynamic segment. */
export function createSegmentTest(
  snapshot: Snapshot,
  { where, of }: Segment,
  today: IsoDate,
  me?: string,
): SegmentTest {
  if (where === undefined) {
    const message = 'A dynamic segment needs a rule: where';
    return { ok: false, issues: [{ severity: 'error', message, field: 'where' }] };
  }
  const compiled = compileExpression(where, { snapshot, type: of, me, condition: true });
  const issues = compiled.issues.map(asSegmentIssue);
  if (!compiled.ok) return { ok: false, issues };
  const excluded = new Map<string, SegmentIssue>();
  const exclude = (record: CrmRecord, reason: string): void => {
    const message = `${recordKey(record)}: ${reason}`;
    excluded.set(message, { severity: 'warning', message, field: 'where', record });
  };
  const options = { exclude };
  return {
    ok: true,
    issues,
    test: (record) => record.type === of && compiled.test(record, today, options),
    excluded: () => [...excluded.values()],
  };
}

function asSegmentIssue({ severity, message }: ExpressionIssue): SegmentIssue {
  return { severity, message, field: 'where' };
}
