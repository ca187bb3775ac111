import { maximumAliasedNodes, maximumAliases, maximumDepth } from './limits.ts';
import { quoteFix } from './quoteFix.ts';
import { yamlError } from './yamlProblem.ts';
import type { YamlNode } from './yamlNode.ts';
import type { YamlProblem } from './yamlProblem.ts';

/** A node that has an anchor, with what it would cost to use it once more. */
export interface Anchored {
  readonly node: YamlNode;
  /** Nodes in the tree, aliases counted as what they stand for. */
  readonly size: number;
  readonly depth: number;
}

/** What the anchors of one file stand for. `expansions` and `nodes` count what aliases have used so far. */
export class Anchors {
  readonly byName = new Map<string, Anchored | 'open'>();
  expansions = 0;
  nodes = 0;
}

/** Why an alias cannot be replaced by what it stands for; undefined where it can. */
export function aliasProblem(
  anchored: Anchored | 'open' | undefined,
  anchors: Anchors,
  depth: number,
  { name, start, end }: { readonly name: string; readonly start: number; readonly end: number },
): YamlProblem | undefined {
  if (anchored === undefined) {
    const message = `"*${name}" refers to an anchor that is not there; a text that begins with * must be in quotes.`;
    return yamlError('yaml-syntax', message, start, end, [quoteFix(`*${name}`, start)]);
  }
  if (anchored === 'open')
    return yamlError(
      'yaml-limit',
      `*${name} stands for something that holds itself; it is not read.`,
      start,
      end,
    );
  if (anchors.expansions >= maximumAliases || anchors.nodes + anchored.size > maximumAliasedNodes) {
    return yamlError(
      'yaml-limit',
      `Aliases make this YAML too large; *${name} is not replaced by what it stands for.`,
      start,
      end,
    );
  }
  if (depth + anchored.depth > maximumDepth) {
    return yamlError(
      'yaml-limit',
      `YAML may be nested ${maximumDepth} levels deep; *${name} would be deeper and is not read.`,
      start,
      end,
    );
  }
  return undefined;
}
