/** Functions that run an expression over the items of a list: what the check and completion need to know of them. */
import type { ExprType } from './exprType.ts';
import { booleanType, listOf, numberType } from './exprType.ts';
import type { MacroName } from './typed.ts';

export interface MacroSpec {
  readonly name: MacroName;
  /** What follows the name of the item, each form by its number of arguments. */
  readonly forms: readonly (readonly ('condition' | 'transform')[])[];
  /** True where it can be called without arguments, over the items themselves. */
  readonly plain: boolean;
  readonly result: (item: ExprType) => ExprType;
  readonly description: string;
  readonly example: string;
}

function quantifier(name: MacroName, description: string, example: string): MacroSpec {
  return {
    name,
    forms: [['condition']],
    plain: false,
    result: () => booleanType,
    description,
    example,
  };
}

function aggregate(
  name: MacroName,
  description: string,
  result: MacroSpec['result'] = (item) => item,
): MacroSpec {
  const example = `${name}(x, x.amount)`;
  return { name, forms: [['transform']], plain: true, result, description, example };
}

export const macros: readonly MacroSpec[] = [
  {
    name: 'filter',
    forms: [['condition']],
    plain: false,
    result: listOf,
    description: 'The items for which the condition holds.',
    example: "filter(d, d.stage == 'won')",
  },
  {
    name: 'map',
    forms: [['transform'], ['condition', 'transform']],
    plain: false,
    result: listOf,
    description: 'What the expression gives for each item; missing values are left out.',
    example: 'map(d, d.amount)',
  },
  quantifier(
    'exists',
    'True where the condition holds for an item.',
    "exists(c, c.role == 'champion')",
  ),
  quantifier(
    'all',
    'True where the condition holds for every item, and for an empty list.',
    'all(t, !t.is_open)',
  ),
  quantifier(
    'exists_one',
    'True where the condition holds for exactly one item.',
    'exists_one(c, has(c.emails))',
  ),
  {
    name: 'count',
    forms: [['condition']],
    plain: true,
    result: () => numberType,
    description: 'How many items there are, or for how many the condition holds.',
    example: 'count(a, a.date > today - days(30))',
  },
  aggregate(
    'sum',
    'Sum of numbers, durations or money; amounts of records in the base currency, each at the rate of its own date.',
  ),
  aggregate('avg', 'Mean of numbers, durations or money.'),
  aggregate('min', 'The least of numbers, dates, durations or money.'),
  aggregate('max', 'The greatest of numbers, dates, durations or money.'),
];

const byName = new Map<string, MacroSpec>(macros.map((spec) => [spec.name, spec]));

export function macroNamed(name: string): MacroSpec | undefined {
  return byName.get(name);
}
