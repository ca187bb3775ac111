/**
 * Headers of exports, by the field that they fill: HubSpot, Salesforce (labels and API names), Pipedrive and what
 * people call columns themselves. Folded: lower case, words apart by one space, without what Pipedrive puts in front.
 */

/** Source of a field: a header, or a template of headers in braces that must all be there. */
export type KnownColumns = Readonly<Record<string, readonly string[]>>;

export interface KnownType {
  /** By field, the likelier header first. */
  readonly fields: KnownColumns;
  /** Headers that hardly any other type has. */
  readonly telling: readonly string[];
}

const owner: readonly string[] = [
  'owner',
  'owner name',
  'assigned to',
  'sales rep',
  'sales agent',
  'account manager',
  'responsible',
];
const created: readonly string[] = [
  'create date',
  'created date',
  'createddate',
  'date created',
  'created',
  'created on',
  'created at',
  'added',
  'add time',
];
const source: readonly string[] = [
  'lead source',
  'leadsource',
  'original source',
  'source',
  'source channel',
];
const tags: readonly string[] = ['tags', 'labels', 'label'];

export const knownTypes: Readonly<Record<string, KnownType>> = {
  account: {
    telling: [
      'company name',
      'company domain name',
      'number of employees',
      'annual revenue',
      'annualrevenue',
      'billing city',
      'billingcity',
      'parent account',
      'organization name',
      'industry',
      'employees',
      'numberofemployees',
      'account id',
      'website',
      'company owner',
    ],
    fields: {
      name: [
        'company name',
        'account name',
        'organization name',
        'organisation name',
        'organization',
        'organisation',
        'company',
        'account',
        'customer',
        'name',
      ],
      domain: ['company domain name', 'domain', 'website', 'website url', 'web site', 'url'],
      owner: ['company owner', 'account owner', ...owner],
      industry: ['industry', 'sector', 'branch', 'vertical'],
      employees: [
        'number of employees',
        'numberofemployees',
        'employees',
        'headcount',
        'company size',
      ],
      annual_revenue: ['annual revenue', 'annualrevenue', 'revenue', 'turnover'],
      parent: [
        'parent company',
        'parent account',
        'parent account name',
        'parent',
        'subsidiary of',
      ],
      region: [
        'state region',
        'billing state province',
        'billing state',
        'billingstate',
        'state',
        'region',
        'province',
      ],
      country: [
        'country region',
        'billing country',
        'billingcountry',
        'country',
        'office location',
        'country of full combined address of address',
      ],
      city: ['city', 'billing city', 'billingcity', 'town'],
      address: ['address', 'street address', 'billing street', 'billingstreet', 'street'],
      phones: ['phone number', 'phone', 'telephone', 'main phone'],
      status: ['account status', 'customer status', 'status', 'lifecycle stage'],
      tier: ['tier', 'rating', 'class'],
      since: ['customer since', 'since', 'became a customer date'],
      source,
      tags,
      created: ['organization created', ...created],
    },
  },
  contact: {
    telling: [
      'first name',
      'firstname',
      'last name',
      'lastname',
      'surname',
      'email',
      'e mail',
      'job title',
      'contact owner',
      'email work',
      'associated company',
      'mobile phone',
      'mobile',
      'birthdate',
      'birthday',
    ],
    fields: {
      name: [
        '{{first name}} {{last name}}',
        '{{firstname}} {{lastname}}',
        '{{given name}} {{family name}}',
        '{{first name}} {{surname}}',
        'full name',
        'contact name',
        'name',
        'contact',
        'person',
      ],
      account: [
        'associated company',
        'company name',
        'account name',
        'organization',
        'organisation',
        'company',
        'account',
        'employer',
      ],
      job_title: ['job title', 'title', 'position', 'role', 'function'],
      owner: ['contact owner', ...owner],
      emails: [
        'email',
        'e mail',
        'email address',
        'email work',
        'email home',
        'email other',
        'work email',
      ],
      phones: [
        'phone number',
        'phone',
        'business phone',
        'phone work',
        'mobile phone number',
        'mobile phone',
        'mobile',
        'mobilephone',
        'phone mobile',
        'phone home',
        'phone other',
        'telephone',
      ],
      birthday: ['birthdate', 'birthday', 'date of birth'],
      preferred_channel: ['preferred channel', 'preferred contact method'],
      source,
      tags,
      created: ['person created', ...created],
    },
  },
  deal: {
    telling: [
      'deal name',
      'opportunity name',
      'deal stage',
      'stage',
      'stagename',
      'close date',
      'closedate',
      'opportunity owner',
      'deal owner',
      'opportunity id',
      'probability',
      'expected close date',
      'won time',
      'deal value',
      'close value',
      'deal amount',
      'pipeline',
      'engage date',
    ],
    fields: {
      name: ['deal name', 'opportunity name', 'deal title', 'opportunity', 'title', 'name', 'deal'],
      account: [
        'associated company',
        'account name',
        'organization',
        'organisation',
        'company name',
        'company',
        'account',
        'customer',
        'client',
      ],
      contacts: [
        'associated contact',
        'contact person',
        'primary contact',
        'contact name',
        'contact',
      ],
      pipeline: ['pipeline'],
      stage: ['deal stage', 'stage', 'stagename', 'stage name', 'sales stage', 'status'],
      owner: ['deal owner', 'opportunity owner', ...owner],
      amount: [
        'amount',
        'value',
        'deal value',
        'deal amount',
        'close value',
        'opportunity amount',
        'amount in company currency',
      ],
      probability: ['deal probability', 'probability', 'probability %'],
      close_date: ['expected close date', 'close date', 'closedate', 'expected close'],
      created: ['deal created', 'engage date', 'opened', 'open date', ...created],
      closed: ['won time', 'lost time', 'closed date', 'closed on', 'closed', 'date closed'],
      kind: ['deal type', 'opportunity type', 'type'],
      lost_reason: ['closed lost reason', 'lost reason', 'loss reason', 'reason lost'],
      next_step: ['next step', 'nextstep'],
      competitor: ['competitor', 'main competitor', 'main competitors'],
      source,
      tags,
    },
  },
  product: {
    telling: [
      'sku',
      'product code',
      'productcode',
      'unit price',
      'list price',
      'product name',
      'sales price',
      'unit cost',
    ],
    fields: {
      sku: [
        'sku',
        'product code',
        'productcode',
        'code',
        'article number',
        'item number',
        'product name',
        'product',
        'name',
      ],
      name: ['product name', 'product', 'name', 'title', 'description'],
      category: ['category', 'product family', 'family', 'series', 'product type'],
      price: ['unit price', 'list price', 'sales price', 'price', 'prices'],
      cost: ['unit cost', 'cost', 'cost price'],
      unit: ['unit', 'unit of measure'],
      status: ['status', 'active'],
    },
  },
  activity: {
    telling: [
      'activity type',
      'activity date',
      'call duration',
      'call outcome',
      'meeting outcome',
      'activity',
    ],
    fields: {
      kind: ['activity type', 'type', 'kind', 'tasksubtype'],
      date: ['activity date', 'activitydate', 'date', 'due date', 'start time', 'call date'],
      account: ['account name', 'associated company', 'organization', 'company', 'account'],
      contacts: ['contact name', 'contact person', 'contact', 'name'],
      outcome: ['call outcome', 'meeting outcome', 'outcome', 'result'],
      duration: ['call duration', 'duration', 'duration minutes'],
      by: ['assigned', 'assigned to', 'owner', 'created by'],
    },
  },
  case: {
    telling: [
      'ticket name',
      'ticket id',
      'case number',
      'case subject',
      'ticket status',
      'date time opened',
      'case owner',
    ],
    fields: {
      title: ['ticket name', 'case subject', 'subject', 'title', 'summary'],
      account: [
        'associated company',
        'account name',
        'organization',
        'company',
        'account',
        'customer',
      ],
      contact: ['associated contact', 'contact name', 'requester', 'contact'],
      priority: ['priority'],
      severity: ['severity'],
      status: ['ticket status', 'case status', 'status'],
      channel: ['channel', 'case origin', 'origin', 'source'],
      opened: [
        'date time opened',
        'opened',
        'create date',
        'created date',
        'created',
        'created at',
      ],
      resolved: ['date time closed', 'close date', 'closed', 'resolved', 'solved at'],
      assignee: ['case owner', 'ticket owner', 'assignee', 'owner', 'assigned to'],
    },
  },
};

/** Columns that hold the key which the other program gives a record. */
export const keyColumns: readonly string[] = [
  'record id',
  'id',
  'opportunity id',
  'account id',
  'contact id',
  'deal id',
  'company id',
  'external id',
  'case number',
  'ticket id',
];

/** Columns that hold the currency of amounts. */
export const currencyColumns: readonly string[] = [
  'currency of value',
  'currency',
  'currencyisocode',
  'currency code',
  'opportunity currency',
  'deal currency',
];

/** Columns of long text, which belongs below the fields. */
export const proseColumns: readonly string[] = [
  'description',
  'notes',
  'note',
  'comments',
  'about us',
  'deal description',
  'company description',
];

const prefixes = /^(?:deal|organization|person|product|activity|lead) - /;

/** A header as the lists above write it. */
export function foldHeader(header: string): string {
  return header
    .toLowerCase()
    .replace(prefixes, '')
    .replace(/[^\p{L}\p{N}%]+/gu, ' ')
    .trim();
}
