/** Fields of the built-in types activity, task, case, product, quote, order and invoice. */
import type { FieldSpec } from '../model/schema.ts';
import { documentLines, productQuantity, recommendedOwner } from './builtinTypesCommon.ts';
import { choice, field, group, list, recommended, ref, required } from './fieldBuilder.ts';

const helped = choice('helped', 'yes no', 'Whether the articles and scripts used were of help.');
const satisfaction = field('satisfaction', 'number', 'How content the client was, 1 to 5.', {
  min: 1,
  max: 5,
});
const topics = field('topics', 'topic', 'What it is about: type/category/subcategory.', list);

export const activityFields: readonly FieldSpec[] = [
  field('title', 'string', 'What it was, in a few words.'),
  choice('kind', 'call email meeting visit chat note gift survey', 'What happened.', required),
  field('date', 'datetime', 'When it happened.', required),
  ref('about', '*', 'The records it concerns.', list),
  ref('account', 'account', 'The account it concerns.', recommended),
  ref('contacts', 'contact', 'Who took part.', list),
  ref('deal', 'deal', 'The deal it concerns.'),
  ref('case', 'case', 'The case it concerns.'),
  choice('direction', 'in out', 'Whether they came to you or you to them.'),
  field('duration', 'duration', 'How long it took, as in 45m.'),
  topics,
  field('outcome', 'string', 'What came of it.'),
  satisfaction,
  field('by', 'person', 'Who of yours took part.', list, recommended),
  ref('articles', 'article', 'Articles used.', list),
  ref('scripts', 'script', 'Scripts used.', list),
  helped,
];

export const taskFields: readonly FieldSpec[] = [
  field('title', 'string', 'What is to be done.', required),
  field('due', 'date', 'By when.', recommended),
  choice('status', 'open doing done cancelled', 'How far it is.'),
  ref('about', '*', 'The records it concerns.', list),
  field('assignee', 'person', 'Who does it.', recommended),
  field('repeat', 'string', 'How it comes again: a recurrence rule such as FREQ=MONTHLY.'),
  field('done', 'date', 'When it was done.'),
];

export const caseFields: readonly FieldSpec[] = [
  field('title', 'string', 'What the client wants, in a few words.', required),
  ref('account', 'account', 'Whose case it is.', recommended),
  ref('contact', 'contact', 'Who raised it.'),
  ref('product', 'product', 'The product it is about.'),
  { ...topics, recommended: true },
  choice('priority', 'low normal high urgent', 'How soon it must be dealt with.'),
  choice('severity', 'minor major critical', 'How much it hurts the client.'),
  choice('status', 'new assigned waiting resolved closed', 'How far it is.', recommended),
  field('channel', 'string', 'How it came in.'),
  field('opened', 'datetime', 'When it came in.', required),
  field('first_response', 'datetime', 'When the client first heard from you.'),
  field('resolved', 'datetime', 'When it was resolved.'),
  field('assignee', 'person', 'Who works on it.', recommended),
  group(
    'visits',
    [
      field('date', 'datetime', 'When.'),
      field('specialist', 'person', 'Who went.'),
      field('minutes', 'number', 'Time spent, in minutes.', { min: 0 }),
      group('materials', productQuantity, 'What was used up.', list),
      field('cost', 'money', 'What the visit cost beside time and materials.'),
    ],
    'Work on the spot.',
    list,
  ),
  ref('articles', 'article', 'Articles used.', list),
  ref('scripts', 'script', 'Scripts used.', list),
  helped,
  satisfaction,
  field('root_cause', 'string', 'What was behind it.'),
];

export const productFields: readonly FieldSpec[] = [
  field('sku', 'string', 'Number of the article in your price list.', required, {
    unique: true,
    label: 'SKU',
  }),
  field('name', 'string', 'What it is called.', required),
  field('description', 'text', 'What the buyer gets.'),
  field('category', 'string', 'The family it belongs to.', recommended),
  field('price', 'money', 'List price of one unit.', recommended),
  field('cost', 'money', 'What one unit costs you.'),
  field('unit', 'string', 'What is counted: piece, hour, day, year.'),
  choice('status', 'planned active retired', 'Whether it can be sold.'),
  ref('alternatives', 'product', 'What to offer instead.', list),
  group('components', productQuantity, 'What it is made of.', list),
  group(
    'stock',
    [
      field('on_hand', 'number', 'Units in store.'),
      field('reorder_at', 'number', 'Order again at this many units.'),
    ],
    'What is in store.',
  ),
];

const documentStatuses = {
  quote: 'draft sent accepted declined expired',
  order: 'draft confirmed delivered cancelled',
  invoice: 'draft sent paid overdue cancelled',
} as const;

const dueMeans = {
  quote: 'Last day on which it can be accepted.',
  order: 'When it is to be delivered.',
  invoice: 'When it is to be paid.',
} as const;

/** Quotes, orders and invoices are built alike; totals are computed from the lines, never stored. */
export function documentFields(type: 'quote' | 'order' | 'invoice'): readonly FieldSpec[] {
  return [
    field('number', 'string', `Number of the ${type}.`, required, { unique: true }),
    ref('account', 'account', 'Who buys.', required),
    ref('deal', 'deal', 'The deal it belongs to.'),
    field('date', 'date', 'When it was issued.', required),
    group('lines', documentLines, 'What is sold, at which price.', list, recommended),
    choice('status', documentStatuses[type], 'How far it is.', recommended),
    recommendedOwner,
    field('due', 'date', dueMeans[type]),
    field('paid', 'date', 'When it was paid.'),
  ];
}
