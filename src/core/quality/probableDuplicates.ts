/**
 * Accounts, contacts and products that are probably the same, told by equal names, domains, addresses and
 * telephone numbers. Only records that share one of these are compared, so the cost grows with their number.
 */
import type { CrmRecord, FieldValue } from '../model/record.ts';
import type { Snapshot } from '../model/snapshot.ts';
import {
  domainHash,
  domainKey,
  emailHash,
  emailKey,
  firmHash,
  firmKey,
  isSharedMailbox,
  personHash,
  personKey,
  phoneHash,
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

/** One thing by which records can be told to be the same. */
interface Trait {
  readonly name: string;
  readonly field: string;
  readonly key: (text: string) => string | undefined;
  /** The hash of the key; without it sharing the trait is no reason to look closer, only one to be surer. */
  readonly hash?: (text: string) => number | undefined;
}

interface IdentityRule {
  readonly type: string;
  readonly traits: readonly Trait[];
  readonly compare: (pair: Pair, snapshot: Snapshot) => number;
}

interface Pair {
  readonly a: CrmRecord;
  readonly b: CrmRecord;
  readonly shared: ReadonlySet<string>;
  /** What both have, and nothing of it in common. */
  readonly differing: ReadonlySet<string>;
}

/** Types whose records can be told to be duplicates at all. */
export const identifiedTypes: readonly string[] = ['account', 'contact', 'product'];

/** The most probable duplicate of each record of a type that has one, by slot. */
export function findProbableDuplicates(
  snapshot: Snapshot,
  type: string,
): ReadonlyMap<number, ProbableDuplicate> {
  const best = new Map<number, ProbableDuplicate>();
  const rule = rules.find((one) => one.type === type);
  const records = snapshot.records(type);
  for (const { field, hash } of rule?.traits ?? []) {
    if (!rule || !hash) continue;
    for (const block of blocksBy(field, hash, records)) {
      for (const [a, b] of pairsOf(block)) comparePair(rule, [a, b], snapshot, best);
    }
  }
  return best;
}

function comparePair(
  rule: IdentityRule,
  [a, b]: readonly [CrmRecord, CrmRecord],
  snapshot: Snapshot,
  best: Map<number, ProbableDuplicate>,
): void {
  const pair = pairOf(rule, a, b);
  const score = rule.compare(pair, snapshot);
  if (score < threshold) return;
  const reasons = [...pair.shared];
  note(best, a, { other: b, score, reasons });
  note(best, b, { other: a, score, reasons });
}

function note(
  best: Map<number, ProbableDuplicate>,
  record: CrmRecord,
  found: ProbableDuplicate,
): void {
  const known = best.get(record.slot);
  if (!known || found.score > known.score) best.set(record.slot, found);
}

/** Records that share a value of a field. A value that only one has costs one entry of a map and nothing else. */
function blocksBy(
  field: string,
  hashOf: (text: string) => number | undefined,
  records: readonly CrmRecord[],
): readonly (readonly CrmRecord[])[] {
  const first = new Map<number, CrmRecord>();
  const blocks = new Map<number, CrmRecord[]>();
  const enter = (text: FieldValue | undefined, record: CrmRecord): void => {
    const hash = typeof text === 'string' ? hashOf(text) : undefined;
    if (hash === undefined) return;
    // 30 bits: a number that needs no memory of its own.
    const key = hash & 0x3fffffff;
    const known = first.get(key);
    if (known === undefined) {
      first.set(key, record);
      return;
    }
    const block = blocks.get(key);
    if (block) block.push(record);
    else blocks.set(key, [known, record]);
  };
  for (const record of records) {
    const value = record.fields[field];
    if (Array.isArray(value))
      for (const item of value as readonly FieldValue[]) enter(item, record);
    else enter(value, record);
  }
  return [...blocks.values()];
}

function* pairsOf(block: readonly CrmRecord[]): Generator<readonly [CrmRecord, CrmRecord]> {
  const whole = block.length <= fullyComparedBlock;
  for (const [j, later] of block.entries()) {
    for (let i = 0; i < j; i++) {
      // The first, then at once the neighbour, where there are too many for all.
      if (!whole && i === 1) i = j - 1;
      const earlier = block[i];
      if (earlier && earlier.slot !== later.slot) yield [earlier, later];
    }
  }
}

function pairOf({ traits }: IdentityRule, a: CrmRecord, b: CrmRecord): Pair {
  const shared = new Set<string>();
  const differing = new Set<string>();
  for (const trait of traits) {
    const values = keysOf(a, trait);
    const others = keysOf(b, trait);
    if (values.length === 0 || others.length === 0) continue;
    if (values.some((value) => others.includes(value))) shared.add(trait.name);
    else differing.add(trait.name);
  }
  return { a, b, shared, differing };
}

function keysOf({ fields, links }: CrmRecord, { field, key }: Trait): readonly string[] {
  // References in whatever form they are written: the index has them normalised.
  if (field === 'account') {
    return links.filter((link) => link.field === field).map((link) => link.key);
  }
  const value = fields[field];
  const texts: readonly FieldValue[] = Array.isArray(value)
    ? value
    : [(value as FieldValue) ?? null];
  return texts.flatMap((text) => (typeof text === 'string' ? (key(text) ?? []) : []));
}

/** Independent hints: 1 − Π(1 − weight). */
function combine(shared: ReadonlySet<string>, weights: Readonly<Record<string, number>>): number {
  let doubt = 1;
  for (const kind of shared) doubt *= 1 - (weights[kind] ?? 0);
  return 1 - doubt;
}

const phone: Trait = { name: 'phone', field: 'phones', key: phoneKey, hash: phoneHash };
const email: Trait = { name: 'e-mail', field: 'emails', key: emailKey, hash: emailHash };

const rules: readonly IdentityRule[] = [
  {
    type: 'account',
    traits: [
      { name: 'name', field: 'name', key: firmKey, hash: firmHash },
      { name: 'domain', field: 'domain', key: domainKey, hash: domainHash },
      phone,
      { name: 'country', field: 'country', key: firmKey },
    ],
    compare: ({ a, b, shared, differing }, snapshot) => {
      if (areRelated(a, b, snapshot)) return 0;
      const score = combine(shared, { name: 0.6, domain: 0.6, phone: 0.35 });
      if (shared.has('name') && differing.has('domain')) return score * 0.5;
      return differing.has('name') && differing.has('country') ? score * 0.7 : score;
    },
  },
  {
    type: 'contact',
    traits: [
      { name: 'name', field: 'name', key: personKey, hash: personHash },
      email,
      phone,
      { name: 'account', field: 'account', key: (text) => text },
    ],
    compare: ({ a, shared }) => {
      const emails = keysOf(a, email);
      const onlyShared = emails.length > 0 && emails.every(isSharedMailbox);
      const weights = { name: 0.4, 'e-mail': onlyShared ? 0.2 : 0.9, phone: 0.35, account: 0.3 };
      return combine(shared, shared.has('name') ? weights : { ...weights, account: 0 });
    },
  },
  {
    type: 'product',
    traits: [{ name: 'name', field: 'name', key: firmKey, hash: firmHash }],
    compare: ({ shared }) => combine(shared, { name: 0.6 }),
  },
];

/** Parent and child, or two children of one parent: alike by right. */
function areRelated(a: CrmRecord, b: CrmRecord, snapshot: Snapshot): boolean {
  const [parentA, parentB] = [snapshot.target(a, 'parent'), snapshot.target(b, 'parent')];
  return (
    parentA?.slot === b.slot ||
    parentB?.slot === a.slot ||
    (parentA !== undefined && parentA.slot === parentB?.slot)
  );
}
