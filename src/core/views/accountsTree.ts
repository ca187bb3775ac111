import { accountOf, activitiesOf, casesOfAccount } from '../expressions/computed/activities.ts';
import { outcomeOf } from '../expressions/computed/deals.ts';
import { isOpenCase } from '../expressions/computed/openness.ts';
import { dateOf, daysBetween } from '../model/date.ts';
import type { CrmRecord } from '../model/record.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { TreeNode } from '../model/treeNode.ts';
import { countOf, relativeDays } from '../model/words.ts';
import { dealNode } from './dealsTree.ts';
import { describeValue } from './describeValue.ts';
import { nodeId, partsOfNodeId } from './nodeId.ts';
import type { ViewContext } from './nodes.ts';
import { byTitle, childId, groupNode, joined, newestFirst, page, recordNode } from './nodes.ts';
import { leftOutNote, leftOutWords, shortSum, sumOfAmounts, wholeSum } from './sums.ts';

/** What stands under an account, in this order. */
const parts = [
  { name: 'subsidiaries', label: 'Subsidiaries', icon: 'organization' },
  { name: 'contacts', label: 'Contacts', icon: 'person' },
  { name: 'deals', label: 'Deals', icon: 'briefcase' },
  { name: 'cases', label: 'Cases', icon: 'inbox' },
  { name: 'activities', label: 'Recent activities', icon: 'history' },
] as const;
type PartName = (typeof parts)[number]['name'];

const orphanPart = '?';
const orphanTypes = ['contact', 'deal', 'case'] as const;
/** Of a long history people look at the latest. */
const activitiesPerPage = 25;
/** Below this health (0 to 100) an account needs somebody. */
const poorHealth = 40;

/**
 * Rows of the Accounts view under a node, or at the top. An id is the way to the row: an account, one of its
 * parts, a record of that part, which may be an account again.
 */
export function accountsTree(node: string | undefined, context: ViewContext): TreeNode[] {
  if (node === undefined) return topRows(context);
  const way = partsOfNodeId(node);
  if (way[0] === orphanPart) return orphanRows(way[1], node, context);
  const isAccount = way.length % 2 === 1;
  const account = context.snapshot.byPath(way.at(isAccount ? -1 : -2) ?? '');
  if (account?.type !== 'account') return [];
  if (isAccount) return partNodes(account, node, way, context);
  const part = parts.find(({ name }) => name === way.at(-1));
  return part ? partRows(account, part.name, node, way, context) : [];
}

function topRows(context: ViewContext): TreeNode[] {
  const { snapshot } = context;
  const tops = snapshot.records('account').filter((account) => !hasParent(account, snapshot));
  const nodes = page(tops.sort(byTitle), '', context, (account) =>
    accountNode(account, '', context),
  );
  const lost = orphanTypes.reduce((sum, type) => sum + orphansOf(type, snapshot).length, 0);
  if (lost === 0) return nodes;
  const orphans = groupNode({
    id: nodeId(orphanPart),
    label: 'Without an account',
    icon: 'question',
    description: String(lost),
    tone: 'warning',
    tooltip: 'Contacts, deals and cases whose account is missing or leads nowhere.',
  });
  return [...nodes, orphans];
}

function parentOf(account: CrmRecord, snapshot: Snapshot): CrmRecord | undefined {
  const parent = snapshot.target(account, 'parent');
  return parent?.type === 'account' ? parent : undefined;
}

/** An account in a circle of parents counts as having none, so that the circle stays in sight. */
function hasParent(account: CrmRecord, snapshot: Snapshot): boolean {
  const first = parentOf(account, snapshot);
  const seen = new Set<CrmRecord>();
  for (let above = first; above && !seen.has(above); above = parentOf(above, snapshot)) {
    if (above === account) return false;
    seen.add(above);
  }
  return first !== undefined;
}

function openDealsOf(account: CrmRecord, snapshot: Snapshot): readonly CrmRecord[] {
  return snapshot
    .referrers(account, 'deal', 'account')
    .filter((deal) => outcomeOf(snapshot, deal) === 'open');
}

