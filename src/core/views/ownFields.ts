import type { Snapshot } from '../model/snapshot.ts';

/** The first fields that a workspace declares for a type of its own, its title and longer texts left out. */
export function ownFields(type: string, snapshot: Snapshot, count: number): readonly string[] {
  const declared = (snapshot.type(type)?.fields ?? []).filter(
    ({ name, builtin, kind }) => !builtin && kind !== 'text' && name !== 'name' && name !== 'title',
  );
  return declared.slice(0, count).map(({ name }) => name);
}
