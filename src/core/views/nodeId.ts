/** Ids of rows: the parts of the way to a row, so that one record in two places is two rows. */

/** Joins parts, whatever characters they hold. */
export function nodeId(...parts: readonly string[]): string {
  return parts.map((part) => part.replaceAll('%', '%25').replaceAll('/', '%2F')).join('/');
}

/** The parts that `nodeId` joined. */
export function partsOfNodeId(id: string): readonly string[] {
  return id.split('/').map((part) => part.replaceAll('%2F', '/').replaceAll('%25', '%'));
}
