import { nearest } from '../../core/model/nearMiss.ts';
import type { CrmRecord } from '../../core/model/record.ts';
import { recordKey } from '../../core/model/record.ts';
import { countOf } from '../../core/model/words.ts';
import { computeMembers } from '../../core/segments/computeMembers.ts';
import { explainMembership } from '../../core/segments/explainMembership.ts';
import { readSegment } from '../../core/segments/segment.ts';
import type { Segment } from '../../core/segments/segment.ts';
import type { CommandRun } from '../commandSpec.ts';
import { exitCodes, UsageError } from '../commandSpec.ts';
import { columns } from '../help.ts';
import { identityFor } from '../identity.ts';
import type { Io } from '../output.ts';
import type { Arguments } from '../parseArguments.ts';
import { textTable } from '../textTable.ts';
import { findRecord, openWorkspace } from '../workspace.ts';
import type { OpenedWorkspace } from '../workspace.ts';

/** The segments, the members of one, or why a record is one. */
export const runSegmentCommand: CommandRun = async (args, io) => {
  const opened = await openWorkspace(args, io);
  const [name] = args.positionals;
  const code =
    name === undefined ? listSegments(args, opened, io) : showSegment(name, args, opened, io);
  await opened.engine.saveCache();
  return code;
};

interface SegmentSummary {
  readonly name: string;
  readonly id: string;
  readonly kind: string;
  readonly of: string;
  readonly count: number;
}

function summarize(segment: Segment, count: number): SegmentSummary {
  const { name, id, kind, of } = segment;
  return { name, id, kind, of, count };
}

function membersOf(
  segment: Segment,
  { snapshot, today, root }: OpenedWorkspace,
): ReturnType<typeof computeMembers> {
  return computeMembers(snapshot, segment, today, identityFor(segment.where ?? '', root));
}

function listSegments(args: Arguments, opened: OpenedWorkspace, io: Io): number {
  const { snapshot } = opened;
  if (args.has('explain'))
    throw new UsageError('--explain needs a segment: rapport segment NAME --explain REF');
  const segments = snapshot.records('segment').map((record) => {
    const segment = readSegment(record, snapshot);
    return { segment, summary: summarize(segment, membersOf(segment, opened).members.length) };
  });
  if (args.has('json')) io.json(segments.map(({ summary }) => summary));
  else if (segments.length > 0) {
    const headings = [
      { heading: 'segment' },
      { heading: 'name' },
      { heading: 'kind' },
      { heading: 'members', isNumeric: true },
      { heading: 'stance' },
    ];
    const rows = segments.map(({ segment, summary }) => [
      summary.id,
      summary.name,
      summary.kind,
      String(summary.count),
      segment.stance ?? '',
    ]);
    io.print(textTable(headings, rows, io));
  } else io.note('There are no segments.');
  return segments.length > 0 ? exitCodes.done : exitCodes.findings;
}

function showSegment(name: string, args: Arguments, opened: OpenedWorkspace, io: Io): number {
  const record = segmentNamed(name, opened);
  if (typeof record === 'string') {
    io.note(record);
    return exitCodes.findings;
  }
  const segment = readSegment(record, opened.snapshot);
  const explained = args.text('explain');
  if (explained !== undefined) return explain(segment, explained, args, opened, io);
  const { members, issues } = membersOf(segment, opened);
  for (const { message } of issues) io.note(`${record.path}: ${message}`);
  const summary = summarize(segment, members.length);
  if (args.has('json')) io.json({ ...summary, members: members.map(recordKey) });
  else {
    io.print(`${io.paint(segment.name, 'bold')}  ${countOf(members.length, 'member')}\n`);
    if (members.length > 0) {
      io.print(`${columns(members.map((member) => [recordKey(member), member.title]))}\n`);
    }
  }
  return members.length > 0 ? exitCodes.done : exitCodes.findings;
}

function segmentNamed(name: string, { snapshot }: OpenedWorkspace): CrmRecord | string {
  const found = snapshot.resolve(name, ['segment']);
  if (found.kind === 'found' && found.record.type === 'segment') return found.record;
  const segments = snapshot.records('segment');
  const folded = name.toLowerCase();
  const titled = segments.filter(({ title }) => title.toLowerCase() === folded);
  const [only] = titled;
  if (only && titled.length === 1) return only;
  const ids = segments.map(({ id }) => id);
  const meant = nearest(name, ids);
  const advice =
    meant !== undefined
      ? `did you mean ${meant}?`
      : ids.length > 0
        ? `there are ${ids.join(', ')}`
        : 'there are none';
  return `There is no segment "${name}": ${advice}`;
}

function explain(
  segment: Segment,
  text: string,
  args: Arguments,
  opened: OpenedWorkspace,
  io: Io,
): number {
  const { snapshot, today, root } = opened;
  const found = findRecord(text, opened, io);
  if (found.kind !== 'found') {
    io.note(
      found.kind === 'missing'
        ? `There is no record "${text}"`
        : `"${text}" fits ${found.candidates.map(recordKey).join(', ')}: name one of them`,
    );
    return exitCodes.findings;
  }
  const me = identityFor(segment.where ?? '', root);
  const { isMember, conditions, issues } = explainMembership(
    snapshot,
    segment,
    found.record,
    today,
    me,
  );
  for (const { message } of issues) io.note(message);
  if (args.has('json')) {
    io.json({
      ...summarize(segment, membersOf(segment, opened).members.length),
      record: recordKey(found.record),
      member: isMember,
      conditions: conditions.map(({ text: condition, holds, words }) => ({
        condition,
        holds,
        words,
      })),
    });
  } else {
    const verdict = isMember ? 'is a member of' : 'is not a member of';
    io.print(`${recordKey(found.record)} ${verdict} ${segment.name}\n`);
    for (const { text: condition, holds, words } of conditions) {
      const mark = holds ? io.paint('yes', 'green') : io.paint('no ', 'red');
      io.print(`  ${mark}  ${condition}\n       ${io.paint(words, 'dim')}\n`);
    }
  }
  return exitCodes.done;
}
