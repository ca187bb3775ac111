/** Why a record belongs to a segment, or why not. */
import type { ExplainedCondition } from '../expressions/explainCondition.ts';
import { explainCondition } from '../expressions/explainCondition.ts';
import type { IsoDate } from '../model/date.ts';
import type { CrmRecord } from '../model/record.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { SegmentIssue } from './computeMembers.ts';
import { computeMembers, createSegmentTest } from './computeMembers.ts';
import type { Segment } from './segment.ts';

export interface MembershipExplanation {
  readonly isMember: boolean;
  /** Each condition that membership takes, in order, with what was found; all must hold. */
  readonly conditions: readonly ExplainedCondition[];
  readonly issues: readonly SegmentIssue[];
}

/** Explains condition by condition: `status == 'customer'` holds: status is customer. */
export function explainMembership(
  snapshot: Snapshot,
  segment: Segment,
  record: CrmRecord,
  today: IsoDate,
  me?: string,
): MembershipExplanation {
  if (segment.kind === 'static') return explainListed(snapshot, segment, record, today);
  const test = createSegmentTest(snapshot, segment, today, me);
  if (!test.ok) return { isMember: false, conditions: [], issues: test.issues };
  if (record.type !== segment.of) return explainType(segment, record);
  const explained = explainCondition(segment.where ?? '', record, today, { snapshot, me });
  if (!explained.ok) return { isMember: false, conditions: [], issues: test.issues };
  const isMember = test.test(record);
  return {
    isMember,
    conditions: explained.conditions,
    issues: [...test.issues, ...test.excluded()],
  };
}

function explainListed(
  snapshot: Snapshot,
  segment: Segment,
  record: CrmRecord,
  today: IsoDate,
): MembershipExplanation {
  const { members, issues } = computeMembers(snapshot, segment, today);
  const isMember = members.some(({ slot }) => slot === record.slot);
  const words = isMember
    ? `${record.title} is listed in members`
    : `${record.title} is not among the ${members.length} listed in members`;
  return {
    isMember,
    conditions: [{ text: 'members', holds: isMember, values: [], words }],
    issues,
  };
}

function explainType({ of }: Segment, record: CrmRecord): MembershipExplanation {
  const words = `${record.title} is of type ${record.type}, the members are of type ${of}`;
  const condition = { text: `type == '${of}'`, holds: false, values: [], words };
  return { isMember: false, conditions: [condition], issues: [] };
}