function accountNode(account: CrmRecord, under: string, context: ViewContext): TreeNode {
  const { snapshot } = context;
  const { health, status } = account.fields;
  const isPoor = typeof health === 'number' && health < poorHealth && status !== 'former';
  return recordNode(account, context, under, {
    // the amount first: it is what a narrow side bar should still show
    description: joined(
      openWords(account, context),
      isPoor ? `health ${health}` : '',
      describeValue(account, 'status', snapshot),
    ),
    hasChildren: true,
    ...(status === 'former' && { tone: 'muted' as const }),
    ...(isPoor && { tone: 'warning' as const }),
  });
}

/** `367k EUR open`, or how many deals are open where they have no amounts. */
function openWords(account: CrmRecord, context: ViewContext): string {
  const open = openDealsOf(account, context.snapshot);
  const sum = sumOfAmounts(open, context);
  if (open.length === 0) return '';
  if (open.length === sum.without) return countOf(open.length, 'open deal');
  return `${shortSum(sum.money)} open${leftOutNote(sum)}`;
}

function recordsOf(account: CrmRecord, part: PartName, snapshot: Snapshot): readonly CrmRecord[] {
  switch (part) {
    case 'subsidiaries':
      return snapshot.referrers(account, 'account', 'parent');
    case 'contacts':
      return snapshot.referrers(account, 'contact', 'account');
    case 'deals':
      return snapshot.referrers(account, 'deal', 'account');
    case 'cases':
      return casesOfAccount(snapshot, account);
    case 'activities':
      return activitiesOf(snapshot, account);
  }
}

function partNodes(
  account: CrmRecord,
  node: string,
  way: readonly string[],
  context: ViewContext,
): TreeNode[] {
  return parts.flatMap(({ name, label, icon }) => {
    const records = recordsOf(account, name, context.snapshot);
    const shown = name === 'subsidiaries' ? outsideOf(way, records) : records;
    if (shown.length === 0) return [];
    return [
      groupNode({ id: childId(node, name), label, icon, ...partWords(name, shown, context) }),
    ];
  });
}

/** Accounts that are not on the way already: a circle of parents ends where it began. */
function outsideOf(way: readonly string[], accounts: readonly CrmRecord[]): readonly CrmRecord[] {
  return accounts.filter((account) => !way.includes(account.path));
}

function partWords(
  part: PartName,
  records: readonly CrmRecord[],
  context: ViewContext,
): Pick<TreeNode, 'description' | 'tooltip'> {
  const count = String(records.length);
  if (part === 'cases') {
    const open = records.filter(isOpenCase).length;
    return { description: open > 0 ? `${open} of ${count} open` : `${count} closed`, tooltip: '' };
  }
  if (part !== 'deals') return { description: count, tooltip: '' };
  const open = records.filter((deal) => outcomeOf(context.snapshot, deal) === 'open');
  if (open.length === 0) return { description: `${count} closed`, tooltip: '' };
  const sum = sumOfAmounts(open, context);
  return {
    description: joined(
      `${open.length} of ${count} open`,
      sum.without < open.length ? wholeSum(sum) : '',
    ),
    tooltip: leftOutWords(sum),
  };
}

function partRows(
  account: CrmRecord,
  part: PartName,
  node: string,
  way: readonly string[],
  context: ViewContext,
): TreeNode[] {
  const records = [...recordsOf(account, part, context.snapshot)];
  switch (part) {
    case 'subsidiaries':
      return page([...outsideOf(way, records)].sort(byTitle), node, context, (child) =>
        accountNode(child, node, context),
      );
    case 'contacts':
      return page(records.sort(byTitle), node, context, (contact) =>
        contactNode(contact, node, context),
      );
    case 'deals':
      return page(records.sort(openDealsFirst(context.snapshot)), node, context, (deal) =>
        dealNode(deal, node, context, 'stage'),
      );
    case 'cases':
      return page(records.sort(openCasesFirst), node, context, (found) =>
        caseNode(found, node, context),
      );
    case 'activities':
      return page(
        records.sort(newestFirst('date')),
        node,
        { rows: context.rows, firstPage: activitiesPerPage },
        (activity) => activityNode(activity, node, context),
      );
  }
}

