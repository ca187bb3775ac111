/** Every built-in type. The fields are written in three files beside this one, by what they are for. */
import type { FieldSpec, TypeSpec } from '../model/schema.ts';
import { commonFields } from './builtinTypesCommon.ts';
import {
  articleFields,
  campaignFields,
  reportFields,
  scriptFields,
  segmentFields,
  strategyFields,
  templateFields,
} from './builtinTypesKnowledge.ts';
import { accountFields, contactFields, dealFields } from './builtinTypesSales.ts';
import {
  activityFields,
  caseFields,
  documentFields,
  productFields,
  taskFields,
} from './builtinTypesService.ts';
import { humanize, pluralize } from './words.ts';

interface TypeOutline {
  readonly name: string;
  readonly icon: string;
  readonly description: string;
  readonly fields: readonly FieldSpec[];
  /** Where it is not the plural of the name. */
  readonly folder?: string;
  readonly shard?: TypeSpec['shard'];
}

function outlined({ name, icon, description, fields, folder, shard }: TypeOutline): TypeSpec {
  return {
    name,
    label: humanize(name),
    plural: humanize(pluralize(name)),
    icon,
    folder: folder ?? pluralize(name),
    description,
    fields: [...fields, ...commonFields(fields)],
    shard: shard ?? 'none',
    builtin: true,
  };
}

/** The built-in types as they are before crm.yaml changes them, in the order in which lists show them. */
export const builtinTypes: readonly TypeSpec[] = [
  {
    name: 'account',
    icon: 'organization',
    description: 'A firm or organisation that you do business with, or would like to.',
    fields: accountFields,
  },
  {
    name: 'contact',
    icon: 'person',
    description: 'A person, usually at an account.',
    fields: contactFields,
  },
  {
    name: 'deal',
    icon: 'target',
    description: 'A sale that may be won or lost, moving through the stages of a pipeline.',
    fields: dealFields,
    shard: 'year' as const,
  },
  {
    name: 'activity',
    icon: 'comment-discussion',
    description: 'Something that happened with a client: a call, a mail, a meeting, a visit.',
    fields: activityFields,
    shard: 'year' as const,
  },
  {
    name: 'task',
    icon: 'checklist',
    description: 'Something to do, by someone, by a date.',
    fields: taskFields,
    shard: 'year' as const,
  },
  {
    name: 'case',
    icon: 'issues',
    description: 'A request or complaint of a client, from opening to resolution.',
    fields: caseFields,
    shard: 'year' as const,
  },
  {
    name: 'article',
    icon: 'book',
    folder: 'kb',
    description: 'A page of the knowledge base.',
    fields: articleFields,
  },
  {
    name: 'script',
    icon: 'list-tree',
    description: 'A guided conversation: what to say, what to ask, where each answer leads.',
    fields: scriptFields,
  },
  {
    name: 'product',
    icon: 'package',
    description: 'Something that you sell.',
    fields: productFields,
  },
  {
    name: 'quote',
    icon: 'file-text',
    description: 'An offer with lines and prices.',
    fields: documentFields('quote'),
    shard: 'year' as const,
  },
  {
    name: 'order',
    icon: 'inbox',
    description: 'What an account has ordered.',
    fields: documentFields('order'),
    shard: 'year' as const,
  },
  {
    name: 'invoice',
    icon: 'credit-card',
    description: 'What an account has been billed.',
    fields: documentFields('invoice'),
    shard: 'year' as const,
  },
  {
    name: 'segment',
    icon: 'pie-chart',
    description: 'A group of accounts or contacts that are treated alike.',
    fields: segmentFields,
  },
  {
    name: 'campaign',
    icon: 'megaphone',
    description: 'Messages to a segment, with budget, dates and a goal.',
    fields: campaignFields,
  },
  {
    name: 'strategy',
    icon: 'compass',
    folder: 'strategy',
    description: 'What you want to be to your clients, and the goals that show it.',
    fields: strategyFields,
  },
  {
    name: 'report',
    icon: 'graph',
    description: 'A saved question over the records, answered as a table and a chart.',
    fields: reportFields,
  },
  {
    name: 'template',
    icon: 'file-code',
    description: 'The beginning of a new record, a message or a campaign.',
    fields: templateFields,
  },
].map(outlined);
