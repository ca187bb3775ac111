import type { YamlEntry, YamlNode } from './yamlNode.ts';

/** Names of entries and positions in lists, from the root down. */
export type YamlPath = readonly (string | number)[];

/** The node that a path leads to; undefined where it leads nowhere. The empty path is the root. */
export function nodeAt(root: YamlNode | undefined, path: YamlPath): YamlNode | undefined {
  let node = root;
  for (const step of path) {
    node = typeof step === 'number' ? itemOf(node, step) : entryOf(node, step)?.value;
    if (node === undefined) return undefined;
  }
  return node;
}

/** The entry, key and value, that a path leads to; undefined where it leads nowhere or to an item of a list. */
export function entryAt(root: YamlNode | undefined, path: YamlPath): YamlEntry | undefined {
  const last = path.at(-1);
  if (typeof last !== 'string') return undefined;
  return entryOf(nodeAt(root, path.slice(0, -1)), last);
}

function itemOf(node: YamlNode | undefined, index: number): YamlNode | undefined {
  return node?.kind === 'list' ? node.items[index] : undefined;
}

function entryOf(node: YamlNode | undefined, key: string): YamlEntry | undefined {
  return node?.kind === 'map' ? node.entries.find((entry) => entry.key === key) : undefined;
}

/** A value of YAML without places. */
export type PlainValue =
  string | number | boolean | null | readonly PlainValue[] | { readonly [key: string]: PlainValue };

/** The plain JavaScript value of a node. A key like `__proto__` is an ordinary property of its map. */
export function nodeToValue(node: YamlNode): PlainValue {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'list') return node.items.map(nodeToValue);
  const value: Record<string, PlainValue> = {};
  for (const entry of node.entries) {
    const inner = nodeToValue(entry.value);
    if (entry.key !== '__proto__') value[entry.key] = inner;
    else {
      const own = { value: inner, enumerable: true, writable: true, configurable: true };
      Object.defineProperty(value, entry.key, own);
    }
  }
  return value;
}
