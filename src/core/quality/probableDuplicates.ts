/**
 * Accounts, contacts and products that are probably the same, told by equal names, domains, addresses and
 * telephone numbers. Only records that share one of these are compared, so the cost grows with their number.
 */
import type { CrmRecord, FieldValue } from '../model/record.ts';
import type { Snapshot } from '../model/snapshot.ts';
import {
  domainKey,
  emailKey,
  firmKey,
  isSharedMailbox,
  personKey,
  phoneKey,
} from './normalizeIdentity.ts';

export interface ProbableDuplicate {
  readonly other: CrmRecord;
  /** 0 to 1; from 0.5 on they are probably the same. */
  readonly score: number;
  /** What they share: `name`, `domain`, `e-mail`, `phone`, `account`. */
  readonly reasons: readonly string[];
}

/** Below this a pair is not called a probable duplicate. */
const threshold = 0.5;
/** In a larger block each record is compared with the first and the one before, no longer with all. */
const fullyComparedBlock = 24;

type Identity = ReadonlyMap<string, readonly string[]>;

interface IdentityRule {
  readonly type: string;
  readonly identify: (record: CrmRecord) => Identity;
  readonly compare: (pair: Pair, snapshot: Snapshot) => number;
}

interface Pair {
  readonly a: CrmRecord;
  readonly b: CrmRecord;
  readonly shared: ReadonlySet<string>;
  /** What both have, and nothing of it in common. */
  readonly differing: ReadonlySet<string>;
}

/** The most probable duplicate of each record that has one, by slot. */
export function findProbableDuplicates(snapshot: Snapshot): ReadonlyMap<number, ProbableDuplicate> {
  const best = new Map<number, ProbableDuplicate>();
  for (const rule of rules) {
    const records = snapshot.records(rule.type);
    const identities = records.map(rule.identify);
    for (const block of blocksOf(identities)) {
      for (const [i, j] of pairsOf(block)) {
        const [a, b] = [records[i], records[j]];
        if (!a || !b) continue;
        const pair = pairOf([a, identities[i]], [b, identities[j]]);
        const score = rule.compare(pair, snapshot);
        if (score < threshold) continue;
        const reasons = [...pair.shared];
        note(best, a, { other: b, score, reasons });
        note(best, b, { other: a, score, reasons });
      }
    }
  }
  return best;
}

function note(
  best: Map<number, ProbableDuplicate>,
  record: CrmRecord,
  found: ProbableDuplicate,
): void {
  const known = best.get(record.slot);
  if (!known || found.score > known.score) best.set(record.slot, found);
}

/** Numbers of the records that share a value, for each value that several share. */
function blocksOf(identities: readonly Identity[]): readonly (readonly number[])[] {
  const first = new Map<string, number>();
  const blocks = new Map<string, number[]>();
  identities.forEach((identity, at) => {
    for (const [kind, values] of identity) {
      // Working at the same account is no reason to look closer.
      if (kind === 'account') continue;
      for (const value of values) {
        const key = `${kind}:${value}`;
        const known = first.get(key);
        if (known === undefined) {
          first.set(key, at);
          continue;
        }
        const block = blocks.get(key);
        if (block) block.push(at);
        else blocks.set(key, [known, at]);
      }
    }
  });
  return [...blocks.values()];
}

function* pairsOf(block: readonly number[]): Generator<readonly [number, number]> {
  const whole = block.length <= fullyComparedBlock;
  for (let j = 1; j < block.length; j++) {
    const later = block[j] ?? 0;
    for (let i = 0; i < j; i++) {
      // The first, then at once the neighbour, where there are too many for all.
      if (!whole && i === 1) i = j - 1;
      const earlier = block[i] ?? 0;
      if (earlier !== later) yield [earlier, later];
    }
  }
}

type Known = readonly [record: CrmRecord, identity: Identity | undefined];

function pairOf([a, identityA]: Known, [b, identityB]: Known): Pair {
  const shared = new Set<string>();
  const differing = new Set<string>();
  for (const [kind, values] of identityA ?? []) {
    const others = identityB?.get(kind);
    if (!others) continue;
    if (values.some((value) => others.includes(value))) shared.add(kind);
    else differing.add(kind);
  }
  return { a, b, shared, differing };
}

/** Independent hints: 1 − Π(1 − weight). */
function combine(shared: ReadonlySet<string>, weights: Readonly<Record<string, number>>): number {
  let doubt = 1;
  for (const kind of shared) doubt *= 1 - (weights[kind] ?? 0);
  return 1 - doubt;
}

const rules: readonly IdentityRule[] = [
  {
    type: 'account',
    identify: ({ fields }) =>
      identityOf({
        name: keysOf(fields['name'], firmKey),
        domain: keysOf(fields['domain'], domainKey),
        phone: keysOf(fields['phones'], phoneKey),
        country: keysOf(fields['country'], firmKey),
      }),
    compare: ({ a, b, shared, differing }, snapshot) => {
      if (areRelated(a, b, snapshot)) return 0;
      const score = combine(shared, { name: 0.6, domain: 0.6, phone: 0.35 });
      if (shared.has('name') && differing.has('domain')) return score * 0.5;
      return differing.has('name') && differing.has('country') ? score * 0.7 : score;
    },
  },
  {
    type: 'contact',
    identify: ({ fields, links }) =>
      identityOf({
        name: keysOf(fields['name'], personKey),
        'e-mail': keysOf(fields['emails'], emailKey),
        phone: keysOf(fields['phones'], phoneKey),
        account: links.filter(({ field }) => field === 'account').map(({ key }) => key),
      }),
    compare: ({ a, shared }) => {
      const emails = keysOf(a.fields['emails'], emailKey);
      const onlyShared = emails.length > 0 && emails.every(isSharedMailbox);
      const weights = { name: 0.4, 'e-mail': onlyShared ? 0.2 : 0.9, phone: 0.35, account: 0.3 };
      return combine(shared, shared.has('name') ? weights : { ...weights, account: 0 });
    },
  },
  {
    type: 'product',
    identify: ({ fields }) => identityOf({ name: keysOf(fields['name'], firmKey) }),
    compare: ({ shared }) => combine(shared, { name: 0.6 }),
  },
];

function identityOf(values: Readonly<Record<string, readonly string[]>>): Identity {
  const identity = new Map<string, readonly string[]>();
  for (const kind in values) {
    const found = values[kind];
    if (found && found.length > 0) identity.set(kind, found);
  }
  return identity;
}

/** True where records of the type can be told to be duplicates at all. */
export function hasIdentity(type: string): boolean {
  return rules.some((rule) => rule.type === type);
}

function keysOf(
  value: FieldValue | undefined,
  key: (text: string) => string | undefined,
): readonly string[] {
  if (value === undefined || value === null) return [];
  if (typeof value === 'string') {
    const one = key(value);
    return one === undefined ? [] : [one];
  }
  return Array.isArray(value)
    ? value.flatMap((item) => (typeof item === 'string' ? (key(item) ?? []) : []))
    : [];
}

/** Parent and child, or two children of one parent: alike by right. */
function areRelated(a: CrmRecord, b: CrmRecord, snapshot: Snapshot): boolean {
  const [parentA, parentB] = [snapshot.target(a, 'parent'), snapshot.target(b, 'parent')];
  return (
    parentA?.slot === b.slot ||
    parentB?.slot === a.slot ||
    (parentA !== undefined && parentA.slot === parentB?.slot)
  );
}
