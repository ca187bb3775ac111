/** What every type has, and maps that several built-in types share. */
import type { FieldSpec } from '../model/schema.ts';
import { field, group, list, ref } from './fieldBuilder.ts';

const endOfEveryType: readonly FieldSpec[] = [
  field('owner', 'person', 'Who looks after it.'),
  field('tags', 'string', 'Free words to find it by.', list),
  field('created', 'datetime', 'When it came to be.'),
  field('updated', 'datetime', 'When it was last looked over.'),
  field('source', 'string', 'Where it came from.'),
  field(
    'language',
    'string',
    'Language of the text, or that the person speaks: en, de, ru, zh, fa.',
  ),
  field('former_ids', 'string', 'Ids it had before it was renamed or merged.', list),
];

/** The common fields that a type does not declare itself; a type with neither name nor title gets `naming`. */
export function commonFields(
  own: readonly FieldSpec[],
  naming: 'name' | 'title' = 'title',
): readonly FieldSpec[] {
  const taken = new Set(own.map((spec) => spec.name));
  const named = taken.has('name') || taken.has('title');
  const common = named
    ? endOfEveryType
    : [field(naming, 'string', 'What it is called.'), ...endOfEveryType];
  return common.filter((spec) => !taken.has(spec.name));
}

/** Owner as a field that a complete record has. */
export const recommendedOwner: FieldSpec = field('owner', 'person', 'Who looks after it.', {
  recommended: true,
});

export const contactPolicy: FieldSpec = group(
  'contact_policy',
  [
    field('opt_out', 'boolean', 'True where they do not want to be contacted.'),
    field('channels', 'string', 'The channels they accept; empty means all.', list),
    field('max_touches_per_30d', 'integer', 'How often they may be contacted in 30 days.', {
      min: 0,
      label: 'Max touches per 30 days',
    }),
    field('reason', 'string', 'Why, or who said so.'),
  ],
  'How they may be contacted, where it differs from the policy of crm.yaml.',
);

const product = ref('product', 'product', 'What is sold.');
const quantity = field('quantity', 'number', 'How many units.');

export const productQuantity: readonly FieldSpec[] = [product, quantity];

export const dealLines: readonly FieldSpec[] = [
  product,
  quantity,
  field('price', 'money', 'Price of one unit; without it, the price of the product.'),
  field('discount', 'percent', 'Taken off the price.', { min: 0, max: 100 }),
];

export const documentLines: readonly FieldSpec[] = [
  ...dealLines,
  field('tax', 'percent', 'Added to the discounted price.', { min: 0 }),
];
