import { nearest } from '../core/model/nearMiss.ts';
import type { TypeSpec } from '../core/model/schema.ts';
import type { Snapshot } from '../core/model/snapshot.ts';
import { UsageError } from './commandSpec.ts';

/** A type by its name, its plural or its folder, upper and lower case alike. */
export function typeNamed(text: string, { schema }: Snapshot): TypeSpec {
  const folded = text.toLowerCase();
  const found =
    schema.types.find(({ name }) => name === text) ??
    schema.types.find(({ name, plural, folder, label }) =>
      [name, plural, folder, label].some((word) => word.toLowerCase() === folded),
    );
  if (found) return found;
  const names = schema.types.map(({ name }) => name);
  const meant = nearest(text, names);
  const advice = meant === undefined ? `there are ${names.join(', ')}` : `did you mean ${meant}?`;
  throw new UsageError(`There is no type "${text}": ${advice}`);
}
