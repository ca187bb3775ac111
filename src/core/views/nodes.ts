import { daysBetween } from '../model/date.ts';
import type { IsoDate } from '../model/date.ts';
import { zero } from '../model/decimal.ts';
import type { Money } from '../model/money.ts';
import { addMoney, isMoney, moneyOf } from '../model/money.ts';
import type { CrmRecord } from '../model/record.ts';
import { recordKey } from '../model/record.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { TreeNode } from '../model/treeNode.ts';
import { formatMoneyShort, relativeDays } from '../model/words.ts';
import { rateDateOf } from '../workspace/rateDate.ts';

/** What every tree is built from. */
export interface ViewContext {
  readonly snapshot: Snapshot;
  readonly today: IsoDate;
  /** Rows of one parent before "show more"; a click asks for more. */
  readonly limitOf: (parent: string) => number;
}

export const rowsPerPage = 200;

/** The first rows under a parent, and a row that asks for the rest. */
export function page<T>(
  items: readonly T[],
  parent: string,
  context: ViewContext,
  toNode: (item: T) => TreeNode,
): TreeNode[] {
  const limit = context.limitOf(parent);
  const nodes = items.slice(0, limit).map(toNode);
  const rest = items.length - limit;
  if (rest > 0) {
    nodes.push({
      id: `${parent}/…more`,
      label: `Show ${Math.min(rest, rowsPerPage)} more`,
      description: `${rest} not shown`,
      tooltip: '',
      icon: 'ellipsis',
      context: 'more',
      hasChildren: false,
    });
  }
  return nodes;
}

export interface GroupRow {
  readonly id: string;
  readonly label: string;
  readonly icon: string;
  readonly description?: string;
  readonly tooltip?: string;
  readonly context?: string;
  readonly hasChildren?: boolean;
  readonly tone?: TreeNode['tone'];
}

export function groupNode(row: GroupRow): TreeNode {
  const {
    id,
    label,
    icon,
    description = '',
    tooltip = '',
    context = 'group',
    hasChildren = true,
    tone,
  } = row;
  return { id, label, icon, description, tooltip, context, hasChildren, ...(tone && { tone }) };
}

/** A row of a record; `under` makes its id unique where one record stands in several places. */
export function recordNode(
  record: CrmRecord,
  context: ViewContext,
  under: string,
  more: Partial<TreeNode> = {},
): TreeNode {
  const type = context.snapshot.type(record.type);
  const worst = worstProblem(record, context.snapshot);
  const flag = record.broken ? { icon: 'warning', tone: 'error' as const } : {};
  return {
    id: `${under}/${recordKey(record)}`,
    label: record.title,
    description: '',
    tooltip: tooltipOf(record, context, worst),
    icon: type?.icon ?? 'file',
    context: `record.${record.type}`,
    hasChildren: false,
    path: record.path,
    record: recordKey(record),
    ...(record.inlineLine !== undefined && { line: record.inlineLine }),
    ...more,
    ...flag,
  };
}

function worstProblem(record: CrmRecord, snapshot: Snapshot): string | undefined {
  const problems = record.broken ? snapshot.problems(record.path) : [];
  return problems.find((problem) => problem.severity === 'error')?.message;
}

/** Markdown in which no text of a record can act as markup. */
export function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-.!|<>~&]/g, '\\$&').replace(/\s+/g, ' ');
}

const tooltipFields: Readonly<Record<string, readonly string[]>> = {
  account: ['status', 'industry', 'tier', 'owner', 'city', 'country', 'health'],
  contact: ['job_title', 'role', 'emails', 'phones', 'preferred_channel'],
  deal: ['stage', 'amount', 'close_date', 'owner', 'next_step', 'next_step_date', 'competitor'],
  case: ['status', 'priority', 'opened', 'assignee', 'product'],
  activity: ['kind', 'date', 'direction', 'by', 'outcome'],
  article: ['status', 'audience', 'review_by', 'language'],
  segment: ['kind', 'of', 'stance', 'value_proposition', 'cadence'],
  strategy: ['kind', 'owner', 'review_by'],
  campaign: ['status', 'channel', 'starts', 'ends', 'budget'],
};

function tooltipOf(record: CrmRecord, context: ViewContext, problem: string | undefined): string {
  const lines = [`**${escapeMarkdown(record.title)}**`];
  for (const name of tooltipFields[record.type] ?? ['status', 'owner', 'date']) {
    const value = describeValue(record, name, context);
    const label = context.snapshot.field(record.type, name)?.label ?? name;
    if (value !== '') lines.push(`${escapeMarkdown(label)}: ${escapeMarkdown(value)}`);
  }
  lines.push(`\`${record.path.replaceAll('`', '')}\``);
  if (problem !== undefined) lines.push(`⚠ ${escapeMarkdown(problem)}`);
  return lines.join('  \n');
}

/** A field in words: titles for references, names for people, dates with their distance. */
export function describeValue(record: CrmRecord, field: string, context: ViewContext): string {
  const value = record.fields[field];
  const spec = context.snapshot.field(record.type, field);
  if (value === undefined) return '';
  if (isMoney(value)) return formatMoneyShort(value);
  if (spec?.kind === 'ref')
    return context.snapshot
      .targets(record, field)
      .map((target) => target.title)
      .join(', ');
  if (typeof value === 'string' && spec?.kind === 'person')
    return context.snapshot.person(value)?.name ?? value;
  if (typeof value === 'string' && (spec?.kind === 'date' || spec?.kind === 'datetime')) {
    return `${value} (${relativeDays(daysBetween(context.today, value))})`;
  }
  if (typeof value === 'string' && spec?.kind === 'stage')
    return context.snapshot.stageOf(record)?.name ?? value;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return String(value);
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string').join(', ') : '';
}

/** The sum of an amount in the base currency, and how many records it leaves out for want of a rate. */
export function sumOf(
  records: readonly CrmRecord[],
  field: string,
  context: ViewContext,
): { readonly sum: Money; readonly leftOut: number } {
  const { snapshot, today } = context;
  let sum = moneyOf(zero, snapshot.schema.currency);
  let leftOut = 0;
  for (const record of records) {
    const value = record.fields[field];
    if (!isMoney(value)) continue;
    const converted = snapshot.convert(value, rateDateOf(record) ?? today);
    if (converted.ok) sum = addMoney(sum, converted.money);
    else leftOut++;
  }
  return { sum, leftOut };
}

/** `12 · 340,000 EUR`, with a plus where an amount could not be converted. */
export function countAndSum(
  records: readonly CrmRecord[],
  field: string,
  context: ViewContext,
): string {
  const { sum, leftOut } = sumOf(records, field, context);
  const amount = formatMoneyShort(sum);
  return `${records.length} · ${amount}${leftOut > 0 ? ` + ${leftOut} without rate` : ''}`;
}

export function byTitle(a: CrmRecord, b: CrmRecord): number {
  const [x, y] = [a.title.toLowerCase(), b.title.toLowerCase()];
  return x < y ? -1 : x > y ? 1 : a.id < b.id ? -1 : 1;
}

/** Newest first by a date field; records without one last. */
export function newestFirst(field: string): (a: CrmRecord, b: CrmRecord) => number {
  const key = (record: CrmRecord): string => {
    const value = record.fields[field];
    return typeof value === 'string' ? value : '';
  };
  return (a, b) => (key(a) > key(b) ? -1 : key(a) < key(b) ? 1 : byTitle(a, b));
}
