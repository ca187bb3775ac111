import type { TypeSpec } from '../model/schema.ts';

/** A name as people read it: `annual_revenue` becomes `Annual revenue`. */
export function humanize(name: string): string {
  const words = name.replaceAll(/[_-]+/g, ' ').trim();
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

/** The regular English plural: account/accounts, activity/activities, branch/branches. */
export function pluralize(word: string): string {
  if (/[^aeiou]y$/i.test(word)) return `${word.slice(0, -1)}ies`;
  return /(?:s|x|z|ch|sh)$/i.test(word) ? `${word}es` : `${word}s`;
}

/**
 * The name by which expressions call the records of a type that refer to a record: `deals`,
 * `activities`, `service_contracts`. It follows from the type's name alone, so a workspace that shows
 * another plural (`plural: Firmen`) keeps its expressions.
 */
export function collectionName(type: Pick<TypeSpec, 'name'>): string {
  return pluralize(type.name);
}
