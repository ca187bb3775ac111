import type { JsonSchema, JsonValue } from '../../../src/core/schema/jsonValue.ts';

/** Where a value breaks a JSON Schema, for the keywords that ours use; an unknown keyword is a failure. */
export function violations(schema: JsonSchema, value: JsonValue, at = '$'): readonly string[] {
  return Object.entries(schema).flatMap(([keyword, wanted]) => {
    const check = checks[keyword];
    return check ? check(wanted, value, at, schema) : [`${at}: unknown keyword ${keyword}`];
  });
}

type Check = (
  wanted: JsonValue,
  value: JsonValue,
  at: string,
  schema: JsonSchema,
) => readonly string[];

const ignored: Check = () => [];
const isSchema = (value: JsonValue | undefined): value is JsonSchema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const schemasOf = (value: JsonValue): readonly JsonSchema[] =>
  Array.isArray(value) ? value.filter(isSchema) : [];
const same = (a: JsonValue, b: JsonValue): boolean => JSON.stringify(a) === JSON.stringify(b);
const failIf = (fails: boolean, message: string): readonly string[] => (fails ? [message] : []);

function typesOf(value: JsonValue): readonly string[] {
  if (value === null) return ['null'];
  if (Array.isArray(value)) return ['array'];
  if (typeof value === 'number')
    return Number.isInteger(value) ? ['number', 'integer'] : ['number'];
  return [typeof value];
}

const checks: Readonly<Record<string, Check | undefined>> = {
  $schema: ignored,
  $defs: ignored,
  title: ignored,
  description: ignored,
  type: (wanted, value, at) =>
    failIf(
      !typesOf(value).some((type) => (Array.isArray(wanted) ? wanted : [wanted]).includes(type)),
      `${at}: not ${JSON.stringify(wanted)}`,
    ),
  const: (wanted, value, at) =>
    failIf(!same(wanted, value), `${at}: not ${JSON.stringify(wanted)}`),
  enum: (wanted, value, at) =>
    failIf(
      !(Array.isArray(wanted) && wanted.some((one) => same(one, value))),
      `${at}: not an option`,
    ),
  anyOf: (wanted, value, at) =>
    failIf(
      !schemasOf(wanted).some((one) => violations(one, value, at).length === 0),
      `${at}: fits none of the forms`,
    ),
  allOf: (wanted, value, at) => schemasOf(wanted).flatMap((one) => violations(one, value, at)),
  pattern: (wanted, value, at) =>
    failIf(
      typeof value === 'string' &&
        !new RegExp(typeof wanted === 'string' ? wanted : '', 'u').test(value),
      `${at}: not of the form`,
    ),
  minimum: (wanted, value, at) =>
    failIf(typeof value === 'number' && value < Number(wanted), `${at}: too small`),
  maximum: (wanted, value, at) =>
    failIf(typeof value === 'number' && value > Number(wanted), `${at}: too large`),
  minItems: (wanted, value, at) =>
    failIf(Array.isArray(value) && value.length < Number(wanted), `${at}: too few`),
  maxItems: (wanted, value, at) =>
    failIf(Array.isArray(value) && value.length > Number(wanted), `${at}: too many`),
  items: (wanted, value, at) =>
    Array.isArray(value) && isSchema(wanted)
      ? value.flatMap((item: JsonValue, index) => violations(wanted, item, `${at}[${index}]`))
      : [],
  required: (wanted, value, at) =>
    isSchema(value) && Array.isArray(wanted)
      ? wanted
          .filter((name) => !Object.hasOwn(value, String(name)))
          .map((name) => `${at}: no ${String(name)}`)
      : [],
  properties: (wanted, value, at) =>
    isSchema(value) && isSchema(wanted)
      ? Object.entries(value).flatMap(([name, inner]) => {
          const property = Object.hasOwn(wanted, name) ? wanted[name] : undefined;
          return isSchema(property) ? violations(property, inner, `${at}.${name}`) : [];
        })
      : [],
  propertyNames: (wanted, value, at) =>
    isSchema(value) && isSchema(wanted)
      ? Object.keys(value).flatMap((name) => violations(wanted, name, `${at}.${name}`))
      : [],
  additionalProperties: (wanted, value, at, schema) => {
    if (!isSchema(value)) return [];
    const declared = isSchema(schema['properties']) ? Object.keys(schema['properties']) : [];
    const extra = Object.entries(value).filter(([name]) => !declared.includes(name));
    if (wanted === false) return extra.map(([name]) => `${at}: unknown ${name}`);
    return isSchema(wanted)
      ? extra.flatMap(([name, inner]) => violations(wanted, inner, `${at}.${name}`))
      : [];
  },
};
