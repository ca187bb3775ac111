/** All computed fields: what lists, forms, reports, completion and expressions know beside the declared ones. */
import { accountFields } from './accounts.ts';
import type { ComputedField } from './computedField.ts';
import { dealFields } from './deals.ts';
import { documentFields } from './documents.ts';
import { everyTypeFields } from './everyType.ts';
import { opennessFields } from './openness.ts';

export const computedFields: readonly ComputedField[] = [
  ...accountFields,
  ...dealFields,
  ...opennessFields,
  ...documentFields,
  ...everyTypeFields,
];

const byType = new Map<string, ReadonlyMap<string, ComputedField>>();

/** The computed fields of a type by name; those of every type last. */
export function computedFieldsOf(type: string): ReadonlyMap<string, ComputedField> {
  let fields = byType.get(type);
  if (!fields) {
    const own = computedFields.filter((f) => f.types.length === 0 || f.types.includes(type));
    fields = new Map(own.map((field) => [field.name, field]));
    byType.set(type, fields);
  }
  return fields;
}

/** A computed field of a type, or undefined. */
export function computedField(type: string, name: string): ComputedField | undefined {
  return computedFieldsOf(type).get(name);
}
