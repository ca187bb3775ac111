import { daysBetween } from '../model/date.ts';
import type { CrmRecord } from '../model/record.ts';
import type { Snapshot } from '../model/snapshot.ts';
import type { TreeNode } from '../model/treeNode.ts';
import { relativeDays } from '../model/words.ts';
import type { ViewContext } from './nodes.ts';
import {
  byTitle,
  countAndSum,
  describeValue,
  groupNode,
  newestFirst,
  page,
  recordNode,
} from './nodes.ts';
import { dealNode, isOpenDeal } from './dealsTree.ts';

/** What stands under an account, in this order. */
const parts = [
  { name: 'children', label: 'Subsidiaries', icon: 'organization', type: 'account' },
  { name: 'contacts', label: 'Contacts', icon: 'person', type: 'contact' },
  { name: 'deals', label: 'Deals', icon: 'briefcase', type: 'deal' },
  { name: 'cases', label: 'Cases', icon: 'inbox', type: 'case' },
  { name: 'activities', label: 'Recent activities', icon: 'history', type: 'activity' },
] as const;

const orphanTypes = ['contact', 'deal', 'case'] as const;

/** Rows of the Accounts view under a node, or at the top. */
export function accountsTree(node: string | undefined, context: ViewContext): TreeNode[] {
  const { snapshot } = context;
  if (node === undefined) return topAccounts(context);
  const segments = node.split('/…');
  const place = segments[0] ?? '';
  if (place === 'orphans') return orphans(segments[1], node, context);
  const key = segments.length > 1 ? place : node;
  const account = snapshot.get(
    'account',
    key.slice(key.lastIndexOf('account/') + 'account/'.length),
  );
  if (!account) return [];
  if (segments.length === 1) return accountParts(account, node, context);
  return partRows(account, segments[1] ?? '', node, context);
}

function topAccounts(context: ViewContext): TreeNode[] {
  const { snapshot } = context;
  const tops = snapshot.records('account').filter((account) => !hasParent(account, snapshot));
  const nodes = page([...tops].sort(byTitle), 'accounts', context, (account) =>
    accountNode(account, 'accounts', context),
  );
  const lost = orphanTypes.reduce((sum, type) => sum + orphansOf(type, snapshot).length, 0);
  if (lost > 0) {
    nodes.push(
      groupNode({
        id: 'orphans',
        label: 'Without an account',
        icon: 'question',
        description: String(lost),
        tone: 'warning',
        tooltip: 'Contacts, deals and cases whose account is missing or leads nowhere.',
      }),
    );
  }
  return nodes;
}

/** An account in a circle of parents has none above it, so that the circle stays visible. */
function hasParent(account: CrmRecord, snapshot: Snapshot): boolean {
  const seen = new Set([account.slot]);
  let parent = snapshot.target(account, 'parent');
  const first = parent;
  while (parent && !seen.has(parent.slot)) {
    seen.add(parent.slot);
    parent = snapshot.target(parent, 'parent');
  }
  return first !== undefined && parent?.slot !== account.slot && first.slot !== account.slot;
}

function accountNode(account: CrmRecord, under: string, context: ViewContext): TreeNode {
  const { snapshot } = context;
  const deals = snapshot
    .referrers(account, 'deal', 'account')
    .filter((deal) => isOpenDeal(deal, snapshot));
  const description = [
    describeValue(account, 'status', context),
    deals.length > 0 ? countAndSum(deals, 'amount', context) : '',
  ];
  const health = account.fields['health'];
  const tone = typeof health === 'number' && health < 40 ? ({ tone: 'warning' } as const) : {};
  return recordNode(account, context, under, {
    description: description.filter((part) => part !== '').join(' · '),
    hasChildren: true,
    ...tone,
  });
}

function partOf(account: CrmRecord, type: string, snapshot: Snapshot): readonly CrmRecord[] {
  if (type === 'account') return snapshot.referrers(account, 'account', 'parent');
  if (type !== 'activity') return snapshot.referrers(account, type, 'account');
  return accountActivities(account, snapshot);
}

