/** The fields that a complete record fills, and which of them one leaves open. */
import type { CrmRecord } from '../model/record.ts';
import type { TypeSpec } from '../model/schema.ts';

/** Names of the required and recommended fields of a type. */
export function wantedFields(type: TypeSpec): readonly string[] {
  return type.fields
    .filter(({ required, recommended }) => required || recommended)
    .map(({ name }) => name);
}

function isFilled(record: CrmRecord, name: string): boolean {
  const value = record.fields[name];
  return value !== undefined && value !== null && value !== '';
}

/** Share of the fields named that a record fills, 0 to 1. */
export function filledShare(record: CrmRecord, wanted: readonly string[]): number {
  let filled = 0;
  for (const name of wanted) if (isFilled(record, name)) filled++;
  return filled / wanted.length;
}

/** The required and recommended fields that a record leaves open, required ones first. */
export function missingFields(record: CrmRecord, type: TypeSpec): readonly string[] {
  const open = type.fields.filter(
    ({ name, required, recommended }) => (required || recommended) && !isFilled(record, name),
  );
  return [
    ...open.filter(({ required }) => required),
    ...open.filter(({ required }) => !required),
  ].map(({ name }) => name);
}
