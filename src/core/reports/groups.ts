/** Groups of records along dimensions, found in one pass; each holds an accumulator of the report's own. */
import type { CrmRecord } from '../model/record.ts';
import type { Dimension, GroupKey } from './dimension.ts';
import type { Cell } from './reportModel.ts';

/** A group: one key for each dimension, and what was summed over its records. */
export interface Group<A> {
  readonly keys: readonly GroupKey[];
  readonly sums: A;
}

interface Node<A> extends Group<A> {
  readonly children: Map<GroupKey, Node<A>>;
}

/** Without dimensions there is the one group of everything, also of nothing. */
export class Groups<A> {
  readonly #dimensions: readonly Dimension[];
  readonly #create: () => A;
  readonly #root: Node<A>;

  /** `create` makes the accumulator of a new group. */
  constructor(dimensions: readonly Dimension[], create: () => A) {
    this.#dimensions = dimensions;
    this.#create = create;
    this.#root = this.#node([]);
  }

  /** Calls back with the sums of each group that a record belongs to, each once. */
  forEachOf(record: CrmRecord, visit: (sums: A) => void): void {
    this.#descend(this.#root, record, visit);
  }

  /** The sums of the group with these keys, which is made where no record belongs to it. */
  ensure(keys: readonly GroupKey[]): A {
    return keys.reduce((node, key) => this.#child(node, key), this.#root).sums;
  }

  /** The groups in the natural order of their dimensions. */
  sorted(): readonly Group<A>[] {
    const found: Group<A>[] = [];
    const collect = (node: Node<A>): void => {
      const dimension = this.#dimensions[node.keys.length];
      if (!dimension) {
        found.push(node);
        return;
      }
      const children = [...node.children].sort(([a], [b]) => dimension.compare(a, b));
      for (const [, child] of children) collect(child);
    };
    collect(this.#root);
    return found;
  }

  /** The cells that name a group, by column id. */
  cellsOf(group: Group<A>): Record<string, Cell> {
    const cells: Record<string, Cell> = {};
    this.#dimensions.forEach((dimension, at) => {
      cells[dimension.column.id] = dimension.cellOf(group.keys[at] ?? null);
    });
    return cells;
  }

  #descend(node: Node<A>, record: CrmRecord, visit: (sums: A) => void): void {
    const dimension = this.#dimensions[node.keys.length];
    if (!dimension) {
      visit(node.sums);
      return;
    }
    const key = dimension.keyOf(record);
    if (!isKeyList(key)) this.#descend(this.#child(node, key), record, visit);
    else for (const one of key) this.#descend(this.#child(node, one), record, visit);
  }

  #child(node: Node<A>, key: GroupKey): Node<A> {
    let child = node.children.get(key);
    if (!child) {
      child = this.#node([...node.keys, key]);
      node.children.set(key, child);
    }
    return child;
  }

  #node(keys: readonly GroupKey[]): Node<A> {
    return { keys, sums: this.#create(), children: new Map() };
  }
}

function isKeyList(key: GroupKey | readonly GroupKey[]): key is readonly GroupKey[] {
  return Array.isArray(key);
}
