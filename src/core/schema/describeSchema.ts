/** The schema as resolved, as plain JSON: what `rapport types` and `rapport fields TYPE` print. */
import type { FieldSpec, Person, Pipeline, Schema, Stage, TypeSpec } from '../model/schema.ts';
import type { JsonObject } from './jsonValue.ts';
import { collectionName } from './words.ts';

const secondsPerDay = 86400;

/** Names as in crm.yaml; durations in days, probabilities 0 to 1, what is not set is null. */
export function describeSchema(schema: Schema): JsonObject {
  return {
    version: schema.version,
    name: schema.name,
    currency: schema.currency,
    timezone: schema.timezone,
    fiscal_year_start: schema.fiscalYearStart,
    people: schema.people.map(describePerson),
    pipelines: schema.pipelines.map(describePipeline),
    types: schema.types.map(describeType),
    rates: schema.rates ?? null,
    policy: {
      max_touches_per_30d: schema.policy.maxTouchesPer30Days ?? null,
      stale_after: Object.fromEntries(
        Object.entries(schema.policy.staleAfter).map(([type, age]) => [type, age / secondsPerDay]),
      ),
    },
    ignore: schema.ignore,
  };
}

function describePerson(person: Person): JsonObject {
  return {
    key: person.key,
    name: person.name,
    email: person.email ?? null,
    aliases: person.aliases,
  };
}

function describePipeline(pipeline: Pipeline): JsonObject {
  return { id: pipeline.id, name: pipeline.name, stages: pipeline.stages.map(describeStage) };
}

function describeStage(stage: Stage): JsonObject {
  return {
    id: stage.id,
    name: stage.name,
    probability: stage.probability / 100,
    forecast: stage.forecast,
    outcome: stage.outcome ?? null,
    rot_after: stage.rotAfter === undefined ? null : stage.rotAfter / secondsPerDay,
  };
}

/** One type with its fields. `collection` is what expressions call its records: `deals`. */
export function describeType(type: TypeSpec): JsonObject {
  return {
    name: type.name,
    label: type.label,
    plural: type.plural,
    collection: collectionName(type),
    icon: type.icon,
    folder: type.folder === '' ? null : type.folder,
    description: type.description,
    title: type.title ?? null,
    shard: type.shard,
    builtin: type.builtin,
    fields: type.fields.map(describeField),
  };
}

/** One field; what does not apply to its kind is left out. */
export function describeField(spec: FieldSpec): JsonObject {
  const translated = Object.keys(spec.values).length > 0;
  return {
    name: spec.name,
    label: spec.label,
    description: spec.description,
    type: spec.kind,
    list: spec.list,
    required: spec.required,
    recommended: spec.recommended,
    unique: spec.unique,
    ...(spec.kind === 'enum' && {
      options: spec.options.map(({ value, label }) => ({ value, label })),
    }),
    ...(spec.kind === 'ref' && { to: spec.to }),
    ...(spec.min !== undefined && { min: spec.min }),
    ...(spec.max !== undefined && { max: spec.max }),
    ...(spec.pattern !== undefined && { pattern: spec.pattern }),
    ...(spec.kind === 'map' && { fields: spec.fields.map(describeField) }),
    ...(translated && { values: { ...spec.values } }),
    written_as: spec.writtenAs,
    builtin: spec.builtin,
  };
}
