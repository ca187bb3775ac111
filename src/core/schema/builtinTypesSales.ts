/** Fields of the built-in types account, contact and deal. */
import type { FieldSpec } from '../model/schema.ts';
import { contactPolicy, dealLines, recommendedOwner } from './builtinTypesCommon.ts';
import { choice, field, group, list, recommended, ref, required } from './fieldBuilder.ts';

export const accountFields: readonly FieldSpec[] = [
  field('name', 'string', 'Name of the firm.', required),
  choice('status', 'prospect customer partner former', 'Where it stands with you.', recommended),
  recommendedOwner,
  field('domain', 'string', 'Internet domain, as in acme.example.', recommended),
  field('industry', 'string', 'What it lives from.', recommended),
  field('employees', 'integer', 'How many people work there.', { min: 0 }),
  field('annual_revenue', 'money', 'Turnover of a year.'),
  ref('parent', 'account', 'The account it belongs to.'),
  field('region', 'string', 'State, province or sales region.'),
  field('country', 'string', 'Country.', recommended),
  field('city', 'string', 'City.'),
  field('address', 'text', 'Postal address.'),
  field('phones', 'phone', 'Telephone numbers.', list),
  field('since', 'date', 'Client or partner since this day.'),
  field('health', 'number', 'How well it goes, 0 to 100.', { min: 0, max: 100 }),
  field('tier', 'string', 'Your own class of account.'),
  field('gross_margin', 'percent', 'Share of revenue left after the cost of goods and delivery.'),
  field('acquisition_cost', 'money', 'What it cost to win the account.'),
  field('acquired_via', 'string', 'The channel that brought it.'),
  contactPolicy,
  choice(
    'relationship',
    'relationship encounter',
    'How they buy: from people they know, or from whoever is there.',
  ),
  field('team', 'person', 'Everyone who works for this account.', list),
];

export const contactFields: readonly FieldSpec[] = [
  field('name', 'string', 'Full name.', required),
  ref('account', 'account', 'Where they work.', recommended),
  field('job_title', 'string', 'What they do there.', recommended),
  choice(
    'role',
    'economic_buyer champion decision_maker influencer user blocker',
    'Their part in a decision to buy.',
  ),
  recommendedOwner,
  field('emails', 'email', 'E-mail addresses, the preferred one first.', list, recommended),
  field('phones', 'phone', 'Telephone numbers, the preferred one first.', list),
  field('preferred_channel', 'string', 'How they like to be reached.'),
  field('birthday', 'date', 'Date of birth.'),
  ref('reports_to', 'contact', 'Their superior.'),
  field('preferences', 'text', 'What to remember when dealing with them.'),
  contactPolicy,
  ref('former_accounts', 'account', 'Where they worked before.', list),
];

export const dealFields: readonly FieldSpec[] = [
  field('name', 'string', 'What is being sold to whom.', required),
  ref('account', 'account', 'Who would buy.', required),
  ref('contacts', 'contact', 'Who takes part in the decision.', list),
  field(
    'pipeline',
    'pipeline',
    'The pipeline it moves through; the first of crm.yaml unless said.',
  ),
  field('stage', 'stage', 'Where it stands in its pipeline.', required),
  recommendedOwner,
  field('amount', 'money', 'What it is worth when won.', recommended),
  field('probability', 'percent', 'Chance to win; overrides that of the stage.', {
    min: 0,
    max: 100,
  }),
  field('close_date', 'date', 'When it is expected to close.', recommended),
  field('created', 'datetime', 'When it was opened.', recommended),
  field('closed', 'date', 'When it was won or lost.'),
  choice(
    'forecast',
    'pipeline best_case commit closed omitted',
    'Forecast category; overrides that of the stage.',
  ),
  choice('kind', 'new expansion renewal', 'New business, more of it, or again.'),
  group('lines', dealLines, 'What is being sold.', list),
  ref('campaign', 'campaign', 'The campaign that brought it.'),
  field('lost_reason', 'string', 'Why it was lost.'),
  field('competitor', 'string', 'Who else is bidding, or who won it.'),
  field('next_step', 'string', 'What happens next.', recommended),
  field('next_step_date', 'date', 'When it happens.'),
  group(
    'recurring',
    [
      field('amount', 'money', 'What each period is worth.'),
      choice('every', 'month quarter year', 'Length of a period.'),
      field('from', 'date', 'First day.'),
      field('to', 'date', 'Last day; open-ended without it.'),
    ],
    'Income that comes again.',
  ),
  group(
    'stage_history',
    [
      field('stage', 'stage', 'The stage entered.', required),
      field('at', 'datetime', 'When it was entered.', required),
    ],
    'Stages passed, where an import brought them; otherwise git knows.',
    list,
  ),
];
