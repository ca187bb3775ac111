/** Parts that are the same for every record, worked out once. */
import type { CrmRecord } from '../model/record.ts';
import type { Compiler } from './compiler.ts';
import type { Typed } from './typed.ts';
import type { Value } from './value.ts';

/** True where a part depends on no record: literals, today, me, and what is made of them without exchange rates. */
export function isConstant(node: Typed): boolean {
  switch (node.op) {
    case 'literal':
    case 'today':
    case 'me':
      return true;
    case 'list':
      return node.items.every(isConstant);
    case 'and':
    case 'or':
      return node.operands.every(isConstant);
    case 'not':
    case 'negate':
    case 'has':
      return isConstant(node.operand);
    case 'compare':
    case 'arithmetic':
      return !usesRates(node.mode) && isConstant(node.left) && isConstant(node.right);
    case 'call':
      return node.args.every(isConstant);
    case 'conditional':
      return isConstant(node.test) && isConstant(node.consequent) && isConstant(node.alternate);
    default:
      return false;
  }
}

function usesRates(mode: string): boolean {
  return mode === 'money' || mode === 'moneyRatio' || mode === 'dynamic';
}

const nobody: CrmRecord = {
  slot: -1,
  type: '',
  id: '',
  path: '',
  title: '',
  fields: {},
  invalid: {},
  links: [],
  broken: false,
  places: '',
  bodyStart: 0,
};

/** A stand-in for rows of a report, which are records to the compiler. */
export function rowRecord(fields: CrmRecord['fields']): CrmRecord {
  return { ...nobody, fields };
}

export function constantValue(compiler: Compiler, node: Typed): Value | undefined {
  return compiler.compile(node)(nobody);
}
