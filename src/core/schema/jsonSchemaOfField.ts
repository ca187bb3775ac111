/** One field as JSON Schema: every form in which its value may stand in a file. */
import type { EnumOption, FieldSpec, Schema } from '../model/schema.ts';
import type { JsonSchema, JsonValue } from './jsonValue.ts';

/** JSON Schema of an object with inner fields. */
type InnerFields = (fields: readonly FieldSpec[]) => JsonSchema;

export function jsonSchemaOfField(schema: Schema, spec: FieldSpec, inner: InnerFields): JsonSchema {
  const one = valueJsonSchema(schema, spec, inner);
  const value: JsonSchema = spec.list ? { anyOf: [one, { type: 'array', items: one }] } : one;
  const description = describe(spec);
  return {
    title: spec.label,
    ...(description !== '' && { description }),
    ...value,
  };
}

const howWritten: Readonly<Partial<Record<FieldSpec['kind'], string>>> = {
  date: 'A date: 2026-11-22.',
  datetime: 'A date or a moment: 2026-11-22, 2026-11-22T14:30+01:00.',
  duration: 'A duration: 90m, 2h, 21d.',
  percent: 'A percentage: 40 or 40%.',
  money: 'Money: 12000, 12000.50 EUR or {amount: 12000.50, currency: EUR}.',
  person: 'A person: key, name or e-mail of crm.yaml.',
  topic: 'A topic: type/category/subcategory.',
  expression: "An expression: status == 'customer'.",
};

function describe(spec: FieldSpec): string {
  const targets = spec.to.length > 0 ? spec.to.join(' or ') : 'record';
  const form =
    spec.kind === 'ref'
      ? `Refers to: ${targets}, by id, path or [[wikilink]].`
      : howWritten[spec.kind];
  return [spec.description, form].filter((text) => text !== undefined && text !== '').join(' ');
}

/** A plain scalar such as 2024 or true is text where text is asked for. */
const anyScalar: readonly string[] = ['string', 'number', 'boolean', 'null'];

const amountText = String.raw`[+-]?[\d_]+(?:\.\d+)?`;
const currencyText = '[A-Z][A-Z0-9]{2,4}';
const moneyText = `^\\s*(?:${currencyText}\\s+${amountText}|${amountText}(?:\\s*${currencyText})?)\\s*$`;
const dateText = String.raw`^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?)?$`;
const durationText = String.raw`^\s*(?:\d+(?:\.\d+)?|(?:\d+(?:\.\d+)?\s*(?:min|mo|[smhdwy])\s*)+|P(?:\d+W)?(?:\d+D)?(?:T(?:\d+H)?(?:\d+M)?(?:\d+S)?)?)\s*$`;

function valueJsonSchema(schema: Schema, spec: FieldSpec, inner: InnerFields): JsonSchema {
  switch (spec.kind) {
    case 'number':
      return { type: ['number', 'null'], ...limits(spec) };
    case 'integer':
      return { type: ['integer', 'null'], ...limits(spec) };
    case 'percent':
      return {
        type: ['number', 'string', 'null'],
        pattern: String.raw`^[+-]?\d[\d_]*(?:\.\d+)?\s*%?$`,
        ...limits(spec),
      };
    case 'boolean':
      return { enum: [true, false, ...Object.keys(spec.values), null] };
    case 'date':
    case 'datetime':
      return { type: ['string', 'null'], pattern: dateText };
    case 'duration':
      return { type: ['string', 'number', 'null'], pattern: durationText, minimum: 0 };
    case 'money':
      return moneyJsonSchema;
    case 'enum':
      return choice(spec, spec.options);
    case 'stage':
      return choice(spec, stageOptions(schema));
    case 'pipeline':
      return choice(
        spec,
        schema.pipelines.map(({ id, name }) => ({ value: id, label: name })),
      );
    case 'person':
      return suggestion(schema.people.map(({ key, name }) => ({ value: key, label: name })));
    case 'ref':
      return refJsonSchema;
    case 'map':
      return { anyOf: [inner(spec.fields), { type: 'null' }] };
    case 'any':
      return {};
    case 'string':
    case 'text':
    case 'topic':
    case 'expression':
    case 'url':
    case 'email':
    case 'phone':
      return textJsonSchema(spec);
  }
}

function textJsonSchema(spec: FieldSpec): JsonSchema {
  const pattern = spec.pattern === undefined ? undefined : `^(?:${spec.pattern})$`;
  const translated = Object.keys(spec.values);
  if (pattern === undefined || translated.length === 0) {
    return { type: anyScalar, ...(pattern !== undefined && { pattern }) };
  }
  return { anyOf: [{ enum: translated }, { type: anyScalar, pattern }] };
}

function limits(spec: FieldSpec): JsonSchema {
  return {
    ...(spec.min !== undefined && { minimum: spec.min }),
    ...(spec.max !== undefined && { maximum: spec.max }),
  };
}

const moneyJsonSchema: JsonSchema = {
  anyOf: [
    { type: ['number', 'null'] },
    { type: 'string', pattern: moneyText },
    {
      type: 'object',
      properties: {
        amount: {
          anyOf: [{ type: 'number' }, { type: 'string', pattern: moneyText }],
        },
        currency: { type: 'string', pattern: `^${currencyText}$` },
      },
      required: ['amount'],
    },
  ],
};

/** `[[acme]]` without quotes is a list in a list to YAML. */
const refJsonSchema: JsonSchema = {
  anyOf: [
    { type: anyScalar },
    {
      type: 'array',
      minItems: 1,
      maxItems: 1,
      items: { type: 'array', minItems: 1, maxItems: 1, items: { type: anyScalar } },
    },
  ],
};

function stageOptions(schema: Schema): readonly EnumOption[] {
  const options = new Map<string, EnumOption>();
  for (const { stages } of schema.pipelines) {
    for (const { id, name } of stages) {
      if (!options.has(id)) options.set(id, { value: id, label: name });
    }
  }
  return [...options.values()];
}

/** One of the options, as this workspace writes them, each with its label for completion. */
function choice(spec: FieldSpec, options: readonly EnumOption[]): JsonSchema {
  const labels = new Map(options.map((option) => [option.value, option.label]));
  const written = Object.entries(spec.values).map(([value, canonical]) => ({
    value,
    label: labels.get(canonical) ?? canonical,
  }));
  return { anyOf: [...[...written, ...options].flatMap(constants), { type: 'null' }] };
}

/** A word of the list, or any other text. */
function suggestion(options: readonly EnumOption[]): JsonSchema {
  return { anyOf: [...options.flatMap(constants), { type: anyScalar }] };
}

/** The text; and the number or boolean that YAML makes of it where it stands without quotes. */
function constants({ value, label }: EnumOption): readonly JsonSchema[] {
  const plain: JsonValue | undefined = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(value)
    ? Number(value)
    : value === 'true' || value === 'false'
      ? value === 'true'
      : undefined;
  const text = { const: value, title: label };
  return plain === undefined ? [text] : [text, { const: plain, title: label }];
}
