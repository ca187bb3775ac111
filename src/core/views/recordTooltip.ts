import { computedField } from '../expressions/computed/computedFields.ts';
import type { CrmRecord } from '../model/record.ts';
import type { Problem } from '../model/problem.ts';
import { formatMoneyShort } from '../model/words.ts';
import { isMoney } from '../model/money.ts';
import { describeDate, describeValue, plainWords } from './describeValue.ts';
import { escapeMarkdown } from './escapeMarkdown.ts';
import { ownFields } from './ownFields.ts';
import type { ViewContext } from './nodes.ts';

/** The fields, declared or computed, that answer the next question about a record of a type. */
const shownFields: Readonly<Record<string, readonly string[]>> = {
  account: [
    'status',
    'industry',
    'tier',
    'owner',
    'city',
    'health',
    'open_deals',
    'open_amount',
    'open_cases',
    'last_activity',
    'next_step',
    'next_step_date',
  ],
  contact: [
    'job_title',
    'role',
    'account',
    'emails',
    'phones',
    'preferred_channel',
    'last_activity',
  ],
  deal: [
    'account',
    'stage',
    'amount',
    'close_date',
    'closed',
    'owner',
    'next_step',
    'next_step_date',
    'competitor',
    'lost_reason',
    'last_activity',
  ],
  case: ['account', 'status', 'priority', 'opened', 'resolved', 'assignee', 'product'],
  activity: ['kind', 'date', 'direction', 'by', 'contacts', 'outcome'],
  article: ['kind', 'status', 'audience', 'review_by', 'language'],
  script: ['owner', 'language'],
  segment: ['kind', 'of', 'stance', 'value_proposition', 'cadence'],
  strategy: ['kind', 'owner', 'review_by'],
  campaign: ['segment', 'status', 'channel', 'starts', 'ends', 'budget'],
};

const shownProblems = 3;
const severityWords = { error: 'Error', warning: 'Warning', hint: 'Hint' } as const;

/** What hovering over a record's row tells: markdown in which no text of the record acts as markup. */
export function recordTooltip(record: CrmRecord, context: ViewContext): string {
  const { snapshot } = context;
  const lines = [`**${escapeMarkdown(record.title)}**`];
  for (const name of shownFields[record.type] ?? ownFields(record.type, snapshot, 8)) {
    const words = wordsOf(record, name, context);
    if (words === '') continue;
    const label =
      snapshot.field(record.type, name)?.label ?? computedField(record.type, name)?.label ?? name;
    lines.push(`${escapeMarkdown(label)}: ${escapeMarkdown(words)}`);
  }
  lines.push(`\`${record.path.replaceAll('`', '')}\``);
  return [lines.join('  \n'), problemLines(snapshot.problems(record.path))]
    .filter((part) => part !== '')
    .join('\n\n');
}

function wordsOf(record: CrmRecord, name: string, context: ViewContext): string {
  const { snapshot, today } = context;
  const spec = snapshot.field(record.type, name);
  if (spec) {
    const value = record.fields[name];
    const isDate = spec.kind === 'date' || spec.kind === 'datetime';
    return isDate && typeof value === 'string'
      ? describeDate(value, today)
      : describeValue(record, name, snapshot);
  }
  const computed = computedField(record.type, name);
  const value = computed?.compute(record, { snapshot, today });
  if (value === undefined || value === 0) return '';
  if (computed?.kind === 'date' && typeof value === 'string') return describeDate(value, today);
  if (isMoney(value)) return Number(value.coefficient) === 0 ? '' : formatMoneyShort(value);
  return plainWords(value, computed?.kind);
}

function problemLines(problems: readonly Problem[]): string {
  const lines = problems
    .slice(0, shownProblems)
    .map(({ severity, message }) => `${severityWords[severity]}: ${escapeMarkdown(message)}`);
  const more = problems.length - lines.length;
  return [...lines, ...(more > 0 ? [`and ${more} more`] : [])].join('  \n');
}
