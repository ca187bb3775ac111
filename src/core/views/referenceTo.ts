import type { CrmRecord } from '../model/record.ts';
import type { Snapshot } from '../model/snapshot.ts';

/** The shortest wikilink that leads to a record from anywhere: its id, else its folder and id, else its path. */
export function referenceTo(record: CrmRecord, snapshot: Snapshot): string {
  const folder = snapshot.type(record.type)?.folder ?? '';
  const inFolder = folder === '' || folder === '.' ? record.id : `${folder}/${record.id}`;
  const last = record.id.slice(record.id.lastIndexOf('/') + 1);
  const leadsHere = (text: string): boolean => {
    const found = snapshot.resolve(text);
    return found.kind === 'found' && found.record === record;
  };
  return `[[${[last, record.id, inFolder].find(leadsHere) ?? record.path}]]`;
}
