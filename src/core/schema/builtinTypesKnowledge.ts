/** Fields of the built-in types article, script, segment, campaign, strategy, report and template. */
import type { FieldSpec } from '../model/schema.ts';
import { choice, field, group, list, recommended, ref, required } from './fieldBuilder.ts';

const reviewBy = field('review_by', 'date', 'When it is to be looked over again.');

export const articleFields: readonly FieldSpec[] = [
  field('title', 'string', 'The question it answers, or what it is about.', required),
  choice('kind', 'howto faq policy training competitor product-news', 'What sort of page it is.'),
  field('topics', 'topic', 'What it is about: type/category/subcategory.', list, recommended),
  field('audience', 'string', 'Whom it is written for; `clients` may be shown to clients.'),
  choice('status', 'draft reviewed published retired', 'Whether it can be relied on.', recommended),
  { ...reviewBy, recommended: true },
  ref('applies_to', '*', 'The records it concerns.', list),
  ref('products', 'product', 'The products it concerns.', list),
];

export const scriptFields: readonly FieldSpec[] = [
  field('title', 'string', 'The situation it guides through.', required),
  field('topics', 'topic', 'What it is about: type/category/subcategory.', list, required),
  group(
    'steps',
    [
      field('id', 'string', 'The name by which answers lead here.', required),
      field('say', 'text', 'What to say.'),
      field('ask', 'text', 'What to ask.'),
      group(
        'answers',
        [
          field('if', 'string', 'What they answer.'),
          field('goto', 'string', 'Id of the step that follows.'),
        ],
        'Where each answer leads.',
        list,
      ),
      ref('article', 'article', 'The page to read from.'),
      field('resolve', 'text', 'What is achieved when the conversation ends here.'),
    ],
    'The conversation, step by step; it begins with the first.',
    list,
  ),
];

export const segmentFields: readonly FieldSpec[] = [
  field('name', 'string', 'What the group is called.', required),
  choice('kind', 'static dynamic', 'A list of members, or a rule.'),
  ref('members', 'account contact', 'The members, where it is static.', list),
  field('where', 'expression', 'The rule, where it is dynamic.'),
  choice('of', 'account contact', 'What its members are.'),
  choice(
    'stance',
    'invest grow maintain reduce_cost exit',
    'How much you put into it.',
    recommended,
  ),
  field('value_proposition', 'text', 'What these clients get from you.', recommended),
  field('cadence', 'duration', 'They hear from you at least this often, as in 30d.', recommended),
];

export const campaignFields: readonly FieldSpec[] = [
  field('name', 'string', 'What it is called.', required),
  ref('segment', 'segment', 'Whom it addresses.', recommended),
  field('channel', 'string', 'How it reaches them.', recommended),
  ref('template', 'template', 'The message.'),
  field('starts', 'date', 'First day.', recommended),
  field('ends', 'date', 'Last day.'),
  field('budget', 'money', 'What it may cost.', recommended),
  choice('status', 'draft planned running paused finished cancelled', 'How far it is.'),
  group(
    'sent',
    [
      field('at', 'datetime', 'When.'),
      field('count', 'integer', 'To how many.', { min: 0 }),
      field('file', 'string', 'The list of those it went to.'),
    ],
    'What went out.',
    list,
  ),
  field('goal', 'string', 'What it is to achieve.', recommended),
];

export const strategyFields: readonly FieldSpec[] = [
  field('title', 'string', 'What it is about.', required),
  choice(
    'kind',
    'customer_strategy relationship readiness goals value_discipline',
    'Which of the questions of strategy it answers.',
    recommended,
  ),
  group(
    'goals',
    [
      field('metric', 'string', 'The figure of a report that is watched.'),
      field('target', 'any', 'What it is to reach.'),
      field('by', 'date', 'By when.'),
    ],
    'What is to be reached, and by when.',
    list,
  ),
  { ...reviewBy, recommended: true },
];

export const reportFields: readonly FieldSpec[] = [
  field('title', 'string', 'What it is called.', required),
  field('description', 'text', 'What it is for.'),
  field('from', 'string', 'The type whose records it counts.', recommended),
  field('where', 'expression', 'Which of them.'),
  field('group_by', 'any', 'Fields and date periods that make the rows.', list),
  field('measures', 'any', 'What is counted, summed or computed for each row.', list),
  field('having', 'expression', 'Which rows are kept.'),
  field('sort', 'string', 'Order of the rows; `-amount` is largest first.', list),
  field('limit', 'integer', 'At most this many rows.', { min: 1 }),
  field(
    'chart',
    'any',
    'How it is drawn: bar, line, stacked, area, pie, funnel, heatmap, number or table.',
  ),
];

export const templateFields: readonly FieldSpec[] = [
  field('title', 'string', 'What it is called.'),
  field('for', 'string', 'The type of record or the channel that it begins.', recommended),
  field('subject', 'string', 'Subject of a message, with {{field}} for values.'),
  field('body', 'text', 'The text, with {{field}} for values; without it, the text below.'),
];