/** Activities with the account itself, with its contacts, or about its deals and cases; each once. */
export function accountActivities(account: CrmRecord, snapshot: Snapshot): readonly CrmRecord[] {
  const found = new Map<number, CrmRecord>();
  const sources = [
    account,
    ...(['contact', 'deal', 'case'] as const).flatMap((type) =>
      snapshot.referrers(account, type, 'account'),
    ),
  ];
  for (const source of sources) {
    for (const activity of snapshot.referrers(source, 'activity'))
      found.set(activity.slot, activity);
  }
  return [...found.values()];
}

function accountParts(account: CrmRecord, node: string, context: ViewContext): TreeNode[] {
  return parts.flatMap((part) => {
    const records = partOf(account, part.type, context.snapshot);
    if (records.length === 0) return [];
    const open =
      part.type === 'deal' ? records.filter((deal) => isOpenDeal(deal, context.snapshot)) : records;
    const description =
      part.type === 'deal'
        ? `${countAndSum(open, 'amount', context)} open, ${records.length} in all`
        : String(records.length);
    return [
      groupNode({ id: `${node}/…${part.name}`, label: part.label, icon: part.icon, description }),
    ];
  });
}

function partRows(
  account: CrmRecord,
  name: string,
  node: string,
  context: ViewContext,
): TreeNode[] {
  const part = parts.find((candidate) => candidate.name === name);
  if (!part) return [];
  const records = [...partOf(account, part.type, context.snapshot)];
  switch (part.type) {
    case 'account':
      return page(records.sort(byTitle), node, context, (child) =>
        accountNode(child, node, context),
      );
    case 'deal':
      return page(records.sort(newestFirst('close_date')), node, context, (deal) =>
        dealNode(deal, node, context, true),
      );
    case 'activity':
      return page(records.sort(newestFirst('date')), node, context, (activity) =>
        activityNode(activity, node, context),
      );
    case 'contact':
    case 'case':
      return page(records.sort(byTitle), node, context, (record) =>
        smallNode(record, node, context),
      );
  }
}

export function activityNode(activity: CrmRecord, under: string, context: ViewContext): TreeNode {
  const date = activity.fields['date'];
  const kind = describeValue(activity, 'kind', context);
  const when =
    typeof date === 'string'
      ? `${date.slice(0, 10)} · ${relativeDays(daysBetween(context.today, date))}`
      : '';
  return recordNode(activity, context, under, {
    description: [kind, when].filter((part) => part !== '').join(' · '),
    icon: activityIcons[kind] ?? 'comment',
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

function smallNode(record: CrmRecord, under: string, context: ViewContext): TreeNode {
  const fields = record.type === 'contact' ? ['job_title', 'role'] : ['status', 'priority'];
  const description = fields
    .map((field) => describeValue(record, field, context))
    .filter((text) => text !== '');
  return recordNode(record, context, under, { description: description.join(' · ') });
}

function orphansOf(type: string, snapshot: Snapshot): readonly CrmRecord[] {
  return snapshot.records(type).filter((record) => !snapshot.target(record, 'account'));
}

function orphans(type: string | undefined, node: string, context: ViewContext): TreeNode[] {
  if (type === undefined) {
    return orphanTypes.flatMap((name) => {
      const records = orphansOf(name, context.snapshot);
      const spec = context.snapshot.type(name);
      if (records.length === 0 || !spec) return [];
      return [
        groupNode({
          id: `orphans/…${name}`,
          label: spec.plural,
          icon: spec.icon,
          description: String(records.length),
        }),
      ];
    });
  }
  const records = [...orphansOf(type, context.snapshot)].sort(byTitle);
  return page(records, node, context, (record) =>
    record.type === 'deal'
      ? dealNode(record, node, context, true)
      : smallNode(record, node, context),
  );
}
