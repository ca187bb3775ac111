/** No folder belongs to two types: what crm.yaml says goes before a default, and what it says first before the rest. */
import type { TypeSpec } from '../model/schema.ts';
import { foldName } from '../model/foldName.ts';
import type { ConfigReader, Place } from './configReader.ts';
import { valuePlace } from './configReader.ts';
import type { FolderClaim } from './readTypes.ts';

export function settleFolders(
  reader: ConfigReader,
  claims: readonly FolderClaim[],
): readonly TypeSpec[] {
  const owners = new Map<string, FolderClaim>();
  const inOrder = [...claims].sort((a, b) => claimOrder(a) - claimOrder(b));
  for (const claim of inOrder) {
    const { folder } = claim.type;
    if (folder === '') continue;
    const key = foldName(folder);
    const owner = owners.get(key);
    if (!owner) owners.set(key, claim);
    else reportClash(reader, owner, claim);
  }
  return claims.map((claim) => {
    const { type } = claim;
    const keeps = type.folder === '' || owners.get(foldName(type.folder)) === claim;
    return keeps ? type : { ...type, folder: '' };
  });
}

function claimOrder(claim: FolderClaim): number {
  return claim.entry?.keyStart ?? Number.MAX_SAFE_INTEGER;
}

function reportClash(reader: ConfigReader, owner: FolderClaim, loser: FolderClaim): void {
  const entry = loser.entry ?? owner.entry;
  const place: Place = entry ? valuePlace(entry) : { start: 0, end: 0 };
  reader.invalid(
    place,
    `${owner.type.folder} is the folder of ${owner.type.name} and of ${loser.type.name}: give ${loser.type.name} another one.`,
  );
}