/** What is open by the date it should close, the next one first; then what is closed, the latest first. */
function openDealsFirst(snapshot: Snapshot): (a: CrmRecord, b: CrmRecord) => number {
  const isClosed = (deal: CrmRecord): boolean => {
    const outcome = outcomeOf(snapshot, deal);
    return outcome === 'won' || outcome === 'lost';
  };
  const due = (deal: CrmRecord): string => {
    const date = deal.fields['close_date'];
    return typeof date === 'string' ? date : '9999';
  };
  const latest = newestFirst('closed');
  return (a, b) => {
    if (isClosed(a) !== isClosed(b)) return isClosed(a) ? 1 : -1;
    if (isClosed(a)) return latest(a, b);
    return due(a) < due(b) ? -1 : due(a) > due(b) ? 1 : byTitle(a, b);
  };
}

function openCasesFirst(a: CrmRecord, b: CrmRecord): number {
  return Number(isOpenCase(b)) - Number(isOpenCase(a)) || newestFirst('opened')(a, b);
}

function contactNode(contact: CrmRecord, under: string, context: ViewContext): TreeNode {
  return recordNode(contact, context, under, {
    description: joined(
      describeValue(contact, 'job_title', context.snapshot),
      describeValue(contact, 'role', context.snapshot),
    ),
  });
}

function caseNode(found: CrmRecord, under: string, context: ViewContext): TreeNode {
  const { snapshot, today } = context;
  const isOpen = isOpenCase(found);
  const date = found.fields[isOpen ? 'opened' : 'resolved'];
  const age = typeof date === 'string' ? relativeDays(daysBetween(today, dateOf(date))) : '';
  return recordNode(found, context, under, {
    description: joined(
      describeValue(found, 'status', snapshot),
      isOpen ? describeValue(found, 'priority', snapshot) : '',
      age === '' ? '' : `${isOpen ? 'opened' : 'resolved'} ${age}`,
    ),
    ...(!isOpen && { tone: 'muted' as const }),
  });
}

const activityIcons: Readonly<Record<string, string>> = {
  call: 'call-outgoing',
  email: 'mail',
  meeting: 'calendar',
  visit: 'location',
  chat: 'comment-discussion',
  note: 'note',
  gift: 'gift',
  survey: 'checklist',
};

function activityNode(activity: CrmRecord, under: string, context: ViewContext): TreeNode {
  const { date, kind } = activity.fields;
  const day = typeof date === 'string' ? dateOf(date) : undefined;
  const when = day === undefined ? 'without a date' : relativeDays(daysBetween(context.today, day));
  const words = describeValue(activity, 'kind', context.snapshot);
  return recordNode(activity, context, under, {
    description: when,
    icon: (typeof kind === 'string' && activityIcons[kind]) || 'comment',
    // the icon tells the kind, and the tooltip the day: neither is spoken
    accessibleLabel: [activity.title, words, day ?? '', when]
      .filter((text) => text !== '')
      .join(', '),
  });
}

function orphansOf(type: string, snapshot: Snapshot): CrmRecord[] {
  return snapshot.records(type).filter((record) => !accountOf(snapshot, record));
}

function orphanRows(type: string | undefined, node: string, context: ViewContext): TreeNode[] {
  const { snapshot } = context;
  if (type !== undefined) {
    return page(orphansOf(type, snapshot).sort(byTitle), node, context, (record) =>
      orphanNode(record, node, context),
    );
  }
  return orphanTypes.flatMap((name) => {
    const count = orphansOf(name, snapshot).length;
    const spec = snapshot.type(name);
    if (count === 0 || !spec) return [];
    const { plural: label, icon } = spec;
    return [groupNode({ id: childId(node, name), label, icon, description: String(count) })];
  });
}

function orphanNode(record: CrmRecord, under: string, context: ViewContext): TreeNode {
  if (record.type === 'deal') return dealNode(record, under, context, 'stage');
  return record.type === 'case'
    ? caseNode(record, under, context)
    : contactNode(record, under, context);
}
