import type { Analysis } from './analysis.ts';
import { refuse } from './analysis.ts';
import { describeType } from './exprType.ts';
import type { Typed } from './typed.ts';

/** A part that must be true or false: another type is an error that says what to write. */
export function expectCondition(analysis: Analysis, node: Typed): Typed {
  const { type } = node;
  if (type.kind === 'boolean' || type.kind === 'any') return node;
  const advice =
    type.kind === 'list'
      ? 'write .size() > 0'
      : type.kind === 'number' || type.kind === 'money'
        ? 'write > 0'
        : 'write has(…) or compare it with something';
  return refuse(
    analysis,
    node,
    `Expected a condition (true or false), found ${describeType(type)}: ${advice}`,
  );
}
