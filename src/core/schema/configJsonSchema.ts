/** crm.yaml itself as JSON Schema. */
import type { Schema } from '../model/schema.ts';
import type { JsonSchema, JsonValue } from './jsonValue.ts';
import { fieldKinds } from './fieldKind.ts';
import { forecastCategories } from './readPipelines.ts';
import { formatVersion } from './resolveSchema.ts';

const text: JsonSchema = { type: ['string', 'number', 'boolean', 'null'] };
const flag: JsonSchema = { type: ['boolean', 'null'] };
const texts: JsonSchema = { anyOf: [text, { type: 'array', items: text }] };
const duration: JsonSchema = {
  type: ['string', 'null'],
  pattern: String.raw`^\d.*[a-z]$|^P.+$`,
  description: 'A duration with its unit: 21d, 2w, 12h.',
};
const identifier = '^[a-z][a-z0-9_]*$';

function described(schema: JsonSchema, description: string): JsonSchema {
  return { ...schema, description };
}

function record(values: JsonSchema, description: string): JsonSchema {
  return { type: ['object', 'null'], additionalProperties: values, description };
}

/** An object that knows no other names. */
function object(
  properties: Readonly<Record<string, JsonSchema>>,
  extra: JsonSchema = {},
): JsonSchema {
  return { type: ['object', 'null'], properties, additionalProperties: false, ...extra };
}

/** The JSON Schema of crm.yaml, with the types of this workspace as completions. */
export function configJsonSchema(schema: Schema): JsonSchema {
  const typeNames = schema.types.map((type) => type.name);
  return {
    title: 'crm.yaml',
    description: 'The settings of a workspace: what makes a folder a CRM.',
    ...object({
      version: described({ const: formatVersion }, 'Version of this format.'),
      name: described(text, 'Name of the workspace.'),
      currency: described(
        { type: ['string', 'null'], pattern: '^[A-Z][A-Z0-9]{2,4}$' },
        'Base currency of reports.',
      ),
      timezone: described(text, 'IANA time zone: for today, and for moments without an offset.'),
      fiscal_year_start: {
        type: ['integer', 'null'],
        minimum: 1,
        maximum: 12,
        description: 'Month in which the fiscal year starts.',
      },
      people: record(person, 'Owners and colleagues by key.'),
      pipelines: record(pipeline, 'Pipelines by id; the first is the default.'),
      types: types(typeNames),
      rates: described(text, 'CSV file of exchange rates: date,currency,rate.'),
      policy: policy(typeNames),
      ignore: described(texts, 'Patterns of paths that are not read.'),
    }),
    type: 'object',
  };
}

const person: JsonSchema = {
  anyOf: [
    text,
    object({
      name: described(text, 'Full name.'),
      email: described(text, 'E-mail address: ties the author of a commit to a person.'),
      aliases: described(texts, 'Other names and addresses.'),
    }),
  ],
};

const stage: JsonSchema = {
  ...object({
    id: described(text, 'What records write.'),
    name: described(text, 'What people read.'),
    probability: {
      type: ['number', 'string', 'null'],
      minimum: 0,
      maximum: 100,
      description: 'Chance to win, in percent.',
    },
    forecast: { enum: [...forecastCategories, null], description: 'Forecast category.' },
    outcome: { enum: ['won', 'lost', null], description: 'Says that deals end here.' },
    rot_after: described(duration, 'An open deal without movement for so long rots.'),
  }),
  type: 'object',
};

const pipeline: JsonSchema = object(
  {
    name: described(text, 'What people read.'),
    stages: {
      type: 'array',
      minItems: 1,
      items: stage,
      description: 'In the order of the board.',
    },
  },
  { required: ['stages'] },
);

function types(typeNames: readonly string[]): JsonSchema {
  return {
    type: ['object', 'null'],
    propertyNames: { anyOf: [{ enum: typeNames }, { pattern: identifier }] },
    additionalProperties: typeSettings(typeNames),
    description: 'Changes to built-in types, and types of your own.',
  };
}

function typeSettings(typeNames: readonly string[]): JsonSchema {
  return object({
    folder: described(text, 'Folder below the root; "." is the root.'),
    label: described(text, 'What one is called.'),
    plural: described(text, 'What many are called.'),
    icon: described(text, 'Name of a codicon.'),
    description: described(text, 'What it is.'),
    shard: {
      enum: ['year', 'month', 'none', null],
      description: 'How new records are spread over subfolders.',
    },
    title: described(text, 'Title template: {{first_name}} {{last_name}}.'),
    fields: fields(typeNames),
    aliases: record(
      texts,
      'Fields under the names by which this workspace writes them, canonical: written.',
    ),
    values: record(
      record(text, 'Written: canonical.'),
      'Words by which this workspace writes the values of a field.',
    ),
  });
}

function fields(typeNames: readonly string[]): JsonSchema {
  return {
    type: ['object', 'null'],
    propertyNames: { pattern: identifier },
    additionalProperties: field(typeNames),
    description: 'Fields that are added or changed.',
  };
}

function field(typeNames: readonly string[]): JsonSchema {
  const kinds: JsonValue = [...fieldKinds];
  const target: JsonSchema = { enum: [...typeNames, 'any'] };
  const option: JsonSchema = { anyOf: [text, object({ value: text, label: text })] };
  return {
    anyOf: [
      { enum: [...kinds, 'list', null] },
      object({
        type: { enum: [...kinds, 'list', null], description: 'What one value is.' },
        of: { enum: kinds, description: 'What a list holds.' },
        list: described(flag, 'Any number of values.'),
        to: {
          anyOf: [target, { type: 'array', items: target }],
          description: 'Types that a ref may lead to.',
        },
        options: {
          anyOf: [
            { type: 'array', items: option },
            { type: 'object', additionalProperties: text },
          ],
          description: 'Values of an enum, with labels if they differ.',
        },
        required: described(flag, 'A record without it has a problem.'),
        recommended: described(flag, 'It counts towards completeness.'),
        unique: described(flag, 'No two records have the same value.'),
        label: described(text, 'What people read.'),
        description: described(text, 'What it means.'),
        pattern: described(text, 'Regular expression that the whole text must match.'),
        min: { type: ['number', 'string', 'null'], description: 'Least value.' },
        max: { type: ['number', 'string', 'null'], description: 'Greatest value.' },
        fields: { type: ['object', 'null'], description: 'Inner fields of a map.' },
      }),
    ],
  };
}

function policy(typeNames: readonly string[]): JsonSchema {
  return object(
    {
      max_touches_per_30d: {
        type: ['integer', 'null'],
        minimum: 0,
        description: 'How often a contact may be contacted in 30 days.',
      },
      stale_after: {
        type: ['object', 'null'],
        properties: Object.fromEntries(typeNames.map((name) => [name, duration])),
        additionalProperties: false,
        description: 'How long a record of a type stays fresh.',
      },
    },
    { description: 'Defaults for contact pressure and freshness; a record overrides them.' },
  );
}
