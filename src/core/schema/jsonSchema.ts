/** The schema as JSON Schema (2020-12), for editors and checkers that know nothing of this program. */
import type { FieldSpec, Schema, TypeSpec } from '../model/schema.ts';
import { configJsonSchema } from './configJsonSchema.ts';
import type { JsonSchema } from './jsonValue.ts';
import { jsonSchemaOfField } from './jsonSchemaOfField.ts';

const dialect = 'https://json-schema.org/draft/2020-12/schema';

/**
 * With a type's name: the JSON Schema of the frontmatter (or YAML file) of its records, field names and
 * values as this workspace writes them; undefined where there is no such type. Without: one document
 * with a definition for every type, `#/$defs/account` and so on, and `#/$defs/crm.yaml` for crm.yaml.
 * It asks for no more than reading does: undeclared fields are allowed, and so is an empty value.
 */
export function buildJsonSchema(schema: Schema): JsonSchema;
export function buildJsonSchema(schema: Schema, type: string | undefined): JsonSchema | undefined;
export function buildJsonSchema(schema: Schema, type?: string): JsonSchema | undefined {
  if (type !== undefined) {
    const spec = schema.types.find((candidate) => candidate.name === type);
    return spec && { $schema: dialect, ...typeJsonSchema(schema, spec) };
  }
  const types = schema.types.map((spec) => [spec.name, typeJsonSchema(schema, spec)] as const);
  return {
    $schema: dialect,
    title: schema.name,
    description: 'Records of this workspace by type, and its crm.yaml.',
    $defs: Object.fromEntries([['crm.yaml', configJsonSchema(schema)], ...types]),
  };
}

function typeJsonSchema(schema: Schema, type: TypeSpec): JsonSchema {
  return {
    title: type.label,
    ...(type.description !== '' && { description: type.description }),
    ...fieldsJsonSchema(schema, type.fields),
  };
}

/** An object with these fields, under every name that reads. */
export function fieldsJsonSchema(schema: Schema, fields: readonly FieldSpec[]): JsonSchema {
  const taken = new Set(fields.flatMap((spec) => spec.writtenAs));
  const names = (spec: FieldSpec): readonly string[] =>
    taken.has(spec.name) ? spec.writtenAs : [...spec.writtenAs, spec.name];
  const properties = new Map<string, JsonSchema>();
  const inner = (innerFields: readonly FieldSpec[]): JsonSchema =>
    fieldsJsonSchema(schema, innerFields);
  for (const spec of fields) {
    const value = jsonSchemaOfField(schema, spec, inner);
    for (const name of names(spec)) if (!properties.has(name)) properties.set(name, value);
  }
  const needed = fields.filter((spec) => spec.required).map(names);
  const plain = needed.flatMap((written) => (written.length === 1 ? written : []));
  const choices = needed.filter((written) => written.length > 1);
  return {
    type: 'object',
    properties: Object.fromEntries(properties),
    ...(plain.length > 0 && { required: plain }),
    ...(choices.length > 0 && {
      allOf: choices.map((written) => ({ anyOf: written.map((name) => ({ required: [name] })) })),
    }),
  };
}
